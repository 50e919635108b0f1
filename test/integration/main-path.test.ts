import { tribeId } from '../../domain/ids';
import type { TenantDefinition } from '../../domain/tenant/tenants-file';
import { findLinkByRelation } from '../../store/relations/links';
import { allBooked, runOf, seedTenant, startStack, type Stack, UPKEEP_OFTEN } from '../support/stack';
import type { LedgerEntry } from '../support/twins';
import { vendorReader } from './vendor-reader';

const PATIENCE_MS = 120_000;

/** From Sent in Tribe to the ledger of WinBooks; the judge is the WinBooks twin's own ledger. */
describe('the main path', () => {
  let stack: Stack;

  beforeAll(async () => {
    stack = await startStack(null, UPKEEP_OFTEN);
    await stack.startWorker();
  }, 120_000);
  afterAll(() => stack.stop(), 60_000);

  const entryOf = async (folder: string, docNumber: number): Promise<LedgerEntry> => {
    const [entry, another] = (await stack.twins.ledger(folder)).filter(
      (candidate) => candidate.docNumber === docNumber,
    );
    if (entry === undefined || another !== undefined) throw new Error(`${docNumber} is not booked once`);
    return entry;
  };
  const linesOf = ({ lines }: LedgerEntry) =>
    lines.map(({ order, account, vat, amount, vatBase }) => [order, account, vat, amount, vatBase]);

  describe('the entry', () => {
    let folder: string;
    let tenant: string;
    let definition: TenantDefinition;
    const line = (price: number, vatGroup: string, more: object = {}) => ({
      quantity: 1,
      price,
      vatGroup,
      ...more,
    });
    const invoice = (number: string, date: string, lines: readonly object[], more: object = {}) => ({
      customer: 'C1',
      number,
      date,
      lines,
      ...more,
    });

    beforeAll(async () => {
      const seeded = await seedTenant(stack, {
        invoices: 0,
        tribe: {
          organisations: [
            {
              name: 'Peeters Hout BV',
              debtorNumber: 'C1',
              vatNumber: 'BE0000000196',
              paymentTermInDays: 45,
            },
          ],
          ledgerAccounts: [
            { code: '702000', name: 'Diensten' },
            { code: '705000', name: 'Abonnementen' },
          ],
          products: [
            { code: 'HOUR', name: 'Hour', price: 80, vatGroup: 'BE21', ledgerAccount: '702000' },
            { code: 'PLAN', name: 'Plan', price: 25, vatGroup: 'BE21', ledgerAccount: '705000' },
          ],
          invoices: [
            invoice('20260001', '2026-10-05', [{ quantity: 3, price: 49.99, vatGroup: 'BE21' }]),
            invoice('20260002', '2026-10-06', [line(100, 'BE21'), line(33.33, 'BE6'), line(10, 'BE21')]),
            invoice('20260003', '2026-10-07', [
              line(160, 'BE21', { product: 'HOUR' }),
              line(25, 'BE21', { product: 'PLAN' }),
              line(12.5, 'BE21'),
            ]),
            invoice('20260004', '2026-10-08', [line(75.5, 'BE0')]),
            invoice('F2026-0041', '2026-10-09', [line(20, 'BE21')]),
            invoice('20260006', '2026-10-10', [line(60, 'BE21')]),
            invoice('20260007', '2026-10-11', [line(70, 'BE21')], { phase: 'Draft' }),
            invoice('20250099', '2025-12-31', [line(99, 'BE21')]),
          ],
        },
      });
      ({ folder, id: tenant, definition } = seeded);
      await stack.twins.act('tribe', 'actions/pay', { tenant, invoice: '20260006' });
      await stack.activate([definition]);
      await stack.until(tenant, (bookings) => bookings.length === 6 && allBooked(bookings));
    }, PATIENCE_MS);
    afterAll(() => stack.retireTenants());

    it('of a plain invoice: customer, revenue, VAT, as documented', async () => {
      const entry = await entryOf(folder, 20260001);

      expect(entry).toMatchObject({
        journal: 'VEN',
        bookYear: '2026',
        date: '2026-10-05',
        customer: 'C1',
        reference: expect.stringMatching(/^\S{8,}$/) as string,
      });
      expect(linesOf(entry)).toEqual([
        [0, '400000', null, 181.46, 149.97],
        [1, '700000', '21', -149.97, null],
        [2, '451000', '21', -31.49, 149.97],
      ]);
    });

    it('of two VAT rates: VAT per code over the document', async () => {
      expect(linesOf(await entryOf(folder, 20260002))).toEqual([
        [0, '400000', null, 168.43, 143.33],
        [1, '700000', '21', -110, null],
        [2, '700000', '6', -33.33, null],
        [3, '451000', '21', -23.1, 110],
        [4, '451000', '6', -2, 33.33],
      ]);
    });

    it('of several accounts: those of the products, else the one of the settings', async () => {
      expect(linesOf(await entryOf(folder, 20260003))).toEqual([
        [0, '400000', null, 238.98, 197.5],
        [1, '702000', '21', -160, null],
        [2, '705000', '21', -25, null],
        [3, '700000', '21', -12.5, null],
        [4, '451000', '21', -41.48, 197.5],
      ]);
    });

    it('without VAT at 0 %: no VAT line, its code on the revenue line', async () => {
      expect(linesOf(await entryOf(folder, 20260004))).toEqual([
        [0, '400000', null, 75.5, 75.5],
        [1, '700000', '0', -75.5, null],
      ]);
    });

    it('carries the digits of the number: F2026-0041 is document 20260041', async () => {
      const [booking] = (await stack.bookings(tenant)).filter(({ number }) => number === 'F2026-0041');

      expect((await entryOf(folder, 20260041)).reference).toBe(booking?.reference);
    });

    it('is made also when the invoice was paid before the first poll', async () => {
      expect((await entryOf(folder, 20260006)).lines[0]?.amount).toBe(72.6);
    });

    it('is due after the payment term of the customer', async () => {
      const { id } = await entryOf(folder, 20260001);
      const header = await vendorReader(stack, definition).winbooks(`GLTransHeader/${id}`, 1);

      expect(dayOfWinbooks(header?.['DueDate'])).toBe('2026-11-19');
    });

    it('is not made of a draft, nor of an invoice before the start date; neither is listed', async () => {
      const numbers = (await stack.bookings(tenant)).map(({ number }) => number);

      expect(numbers).toEqual(['20260001', '20260002', '20260003', '20260004', 'F2026-0041', '20260006']);
      expect(await stack.twins.ledger(folder)).toHaveLength(6);
    });

    it('is made of the draft once it is sent, and of nothing else', async () => {
      await stack.twins.act('tribe', 'actions/send', {
        tenant,
        invoice: await draftId(),
        number: '20260007',
        date: '2026-10-11',
      });
      await stack.until(tenant, (bookings) => bookings.length === 7 && allBooked(bookings));

      expect((await entryOf(folder, 20260007)).lines[0]?.amount).toBe(84.7);
      expect(await stack.twins.ledger(folder)).toHaveLength(7);
    });

    const draftId = async (): Promise<string> => {
      const listed = (await stack.twins.look('tribe', `invoices?tenant=${tenant}`)) as {
        id: string;
        phase: string;
      }[];
      const draft = listed.find(({ phase }) => phase === 'Draft');
      if (draft === undefined) throw new Error('there is no draft');
      return draft.id;
    };
  });

  it(
    'books into the journal row and period of a book year that is not the calendar year, where numbers begin anew',
    async () => {
      const lines = [{ quantity: 1, price: 100, vatGroup: 'BE21' }];
      const { id, folder, definition } = await seedTenant(stack, {
        invoices: 0,
        tribe: {
          invoices: [
            { customer: 'C1', number: 'A-1', date: '2026-05-10', lines },
            { customer: 'C1', number: 'B-1', date: '2026-08-15', lines },
          ],
        },
        winbooks: {
          bookYears: [
            { code: '2526', start: '2025-07-01', end: '2026-06-30' },
            { code: '2627', start: '2026-07-01', end: '2027-06-30' },
          ],
        },
        settings: { salesJournal: null },
      });
      await stack.activate([definition]);
      await stack.until(id, (bookings) => bookings.length === 2 && allBooked(bookings));

      const ledger = await stack.twins.ledger(folder);
      expect(ledger.toSorted((a, b) => a.date.localeCompare(b.date))).toEqual([
        expect.objectContaining({ journal: 'VEN', bookYear: '2526', docNumber: 1, date: '2026-05-10' }),
        expect.objectContaining({ journal: 'VEN', bookYear: '2627', docNumber: 1, date: '2026-08-15' }),
      ]);
    },
    PATIENCE_MS,
  );

  it(
    'finds the customer by its number and links it',
    async () => {
      const { id, folder, definition } = await seedTenant(stack, { invoices: 1 });
      await stack.activate([{ ...definition, approve: 'none' }]);
      await stack.until(id, allBooked);

      const [{ id: relation } = { id: '' }] = (await relationsOf(id)).filter(
        ({ debtorNumber }) => debtorNumber === 'C1',
      );
      const link = await stack.database.asTenant(id, (sql) =>
        findLinkByRelation(sql, 'customer', tribeId(relation)),
      );
      expect(link).toMatchObject({ code: 'C1', origin: 'number', state: 'open' });
      expect(await stack.twins.ledger(folder)).toMatchObject([{ customer: 'C1' }]);
    },
    PATIENCE_MS,
  );

  it(
    'creates a customer that WinBooks does not have: third, VAT number and address',
    async () => {
      const { id, folder, definition } = await seedTenant(stack, {
        invoices: 1,
        inWinbooks: false,
        tribe: {
          organisations: [
            {
              name: 'Peeters Hout BV',
              debtorNumber: 'C1',
              vatNumber: 'BE 0000.000.196',
              website: 'https://peeters.example',
              address: {
                street: 'Houtkaai',
                houseNumber: 7,
                suffix: 'B',
                postalcode: '9000',
                city: 'Gent',
                country: 'BE',
              },
            },
          ],
        },
      });
      await stack.activate([definition]);
      await stack.until(id, allBooked);

      const reader = vendorReader(stack, definition);
      expect(await reader.winbooks('Customer/C1', 2)).toMatchObject({
        Third: { Name: expect.stringMatching(/^Peeters Hout BV\s*$/) as string },
      });
      const third = await reader.winbooks('Third/C1', 3);
      expect(third?.['VatNumber']).toMatch(/^0000000196\s*$/);
      expect(JSON.stringify(third)).toMatch(/Houtkaai.*/);
      expect(JSON.stringify(third)).toMatch(/"Zip":"9000\s*"/);
      expect(JSON.stringify(third)).toMatch(/"Town":"Gent\s*"/);
      expect(await stack.twins.ledger(folder)).toMatchObject([{ customer: 'C1' }]);
    },
    PATIENCE_MS,
  );

  it(
    'costs five API calls and at most 13 history events per invoice once caches are warm',
    async () => {
      const { id, folder, definition } = await seedTenant(stack, { invoices: 2 });
      await stack.activate([definition]);
      await stack.until(id, (bookings) => bookings.length === 2 && allBooked(bookings));
      const lastSeq = async (side: 'tribe' | 'winbooks') =>
        (await stack.twins.journal(side)).at(-1)?.seq ?? 0;
      const [tribeSince, winbooksSince] = [await lastSeq('tribe'), await lastSeq('winbooks')];
      for (const number of ['20260101', '20260102', '20260103'])
        await stack.twins.act('tribe', 'invoices', {
          tenant: id,
          customer: 'C1',
          number,
          date: '2026-10-20',
          lines: [{ quantity: 1, price: 10, vatGroup: 'BE21' }],
        });
      const bookings = await stack.until(id, (all) => all.length === 5 && allBooked(all));

      const ids = bookings
        .filter(({ number }) => number?.startsWith('202601'))
        .map(({ tribeInvoiceId }) => tribeInvoiceId);
      const tribeCalls = (await stack.twins.journal('tribe', tribeSince)).filter(({ path }) =>
        ids.some((invoice) => path.includes(invoice)),
      );
      const winbooksCalls = (await stack.twins.journal('winbooks', winbooksSince)).filter(({ path }) =>
        path.includes(`/Folder/${folder}`),
      );
      expect(tribeCalls).toHaveLength(3);
      expect(winbooksCalls.map(({ path }) => path.replace(/.*\/app\//, '').split('/')[0]).sort()).toEqual(
        [0, 1, 2].flatMap(() => ['GLTransHeader', 'GLTransHeaders', 'GLTransHeaders', 'GLTranss']).sort(),
      );
      for (const booking of bookings) {
        const run = stack.temporal.workflow.getHandle(runOf(id, booking));
        await run.result();
        expect((await run.describe()).historyLength).toBeLessThanOrEqual(13);
      }
    },
    PATIENCE_MS,
  );

  it(
    'books many invoices with two workers and small pages of Tribe: none lost, none twice',
    async () => {
      const { id, folder, definition } = await seedTenant(stack, {
        invoices: 60,
        tribe: { switches: { G8: '25', 'G8.max': '25' } },
      });
      const second = await stack.startWorker();
      await stack.activate([definition]);
      const bookings = await stack.until(id, (all) => all.length === 60 && allBooked(all));
      second.kill('SIGKILL');

      const references = (await stack.twins.ledger(folder)).map(({ reference }) => reference);
      expect(references.toSorted()).toEqual(bookings.map(({ reference }) => reference).toSorted());
      expect(new Set(references).size).toBe(60);
    },
    PATIENCE_MS,
  );

  const relationsOf = async (tenant: string) =>
    (await stack.twins.look('tribe', `relations?tenant=${tenant}`)) as {
      id: string;
      debtorNumber: string | null;
    }[];
});

/** `/Date(…)/` or ISO 8601 → the day. */
function dayOfWinbooks(value: unknown): string {
  const ms = /^\/Date\((-?\d+)/.exec(String(value))?.[1];
  return ms === undefined ? String(value).slice(0, 10) : new Date(Number(ms)).toISOString().slice(0, 10);
}
