import type { TenantId } from '../../domain/ids';
import { invoiceHistory } from '../../actions/invoice-history';
import { seeInvoiceIssues } from '../../actions/see-issues';
import { skipInvoice } from '../../actions/skip-invoice';
import { flagBooked } from '../../store/bookings/booked-issues';
import { retryHeldFor } from '../../store/bookings/held-bookings';
import { holdBooking, markBooked, markUnknown } from '../../store/bookings/booking-transitions';
import { recordAuditEvent } from '../../store/issues/audit-events';
import {
  found,
  newActiveTenant,
  newWinbooksId,
  openStore,
  posting,
  type StoreFixture,
} from './store-fixture';

let store: StoreFixture;
let tenant: TenantId;

beforeAll(async () => {
  store = await openStore();
  tenant = await newActiveTenant(store.database);
});
afterAll(() => store.close());

const historyOf = async (id: string) => {
  const history = await invoiceHistory(store, tenant, id);
  if (!history.ok) throw new Error(history.code);
  return history;
};
const shortly = async (id: string) =>
  (await historyOf(id)).events.map((event) => {
    switch (event.kind) {
      case 'changed': {
        const { was, state, attempt, issueCode, action, actor } = event.change;
        const because = issueCode ?? (action === null ? '' : `${actor} ${action}`);
        return `${was ?? 'found'} → ${state} ${attempt} ${because}`.trim();
      }
      case 'action':
        return `${event.event.actor} ${event.event.action}`;
      case 'payment':
        return `payment ${event.standing.state}`;
      default:
        return `${event.kind} ${event.code}`;
    }
  });

describe('the history of an invoice', () => {
  test('from found to booked, with the attempt of unknown fate in between and the document it became', async () => {
    const id = await store.database.asTenant(tenant, posting);
    await store.database.asTenant(tenant, (sql) => markUnknown(sql, id, 1));
    const winbooksId = newWinbooksId();
    await store.database.asTenant(tenant, (sql) => markBooked(sql, id, { winbooksId, linked: false }));

    expect(await shortly(id)).toEqual([
      'found → waiting 0',
      'waiting → prepared 0',
      'prepared → posting 1',
      'posting → verifying 1',
      'verifying → booked 1',
    ]);
    const { events, entry } = await historyOf(id);
    expect(events.at(-1)).toMatchObject({
      change: { winbooksId, journalCode: entry?.journalCode, docNumber: entry?.docNumber, bookYear: '2026' },
    });
    expect(entry?.lines.length).toBeGreaterThan(1);
  });

  test('why it was held, who released it and who skipped it', async () => {
    const id = await store.database.asTenant(tenant, found);
    await store.database.asTenant(tenant, (sql) =>
      holdBooking(sql, id, 'PERIOD_CLOSED', { date: '2026-03-31' }),
    );
    await store.database.asTenant(tenant, async (sql) => {
      await retryHeldFor(sql, ['PERIOD_CLOSED']);
      await recordAuditEvent(sql, { actor: 'cli:anna', action: 'change-settings', record: 'tenant' });
    });
    await skipInvoice({ database: store.database, actor: 'cli:bert' }, tenant, id, 'booked by hand');

    expect(await shortly(id)).toEqual([
      'found → waiting 0',
      'waiting → held 0 PERIOD_CLOSED',
      'held → waiting 0 cli:anna change-settings',
      'waiting → skipped 0 cli:bert skip-invoice',
      'issue-closed PERIOD_CLOSED',
    ]);
  });

  test('an issue that opens after booking, and who has seen it', async () => {
    const id = await store.database.asTenant(tenant, posting);
    await store.database.asTenant(tenant, (sql) =>
      markBooked(sql, id, { winbooksId: newWinbooksId(), linked: false }),
    );
    await store.database.asTenant(tenant, (sql) => flagBooked(sql, id, 'INVOICE_GONE', { number: '1' }));
    await seeInvoiceIssues({ database: store.database, actor: 'cli:anna' }, tenant, {
      invoice: id,
      code: null,
      reason: '',
    });
    expect((await shortly(id)).slice(-4)).toEqual([
      'posting → booked 1',
      'issue-opened INVOICE_GONE',
      'cli:anna seen-issue',
      'issue-closed INVOICE_GONE',
    ]);
  });

  test('a change that is rolled back leaves no event, and nobody can change one', async () => {
    const id = await store.database.asTenant(tenant, found);
    await expect(
      store.database.asTenant(tenant, async (sql) => {
        await holdBooking(sql, id, 'PERIOD_CLOSED');
        throw new Error('killed');
      }),
    ).rejects.toThrow('killed');
    expect(await shortly(id)).toEqual(['found → waiting 0']);
    await expect(
      store.database.asTenant(tenant, (sql) => sql.query('delete from booking_events')),
    ).rejects.toThrow(/permission denied/);
  });
});
