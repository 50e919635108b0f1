import { merge, type Merge } from '../../domain/relation/merge';
import type { MergeRules } from '../../domain/relation/merge-field';
import {
  nothingShown,
  type CanonicalAddress,
  type FormFields,
  type RelationForm,
} from '../../domain/relation/relation-form';

const RULES: MergeRules = {
  conflictRule: 'tribe',
  changedAt: { tribe: '2026-11-05T10:00:00Z', winbooks: '2026-11-05T11:00:00+02:00' },
};
const form = (fields: FormFields, countryCode = 'BE'): RelationForm => ({
  kind: fields.mobile === undefined ? 'organisation' : 'person',
  fields,
  withoutRecord: [],
  countryCode,
});
/** Tribe, WinBooks; then what each of them shows next. */
function after(
  tribe: FormFields,
  winbooks: FormFields,
  nextTribe: FormFields,
  nextWinbooks: FormFields,
  rules = RULES,
): Merge {
  const { snapshot } = merge(form(tribe), form(winbooks), null, RULES);
  return merge(form(nextTribe), form(nextWinbooks), snapshot, rules);
}
const NOTHING: Merge = {
  toTribe: {},
  toWinbooks: {},
  conflicts: [],
  numberDiffers: false,
  problems: [],
  snapshot: expect.anything() as Merge['snapshot'],
};

const address = (given: Partial<CanonicalAddress> = {}): CanonicalAddress => ({
  street: 'Vuchtlaan',
  houseNumber: '78',
  box: null,
  extra: null,
  postalCode: '9000',
  city: 'Gent',
  countryCode: 'BE',
  ...given,
});
const LONG = 'Metaalconstructies Vanden Bossche-Deprez en Zonen';
const CUT = 'Metaalconstructies Vanden Bossche-Deprez';

describe('records that meet for the first time', () => {
  it.each<[string, FormFields, FormFields]>([
    ['are equal', { name: 'Peeters' }, { name: 'Peeters' }],
    ['differ in case and punctuation', { name: 'Peeters-Hout' }, { name: 'PEETERS HOUT' }],
    [
      'differ in how an address is split',
      { address: address() },
      { address: address({ street: 'Vuchtlaan 78', houseNumber: null }) },
    ],
    ['differ in how a number is typed', { phone: '02/123.45.67' }, { phone: '+32 2 123 45 67' }],
    ['differ in the scheme of the website', { website: 'https://x.example/' }, { website: 'x.example' }],
    ['differ in the case of the e-mail address', { email: 'Info@x.example' }, { email: 'info@x.example' }],
    ['differ in what WinBooks cannot hold', { name: LONG }, { name: CUT }],
    ['are both empty', { vatNumber: null, address: null }, { vatNumber: null, address: null }],
  ])('are left when they %s', (_, tribe, winbooks) => {
    expect(merge(form(tribe), form(winbooks), null, RULES)).toEqual(NOTHING);
  });

  it('fill what is empty on the other side', () => {
    const merged = merge(
      form({ name: LONG, website: null, email: 'a@x.example', address: address() }),
      form({ name: null, website: 'x.example', email: null, address: null }),
      null,
      RULES,
    );
    expect(merged).toMatchObject({
      toTribe: { website: 'x.example' },
      toWinbooks: { name: CUT, email: 'a@x.example', address: address() },
      conflicts: [],
    });
  });

  it.each([
    ['tribe', 'toWinbooks', 'Janssens', 'tribe'],
    ['winbooks', 'toTribe', 'Peeters', 'winbooks'],
    ['newest', 'toWinbooks', 'Janssens', 'tribe'],
  ] as const)('follow the rule %s where they differ', (conflictRule, to, name, won) => {
    const merged = merge(form({ name: 'Janssens' }), form({ name: 'Peeters' }), null, {
      ...RULES,
      conflictRule,
    });
    expect(merged[to]).toEqual({ name });
    expect(merged.conflicts).toEqual([{ field: 'name', tribe: 'Janssens', winbooks: 'Peeters', won }]);
  });

  it('have the number of WinBooks', () => {
    expect(merge(form({ number: '5' }), form({ number: 'K17' }), null, RULES).toTribe).toEqual({
      number: 'K17',
    });
    expect(merge(form({ number: null }), form({ number: 'K17' }), null, RULES).toTribe).toEqual({
      number: 'K17',
    });
  });

  it('leave alone what one of them does not show', () => {
    expect(merge(form({ email: 'a@x.example' }), form({}), null, RULES)).toEqual({
      ...NOTHING,
      snapshot: {},
    });
  });
});

describe('a record that is to be created', () => {
  const whole = { name: LONG, number: 'K17', website: 'x.example', email: null, address: address() };

  it('in WinBooks gets all but its number, which is its code', () => {
    const merged = merge(form(whole), nothingShown('organisation', 'winbooks', 'BE'), null, RULES);
    expect(merged.toWinbooks).toEqual({ name: CUT, website: 'x.example', address: address() });
    expect(merged.numberDiffers).toBe(false);
  });

  it('in Tribe gets its number, too', () => {
    const merged = merge(nothingShown('organisation', 'tribe', 'BE'), form(whole), null, RULES);
    expect({ ...merged.toTribe, email: null }).toEqual(whole);
    expect(merged.toTribe.email).toBeUndefined();
  });
});

