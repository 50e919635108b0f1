import type { IssueCode } from '../../domain/issues/issue-catalogue';
import { seedTenant, startStack, type Stack } from '../support/stack';
import { tenantBooks, type TenantBooks } from '../support/tenant-books';
import { tribeUser, type TribeUser } from './tribe-user';

const PATIENCE_MS = 180_000;
const line = (price = 100, vatGroup = 'BE21') => ({ quantity: 1, price, vatGroup });

describe('the place of an invoice in a folder with its own book years, periods and numbers', () => {
  let stack: Stack;
  let user: TribeUser;
  let books: TenantBooks;
  let tenant: Awaited<ReturnType<typeof seedTenant>>;

  beforeAll(async () => {
    stack = await startStack();
    await stack.startWorker();
    tenant = await seedTenant(stack, {
      invoices: 0,
      settings: {
        closedPeriod: 'next-open',
        documentNumber: 'after-prefix',
        numberPrefix: 'F26-',
        numberingScope: 'period',
      },
      winbooks: {
        bookYears: [
          { code: '2526', start: '2025-04-01', end: '2026-03-31' },
          { code: '2627', start: '2026-04-01', end: '2027-03-31' },
        ],
        closedPeriods: [
          { year: 2026, month: 2 },
          { year: 2026, month: 3 },
          { year: 2026, month: 4 },
        ],
      },
    });
    await stack.twins.act('winbooks', 'switches', { folder: tenant.folder, numbering: 'period' });
    user = tribeUser(stack, tenant.definition);
    books = tenantBooks(stack, tenant);
    await stack.activate([tenant.definition]);
  }, PATIENCE_MS);
  afterAll(() => stack.stop(), 60_000);

  const make = (number: string, date: string, price = 100) =>
    user.make({ customer: 'C1', number, date, lines: [line(price)] });
  /** Its entries in the ledger, once it is there. */
  const entriesOnce = async (id: string, state: 'booked' | 'held', code?: IssueCode) => {
    await books.until(id, state, code);
    return books.inLedger(id);
  };

  it(
    'an invoice of a closed period: the next open one, over the end of the book year, with its own date in the comment',
    async () => {
      const [entry, another] = await entriesOnce(await make('F26-7', '2026-02-28'), 'booked');

      expect(entry).toMatchObject({ bookYear: '2627', docNumber: 7, date: '2026-05-01' });
      expect(entry?.lines[0]?.comment).toMatch(/ 28\/02\/2026$/);
      expect(another).toBeUndefined();
      const [booking] = await stack.bookings(tenant.id);
      expect(booking).toMatchObject({
        invoiceDate: '2026-02-28',
        numberingScope: expect.any(String) as string,
      });
      expect(await stack.openIssues(tenant.id)).toEqual([]);
    },
    PATIENCE_MS,
  );

  it(
    'an invoice of an open one: its own day, the digits behind the prefix',
    async () => {
      const [entry] = await entriesOnce(await make('f26-0008', '2027-03-31', 200), 'booked');

      expect(entry).toMatchObject({ bookYear: '2627', docNumber: 8, date: '2027-03-31' });
    },
    PATIENCE_MS,
  );

  it(
    'a number may be used once in each period',
    async () => {
      const [entry] = await entriesOnce(await make('F26-0007', '2026-06-10', 300), 'booked');
      expect(entry).toMatchObject({ docNumber: 7, date: '2026-06-10' });
      await entriesOnce(await make('F26-07', '2026-06-11', 400), 'held', 'NUMBER_CLAIMED');
    },
    PATIENCE_MS,
  );

  it(
    'a period that is closed while we believe it open: the next open one all the same',
    async () => {
      await entriesOnce(await make('F26-10', '2026-09-01', 600), 'booked');
      await stack.twins.act('winbooks', 'close-period', { folder: tenant.folder, year: 2026, month: 9 });
      const [entry, another] = await entriesOnce(await make('F26-11', '2026-09-15', 700), 'booked');

      expect(entry).toMatchObject({ docNumber: 11, date: '2026-10-01' });
      expect(entry?.lines[0]?.comment).toMatch(/ 15\/09\/2026$/);
      expect(another).toBeUndefined();
    },
    PATIENCE_MS,
  );

  it(
    'a credit invoice: the journal of credit notes, signs reversed, its own number',
    async () => {
      const id = await user.make({
        customer: 'C1',
        number: 'F26-12',
        date: '2026-10-15',
        credit: true,
        lines: [{ quantity: -1, price: 800, vatGroup: 'BE21' }],
      });
      const [entry] = await entriesOnce(id, 'booked');

      expect(entry).toMatchObject({ journal: 'NCV', docNumber: 12, date: '2026-10-15' });
      expect(entry?.lines.map(({ amount }) => amount)).toEqual([-968, 800, 168]);
    },
    PATIENCE_MS,
  );

  it(
    'a number without the prefix is held',
    async () => {
      const id = await make('20260009', '2026-06-12', 500);
      expect(await entriesOnce(id, 'held', 'NUMBER_WITHOUT_PREFIX')).toEqual([]);
    },
    PATIENCE_MS,
  );
});
