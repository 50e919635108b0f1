import type { Random } from '../seeded-random';

/** The fields that the suite edits and judges. `active`: not locked in WinBooks, not former in Tribe. */
export const FIELDS = ['name', 'website', 'email', 'phone', 'city', 'active'] as const;
export type Field = (typeof FIELDS)[number];
export type Side = 'tribe' | 'winbooks';

/** A value that somebody typed, in the order of typing. */
export interface Edit {
  readonly side: Side;
  readonly field: Field;
  readonly value: string;
  /** Before the first sync was over: what is there twice then may meet for the first time. */
  readonly isEarly: boolean;
}

/** One party that must stand on both sides once, with what was typed last. */
export interface WantedParty {
  /** In every name that it ever has, on both sides: by it the judge knows the party. */
  readonly token: string;
  readonly kind: 'organisation' | 'person';
  readonly role: 'customer' | 'supplier';
  /** Where it stands before the tenant is activated. */
  readonly starts: 'both' | Side;
  readonly number: string;
  readonly vatNumber: string | null;
  readonly atFirst: Readonly<Record<Field, string | null>>;
  readonly edits: Edit[];
}

/** Parties of both roles and kinds, on one side or on both. `withVat`: each organisation has a VAT number. */
export function generateParties(random: Random, count: number, withVat: boolean): WantedParty[] {
  return Array.from({ length: count }, (_, index) => {
    const token = `R${String(index + 1).padStart(2, '0')}`;
    const role = random.chance(0.25) ? 'supplier' : 'customer';
    const kind = role === 'customer' && !withVat && random.chance(0.2) ? 'person' : 'organisation';
    const starts = (['both', 'tribe', 'winbooks'] as const)[index % 3] ?? 'both';
    const isOrganisation = kind === 'organisation';
    const some = (value: string, probability: number): string | null =>
      random.chance(probability) ? value : null;
    return {
      token,
      kind,
      role,
      starts,
      number: `${{ both: 'B', tribe: 'T', winbooks: 'W' }[starts]}${100 + index}`,
      vatNumber: isOrganisation && (withVat || random.chance(0.4)) ? vatNumber(1000 + index) : null,
      atFirst: {
        name: isOrganisation ? `Zaak ${token} BV` : `Jan ${token}`,
        website: isOrganisation ? some(website(token, 0), 0.6) : null,
        email: some(email(token, 0), 0.6),
        phone: some(phone(index), 0.6),
        city: isOrganisation ? some('Stad nul', 0.7) : null,
        active: 'yes',
      },
      edits: [],
    };
  });
}

/** Ten digits, the last two of which check the others. */
function vatNumber(base: number): string {
  return `${String(base).padStart(8, '0')}${String(97 - (base % 97)).padStart(2, '0')}`;
}
const website = (token: string, turn: number): string => `https://${token.toLowerCase()}-${turn}.example`;
const email = (token: string, turn: number): string => `${token.toLowerCase()}-${turn}@post.example`;
const phone = (turn: number): string => `+32 2 555 ${String(1000 + turn)}`;

/** A value that nobody typed before. */
export function newValue(party: WantedParty, field: Field, turn: number): string {
  switch (field) {
    case 'name':
      return `Zaak ${party.token} nummer ${turn}`;
    case 'website':
      return website(party.token, turn);
    case 'email':
      return email(party.token, turn);
    case 'phone':
      return phone(1000 + turn);
    case 'city':
      return `Stad ${turn}`;
    case 'active':
      return party.edits.filter((edit) => edit.field === 'active').at(-1)?.value === 'no' ? 'yes' : 'no';
  }
}

/** What a person may change of a party on a side. A person's address and names do not travel, or not as they are. */
export const editable = ({ kind }: WantedParty, side: Side): readonly Field[] =>
  kind === 'person'
    ? ['email', 'phone']
    : ['name', 'website', 'email', 'phone', 'city', ...(side === 'winbooks' ? (['active'] as const) : [])];

/**
 * What may stand on both sides in the end. What was typed on one side alone must stand as it was typed last. What was typed on both is
 * a conflict unless the one arrived before the other was typed: the value of the side that the rule prefers must stand if it is also
 * the later one; else either may.
 */
export function allowedValues(
  { starts, atFirst, edits }: WantedParty,
  field: Field,
  rule: 'tribe' | 'winbooks' | 'newest',
): readonly (string | null)[] {
  const typed = edits.filter((edit) => edit.field === field);
  const last = typed.at(-1);
  if (last === undefined) return [atFirst[field]];
  // Records that meet for the first time count as changed on both sides, and the rule decides.
  if (starts === 'both' && typed.every(({ isEarly }) => isEarly))
    return [...typed.map(({ value }) => value), atFirst[field]];
  const other = typed.findLast(({ side }) => side !== last.side);
  return other === undefined || last.side === rule ? [last.value] : [last.value, other.value];
}

/** Tribe's side of these parties. */
export function relationSeeds(parties: readonly WantedParty[]): {
  readonly organisations: readonly object[];
  readonly persons: readonly object[];
} {
  const here = parties.filter(({ starts }) => starts !== 'winbooks');
  const reach = ({ atFirst: { email, phone } }: WantedParty): object => withoutNulls({ email, phone });
  return {
    organisations: here
      .filter(({ kind }) => kind === 'organisation')
      .map((party) => ({
        ...withoutNulls({ name: party.atFirst.name, website: party.atFirst.website }),
        ...reach(party),
        roles: [party.role],
        [party.role === 'customer' ? 'debtorNumber' : 'creditorNumber']: party.number,
        ...(party.vatNumber === null ? {} : { vatNumber: `BE${party.vatNumber}` }),
        ...(party.atFirst.city === null
          ? {}
          : {
              address: {
                street: 'Kaai',
                houseNumber: 1,
                postalcode: '9000',
                city: party.atFirst.city,
                country: 'BE',
              },
            }),
      })),
    persons: here
      .filter(({ kind }) => kind === 'person')
      .map((party) => ({
        firstName: 'Jan',
        lastName: party.token,
        debtorNumber: party.number,
        ...reach(party),
      })),
  };
}

/** WinBooks' side of these parties. */
export function partySeeds(parties: readonly WantedParty[]): readonly object[] {
  return parties
    .filter(({ starts }) => starts !== 'tribe')
    .map(({ kind, role, number, vatNumber, atFirst: { name, website, email, phone, city } }) => ({
      code: number,
      role,
      ...withoutNulls({ name, website, email }),
      ...(kind === 'person' ? { civility: 'MR' } : {}),
      ...(vatNumber === null ? {} : { vatNumber, vatCountry: 'BE' }),
      ...(city === null
        ? withoutNulls({ phone })
        : { address: { street: 'Kaai', number: '1', zip: '9000', town: city, ...withoutNulls({ phone }) } }),
    }));
}

const withoutNulls = (fields: Readonly<Record<string, string | null>>): object =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
