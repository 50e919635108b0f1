import {
  createParty,
  listPartyIds,
  prepareWrite,
  readParty,
  readRows,
  writeParty,
  type NewParty,
  type PartyIdsPage,
  type PartyWrite,
  type RowsPage,
  type RowsPlace,
  type RowsQuestion,
} from '../../clients/winbooks';
import type { WinbooksConnection } from '../../clients/connection';
import type { Outcome } from '../../clients/outcome';
import { winbooksId, type WinbooksId } from '../../domain/ids';
import type { PartyRole } from '../../domain/vendors/winbooks-records';
import {
  chosenOf,
  partyOf,
  type WinbooksEntity,
  type WinbooksRows,
} from '../../domain/vendors/winbooks-rows';
import { winbooksConnection } from './support/memory-connection';
import { startTwins, type Twins } from './support/twins';

let twins: Twins;
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
async function folder(switches: Readonly<Record<string, string>> = {}, more: readonly object[] = []) {
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

const act = (connection: WinbooksConnection, action: string, body: object) =>
  twins.control('winbooks', 'POST', action, { folder: connection.folder, ...body });

function must<Value>(outcome: Outcome<Value>): Value {
  if (outcome.kind !== 'ok') throw new Error(JSON.stringify(outcome));
  return outcome.value;
}
function offered<Value>(value: Value | 'notOffered'): Value {
  if (value === 'notOffered') throw new Error('not offered');
  return value;
}
function only<Value>(values: readonly Value[]): Value {
  const [value] = values;
  if (value === undefined || values.length !== 1) throw new Error(`${values.length} values`);
  return value;
}

type Everything = Omit<RowsQuestion, 'place'>;
const ALL: Everything = { since: null };

/** Every page of a list, each continued as another process would continue it. */
async function rowsOf<Entity extends WinbooksEntity>(
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
async function joined(connection: WinbooksConnection, role: PartyRole) {
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

const afterNow = async (): Promise<string> => {
  const since = new Date(Math.ceil((Date.now() + 1) / 1000) * 1000);
  await new Promise((resolve) => setTimeout(resolve, since.getTime() - Date.now() + 20));
  return since.toISOString();
};
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

async function write(connection: WinbooksConnection, order: PartyWrite) {
  return writeParty(must(await prepareWrite(connection)), order, { leaveBy: Date.now() + 5_000 });
}
const WRITES: readonly Readonly<Record<string, string>>[] = [
  {},
  { nulls: 'omit', G25: 'insensitive' },
  { addresses: '2.4', collections: '3', G23: 'yes' },
  { openNames: 'other', padding: 'all' },
];
test.each(WRITES)('a write changes the fields that it names and no others (%j)', async (switches) => {
  const connection = await folder(switches);
  const find = async () => only((await joined(connection, 'customer')).filter(({ code }) => code === 'C1'));
  const maes = await find();
  const [address, contact] = [maes.address, maes.contact];
  if (address === null || contact === null || contact === undefined) throw new Error('no seed');
  const ok = { kind: 'ok', value: null };
  expect(
    await write(connection, {
      kind: 'third',
      id: maes.thirdId,
      change: { name: 'Maes & Zoon', website: null },
    }),
  ).toEqual(ok);
  expect(
    await write(connection, {
      kind: 'address',
      id: address.id,
      change: { address1: 'Rue Haute', box: null, countryCode: 'FR' },
    }),
  ).toEqual(ok);
  expect(await write(connection, { kind: 'contact', id: contact.id, change: { mobileNo: '0499' } })).toEqual(
    ok,
  );
  expect(
    await write(connection, { kind: 'party', role: 'customer', id: maes.id, change: { vatApplicable: 2 } }),
  ).toEqual(ok);
  const changed = await find();
  expect(changed).toEqual({
    ...maes,
    name: 'Maes & Zoon',
    website: null,
    address: { ...address, address1: 'Rue Haute', box: null, countryCode: 'FR' },
    contact: { ...contact, mobileNo: '0499' },
    modifiedAt: changed.modifiedAt,
  });
  // The address was changed, not made again.
  expect((await rowsOf(connection, 'address')).rows).toHaveLength(1);
  await write(connection, {
    kind: 'third',
    id: maes.thirdId,
    change: { vatNumber: null, vatCountryCode: null },
  });
  expect(await find()).toMatchObject({ vatNumber: null, vatCountryCode: null });
});

test('a third without address or contact gets one, beside what it has', async () => {
  const connection = await folder();
  const find = async () =>
    only((await joined(connection, 'customer')).filter(({ code }) => code === 'HÉLOÏSE'));
  const { thirdId } = await find();
  const address = {
    address1: 'Meir',
    number: '1',
    zip: '2000',
    town: 'Antwerpen',
    countryCode: 'BE',
    phoneNo: '03',
  };
  expect((await write(connection, { kind: 'newAddress', thirdId, address })).kind).toBe('ok');
  expect(
    (await write(connection, { kind: 'newContact', thirdId, contact: { email: 'h@e.example' } })).kind,
  ).toBe('ok');
  expect(await find()).toMatchObject({
    name: 'Héloïse',
    address,
    contact: { email: 'h@e.example', phoneNo: null },
  });
  // The one that was there first stays the one that counts.
  await write(connection, { kind: 'newContact', thirdId, contact: { email: 'second@e.example' } });
  expect(await find()).toMatchObject({ contact: { email: 'h@e.example' } });
});

test('an address that became the default for invoices counts instead of an older one', async () => {
  const connection = await folder();
  const find = async () => only((await joined(connection, 'customer')).filter(({ code }) => code === 'C1'));
  const { thirdId, address } = await find();
  await write(connection, { kind: 'newAddress', thirdId, address: { address1: 'Meir', town: 'Antwerpen' } });
  expect((await find()).address?.town).toBe('Gent');
  const fields = { IsInvoicingDefault: false };
  await act(connection, 'edit', { model: 'Address', key: address?.id ?? '', fields });
  expect((await find()).address?.town).toBe('Antwerpen');
});

async function create(connection: WinbooksConnection, role: PartyRole, party: NewParty) {
  const ready = must(await prepareWrite(connection));
  return createParty(ready, role, party, { leaveBy: Date.now() + 5_000 });
}
const NEW: NewParty = {
  code: 'NEW1',
  name: 'Nieuw BV',
  vatNumber: '0000000295',
  vatCountryCode: 'BE',
  vatApplicable: 1,
  address: { address1: 'Meir', number: '1', zip: '2000', town: 'Antwerpen', countryCode: 'BE' },
  contact: { name: 'Nieuw BV', email: 'nieuw@bv.example', mobileNo: '0470' },
};
test.each<[PartyRole, Readonly<Record<string, string>>]>([
  ['customer', {}],
  ['supplier', {}],
  ['supplier', { addresses: '2.4', G24: '50' }],
  ['customer', { G11: 'absent' }],
])('a %s is created with its third, address and contact (%j)', async (role, switches) => {
  const connection = await folder(switches);
  expect(must(await create(connection, role, NEW)).idOrCode).toBe('NEW1');
  const made = only((await joined(connection, role)).filter(({ code }) => code === 'NEW1'));
  expect(made).toMatchObject({
    name: 'Nieuw BV',
    vatNumber: '0000000295',
    vatCountryCode: 'BE',
    address: { ...NEW.address },
    ...(switches['G11'] === 'absent' ? {} : { contact: { email: 'nieuw@bv.example', mobileNo: '0470' } }),
  });
});

test.each<[string, Readonly<Record<string, string>>, object]>([
  ['a code that exists is refused', { G4: '409' }, { kind: 'refused', status: 409 }],
  ['… or with another status', { G4: '400' }, { kind: 'refused', status: 400 }],
  ['… or overwritten', { G4: 'upsert' }, { kind: 'ok', value: { idOrCode: 'C1' } }],
  [
    'WinBooks may give a code of its own',
    { G17b: 'renumber' },
    { kind: 'ok', value: { idOrCode: 'L00001' } },
  ],
  ['a code may be too long', { G24: '10' }, { kind: 'refused', status: 400 }],
  ['there may be no suppliers', { G10: 'absent' }, { kind: 'refused', status: 404 }],
])('a new supplier: %s (%j)', async (_, switches, outcome) => {
  const connection = await folder(switches);
  const code = switches['G24'] === undefined ? 'C1' : 'ELEVEN_CHAR';
  expect(await create(connection, 'supplier', { code, name: 'Drukkerij Maes NV' })).toMatchObject(outcome);
});

test('a third gets its other role without being written', async () => {
  const connection = await folder();
  const customer = only((await joined(connection, 'customer')).filter(({ code }) => code === 'HÉLOÏSE'));
  const { thirdId } = customer;
  const since = await afterNow();
  must(await create(connection, 'supplier', { code: 'HÉLOÏSE', name: 'not sent', thirdId }));
  const supplier = only((await joined(connection, 'supplier')).filter(({ code }) => code === 'HÉLOÏSE'));
  expect(supplier).toMatchObject({ thirdId, name: 'Héloïse' });
  expect((await rowsOf(connection, 'third', { since })).rows).toEqual([]);
});

test('a write whose answer is lost is of unknown fate, and is not repeated', async () => {
  const connection = await folder();
  await twins.control('winbooks', 'POST', 'faults', {
    kind: 'drop-after',
    method: 'POST',
    path: 'Supplier',
    count: 1,
  });
  const ready = must(await prepareWrite(connection));
  const options = { leaveBy: Date.now() + 5_000, timeoutMs: 3_000 };
  expect((await createParty(ready, 'supplier', NEW, options)).kind).toBe('unknown');
  expect((await createParty(ready, 'supplier', NEW, options)).kind).toBe('unavailable');
  expect((await rowsOf(connection, 'supplier')).rows.filter(({ code }) => code === 'NEW1')).toHaveLength(1);
});
