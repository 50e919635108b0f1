import fc from 'fast-check';
import { tribeId } from '../../domain/ids';
import { type Candidate, type Evidence, judgeMatch } from '../../domain/relation/judge-match';
import {
  keysOf,
  MATCH_KEYS,
  matchRecordOfParty,
  matchRecordOfRelation,
  type MatchRecord,
} from '../../domain/relation/match-record';
import { contact, organisation, party, person, tribeAddress, winbooksAddress } from './relation-records';

/** The same stories each time; `RELATION_SEED` makes others. */
fc.configureGlobal({ seed: Number(process.env['RELATION_SEED'] ?? 5) });

const record = (given: Partial<MatchRecord> = {}): MatchRecord => ({
  kind: 'organisation',
  name: null,
  number: null,
  vatNumber: null,
  postalCode: null,
  email: null,
  isInactive: false,
  ...given,
});
const VAT = { countryCode: 'BE', number: '0000000196' };
const OTHER_VAT = { countryCode: 'BE', number: '0000000295' };

describe('what a record is found by', () => {
  it('is equal for a relation and a party that are the same', () => {
    const keys = keysOf(matchRecordOfRelation(organisation(), 'customer'));
    expect(keys).toEqual({
      number: 'k17',
      vatNumber: 'BE0000000196',
      namePostcode: `${[...'peetershout'].toSorted().join('')} 9000`,
      email: 'info@peeters.example',
    });
    const there = party({
      code: 'k17',
      name: 'PEETERS-HOUT NV',
      vatCountryCode: null,
      address: winbooksAddress({ zip: 'B-9000' }),
      contact: contact({ email: 'INFO@peeters.example' }),
    });
    expect(keysOf(matchRecordOfParty(there))).toEqual(keys);
  });

  it('of a person is its address, too', () => {
    const { namePostcode } = keysOf(matchRecordOfRelation(person(), 'customer'));
    const there = party({
      name: 'Berg Jan van den',
      civilityCode: 'MR',
      vatNumber: null,
      contact: undefined,
    });
    expect(keysOf(matchRecordOfParty(there)).namePostcode).toBe(namePostcode);
    expect(matchRecordOfParty(there).kind).toBe('person');
  });

  it('is the beginning of a name that WinBooks cuts', () => {
    const name = 'Metaalconstructies Vanden Bossche-Deprez en Zonen';
    const ours = keysOf(matchRecordOfRelation(organisation({ name }), 'customer'));
    expect(keysOf(matchRecordOfParty(party({ name: name.slice(0, 40) }))).namePostcode).toBe(
      ours.namePostcode,
    );
  });

  it('is nothing where there is nothing, or bad data', () => {
    const relation = organisation({
      debtorNumber: null,
      vatNumber: 'BE 1',
      emailAddress: 'onbekend',
      invoiceAddress: tribeAddress({ postalCode: null }),
    });
    expect(keysOf(matchRecordOfRelation(relation, 'customer'))).toEqual({
      number: null,
      vatNumber: null,
      namePostcode: null,
      email: null,
    });
  });

  it('says whether it is in use', () => {
    const former = { relationshipId: tribeId('customer'), isFormer: true, paymentTermDays: null };
    expect(matchRecordOfRelation(organisation({ customer: former }), 'customer').isInactive).toBe(true);
    expect(matchRecordOfRelation(organisation(), 'supplier').isInactive).toBe(true);
    expect(matchRecordOfParty(party({ isHidden: true })).isInactive).toBe(true);
  });
});

const NOBODY: Candidate['others'] = { link: 0, number: 0, vatNumber: 0, namePostcode: 0, email: 0 };
const judge = (
  relation: Partial<MatchRecord>,
  there: Partial<MatchRecord>,
  others: Partial<Candidate['others']> = {},
  isLinked = false,
) =>
  judgeMatch({
    relation: record(relation),
    party: record(there),
    isLinked,
    others: { ...NOBODY, ...others },
  });

describe('a pair is clear', () => {
  const name = { name: 'Peeters Hout BV' };
  it.each<[string, Partial<MatchRecord>, Partial<MatchRecord>, readonly Evidence[]]>([
    ['by number and name', { number: 'K17', ...name }, { number: 'k17', name: 'PEETERS HOUT' }, ['number']],
    [
      'by number and VAT number',
      { number: 'K17', vatNumber: VAT },
      { number: 'K17', vatNumber: VAT },
      ['number', 'vatNumber'],
    ],
    [
      'by VAT number and name',
      { vatNumber: VAT, ...name },
      { vatNumber: VAT, ...name, number: '9' },
      ['vatNumber'],
    ],
    [
      'by VAT number and postal code',
      { vatNumber: VAT, postalCode: '9000' },
      { vatNumber: VAT, postalCode: '9000' },
      ['vatNumber'],
    ],
    [
      'by name and postal code',
      { ...name, postalCode: '9000' },
      { ...name, postalCode: 'B-9000' },
      ['namePostcode'],
    ],
    [
      'by e-mail address and name',
      { email: 'a@x.example', ...name },
      { email: 'A@x.example', ...name },
      ['email'],
    ],
  ])('%s', (_, relation, there, evidence) => {
    expect(judge(relation, there)).toMatchObject({ verdict: 'clear', evidence, doubts: [] });
  });

  it('because it was linked before, whatever changed since', () => {
    expect(judge({ number: '1' }, { number: '2', isInactive: true }, { number: 3 }, true)).toEqual({
      evidence: ['link'],
      score: 100,
      verdict: 'clear',
      doubts: [],
    });
  });

  it('although others share something weaker', () => {
    const both = { number: 'K17', ...name, email: 'info@x.example' };
    expect(judge(both, both, { email: 4 }).verdict).toBe('clear');
  });
});

