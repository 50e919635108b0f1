import { tribeId } from '../../domain/ids';
import { postponeBooking } from '../../store/bookings/booking-queue';
import type { TenantSql } from '../../store/database/database';
import { pauseTenant, resumeTenant } from '../../store/tenants/tenants';
import { seedTenant, startStack, type Stack, UPKEEP_OFTEN } from '../support/stack';
import { tenantBooks, type TenantBooks } from '../support/tenant-books';
import { tribeUser, type TribeUser } from './tribe-user';
import { skipByHand } from '../../store/bookings/held-bookings';

const PATIENCE_MS = 180_000;
/** 352.43 with 3 % VAT is what 300.00 with 21 % is: 363.00; and 822.33 what 700.00 is: 847.00. */
const line = (price: number, vatGroup = 'BE21') => ({ quantity: 1, price, vatGroup });

const inTribe = {
  vatGroups: [
    { code: 'BE21', name: 'BE - 21%', percentage: 21 },
    { code: 'ODD', name: 'Not mapped', percentage: 3 },
  ],
  organisations: [{ name: 'Peeters Hout BV', debtorNumber: 'C1', vatNumber: 'BE0000000196' }],
};

/** What a bookkeeper keyed already, and what only looks like it; judged by the twin's own ledger. */
describe('an invoice that may be in the ledger already', () => {
  let stack: Stack;
  let user: TribeUser;
  let books: TenantBooks;
  let tenant: Awaited<ReturnType<typeof seedTenant>>;

  beforeAll(async () => {
    stack = await startStack(null, UPKEEP_OFTEN);
    await stack.startWorker();
    const customers = [{ code: 'C1', name: 'Peeters Hout BV', vatNumber: '0000000196' }];
    tenant = await seedTenant(stack, { invoices: 0, tribe: inTribe, winbooks: { customers } });
    user = tribeUser(stack, tenant.definition);
    books = tenantBooks(stack, tenant);
    await stack.activate([tenant.definition]);
  }, PATIENCE_MS);
  afterAll(() => stack.stop(), 60_000);

  const keyed = (docNumber: number, date: string, net: number) =>
    stack.twins.act('winbooks', 'book', {
      folder: tenant.folder,
      journal: 'VEN',
      docNumber,
      date,
      customer: 'C1',
      gross: net * 1.21,
      net,
    }) as Promise<{ id: string }>;
  const make = (number: string, date: string, ...lines: ReturnType<typeof line>[]) =>
    user.make({ customer: 'C1', number, date, lines });

  it(
    'under another number: held with both side by side, and booked once a person says that it is another',
    async () => {
      const byHand = await keyed(77, '2026-06-12', 500);
      const id = await make('20260601', '2026-06-10', line(500));
      await books.until(id, 'held', 'NEAR_MISS');
      expect((await books.bookingOf(id))?.issueDetails).toEqual({
        journal: 'VEN',
        docNumber: 20260601,
        date: '2026-06-10',
        customer: 'C1',
        grossCents: 60_500,
        otherJournal: 'VEN',
        otherNumber: 77,
        otherDate: '2026-06-12',
        documentId: byHand.id,
      });
      expect(await books.inLedger(id)).toEqual([]);

      await books.retry(id);
      await books.until(id, 'booked');

      expect(await books.bookingOf(id)).toMatchObject({ linked: false, clearedDocuments: [byHand.id] });
      expect(await books.inLedger(id)).toHaveLength(1);
    },
    PATIENCE_MS,
  );

  it(
    'under the number of another invoice that waits: it is that one’s, and stops nothing',
    async () => {
      await keyed(20260702, '2026-07-12', 300);
      const other = await make('20260702', '2026-07-12', line(352.43, 'ODD'));
      await books.until(other, 'held', 'VAT_GROUP_UNMAPPED');

      const id = await make('20260701', '2026-07-10', line(300));
      await books.until(id, 'booked');

      expect(await books.inLedger(id)).toMatchObject([{ docNumber: 20260701 }]);
    },
    PATIENCE_MS,
  );

  it(
    'under the number of an invoice that comes later: held until that one is linked, then booked by itself',
    async () => {
      const byHand = await keyed(20260802, '2026-08-12', 400);
      const id = await make('20260801', '2026-08-10', line(400));
      await books.until(id, 'held', 'NEAR_MISS');

      const other = await make('20260802', '2026-08-12', line(400));
      await books.until(other, 'booked');
      await books.until(id, 'booked');

      expect(await books.bookingOf(other)).toMatchObject({ linked: true, winbooksId: byHand.id });
      expect(await books.bookingOf(id)).toMatchObject({ linked: false, clearedDocuments: [] });
      expect(await books.inLedger(id)).toMatchObject([{ docNumber: 20260801 }]);
    },
    PATIENCE_MS,
  );

  it(
    'under the number of another invoice of another amount: mistyped, it may be this one, and is held',
    async () => {
      await keyed(20260902, '2026-09-12', 600);
      const other = await make('20260902', '2026-09-12', line(650, 'ODD'));
      await books.until(other, 'held', 'VAT_GROUP_UNMAPPED');

      const id = await make('20260901', '2026-09-10', line(600));
      await books.until(id, 'held', 'NEAR_MISS');

      expect(await books.inLedger(id)).toEqual([]);
    },
    PATIENCE_MS,
  );

  it(
    'under the number of an invoice that was skipped, as one that was sent anew is: it may be this one, and is held',
    async () => {
      await keyed(20261002, '2026-10-12', 700);
      const other = await make('20261002', '2026-10-12', line(822.33, 'ODD'));
      await books.until(other, 'held', 'VAT_GROUP_UNMAPPED');
      await stack.database.asTenant(tenant.id, (sql) => skipByHand(sql, tribeId(other), 'sent anew'));

      const id = await make('20261003', '2026-10-12', line(700));
      await books.until(id, 'held', 'NEAR_MISS');

      expect(await books.inLedger(id)).toEqual([]);
    },
    PATIENCE_MS,
  );

  it(
    'under the number of an invoice that was found and not read yet: it is that one’s, and stops nothing',
    async () => {
      const byHand = await keyed(20261102, '2026-11-12', 800);
      const within = <T>(work: (sql: TenantSql) => Promise<T>) => stack.database.asTenant(tenant.id, work);
      await within((sql) => pauseTenant(sql, 'LOOKUP_BLIND'));
      const other = await make('20261102', '2026-11-12', line(800));
      await books.until(other, 'waiting');
      await within((sql) => postponeBooking(sql, tribeId(other), new Date(Date.now() + 3_600_000)));
      await within(resumeTenant);

      const id = await make('20261101', '2026-11-10', line(800));
      await books.until(id, 'booked');
      expect(await books.bookingOf(other)).toMatchObject({ state: 'waiting', grossCents: null });
      expect(await books.inLedger(id)).toMatchObject([{ docNumber: 20261101 }]);

      await within((sql) => postponeBooking(sql, tribeId(other), new Date()));
      await books.until(other, 'booked');
      expect(await books.bookingOf(other)).toMatchObject({ linked: true, winbooksId: byHand.id });
    },
    PATIENCE_MS,
  );
});
