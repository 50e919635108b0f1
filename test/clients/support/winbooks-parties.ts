import { readRows, type RowsPage, type RowsPlace, type RowsQuestion } from '../../../clients/winbooks';
import type { WinbooksConnection } from '../../../clients/connection';
import type { Outcome } from '../../../clients/outcome';
import type { WinbooksId } from '../../../domain/ids';
import type { PartyRole } from '../../../domain/vendors/winbooks-records';
import {
  chosenOf,
  partyOf,
  type WinbooksEntity,
  type WinbooksRows,
} from '../../../domain/vendors/winbooks-rows';
import { winbooksConnection } from './memory-connection';
import { startTwins, type Twins } from './twins';

export let twins: Twins;
beforeAll(async () => {
  twins = await startTwins();
}, 60_000);
afterAll(() => twins.stop());
afterEach(() => twins.control('winbooks', 'DELETE', 'faults'));

const MAES = {
  code: 'C1',
  name: 'Drukkerij Maes NV',
  role: 'both',
  vatNumber: '0000000196',
  civility: 'NV',
  website: 'https://maes.example',
  email: 'info@maes.example',
  phone: '09 123 45 67',
  mobile: '0470 11 22 33',
  address: { street: 'Kerkstraat', number: '5', box: 'A', zip: '9000', town: 'Gent', phone: '09 765' },
};
const PARTIES = [
  MAES,
  { code: 'HÉLOÏSE', name: 'Héloïse', locked: true },
  { code: 'S9', name: 'Leverancier', role: 'supplier', hidden: true },
];
let folders = 0;

/** A folder of its own on a licence of its own, behaving as the switches say. */
export async function folder(switches: Readonly<Record<string, string>> = {}, more: readonly object[] = []) {
  folders += 1;
  const own = {
    folder: `PARTIES${folders}`,
    email: `parties${folders}@acme.example`,
    exchangeToken: `xt-parties-${folders}`,
  };
  await twins.control('winbooks', 'POST', 'seed', {
    folders: [{ ...own, customers: [...PARTIES, ...more] }],
  });
  if (Object.keys(switches).length > 0)
    await twins.control('winbooks', 'POST', 'switches', { folder: own.folder, ...switches });
  return winbooksConnection(twins.winbooks.apiUrl, own);
}

export const act = (connection: WinbooksConnection, action: string, body: object) =>
  twins.control('winbooks', 'POST', action, { folder: connection.folder, ...body });

export function must<Value>(outcome: Outcome<Value>): Value {
  if (outcome.kind !== 'ok') throw new Error(JSON.stringify(outcome));
  return outcome.value;
}
export function offered<Value extends object>(value: Value | 'notOffered' | 'forbidden'): Value {
  if (typeof value === 'string') throw new Error('not offered');
  return value;
}
export function only<Value>(values: readonly Value[]): Value {
  const [value] = values;
  if (value === undefined || values.length !== 1) throw new Error(`${values.length} values`);
  return value;
}

type Everything = Omit<RowsQuestion, 'place'>;
export const ALL: Everything = { since: null };

/** Every page of a list, each continued as another process would continue it. */
export async function rowsOf<Entity extends WinbooksEntity>(
  connection: WinbooksConnection,
  entity: Entity,
  question: Everything = ALL,
) {
  const found = new Map<WinbooksId, WinbooksRows[Entity]>();
  let place: RowsPlace | null = null;
  let pages = 0;
  let isFilterIgnored: boolean;
  do {
    const page: RowsPage<WinbooksRows[Entity]> = offered(
      must(await readRows(connection, entity, { ...question, place })),
    );
    expect(page.unreadable).toEqual([]);
    for (const row of page.rows) found.set(row.id, row);
    pages += 1;
    isFilterIgnored = page.isFilterIgnored;
    place = page.next === null ? null : (JSON.parse(JSON.stringify(page.next)) as RowsPlace);
  } while (place !== null);
  return { rows: [...found.values()], pages, isFilterIgnored };
}

/** The parties of a role as the store joins them from its rows. */
export async function joined(connection: WinbooksConnection, role: PartyRole) {
  const { rows: parties } = await rowsOf(connection, role);
  const { rows: thirds } = await rowsOf(connection, 'third');
  const { rows: addresses } = await rowsOf(connection, 'address');
  const hasContacts = must(await readRows(connection, 'contact', { ...ALL, place: null })) !== 'notOffered';
  const contacts = hasContacts ? (await rowsOf(connection, 'contact')).rows : [];
  const links = hasContacts ? (await rowsOf(connection, 'thirdContact')).rows : [];
  return parties.map((party) => {
    const third = only(thirds.filter(({ id }) => id === party.thirdId));
    const link = chosenOf(links.filter(({ thirdId }) => thirdId === third.id));
    return partyOf({
      role,
      party,
      third,
      address: chosenOf(addresses.filter(({ thirdId }) => thirdId === third.id)),
      contact: hasContacts ? (contacts.find(({ id }) => id === link?.contactId) ?? null) : undefined,
    });
  });
}

/** A whole second that has just begun: some vendors' clocks show no parts of one. */
export const afterNow = async (): Promise<string> => {
  const since = new Date(Math.ceil((Date.now() + 1) / 1000) * 1000);
  await new Promise((resolve) => setTimeout(resolve, since.getTime() - Date.now() + 20));
  return since.toISOString();
};