describe('a pair is unclear', () => {
  const same = { number: 'K17', name: 'Peeters Hout BV' };
  it.each([
    ['when others have the number', same, same, { number: 1 }, ['others']],
    [
      'when others have the VAT number of one, and only the postal code and name are equal',
      { name: 'Peeters', postalCode: '9000', vatNumber: VAT },
      { name: 'Peeters', postalCode: '9000' },
      { vatNumber: 1 },
      ['others'],
    ],
    [
      'when only the number is equal',
      { number: '1001', name: 'Peeters' },
      { number: '1001', name: 'Claes' },
      {},
      ['alone'],
    ],
    [
      'when only the e-mail address is equal',
      { email: 'a@x.example' },
      { email: 'a@x.example' },
      {},
      ['alone'],
    ],
    [
      'when the VAT numbers differ',
      { ...same, vatNumber: VAT },
      { ...same, vatNumber: OTHER_VAT },
      {},
      ['vat-number'],
    ],
    [
      'when a person has a VAT number in WinBooks',
      { ...same, kind: 'person' as const },
      { ...same, vatNumber: VAT },
      {},
      ['kind'],
    ],
    [
      'when it is inactive in WinBooks and in use in Tribe',
      same,
      { ...same, isInactive: true },
      {},
      ['inactive'],
    ],
    ['when nothing is equal', { number: '1' }, { number: '2' }, {}, ['alone']],
  ])('%s', (_, relation, there, others, doubts) => {
    expect(judge(relation, there, others)).toMatchObject({ verdict: 'unclear', doubts });
  });

  it('with a score below that of the same pair without doubt', () => {
    expect(judge(same, same, { number: 1 }).score).toBeLessThan(judge(same, same).score);
    expect(judge({ number: '1' }, { number: '2' }).score).toBe(1);
  });
});

describe('many records on both sides', () => {
  const few = <Value>(...values: Value[]) => fc.constantFrom<(Value | null)[]>(null, ...values);
  const records = fc.array(
    fc.record<MatchRecord>({
      kind: fc.constant<MatchRecord['kind']>('organisation'),
      name: few('Peeters', 'PEETERS BV', 'Claes', 'Peeters Hout'),
      number: few('1', '2', '3'),
      vatNumber: few(VAT, OTHER_VAT),
      postalCode: few('9000', '1000'),
      email: few('a@x.example', 'b@x.example'),
      isInactive: fc.constant<boolean>(false),
    }),
    { maxLength: 5 },
  );

  /** As the store counts: who else has a key of either of the two. */
  function candidatesOf(
    relations: readonly MatchRecord[],
    parties: readonly MatchRecord[],
  ): readonly Candidate[] {
    const everybody = [...relations, ...parties].map((one) => ({ one, keys: keysOf(one) }));
    return relations.flatMap((relation) =>
      parties.map((there) => {
        const [ours, theirs] = [keysOf(relation), keysOf(there)];
        const others = { ...NOBODY };
        for (const key of MATCH_KEYS)
          others[key] = everybody.filter(
            ({ one, keys }) =>
              one !== relation &&
              one !== there &&
              keys[key] !== null &&
              [ours[key], theirs[key]].includes(keys[key]),
          ).length;
        return { relation, party: there, isLinked: false, others };
      }),
    );
  }

  it('never leave a record in two clear pairs', () => {
    fc.assert(
      fc.property(records, records, (relations, parties) => {
        const clear = candidatesOf(relations, parties).filter((each) => judgeMatch(each).verdict === 'clear');
        expect(new Set(clear.map(({ relation }) => relation)).size).toBe(clear.length);
        expect(new Set(clear.map(({ party: there }) => there)).size).toBe(clear.length);
      }),
      { numRuns: 500 },
    );
  });

  it('are judged the same in any order', () => {
    fc.assert(
      fc.property(records, records, (relations, parties) => {
        const verdicts = (candidates: readonly Candidate[]) =>
          new Map(
            candidates.map((each) => [
              `${relations.indexOf(each.relation)} ${parties.indexOf(each.party)}`,
              judgeMatch(each),
            ]),
          );
        const backwards = candidatesOf(relations.toReversed(), parties.toReversed());
        expect(verdicts(backwards)).toEqual(verdicts(candidatesOf(relations, parties)));
      }),
      { numRuns: 100 },
    );
  });
});
