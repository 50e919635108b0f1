import { type OrganisationSeed, type PersonSeed } from '../seed/seed-format';

/** A Belgian number with valid check digits, from its first eight digits. */
export function belgianVat(firstEight: number): string {
  const digits = String(firstEight).padStart(8, '0');
  return `${digits}${String(97 - (firstEight % 97)).padStart(2, '0')}`;
}

export const loyaltyCardField = '117ecf60-d492-48a1-8aab-a131ad465fd5';
export const shoeSizeField = '9ecc2b1e-0f64-4c1e-9a53-5e3c1e7a7e10';

/** Organisations as in an old address book. */
export const awkwardOrganisations: OrganisationSeed[] = [
  {
    name: "Café 't Hoekje & Zonen BV",
    debtorNumber: '000123',
    vatNumber: `BE ${belgianVat(1000001).replace(/^(\d{4})(\d{3})(\d{3})$/, '$1.$2.$3')}`,
    email: "info@t'hoekje.example",
    phone: '0032 (0)3/555.10.01',
    website: 'thoekje.example',
    address: { street: "'t Zand", houseNumber: 1, suffix: 'bus 4', postalcode: '8000', city: 'Brugge' },
    custom: { [loyaltyCardField]: 'GOUD' },
  },
  {
    name: 'Société Générale des Œufs « Le Coq d’Or » SC',
    debtorNumber: '123',
    vatNumber: belgianVat(1000002),
    address: { street: "Rue de l'Évêché", houseNumber: 0, postalcode: '4000', city: 'Liège' },
  },
  {
    name: 'Metaalconstructies Vanden Bossche-Deprez & Co. Gewone Commanditaire Vennootschap afdeling West-Vlaanderen',
    debtorNumber: ' D-0456 ',
    vatNumber: `be${belgianVat(1000003)}`,
    address: {
      street: 'Industrieterrein Noord zone 3',
      postalcode: '8800',
      city: 'Roeselare',
      extra: 'Poort 7',
    },
  },
  {
    key: 'both',
    name: 'Drukkerij De Ster',
    debtorNumber: '2001',
    creditorNumber: 'L2001',
    vatNumber: `BE${belgianVat(1000004)}`,
    roles: ['customer', 'supplier'],
    address: { street: 'Sterstraat', houseNumber: 12.0, postalcode: '2800', city: 'Mechelen' },
  },
  {
    name: 'Papiergroothandel Peeters NV',
    creditorNumber: 'L2002',
    vatNumber: `BE${belgianVat(1000005)}`,
    roles: ['supplier'],
  },
  { name: 'Zonder Nummer VZW', email: 'bestuur@zondernummer.example' },
  { key: 'dubbel-a', name: 'Dubbel Nummer A', debtorNumber: '2003', vatNumber: `BE${belgianVat(1000006)}` },
  { key: 'dubbel-b', name: 'Dubbel Nummer B', debtorNumber: '2003', vatNumber: `BE${belgianVat(1000006)}` },
  {
    name: 'Vroegere Klant BV',
    debtorNumber: '2004',
    vatNumber: `BE${belgianVat(1000007)}`,
    former: true,
    address: { street: 'Oudestraat', houseNumber: 99, postalcode: '9000', city: 'Gent' },
  },
  {
    name: 'Van der Meer Bloemen B.V.',
    debtorNumber: '2005',
    vatNumber: 'NL000000012B01',
    address: {
      street: 'Keizersgracht',
      houseNumber: 1,
      suffix: 'hs',
      postalcode: '1015 AB',
      city: 'Amsterdam',
      country: 'NL',
    },
  },
  {
    name: 'Müller & Söhne GmbH',
    debtorNumber: '2006',
    vatNumber: 'DE000000013',
    address: { street: 'Große Straße', houseNumber: 5, postalcode: '52062', city: 'Aachen', country: 'DE' },
  },
  {
    name: 'Brown, Smith and Partners Ltd',
    debtorNumber: '2007',
    address: {
      street: 'Baker Street',
      houseNumber: 221,
      suffix: 'B',
      postalcode: 'NW1 6XE',
      city: 'London',
      country: 'GB',
    },
  },
  {
    name: 'Acme Inc.',
    debtorNumber: '2008',
    address: { street: 'Main Street', houseNumber: 1, postalcode: '10001', city: 'New York', country: 'US' },
  },
  { name: 'Misschien Later BV', roles: ['lead'], vatNumber: `BE${belgianVat(1000008)}` },
  { name: 'Fout Nummer BV', debtorNumber: '2009', vatNumber: 'BE0123456789' },
  {
    name: 'Stad Leuven – dienst «Groen» 🌳',
    debtorNumber: '2010',
    vatNumber: `BE${belgianVat(1000009)}`,
    paymentTermInDays: 60,
  },
];

/** Private customers: tussenvoegsels, one name only, the same name twice. */
export const awkwardPersons: PersonSeed[] = [
  {
    firstName: 'Jan',
    middleName: 'van den',
    lastName: 'Berg',
    debtorNumber: 'P3001',
    email: 'jan@vandenberg.example',
    mobile: '+32 470 55 30 01',
    address: { street: 'Dorpsplein', houseNumber: 3, postalcode: '3000', city: 'Leuven' },
    custom: { [shoeSizeField]: 44 },
  },
  { firstName: 'Élise', middleName: "d'", lastName: 'Haene', debtorNumber: 'P3002', phone: '02 555 30 02' },
  { lastName: 'Madonna', debtorNumber: 'P3003' },
  { key: 'jan-two', firstName: 'Jan', middleName: 'van den', lastName: 'Berg', debtorNumber: 'P3004' },
  { firstName: 'Björn', middleName: 'von der', lastName: 'Weiden-Żółć', former: true, debtorNumber: 'P3005' },
  { firstName: 'Geen', lastName: 'Nummer' },
];
