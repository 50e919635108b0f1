import {
  listPartyIds,
  readParty,
  readRows,
  type PartyIdsPage,
  type RowsPage,
  type RowsPlace,
} from '../../clients/winbooks';
import { winbooksId } from '../../domain/ids';
import type { WinbooksRows } from '../../domain/vendors/winbooks-rows';
import { winbooksConnection } from './support/memory-connection';
import {
  twins,
  folder,
  act,
  must,
  offered,
  only,
  ALL,
  rowsOf,
  joined,
  afterNow,
} from './support/winbooks-parties';

/** What the reference leaves open about reading: the same parties must come out. */
const POSITIONS: readonly Readonly<Record<string, string>>[] = [
  {},
  { G3: 'null', emptyList: 'null', nulls: 'omit' },
  { G3: 'empty-200', emptyList: 'empty-200', padding: 'all' },
  { padding: 'none', collation: 'ignore-case', G25: 'insensitive' },
  { collections: '3', addresses: '2.4', openNames: 'other' },
  { maxResult: '20', G22: 'seconds' },
  { maxResult: '100', unknownProperty: 'ignore' },
  { filters: 'ignored', G14: 'yes' },
  { G11: 'absent' },
];
test.each(POSITIONS)('rows joined are the parties, and so is each read by itself (%j)', async (switches) => {
  const connection = await folder(switches);
  const contact =
    switches['G11'] === 'absent'
      ? undefined
      : { email: 'info@maes.example', phoneNo: '09 123 45 67', mobileNo: '0470 11 22 33' };
  for (const role of ['customer', 'supplier'] as const) {
    const parties = await joined(connection, role);
    expect(parties.map(({ code }) => code).toSorted()).toEqual(
      role === 'customer' ? ['C1', 'HÉLOÏSE'] : ['C1', 'S9'],
    );
    const maes = only(parties.filter(({ code }) => code === 'C1'));
    expect(maes).toMatchObject({
      role,
      name: 'Drukkerij Maes NV',
      vatNumber: '0000000196',
      vatCountryCode: 'BE',
      website: 'https://maes.example',
      civilityCode: 'NV',
      address: {
        address1: 'Kerkstraat',
        number: '5',
        box: 'A',
        zip: '9000',
        town: 'Gent',
        countryCode: 'BE',
        phoneNo: '09 765',
      },
      isLocked: false,
    });
    if (contact === undefined) expect(maes.contact).toBeUndefined();
    else expect(maes.contact).toMatchObject(contact);
    const other = only(parties.filter(({ code }) => code !== 'C1'));
    expect(other).toMatchObject({
      address: null,
      isLocked: role === 'customer',
      isHidden: role === 'supplier',
    });
    for (const party of parties) expect(must(await readParty(connection, role, party.id))).toEqual(party);
  }
});

test('a party that is not there is absent', async () => {
  for (const G3 of ['204', 'null', 'empty-200']) {
    const connection = await folder({ G3 });
    const id = winbooksId('11111111-1111-4111-8111-111111111111');
    expect((await readParty(connection, 'customer', id)).kind).toBe('absent');
  }
});

test('what a folder does not have is not offered; a folder that does not exist is refused', async () => {
  const connection = await folder({ G10: 'absent', G11: 'absent' });
  for (const entity of ['supplier', 'contact', 'thirdContact'] as const) {
    expect(must(await readRows(connection, entity, { ...ALL, place: null }))).toBe('notOffered');
    const since = new Date().toISOString();
    expect(must(await readRows(connection, entity, { since, place: null }))).toBe('notOffered');
  }
  expect(must(await listPartyIds(connection, 'supplier', null))).toBe('notOffered');
  expect((await rowsOf(connection, 'customer')).rows).toHaveLength(2);
  const nowhere = winbooksConnection(twins.winbooks.apiUrl, { ...connection, folder: 'NOWHERE' });
  expect((await readRows(nowhere, 'supplier', { ...ALL, place: null })).kind).toBe('refused');
});

/** A folder with many customers. */
const many = (switches: Readonly<Record<string, string>>, count: number) =>
  folder(
    switches,
    Array.from({ length: count }, (_, index) => ({ code: `M${index}`, name: `Klant ${index}` })),
  );

test.each<[string, number]>([
  ['none', 3],
  ['100', 3],
  ['20', 20],
])(
  'a long list is read page by page, whatever a page holds at most (maxResult %s)',
  async (maxResult, most) => {
    const connection = await many({ maxResult }, 180);
    const { rows, pages, isFilterIgnored } = await rowsOf(connection, 'customer');
    expect(rows).toHaveLength(182);
    expect(pages).toBeLessThanOrEqual(most);
    expect(isFilterIgnored).toBe(false);
    const changed = await rowsOf(connection, 'customer', { since: '2020-01-01T00:00:00Z' });
    expect(changed.rows).toHaveLength(182);
  },
);

