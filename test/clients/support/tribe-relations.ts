import {
  createRelationship,
  prepareRelationship,
  prepareTribeWrite,
  readRelationChanges,
  type RelationList,
  type RoleHolder,
} from '../../../clients/tribe';
import type { TribeConnection } from '../../../clients/connection';
import type { Outcome } from '../../../clients/outcome';
import type { TribeId } from '../../../domain/ids';
import type { RelationRole, RelationSighting } from '../../../domain/vendors/relation-sightings';
import { tribeConnection } from './memory-connection';
import { startTwins, type Twins } from './twins';

export let twins: Twins;
beforeAll(async () => {
  twins = await startTwins();
}, 60_000);
afterAll(() => twins.stop());
afterEach(() => twins.control('tribe', 'DELETE', 'faults'));

export const address = {
  street: 'Kerkstraat',
  houseNumber: 5,
  postalcode: '9000',
  city: 'Gent',
  country: 'BE',
};
export const seed = {
  name: 'Acme BV',
  organisations: [
    {
      key: 'both',
      name: 'Drukkerij Maes NV',
      debtorNumber: 'C1',
      creditorNumber: 'S1',
      vatNumber: 'BE 0000.000.196',
      website: 'https://maes.example',
      email: 'info@maes.example',
      phone: '09 123 45 67',
      roles: ['customer', 'supplier'],
      address,
    },
    { key: 'plain', name: "Garage L'Étoile", debtorNumber: 'C2', roles: ['customer'] },
    { key: 'former', name: 'Oud Huis BV', debtorNumber: 'C3', roles: ['customer'], former: true },
    { key: 'lead', name: 'Later Klant', roles: ['lead'] },
  ],
  persons: [
    {
      key: 'jan',
      firstName: 'Jan',
      middleName: 'van den',
      lastName: 'Berg',
      debtorNumber: 'P1',
      mobile: '0470 11 22 33',
      email: 'jan@berg.example',
      address,
    },
  ],
};

let tenants = 0;
/** A tenant of its own, behaving as the switches say. */
export async function tenant(switches: Readonly<Record<string, string>> = {}, given: object = {}) {
  tenants += 1;
  const id = `relations-${tenants}`;
  const client = { clientId: `rc-${tenants}`, clientSecret: `secret-${tenants}` };
  await twins.control('tribe', 'POST', 'seed', {
    tenants: [{ id, ...client, ...seed, ...given, switches }],
  });
  return { id, connection: tribeConnection('', { ...twins.tribe, ...client }) };
}

export function must<Value>(outcome: Outcome<Value>): Value {
  if (outcome.kind !== 'ok') throw new Error(JSON.stringify(outcome));
  return outcome.value;
}
export function only<Value>(values: readonly Value[]): Value {
  const [value] = values;
  if (value === undefined || values.length !== 1) throw new Error(`${values.length} values`);
  return value;
}

const BEGINNING = '1970-01-01T00:00:00Z';
/** All that a list shows, each relation as it was last seen. */
export async function changesOf(connection: TribeConnection, list: RelationList, since = BEGINNING) {
  const from = { since, place: null };
  const seen = new Map<TribeId, RelationSighting>();
  const question = { touched: from, untouched: from, settled: null };
  for await (const page of readRelationChanges(connection, list, question)) {
    const { records, unreadable } = must(page);
    expect(unreadable).toEqual([]);
    for (const record of records) seen.set(record.relation.relationId, record);
  }
  return [...seen.values()];
}
export const named = (sightings: readonly RelationSighting[], name: string): RelationSighting =>
  only(sightings.filter(({ relation }) => relation.name === name));
export const namesIn = (sightings: readonly RelationSighting[]): string[] =>
  sightings.map(({ relation }) => relation.name).toSorted();

export const act = (id: string, action: string, body: object) =>
  twins.control('tribe', 'POST', `actions/${action}`, { tenant: id, ...body });

export async function create(
  connection: TribeConnection,
  kind: 'organisation' | 'person',
  role: RelationRole,
  holder: RoleHolder,
) {
  const prepared = must(await prepareRelationship(connection, kind, role, holder));
  const ready = must(await prepareTribeWrite(connection));
  return createRelationship(ready, prepared, { leaveBy: Date.now() + 5_000 });
}
