import {
  createParty,
  prepareWrite,
  writeParty,
  type NewParty,
  type PartyWrite,
} from '../../clients/winbooks';
import type { WinbooksConnection } from '../../clients/connection';
import type { PartyRole } from '../../domain/vendors/winbooks-records';
import { twins, folder, act, must, only, rowsOf, joined, afterNow } from './support/winbooks-parties';

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