test('rows that end while a list is read hide no others', async () => {
  const connection = await many({ maxResult: '20' }, 60);
  const before = (await rowsOf(connection, 'customer')).rows.toSorted((one, other) =>
    one.id < other.id ? -1 : 1,
  );
  const seen = new Set<string>();
  let place: RowsPlace | null = null;
  let isFirst = true;
  do {
    const page: RowsPage<WinbooksRows['customer']> = offered(
      must(await readRows(connection, 'customer', { since: null, place })),
    );
    for (const { code } of page.rows) seen.add(code);
    if (isFirst)
      for (const { code } of before.slice(0, 18))
        await act(connection, 'delete-party', { role: 'customer', code });
    isFirst = false;
    place = page.next;
  } while (place !== null);
  expect([...seen].toSorted()).toEqual(before.map(({ code }) => code).toSorted());
});

test('ids and codes are all listed', async () => {
  const connection = await many({ maxResult: '20' }, 50);
  const codes = new Set<string>();
  let place: RowsPlace | null = null;
  do {
    const page: PartyIdsPage = offered(must(await listPartyIds(connection, 'customer', place)));
    for (const { code } of page.parties) codes.add(code);
    place = page.next;
  } while (place !== null);
  expect(codes.size).toBe(52);
});

const ENTITIES = ['customer', 'supplier', 'third', 'address', 'contact', 'thirdContact'] as const;

const CHANGES: readonly [string, Readonly<Record<string, string>>, boolean][] = [
  ['as usual', {}, false],
  ['literals like /Date(…)/ alone', { G12: 'moment' }, false],
  ['literals of ISO alone', { G12: 'iso' }, false],
  ['dates in conditions ignored', { G12: 'ignored' }, true],
  ['all conditions ignored', { filters: 'ignored' }, true],
  ['whole seconds', { G22: 'seconds', nulls: 'omit' }, false],
  ['small pages, conditions ignored', { filters: 'ignored', maxResult: '20' }, true],
  ['an empty body for nothing', { emptyList: 'empty-200' }, false],
];
test.each(CHANGES)('each change appears in the list of its own row (%s)', async (_, switches, isIgnored) => {
  const connection = await many(switches, 30);
  const maes = only((await joined(connection, 'customer')).filter(({ code }) => code === 'C1'));
  const since = await afterNow();
  const changed = async () => {
    const found: Record<string, number> = {};
    for (const entity of ENTITIES) {
      const { rows, isFilterIgnored } = await rowsOf(connection, entity, { since });
      // A list of which every row is new does not show it.
      if (entity === 'customer') expect(isFilterIgnored).toBe(isIgnored);
      if (rows.length > 0) found[entity] = rows.length;
    }
    return found;
  };
  expect(await changed()).toEqual({});
  const edit = (model: string, key: string, fields: object) =>
    act(connection, 'edit', { model, key, fields });
  await edit('Third', maes.thirdId, { Name: 'Drukkerij Maes & Zoon' });
  expect(await changed()).toEqual({ third: 1 });
  await edit('Address', maes.address?.id ?? '', { Town: 'Brugge' });
  await edit('Contact', maes.contact?.id ?? '', { EMail: 'nieuw@maes.example' });
  await act(connection, 'lock-supplier', { code: 'C1', hidden: true });
  await act(connection, 'add-customer', { code: 'NEW', name: 'Nieuwe klant', email: 'x@y.example' });
  expect(await changed()).toEqual({
    third: 2,
    address: 1,
    contact: 2,
    supplier: 1,
    customer: 1,
    thirdContact: 1,
  });
  expect(must(await readParty(connection, 'customer', maes.id))).toMatchObject({
    name: 'Drukkerij Maes & Zoon',
    address: { town: 'Brugge' },
    contact: { email: 'nieuw@maes.example' },
    isHidden: false,
  });
  if (!isIgnored) return;
  // Known from the last page: the condition is not tried again.
  const hinted = await rowsOf(connection, 'customer', { since, isFilterIgnored: true });
  expect(hinted).toMatchObject({ rows: [{ code: 'NEW' }], isFilterIgnored: true, pages: 1 });
});

test('a change of a third may count as one of its parties (G14)', async () => {
  const connection = await folder({ G14: 'yes' });
  const maes = only((await joined(connection, 'customer')).filter(({ code }) => code === 'C1'));
  const since = await afterNow();
  await act(connection, 'edit', { model: 'Third', key: maes.thirdId, fields: { WebSite: 'x' } });
  for (const role of ['customer', 'supplier'] as const)
    expect((await rowsOf(connection, role, { since })).rows.map(({ code }) => code)).toEqual(['C1']);
});

test('of two merged thirds one ends with its party, and its bookings go to the other', async () => {
  const connection = await folder();
  const before = await joined(connection, 'customer');
  await act(connection, 'merge-thirds', { from: 'HÉLOÏSE', into: 'C1' });
  const ended = only(before.filter(({ code }) => code === 'HÉLOÏSE'));
  expect((await readParty(connection, 'customer', ended.id)).kind).toBe('absent');
  expect((await joined(connection, 'customer')).map(({ code }) => code)).toEqual(['C1']);
});