describe('a field that somebody changed', () => {
  it.each<[string, FormFields, FormFields]>([
    ['name', { name: 'Peeters' }, { name: 'Janssens' }],
    ['case of the name', { name: 'PEETERS' }, { name: 'Peeters' }],
    ['VAT number', { vatNumber: null }, { vatNumber: { countryCode: 'BE', number: '0000000196' } }],
    ['address', { address: address() }, { address: address({ street: 'Laan' }) }],
    ['e-mail address', { email: 'a@x.example' }, { email: null }],
    ['mobile number', { mobile: '0475 12 34 56' }, { mobile: '0475 12 34 57' }],
  ])('travels from either side: %s', (_, before, now) => {
    expect(after(before, before, now, before)).toEqual({ ...NOTHING, toWinbooks: now });
    expect(after(before, before, before, now)).toEqual({ ...NOTHING, toTribe: now });
  });

  it.each<[string, FormFields, FormFields]>([
    ['phone number', { phone: '02 123 45 67' }, { phone: '+32 2/123.45.67' }],
    ['website', { website: 'x.example' }, { website: 'https://x.example/' }],
    ['country that is Belgium anyway', { address: address({ countryCode: null }) }, { address: address() }],
  ])('stays where it was only typed in another way: %s', (_, before, now) => {
    expect(after(before, before, now, before)).toEqual(NOTHING);
    expect(after(before, before, before, now)).toEqual(NOTHING);
  });

  it('on both sides to the same value needs no write', () => {
    const [before, now] = [{ name: 'Peeters' }, { name: 'Janssens' }];
    expect(after(before, before, now, now)).toEqual(NOTHING);
  });

  it('on both sides follows the rule, and both values are kept in the record of it', () => {
    const before = { email: 'a@x.example' };
    const merged = after(
      before,
      before,
      { email: 'b@x.example' },
      { email: 'c@x.example' },
      { ...RULES, conflictRule: 'winbooks' },
    );
    expect(merged.toTribe).toEqual({ email: 'c@x.example' });
    expect(merged.conflicts).toEqual([
      { field: 'email', tribe: 'b@x.example', winbooks: 'c@x.example', won: 'winbooks' },
    ]);
  });

  it('on both sides is of the newest record, which is of Tribe when WinBooks does not say', () => {
    const before = { name: 'Peeters' };
    const newest = (winbooks: string | null) =>
      after(
        before,
        before,
        { name: 'Janssens' },
        { name: 'Claes' },
        { conflictRule: 'newest', changedAt: { tribe: '2026-11-05T10:00:00Z', winbooks } },
      );
    expect(newest('2026-11-05T10:00:01Z').toTribe).toEqual({ name: 'Claes' });
    expect(newest('2026-11-05T11:30:00+02:00').toWinbooks).toEqual({ name: 'Janssens' });
    expect(newest(null).toWinbooks).toEqual({ name: 'Janssens' });
  });

  it('travels beside others that stay', () => {
    const before = { name: 'Peeters', email: 'a@x.example' };
    const merged = after(
      before,
      before,
      { ...before, name: 'Janssens' },
      { ...before, email: 'b@x.example' },
    );
    expect(merged).toMatchObject({ toTribe: { email: 'b@x.example' }, toWinbooks: { name: 'Janssens' } });
  });
});

describe('a field that becomes empty', () => {
  it('is filled again if it is the name or the number', () => {
    const before = { name: 'Peeters', number: 'K17' };
    const emptied = { name: null, number: null };
    expect(after(before, before, emptied, before)).toEqual({ ...NOTHING, toTribe: before });
    expect(after(before, before, before, { ...before, name: null }).toWinbooks).toEqual({ name: 'Peeters' });
  });

  it('stays on the other side if it is the address, until that one is changed', () => {
    const before = { address: address() };
    const removed = after(before, before, { address: null }, before);
    expect(removed).toEqual(NOTHING);
    const moved = { address: address({ city: 'Aalst' }) };
    expect(merge(form({ address: null }), form(moved), removed.snapshot, RULES).toTribe).toEqual(moved);
    expect(merge(form(moved), form(before), removed.snapshot, RULES).toWinbooks).toEqual(moved);
  });
});

