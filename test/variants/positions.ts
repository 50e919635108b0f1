import { z } from 'zod';
import type { Twins } from '../support/twins';

/** One answer of one vendor to a question that its reference leaves open, or several at once. */
export interface Position {
  readonly side: 'tribe' | 'winbooks';
  /** Of the switch; `all` for several. */
  readonly name: string;
  readonly position: string;
  /** What is set; everything else stands where it stands by itself. */
  readonly switches: Readonly<Record<string, string>>;
}

const tribeList = z.object({
  switches: z.array(
    z.object({
      id: z.string(),
      positions: z.array(z.string()),
      default: z.string(),
      perTenant: z.boolean(),
    }),
  ),
});
const winbooksList = z.record(z.string(), z.object({ positions: z.array(z.string()) }));

/** Switches of a twin as a whole: they cannot stand differently for each tenant. */
export const WHOLE_TWIN: Readonly<Record<string, string>> = {
  'tribe scope-error':
    'which error a client meets that asks for a scope it may not have: no tenant is known then, and the product asks for none',
};

/** Positions of switches that take any text, beyond the one example that the twin lists. */
const FURTHER: readonly (readonly [name: string, position: string])[] = [
  ['G8', '1'],
  ['G8.max', '2'],
  ['G9', '2'],
  ['G40', 'read-only'],
  ['G40', 'hide:Activity_Invoice'],
  ['G40', 'deny:Datastore_VatGroup'],
  ['G40', 'deny:Relationship_Organization_Identity'],
  ['G40', 'deny:Relationship_Organization_CommercialRelationship_Customer'],
  ['G40', 'hide:Relationship_Organization_CommercialRelationship_Customer'],
];

/** Left out where everything is turned at once: they refuse everything, or take too long. */
const REFUSING: Readonly<Record<Position['side'], readonly string[]>> = {
  tribe: ['G40'],
  winbooks: ['rights', 'unknownFolder', 'G2'],
};

interface Switch {
  readonly name: string;
  readonly positions: readonly string[];
  readonly usual: string;
}

/** Every position of both twins, as the twins themselves list them so that none is forgotten; then many turned at once. */
export async function everyPosition(twins: Twins): Promise<Position[]> {
  const tribe = tribeList.parse(await twins.look('tribe', 'switches')).switches;
  const winbooks = winbooksList.parse(await twins.look('winbooks', 'switches'));
  const shared = tribe.filter((known) => !known.perTenant).map(({ id }) => `tribe ${id}`);
  const unexplained = shared.filter((name) => !(name in WHOLE_TWIN));
  if (unexplained.length > 0) throw new Error(`cannot be set for one tenant: ${unexplained.join(', ')}`);
  const ofTribe = tribe
    .filter((known) => known.perTenant)
    .map(({ id, positions, default: usual }): Switch => ({ name: id, positions, usual }));
  const ofWinbooks = Object.entries(winbooks).map(([name, { positions }]): Switch => ({
    name,
    positions,
    usual: positions[0] ?? '',
  }));
  return [
    { side: 'tribe', name: 'all', position: 'default', switches: {} },
    ...oneByOne('tribe', ofTribe),
    ...FURTHER.map(([name, position]) => single('tribe', name, position)),
    ...oneByOne('winbooks', ofWinbooks),
    allAtOnce('tribe', 'second', ofTribe),
    allAtOnce('tribe', 'last', ofTribe),
    allAtOnce('winbooks', 'second', ofWinbooks),
    allAtOnce('winbooks', 'last', ofWinbooks),
  ];
}

export const nameOf = ({ side, name, position }: Position): string => `${side} ${name}=${position}`;

export const single = (side: Position['side'], name: string, position: string): Position => ({
  side,
  name,
  position,
  switches: { [name]: position },
});

function oneByOne(side: Position['side'], switches: readonly Switch[]): Position[] {
  return switches.flatMap(({ name, positions, usual }) =>
    positions.filter((position) => position !== usual).map((position) => single(side, name, position)),
  );
}

/** Every switch that lets bookings through, at its second or at its last such position. */
function allAtOnce(side: Position['side'], which: 'second' | 'last', switches: readonly Switch[]): Position {
  const turned = switches.flatMap(({ name, positions }) => {
    const possible = positions.filter((position) => position !== 'none' || name !== 'G1');
    const position = which === 'last' ? possible.at(-1) : (possible[1] ?? possible[0]);
    return position === undefined || REFUSING[side].includes(name) ? [] : [[name, position] as const];
  });
  return { side, name: 'all', position: which, switches: Object.fromEntries(turned) };
}
