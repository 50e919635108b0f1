import {
  findCustomerPlaces,
  findDocumentHeads,
  findLinesOfMatchings,
  readChangedLines,
} from '../../clients/winbooks';
import type { WinbooksConnection } from '../../clients/connection';
import { winbooksId, type WinbooksId } from '../../domain/ids';
import { act, folder, must, twins } from './support/winbooks-parties';

/** The lines of documents and of their matchings, asked for many at a time; the server may not know how. */
const POSITIONS: readonly Readonly<Record<string, string>>[] = [
  {},
  { among: 'refused' },
  { among: 'ignored' },
  { filters: 'ignored' },
  { nulls: 'omit', maxResult: '20', padding: 'all' },
  { emptyList: 'null', G22: 'seconds', collections: '3' },
];

async function book(connection: WinbooksConnection, count: number): Promise<WinbooksId[]> {
  const made: WinbooksId[] = [];
  for (let index = 0; index < count; index += 1) {
    const order = { journal: 'VEN', docNumber: 100 + index, date: '2026-10-05', customer: 'C1' };
    const { id } = (await act(connection, 'book', { ...order, gross: 121, net: 100 })) as { id: string };
    made.push(winbooksId(id));
  }
  return made;
}

const asked = async (): Promise<number> =>
  ((await twins.control('winbooks', 'GET', 'journal')) as { path: string }[]).filter(({ path }) =>
    /ExecuteCriteria/.test(path),
  ).length;

test.each(POSITIONS)('the customers’ lines of some of the documents, and no other (%j)', async (switches) => {
  const connection = await folder(switches);
  const all = await book(connection, 12);
  const wanted = all.slice(2, 9);
  const { lines, unreadable } = must(await findCustomerPlaces(connection, wanted));
  expect(unreadable).toEqual([]);
  expect(new Set(lines.map(({ headerId }) => headerId))).toEqual(new Set(wanted));
  expect(lines).toHaveLength(wanted.length);
  for (const line of lines)
    expect(line).toMatchObject({
      order: 0,
      amountCents: 12100,
      currency: 'EUR',
      matchId: null,
      parentId: null,
      date: '2026-10-05',
      isMoney: null,
    });
});

test.each(POSITIONS)('the lines of one matching, with the mark of the bank (%j)', async (switches) => {
  const connection = await folder(switches);
  const [one, two] = await book(connection, 3);
  await act(connection, 'pay', { id: one, amount: 100, date: '2026-11-03' });
  await act(connection, 'pay', { id: two, date: '2026-11-04' });
  const { lines } = must(await findCustomerPlaces(connection, [one ?? winbooksId('')]));
  const matchId = lines[0]?.matchId ?? winbooksId('');
  const matched = must(await findLinesOfMatchings(connection, [matchId])).lines;
  const amounts = matched.filter((line) => line.matchId === matchId).map(({ amountCents }) => amountCents);
  expect(amounts.toSorted((a, b) => a - b)).toEqual([-10000, 12100]);
  const money = matched.find(({ amountCents }) => amountCents < 0);
  expect(money).toMatchObject({
    order: 1000,
    isMoney: true,
    date: '2026-11-03',
    statement: 'FIN/2026-11-03',
  });
  const [head] = must(await findDocumentHeads(connection, money?.headerId ? [money.headerId] : []));
  expect(head).toMatchObject({ id: money?.headerId, date: '2026-11-03' });
});

test('fifty documents take one question, where all of them are there', async () => {
  const connection = await folder();
  const all = await book(connection, 50);
  await findCustomerPlaces(connection, all);
  const before = await asked();
  expect(must(await findCustomerPlaces(connection, all)).lines).toHaveLength(50);
  expect((await asked()) - before).toBe(1);
});

test('a line whose amount is no amount is told apart, and hides no other', async () => {
  const connection = await folder();
  const all = await book(connection, 3);
  const { lines } = must(await findCustomerPlaces(connection, all));
  const bad = lines.find(({ headerId }) => headerId === all[1]);
  await act(connection, 'alter', { model: 'GLTrans', key: bad?.id, fields: { Amount: 1e15 } });
  const found = must(await findCustomerPlaces(connection, all));
  expect(found.lines.map(({ headerId }) => headerId).toSorted()).toEqual(
    [all[0], all[2]].map(String).toSorted(),
  );
  expect(found.unreadable).toMatchObject([{ headerId: all[1] }]);
});

test('what changed since a moment, with what tells whose payments it concerns', async () => {
  const connection = await folder();
  const [one] = await book(connection, 2);
  await new Promise((resolve) => setTimeout(resolve, 1_100));
  const since = new Date().toISOString();
  await act(connection, 'pay', { id: one, date: '2026-11-03' });
  const { lines, next } = must(await readChangedLines(connection, { since, place: null }));
  expect(next).toBeNull();
  const ofCustomer = lines.filter(({ customerId }) => customerId !== null);
  expect(ofCustomer.map(({ order }) => order).toSorted()).toEqual([0, 1000]);
  expect(new Set(ofCustomer.map(({ matchId }) => matchId)).size).toBe(1);
  expect(ofCustomer.find(({ order }) => order === 0)?.documentId).toBe(one);
});