describe('a contact of WinBooks', () => {
  const mail = { email: 'a@x.example' };
  const withoutContact = (fields: FormFields): RelationForm => ({
    ...form(fields),
    withoutRecord: ['email'],
  });
  const { snapshot } = merge(form(mail), form(mail), null, RULES);

  it('that is deleted empties nothing in Tribe, and is made again by a change there only', () => {
    const deleted = merge(form(mail), withoutContact({ email: null }), snapshot, RULES);
    expect(deleted).toEqual(NOTHING);
    expect(merge(form(mail), form({ email: null }), deleted.snapshot, RULES)).toEqual(NOTHING);
    const changed = { email: 'b@x.example' };
    expect(merge(form(changed), withoutContact({ email: null }), deleted.snapshot, RULES).toWinbooks).toEqual(
      changed,
    );
  });

  it('that a folder no longer has leaves its fields alone, and they meet anew', () => {
    const gone = merge(form(mail), withoutContact({}), snapshot, RULES);
    expect(gone).toEqual({ ...NOTHING, snapshot: {} });
    expect(merge(form(mail), withoutContact({ email: null }), gone.snapshot, RULES).toWinbooks).toEqual(mail);
  });
});

describe('what WinBooks holds shorter than Tribe', () => {
  const agreed = [{ name: LONG }, { name: CUT }] as const;

  it('is no change', () => {
    const { toWinbooks, snapshot } = after(
      { name: 'Peeters' },
      { name: 'Peeters' },
      { name: LONG },
      { name: 'Peeters' },
    );
    expect(toWinbooks).toEqual({ name: CUT });
    expect(merge(form({ name: LONG }), form({ name: CUT }), snapshot, RULES)).toEqual(NOTHING);
  });

  it('travels back only when somebody changed it in WinBooks', () => {
    expect(after(...agreed, { name: LONG }, { name: 'Metaal Deprez' }).toTribe).toEqual({
      name: 'Metaal Deprez',
    });
    expect(after(...agreed, { name: `${LONG} NV` }, { name: CUT })).toEqual(NOTHING);
  });

  it('stays whole in Tribe when another part of the address is changed in WinBooks', () => {
    const street = 'Burgemeester Charles Rotsart de Hertainglaan';
    const tribe = { address: address({ street }) };
    const winbooks = { address: address({ street: street.slice(0, 40).trim() }) };
    const moved = { address: { ...winbooks.address, postalCode: '9990' } };
    expect(after(tribe, winbooks, tribe, moved).toTribe).toEqual({
      address: { ...tribe.address, postalCode: '9990' },
    });
  });
});

describe('what WinBooks cannot hold and may not be cut', () => {
  const email = 'jan.vandenberg.van.de.boekhouding@peeters-hout.example';
  it.each<[string, FormFields, FormFields, string]>([
    ['an e-mail address', { email: 'a@x.example' }, { email }, email],
    [
      'a phone number',
      { phone: null },
      { phone: '02 123 45 67 of 02 123 45 68' },
      '02 123 45 67 of 02 123 45 68',
    ],
    [
      'a postal code',
      { address: address() },
      { address: address({ postalCode: '9000 (Gent)' }) },
      '9000 (Gent)',
    ],
  ])('stays in Tribe with an issue: %s', (_, before, now, written) => {
    const { problems, ...merged } = after(before, before, now, before);
    expect(merged).toEqual({ ...merged, toTribe: {}, toWinbooks: {} });
    expect(problems.map(({ issue }) => issue)).toEqual([
      { code: 'TEXT_TOO_LONG', params: { customer: '', written } },
    ]);
    expect(after(before, before, before, now)).toEqual({ ...NOTHING, toTribe: now });
    expect(after(now, now, now, now)).toEqual(NOTHING);
  });
});

describe('the number', () => {
  const before = { number: 'K17' };

  it('of WinBooks overwrites the one that Tribe had', () => {
    expect(after(before, before, before, { number: 'K18' }).toTribe).toEqual({ number: 'K18' });
    const both = after(before, before, { number: 'K19' }, { number: 'K18' });
    expect(both).toMatchObject({
      toTribe: { number: 'K18' },
      conflicts: [{ field: 'number', won: 'winbooks' }],
    });
  });

  it('that somebody changed in Tribe is not overwritten and goes nowhere, however often it is seen', () => {
    const once = after(before, before, { number: 'K19' }, before);
    expect(once).toEqual({ ...NOTHING, numberDiffers: true });
    expect(merge(form({ number: 'K19' }), form(before), once.snapshot, RULES)).toEqual(once);
    expect(merge(form({ number: 'k17' }), form(before), once.snapshot, RULES)).toEqual(NOTHING);
  });
});

describe('a phone number', () => {
  it('gets its prefix when the other record is of another country', () => {
    const { snapshot } = merge(form({ phone: null }, 'NL'), form({ phone: null }), null, RULES);
    const merged = merge(form({ phone: '020 123 4567' }, 'NL'), form({ phone: null }), snapshot, RULES);
    expect(merged.toWinbooks).toEqual({ phone: '+31 20 123 4567' });
  });

  it('does not change because its record moves to another country', () => {
    const [tribe, winbooks] = [{ phone: '02 123 45 67' }, { phone: '02/123.45.67' }];
    const { snapshot } = merge(form(tribe), form(winbooks), null, RULES);
    expect(merge(form(tribe, 'NL'), form(winbooks), snapshot, RULES)).toEqual(NOTHING);
  });
});
