import { roleOf, type BothSides, type ShownRelation, type ShownThird } from '../../support/relation-views';
import type { Violation } from '../result';
import { allowedValues, FIELDS, type Field, type WantedParty } from './parties';

/** What a judge needs to know of a tenant's relations. */
export interface Wanted {
  readonly parties: readonly WantedParty[];
  readonly conflictRule: 'tribe' | 'winbooks' | 'newest';
  /** What stood on both sides before anything was synchronised. */
  readonly before: BothSides;
}

/** Safety, at any moment: nothing stands twice, and nothing is deleted. */
export function judgeSafety({ before }: Pick<Wanted, 'before'>, now: BothSides): Violation[] {
  const { relations, thirds } = now;
  return [
    ...twice('Tribe', relations.map(identityOf)),
    ...twice('WinBooks', thirds.map(identityOf)),
    ...twice('Tribe as debtor', numbersOf(relations, 'debtorNumber')),
    ...twice('Tribe as creditor', numbersOf(relations, 'creditorNumber')),
    ...relations.flatMap((relation) =>
      manyOf(`${relation.name} in Tribe`, relation.invoiceAddresses, 'addresses for invoices'),
    ),
    ...thirds.flatMap((third) => {
      const who = `${third.name ?? third.code} in WinBooks`;
      return [...manyOf(who, third.addresses, 'addresses'), ...manyOf(who, third.contacts, 'contacts')];
    }),
    ...deleted('relation', before.relations, relations),
    ...deleted('third', before.thirds, thirds),
  ];
}

/** In the end: every party stands on both sides under one number, with what was typed last. */
export function judgeOutcome(wanted: Wanted, now: BothSides): Violation[] {
  return wanted.parties.flatMap((party): Violation[] => {
    const relation = now.relations.find((each) => identityOf(each) === party.token);
    const third = now.thirds.find((each) => identityOf(each) === party.token);
    if (relation === undefined || third === undefined)
      return [{ kind: 'lost', words: `${party.token} is not in ${relation ? 'WinBooks' : 'Tribe'}` }];
    const [number, code] = [numberIn(relation, party), codeOf(third, party)];
    const apart: Violation[] =
      code !== null && number === code
        ? []
        : [{ kind: 'wrong value', words: `${party.token} is ${number ?? '–'} and ${code ?? '–'}` }];
    return [...apart, ...FIELDS.flatMap((field) => judgeField(party, field, relation, third, wanted))];
  });
}

function judgeField(
  party: WantedParty,
  field: Field,
  relation: ShownRelation,
  third: ShownThird,
  { conflictRule }: Wanted,
): Violation[] {
  if (party.kind === 'person' && (field === 'website' || field === 'city')) return [];
  const [tribe, winbooks] = [inTribe(relation, party, field), inWinbooks(third, party, field)];
  const allowed = allowedValues(party, field, conflictRule);
  if (tribe === winbooks && allowed.includes(tribe)) return [];
  const expected = allowed.map((value) => value ?? '–').join(' or ');
  const words = `${field} of ${party.token} is ${tribe ?? '–'} in Tribe and ${winbooks ?? '–'} in WinBooks, not ${expected}`;
  return [{ kind: 'wrong value', words }];
}

/** The token of a party of the suite, else the name. */
const identityOf = ({ name }: Pick<ShownThird, 'name'>): string =>
  /\bR\d\d\b/.exec(name ?? '')?.[0] ?? name ?? '';

const numberIn = (
  { debtorNumber, creditorNumber }: ShownRelation,
  { role }: Pick<WantedParty, 'role'>,
): string | null => (role === 'customer' ? debtorNumber : creditorNumber);

const codeOf = ({ roles }: ShownThird, { role }: Pick<WantedParty, 'role'>): string | null =>
  roles.find((each) => each.role === role)?.code ?? null;

function inTribe(relation: ShownRelation, { role }: WantedParty, field: Field): string | null {
  switch (field) {
    case 'city':
      return relation.invoiceAddresses[0]?.city ?? null;
    case 'active':
      return roleOf(relation, role)?.former === false ? 'yes' : 'no';
    default:
      return relation[field];
  }
}

function inWinbooks(third: ShownThird, { role }: WantedParty, field: Field): string | null {
  const [address] = third.addresses;
  const [contact] = third.contacts;
  switch (field) {
    case 'city':
      return address?.town ?? null;
    case 'email':
      return contact?.email ?? null;
    case 'phone':
      return address?.phone ?? contact?.phone ?? null;
    case 'active':
      return third.roles.find((each) => each.role === role)?.isInactive === false ? 'yes' : 'no';
    default:
      return third[field];
  }
}

const numbersOf = (
  relations: readonly ShownRelation[],
  field: 'debtorNumber' | 'creditorNumber',
): readonly string[] => relations.flatMap((relation) => relation[field] ?? []);

function twice(where: string, names: readonly string[]): Violation[] {
  const doubled = new Set(names.filter((name, index) => names.indexOf(name) !== index));
  return [...doubled].map((name) => ({
    kind: 'duplicate',
    words: `${name} stands ${names.filter((each) => each === name).length} times in ${where}`,
  }));
}

function manyOf(who: string, records: readonly unknown[], what: string): Violation[] {
  return records.length < 2 ? [] : [{ kind: 'duplicate', words: `${who} has ${records.length} ${what}` }];
}

interface Identified {
  readonly id: string;
  readonly name: string | null;
}

function deleted(what: string, before: readonly Identified[], now: readonly Identified[]): Violation[] {
  const ids = new Set(now.map(({ id }) => id));
  return before
    .filter(({ id }) => !ids.has(id))
    .map(({ name }) => ({ kind: 'deleted', words: `the ${what} ${name ?? ''} is gone` }));
}
