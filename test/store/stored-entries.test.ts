import { headerBody } from '../../clients/winbooks/write-bodies';
import type { TenantId } from '../../domain/ids';
import { loadBooking } from '../../store/bookings/booking-row';
import { anEntry, newActiveTenant, openStore, prepared, type StoreFixture } from './store-fixture';

/** What entries have today and did not have in 0.1.0. */
const LATER = ['currencyRate', 'structuredCommunication', 'invoiceDate'];
const LATER_OF_LINES = ['currencyAmountCents', 'currencyVatBaseCents', 'currencyVatCents'];

const without = (record: object, names: readonly string[]) =>
  Object.fromEntries(Object.entries(record).filter(([name]) => !names.includes(name)));

let store: StoreFixture;
let tenant: TenantId;
beforeAll(async () => {
  store = await openStore();
  tenant = await newActiveTenant(store.database);
});
afterAll(() => store.close());

test('an entry that an older version stored is read in full and gives the very same body', async () => {
  const entry = anEntry();
  const old = { ...without(entry, LATER), lines: entry.lines.map((line) => without(line, LATER_OF_LINES)) };
  const stored = await store.database.asTenant(tenant, async (sql) => {
    const id = await prepared(sql);
    await sql.query(`update bookings set entry = $3 where tenant_id = $1 and tribe_invoice_id = $2`, [
      sql.tenantId,
      id,
      JSON.stringify(old),
    ]);
    return loadBooking(sql, id);
  });

  expect(stored?.entry).toEqual(entry);
  const body = JSON.stringify(headerBody(entry));
  expect(JSON.stringify(headerBody(stored?.entry ?? anEntry()))).toBe(body);
  expect(body).not.toMatch(/Currency(Amount|Rate|Vat)|CommentExternal/);
});

test('amounts in another currency and a structured communication come back as they were stored', async () => {
  const plain = anEntry();
  const entry = {
    ...plain,
    currency: 'USD',
    currencyRate: '0.909090909091',
    structuredCommunication: '090933755493',
    lines: plain.lines.map((line) => ({
      ...line,
      currencyAmountCents: Math.round(line.amountCents * 1.1),
      currencyVatBaseCents: line.vatBaseCents,
      currencyVatCents: line.vatCents,
    })),
  };
  const stored = await store.database.asTenant(tenant, async (sql) => {
    const id = await prepared(sql);
    await sql.query(`update bookings set entry = $3 where tenant_id = $1 and tribe_invoice_id = $2`, [
      sql.tenantId,
      id,
      JSON.stringify(entry),
    ]);
    return loadBooking(sql, id);
  });

  expect(stored?.entry).toEqual(entry);
});
