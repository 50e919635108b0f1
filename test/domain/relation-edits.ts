import fc from 'fast-check';
import { tribeId, winbooksId } from '../../domain/ids';
import type { RelationKind } from '../../domain/relation/relation-form';
import type { TribeRelation, TribeStoredAddress } from '../../domain/vendors/tribe-records';
import type { WinbooksAddress, WinbooksContact, WinbooksParty } from '../../domain/vendors/winbooks-records';

/**
 * `orderly`: the relation stays in Belgium, and no address or contact is removed. A relation that moves abroad takes its
 * phone numbers along, which are then those of another country.
 */
export type Manners = 'orderly' | 'anything';

/** What people type into the fields of a relation, on either side: few values in many forms, some too long, some bad. */
const names = fc.oneof(
  fc.constantFrom(
    'Peeters',
    'PEETERS',
    'Peeters  Hout',
    'Café ’t Hoekje',
    'Metaalconstructies Vanden Bossche-Deprez en Zonen',
    'Metaalconstructies Vanden Bossche-Deprez',
    '👩‍👩‍👧'.repeat(15),
  ),
  // A name that is emptied is filled again from the other side.
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }).filter((name) => /[\p{L}\p{N}]/u.test(name)),
);
const phones = fc.constantFrom(
  null,
  '02 123 45 67',
  '+32 2 123 45 67',
  '020 123 4567',
  '+31 (0)20 / 123 / 4567 .',
  'binnenlijn 12',
  'a@x.example',
  '02 123 45 67 of 02 123 45 68',
);
const emails = fc.constantFrom(
  null,
  'a@x.example',
  'A@X.example',
  'b@x.example',
  'a@x.example; b@x.example',
  `${'a'.repeat(40)}@x.example`,
);
const websites = fc.constantFrom(
  null,
  'x.example',
  'https://X.example/',
  'https://x.example/Winkel',
  'y.example',
);
const vatNumbers = fc.constantFrom(
  null,
  'BE 0000.000.196',
  '0000000295',
  'NL000099998B57',
  'btw 12',
  'particulier',
);
const numbers = fc.constantFrom('K17', 'k17', 'K18', 'K19');
const streets = fc.oneof(
  fc.constantFrom(
    null,
    'Vuchtlaan',
    'Vuchtlaan 78',
    'Kerkstraat 78A bus 3',
    'Rue de la Loi 5 / 3',
    '5, rue de l’Église',
    'Plein 1940-1945',
    'Burgemeester Charles Rotsart de Hertainglaan 12 bus 3',
    'Zone 4 Zuid Burgemeester Charles Rotsart 12 blok A',
    'bus 3',
  ),
  fc.string({ unit: 'grapheme', maxLength: 50 }),
);
const houseNumbers = fc.constantFrom(null, '78', '5', '12', '78.5', '0', '123456789');
const boxes = fc.oneof(
  fc.constantFrom(null, 'A', '3', 'bus 3', 'A bus 3', '-80', '/3', 'bte', 'b3', '1.02'),
  fc.string({ maxLength: 6 }),
);
const postalCodes = fc.constantFrom(null, '9000', 'B-9000', '1012 AB', '1012AB', '9000 Gent en omstreken');
const cities = fc.constantFrom(null, 'Gent', 'GENT', 'Sint-Martens-Latem bij Gent aan de schone Leie');
const countries = (manners: Manners): fc.Arbitrary<string | null> =>
  manners === 'anything'
    ? fc.constantFrom(null, 'BE', 'NL', 'Belgique', 'Atlantis')
    : fc.constantFrom(null, 'BE', 'Belgique', 'Atlantis');

export const tribeAddresses = (manners: Manners): fc.Arbitrary<TribeStoredAddress> =>
  fc
    .record({
      street: streets,
      houseNumber: houseNumbers,
      houseNumberSuffix: boxes,
      extra: cities,
      postalCode: postalCodes,
      city: cities,
      writtenCountry: countries(manners),
    })
    .map((address) => ({
      ...address,
      id: tribeId('address'),
      countryCode: address.writtenCountry?.length === 2 ? address.writtenCountry : null,
    }));

export const winbooksAddresses = (manners: Manners): fc.Arbitrary<WinbooksAddress> =>
  fc.record({
    id: fc.constant(winbooksId('address')),
    address1: streets,
    address2: cities,
    number: fc.oneof(houseNumbers, boxes),
    box: boxes,
    zip: postalCodes,
    town: cities,
    countryCode: countries(manners),
    phoneNo: phones,
  });

const contacts: fc.Arbitrary<WinbooksContact> = fc.record({
  id: fc.constant(winbooksId('contact')),
  email: emails,
  phoneNo: phones,
  mobileNo: phones,
});

const removable = <Part>(part: fc.Arbitrary<Part>, manners: Manners): fc.Arbitrary<Part | null> =>
  manners === 'anything' ? fc.oneof(fc.constant(null), part) : part;

/** An edit of some fields in Tribe; a person keeps a last name. */
export function tribeEdits(kind: RelationKind, manners: Manners): fc.Arbitrary<Partial<TribeRelation>> {
  const reach = {
    emailAddress: emails,
    phoneNumber: phones,
    debtorNumber: fc.oneof(fc.constant(null), numbers),
  };
  const some = { requiredKeys: [] };
  return kind === 'person'
    ? fc.record(
        {
          ...reach,
          mobilePhoneNumber: phones,
          firstName: fc.oneof(fc.constant(null), names),
          middleName: fc.constantFrom(null, 'van den', ' '),
          lastName: names,
        },
        some,
      )
    : fc.record(
        {
          ...reach,
          name: names,
          vatNumber: vatNumbers,
          website: websites,
          invoiceAddress: removable(tribeAddresses(manners), manners),
        },
        some,
      );
}

/** An edit of some fields in WinBooks. */
export const winbooksEdits = (kind: RelationKind, manners: Manners): fc.Arbitrary<Partial<WinbooksParty>> =>
  fc.record(
    {
      name: fc.oneof(fc.constant(null), names),
      code: numbers,
      website: websites,
      address: removable(winbooksAddresses(manners), manners),
      contact: removable(contacts, manners),
      ...(kind === 'organisation'
        ? { vatNumber: vatNumbers, vatCountryCode: fc.constantFrom(null, 'BE', 'NL') }
        : {}),
    },
    { requiredKeys: [] },
  );
