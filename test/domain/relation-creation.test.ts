import { agreedAtCreation, seenAfterCreation } from '../../domain/relation/creation';
import type { RelationForm } from '../../domain/relation/relation-form';

const form = (fields: RelationForm['fields']): RelationForm => ({
  kind: 'organisation',
  fields,
  withoutRecord: [],
  countryCode: 'BE',
});
const address = {
  street: 'Kerkstraat',
  houseNumber: '7',
  box: null,
  extra: null,
  postalCode: '9000',
  city: 'Gent',
  countryCode: null,
};

describe('what a new record and its origin agree on', () => {
  it('is what was sent; a field that was not sent is left to their first comparison', () => {
    const tribe = form({ name: 'Nieuw BV', website: null, email: 'info@nieuw.example', address });
    const sent = form({ name: 'Nieuw BV', website: null, email: null, address });
    expect(agreedAtCreation(tribe, sent)).toEqual({
      name: { tribe: 'Nieuw BV', winbooks: 'Nieuw BV' },
      website: { tribe: null, winbooks: null },
      address: { tribe: address, winbooks: address },
    });
  });

  const agreed = agreedAtCreation(
    form({ name: 'Nieuw Hout BV', website: null, address }),
    form({ name: 'Nieuw Hout BV', website: null, address }),
  );

  it.each([
    ['cut', { name: 'Nieuw H' }, ['name']],
    ['in capitals', { name: 'NIEUW HOUT BV' }, ['name']],
    ['not at all', { name: 'Nieuw Hout BV', address: null }, ['address']],
    [
      'split in another way',
      { address: { ...address, street: 'Kerkstraat 7', houseNumber: null } },
      ['address'],
    ],
  ] as const)('stays agreed where the vendor keeps it %s', (_, shown, notKept) => {
    const seen = seenAfterCreation(agreed, 'winbooks', form(shown));
    expect(seen.notKept).toEqual(notKept);
    for (const field of notKept) expect(seen.snapshot[field]?.winbooks).toEqual(form(shown).fields[field]);
  });

  it('stays what was sent where a person has written another value since', () => {
    const shown = form({
      name: 'Anders BV',
      website: 'https://anders.example',
      address: { ...address, city: 'Aalst' },
    });
    expect(seenAfterCreation(agreed, 'winbooks', shown)).toEqual({ snapshot: agreed, notKept: [] });
  });
});
