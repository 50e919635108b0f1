import { readRows, type RowsPage, type RowsPlace } from '../../clients/winbooks';
import type { WinbooksConnection } from '../../clients/connection';
import type { PartyRow } from '../../domain/vendors/winbooks-rows';
import { winbooksConnection } from './support/memory-connection';
import { ScriptedVendor, withTokens } from './support/scripted-vendor';

let vendor: ScriptedVendor;
afterEach(() => vendor.close());

interface Row {
  readonly Id: string;
  readonly Code: string;
  readonly Modified: string | null;
}
const BASE = Date.UTC(2026, 9, 1);
const minute = (count: number): string => new Date(BASE + count * 60_000).toISOString();
const guid = (index: number): string => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
const row = (index: number, at: number | null = index): Row => ({
  Id: guid(index),
  Code: `C${index}`,
  Modified: at === null ? null : `/Date(${BASE + at * 60_000})/`,
});
const rows = (count: number): Row[] => Array.from({ length: count }, (_, index) => row(index));

interface Criteria {
  readonly Conditions: readonly { readonly Values: readonly string[] }[];
  readonly Orders: readonly { readonly PropertyName: string; readonly Ascending: boolean }[];
  readonly FirstResult: number;
  readonly MaxResult: number;
}
type Habit = 'ignoresConditions' | 'ignoresOrders' | 'ignoresPaging';

const msOf = ({ Modified }: Row): number => Number(/\d+/.exec(Modified ?? '')?.[0] ?? Number.NaN);

/** A list that honours what its habits do not ignore. */
async function list(
  held: Row[],
  habits: readonly Habit[] = [],
  onPage: (page: number) => void = () => undefined,
) {
  let pages = 0;
  vendor = await ScriptedVendor.start(
    withTokens((request) => {
      const { Conditions, Orders, FirstResult, MaxResult } = JSON.parse(request.body) as Criteria;
      const from = Number(/\d+/.exec(Conditions[0]?.Values[0] ?? '')?.[0] ?? 0);
      const isFree = habits.includes('ignoresConditions') || Conditions.length === 0;
      const found = held.filter((each) => isFree || msOf(each) >= from);
      const [order] = Orders;
      const sign = order?.Ascending === false ? -1 : 1;
      if (!habits.includes('ignoresOrders'))
        found.sort((one, other) => {
          const byDate = order?.PropertyName === 'Modified' ? (msOf(one) - msOf(other)) * sign : 0;
          return byDate || (one.Id < other.Id ? -1 : 1);
        });
      const first = habits.includes('ignoresPaging') ? 0 : FirstResult;
      const body = found.slice(first, first + MaxResult);
      onPage((pages += 1));
      return { body };
    }),
  );
  return winbooksConnection(vendor.origin);
}

async function readAll(connection: WinbooksConnection, since: string | null) {
  const seen = new Map<string, PartyRow>();
  let place: RowsPlace | null = null;
  let last: RowsPage<PartyRow>;
  do {
    const page = await readRows(connection, 'customer', { since, place });
    if (page.kind !== 'ok' || typeof page.value === 'string') return page;
    last = page.value;
    for (const each of last.rows) seen.set(each.code, each);
    place = last.next;
  } while (place !== null);
  return { codes: [...seen.keys()], isFilterIgnored: last.isFilterIgnored };
}

test('what changed since a moment is asked for by date, from the second of that moment', async () => {
  const connection = await list(rows(300));
  expect(await readAll(connection, minute(295))).toEqual({
    codes: ['C295', 'C296', 'C297', 'C298', 'C299'],
    isFilterIgnored: false,
  });
  expect(JSON.parse(vendor.calls[0]?.body ?? '')).toMatchObject({
    EntityType: 'Winbooks.TORM.OM.Customer, Winbooks.TORM.OM',
    Conditions: [
      {
        Operator: 3,
        PropertyName: 'Modified',
        Values: [`/Date(${BASE + 295 * 60_000})/`],
        ValueTypes: ['System.DateTime, mscorlib'],
      },
    ],
    Orders: [{ PropertyName: 'Modified', Ascending: true }, { PropertyName: 'Id' }],
    FirstResult: 0,
    MaxResult: 100,
  });
  expect(vendor.calls).toHaveLength(1);
});

test('a server that ignores the date is read from the newest row back', async () => {
  const connection = await list(rows(1_000), ['ignoresConditions']);
  const found = await readAll(connection, minute(880));
  expect(found).toMatchObject({ codes: { length: 120 }, isFilterIgnored: true });
  expect(vendor.calls).toHaveLength(3);
});

test('a server that ignores the order too gives every row', async () => {
  const shuffled = rows(250).toSorted((one, other) => (one.Code < other.Code ? -1 : 1));
  const connection = await list(shuffled, ['ignoresConditions', 'ignoresOrders']);
  expect(await readAll(connection, minute(240))).toMatchObject({
    codes: { length: 250 },
    isFilterIgnored: true,
  });
});

test('a server that ignores pages is no answer', async () => {
  const connection = await list(rows(150), ['ignoresPaging']);
  expect(await readAll(connection, null)).toMatchObject({ kind: 'unknown' });
});

test('a row without a date is read with all others, and is not taken for an old one', async () => {
  const held = [...rows(30), row(99, null)];
  expect(await readAll(await list(held), null)).toMatchObject({ codes: { length: 31 } });
  await vendor.close();
  const found = await readAll(await list(held, ['ignoresConditions']), minute(0));
  expect(found).toMatchObject({ codes: { length: 31 } });
});

test('rows that change while the list is read hide no others', async () => {
  const held = rows(400);
  const connection = await list(held, [], (page) => {
    if (page > 3) return;
    for (let index = page * 20; index < page * 20 + 40; index += 1) held[index] = row(index, 1_000 + index);
  });
  expect(await readAll(connection, minute(0))).toMatchObject({ codes: { length: 400 } });
});

test('many rows of one moment are read once each', async () => {
  const held = Array.from({ length: 500 }, (_, index) => row(index, 5));
  expect(await readAll(await list(held), minute(1))).toMatchObject({ codes: { length: 500 } });
});

test('a row without its code does not stop its neighbours', async () => {
  const held = [...rows(3), { Id: guid(9), Code: ' ', Modified: null }];
  const page = await readRows(await list(held), 'customer', { since: null, place: null });
  expect(page).toMatchObject({
    kind: 'ok',
    value: { rows: { length: 3 }, unreadable: [{ shown: expect.stringContaining(guid(9)) as string }] },
  });
});

test('a moment that is none is not asked for', async () => {
  expect(await readAll(await list(rows(3)), 'yesterday')).toMatchObject({ kind: 'unknown' });
  expect(vendor.calls).toHaveLength(0);
});
