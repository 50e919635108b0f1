import { tenantId, type TenantId } from '../../domain/ids';
import { listInvoices } from '../../actions/list-invoices';
import { eachPage } from '../../actions/page';
import { holdBooking } from '../../store/bookings/booking-transitions';
import { found, newActiveTenant, openStore, type StoreFixture } from './store-fixture';

let store: StoreFixture;
let tenant: TenantId;
beforeAll(async () => {
  store = await openStore();
  tenant = await newActiveTenant(store.database);
  await store.database.asTenant(tenant, async (sql) => {
    for (const number of ['F-10', null, 'F-9', 'F-2']) await found(sql, number);
    const held = await found(sql, 'F-1');
    await holdBooking(sql, held, 'PERIOD_CLOSED');
    await sql.query(
      `update bookings set invoice_date = '2026-05-01', customer_name = 'Bakkerij Peeters', customer_code = 'C7'
        where tenant_id = $1 and tribe_invoice_id = $2`,
      [sql.tenantId, held],
    );
    const undated = await found(sql, 'F-0');
    await sql.query(
      `update bookings set invoice_date = null where tenant_id = $1 and tribe_invoice_id = $2`,
      [sql.tenantId, undated],
    );
  });
});
afterAll(() => store.close());

const numbersOf = async (filter: Parameters<typeof listInvoices>[2], limit?: number) => {
  const pages: (string | null)[][] = [];
  const refusal = await eachPage(
    (after) => listInvoices(store, tenant, filter, limit === undefined ? { after } : { after, limit }),
    (items) => pages.push(items.map(({ number }) => number)),
  );
  return { refusal, pages };
};

describe('a list of invoices', () => {
  it('has every row once, in order, whatever the size of a page', async () => {
    const all = ['F-2', 'F-9', 'F-10', null, 'F-1', 'F-0'];
    for (const limit of [1, 2, 3, 500]) {
      const { refusal, pages } = await numbersOf({}, limit);
      expect(refusal).toBeNull();
      expect(pages.flat()).toEqual(all);
      expect(Math.max(...pages.map(({ length }) => length))).toBeLessThanOrEqual(limit);
    }
  });

  it('is narrowed by state, days and customer', async () => {
    const only = async (filter: Parameters<typeof listInvoices>[2]) => (await numbersOf(filter)).pages.flat();
    expect(await only({ state: 'held' })).toEqual(['F-1']);
    expect(await only({ from: '2026-05-01' })).toEqual(['F-1']);
    expect(await only({ to: '2026-04-30' })).toEqual(['F-2', 'F-9', 'F-10', null]);
    expect(await only({ customer: 'peeters' })).toEqual(['F-1']);
    expect(await only({ customer: 'c7' })).toEqual(['F-1']);
    expect(await only({ customer: 'C' })).toEqual([]);
  });

  it('of a tenant that does not exist is refused', async () => {
    expect(await listInvoices(store, tenantId('nobody'), {})).toMatchObject({
      ok: false,
      code: 'TENANT_UNKNOWN',
    });
  });
});
