import { setTimeout as sleep } from 'node:timers/promises';
import { relinkCustomer, type RelinkResult } from '../../activities/relations/relink-customer';
import { createMasterDataCache } from '../../activities/master-data';
import { readConfiguration } from '../../configuration/configuration';
import { tribeId } from '../../domain/ids';
import { keyRing } from '../../store/database/encryption';
import { listAuditEvents } from '../../store/issues/audit-events';
import { seedTenant, startStack, type Stack } from '../support/stack';
import { tenantBooks, type TenantBooks } from '../support/tenant-books';
import { tribeUser, type TribeUser } from './tribe-user';
import { deleteFromWinbooks, vendorReader } from './vendor-reader';

const PATIENCE_MS = 180_000;
const line = (price = 100, vatGroup = 'BE21') => ({ quantity: 1, price, vatGroup });

const inTribe = {
  vatGroups: [
    { code: 'BE21', name: 'BE - 21%', percentage: 21 },
    { code: 'EU0', name: 'EU - intracommunautair', percentage: 0 },
  ],
  organisations: [
    { name: 'Peeters Hout BV', debtorNumber: 'C1', vatNumber: 'BE0000000196' },
    { name: 'Second BV', debtorNumber: 'C2', vatNumber: 'BE0000000394' },
    { name: 'Fourth BV', debtorNumber: 'C4' },
    { name: 'Fifth BV', debtorNumber: 'C5' },
    { name: 'Sixth NV', debtorNumber: 'C6', vatNumber: 'NL000000012B01' },
  ],
  persons: [
    {
      firstName: 'Jan',
      middleName: 'van den',
      lastName: 'Berg',
      debtorNumber: 'P1',
      email: 'jan@berg.example',
      address: {
        street: 'Dorpsstraat',
        houseNumber: 7,
        postalcode: '2000',
        city: 'Antwerpen',
        country: 'BE',
      },
    },
    { firstName: 'An', lastName: 'Janssens', debtorNumber: 'P2' },
  ],
};
const inWinbooks = {
  closedPeriods: [{ year: 2026, month: 3 }],
  vatCodes: [
    { code: '21', internalCode: '211400', rate: 21, name: '21 %', account: '451000', isSale: true },
    { code: '0', internalCode: '211100', rate: 0, name: '0 %', account: '451000', isSale: true },
    { code: 'IC', internalCode: '221000', rate: 0, name: 'Intra', account: '451000', isSale: true },
  ],
  customers: [
    { code: 'C1', name: 'Peeters Hout BV', vatNumber: '0000000196' },
    { code: 'C2', name: 'Second BV', vatNumber: '0000000394' },
    { code: 'C3', name: 'Third BV', vatNumber: '0000000493' },
    { code: 'C4', name: 'Fourth BV' },
    { code: 'C5', name: 'Fifth BV', locked: true },
    { code: 'C6', name: 'Sixth NV', vatNumber: '000000012B01', vatCountry: 'NL' },
    { code: 'P2', name: 'An Janssens' },
    { code: 'FREE', name: 'Fifth BV, new' },
  ],
};

/** Where an invoice goes in WinBooks: its customer, its period, its number; judged by the twin's own ledger. */
describe('the place of an invoice in WinBooks', () => {
  let stack: Stack;
  let user: TribeUser;
  let books: TenantBooks;
  let tenant: Awaited<ReturnType<typeof seedTenant>>;

  beforeAll(async () => {
    stack = await startStack();
    await stack.startWorker();
    tenant = await seedTenant(stack, { invoices: 0, tribe: inTribe, winbooks: inWinbooks });
    tenant = { ...tenant, definition: { ...tenant.definition, vat: { BE21: '21', EU0: 'IC' } } };
    user = tribeUser(stack, tenant.definition);
    books = tenantBooks(stack, tenant);
    await stack.activate([tenant.definition]);
  }, PATIENCE_MS);
  afterAll(() => stack.stop(), 60_000);
  const inStore = <Value>(work: Parameters<typeof stack.database.asTenant<Value>>[1]): Promise<Value> =>
    stack.database.asTenant(tenant.id, work);

  it(
    'a private person: created first, by number and name, without VAT number, then booked',
    async () => {
      const id = await user.make({
        customer: 'P1',
        number: '20260401',
        date: '2026-04-02',
        lines: [line()],
      });
      await books.until(id, 'booked');

      expect(await books.inLedger(id)).toMatchObject([{ customer: 'P1', docNumber: 20260401 }]);
      const customer = await vendorReader(stack, tenant.definition).winbooks('Customer/P1', 2);
      expect(customer).toMatchObject({
        VatApplicable: 3,
        Third: { Name: expect.stringMatching(/^Jan van den Berg\s*$/) as string },
      });
      expect((customer?.['Third'] as Record<string, unknown>)['VatNumber'] ?? null).toBeNull();
      expect(JSON.stringify(customer)).not.toContain('jan@berg.example');
    },
    PATIENCE_MS,
  );

  it(
    'a private person whom WinBooks has under its number is linked at activation',
    async () => {
      const before = await stack.twins.journal('winbooks');
      const id = await user.make({
        customer: 'P2',
        number: '20260402',
        date: '2026-04-02',
        lines: [line()],
      });
      await books.until(id, 'booked');

      const since = (await stack.twins.journal('winbooks')).slice(before.length);
      expect(since.filter(({ method, path }) => method === 'POST' && path.includes('/Customer/'))).toEqual(
        [],
      );
      expect(await books.inLedger(id)).toMatchObject([{ customer: 'P2' }]);
    },
    PATIENCE_MS,
  );

  it(
    'an intra-Community sale waits for the VAT number of another member state, and has no VAT line',
    async () => {
      const id = await user.make({
        customer: 'C4',
        number: '20260403',
        date: '2026-04-03',
        lines: [line(250, 'EU0')],
      });
      await books.until(id, 'held', 'INTRA_COMMUNITY_WITHOUT_VAT_NUMBER');
      await user.editRelation('C4', { VATNumber: 'BE0000000295' });
      await user.touch(id);
      await books.until(id, 'held', 'INTRA_COMMUNITY_WITHOUT_VAT_NUMBER');
      expect(await books.inLedger(id)).toEqual([]);

      await user.editRelation('C4', { VATNumber: 'NL000000012B01' });
      await user.touch(id);
      await books.until(id, 'booked');

      const [entry] = await books.inLedger(id);
      expect(entry?.lines).toMatchObject([
        { order: 0, amount: 250, vatBase: 250 },
        { order: 1, amount: -250, vat: 'IC' },
      ]);
      expect(entry?.lines).toHaveLength(2);
    },
    PATIENCE_MS,
  );

  it(
    'an intra-Community sale to a customer whose number WinBooks knows is booked at once',
    async () => {
      const id = await user.make({
        customer: 'C6',
        number: '20260404',
        date: '2026-04-03',
        lines: [line(260, 'EU0')],
      });
      await books.until(id, 'booked');

      expect(await books.inLedger(id)).toHaveLength(1);
    },
    PATIENCE_MS,
  );

  it(
    'a closed period holds its invoices, and one action releases them when the accountant has opened it again',
    async () => {
      const id = await user.make({
        customer: 'C1',
        number: '20260301',
        date: '2026-03-31',
        lines: [line()],
      });
      await books.until(id, 'held', 'PERIOD_CLOSED');
      const period = { folder: tenant.folder, year: 2026, month: 3 };
      await stack.twins.act('winbooks', 'close-period', { ...period, closed: false });
      // What WinBooks said is believed for a second, even where it holds an invoice.
      await sleep(1_100);
      await books.retry(id);
      await books.until(id, 'booked');

      expect(await books.inLedger(id)).toMatchObject([{ date: '2026-03-31' }]);
    },
    PATIENCE_MS,
  );

  it(
    'a number that is missing is told of after an hour, stops nothing, and is forgotten once it is there',
    async () => {
      const number = async (docNumber: number): Promise<string> => {
        const id = await user.make({
          customer: 'C1',
          number: String(docNumber),
          date: '2026-07-10',
          lines: [line(docNumber % 1000)],
        });
        await books.until(id, 'booked');
        return id;
      };
      const gaps = async () =>
        (await stack.openIssues(tenant.id)).filter(({ code }) => code === 'NUMBER_GAP');
      const untilGaps = async (count: number): Promise<void> => {
        for (const deadline = Date.now() + 60_000; Date.now() < deadline; await sleep(200)) {
          await inStore((sql) =>
            sql.query(
              `update watermarks set polled_at = now() - interval '2 hours' where tenant_id = $1 and feed = 'number-gaps'`,
              [tenant.id],
            ),
          );
          if ((await gaps()).length === count) return;
        }
        throw new Error(`not ${count} gaps: ${JSON.stringify(await gaps())}`);
      };
      await number(20260701);
      await number(20260703);
      await sleep(2_500);
      expect(await gaps()).toEqual([]);
      await inStore((sql) =>
        sql.query(`update bookings set booked_at = now() - interval '2 hours' where tenant_id = $1`, [
          tenant.id,
        ]),
      );
      await untilGaps(1);
      const [gap] = await gaps();
      expect(gap).toMatchObject({ recordKind: 'journal', params: { journal: 'VEN', bookYear: '2026' } });
      expect(gap?.params['numbers']).toBe('20260702');
      await number(20260704);

      await stack.twins.act('winbooks', 'book', {
        folder: tenant.folder,
        journal: 'VEN',
        docNumber: 20260702,
        date: '2026-07-20',
        customer: 'C1',
        gross: 12.1,
        net: 10,
      });
      await untilGaps(0);
    },
    PATIENCE_MS,
  );

  describe('a customer that a person chooses', () => {
    const relink = (invoice: string, code: string): Promise<RelinkResult> => {
      const configuration = readConfiguration(stack.env);
      return relinkCustomer(
        {
          database: stack.database,
          temporal: stack.temporal,
          configuration,
          keyRing: keyRing(configuration.encryptionKeys),
          masterData: createMasterDataCache(),
          stopping: new AbortController().signal,
          debugPoint: async () => undefined,
        },
        tenant.id,
        { invoiceId: tribeId(invoice) },
        code,
      );
    };
    const make = (number: string, customer: string) =>
      user.make({ customer, number, date: '2026-08-10', lines: [line(Number(number) % 1000)] });
    it(
      'because the old one is gone: all that was held for it is booked on the new one, and audited',
      async () => {
        const first = await make('20260801', 'C2');
        await books.until(first, 'booked');
        await deleteEverythingOf('C2', first);
        const [second, third] = [await make('20260802', 'C2'), await make('20260803', 'C2')];
        await books.until(second, 'held', 'CUSTOMER_GONE');
        await books.until(third, 'held', 'CUSTOMER_GONE');

        expect(await relink(second, 'NOBODY')).toEqual({ kind: 'noSuchCustomer', code: 'NOBODY' });
        expect(await relink(second, 'C3')).toMatchObject({
          kind: 'refused',
          issue: { code: 'CUSTOMER_VAT_DIFFERS' },
        });
        expect(await relink(second, 'C1')).toMatchObject({ kind: 'refused' });
        expect(await books.bookingOf(second)).toMatchObject({ state: 'held' });
        await stack.twins.act('winbooks', 'add-customer', {
          folder: tenant.folder,
          code: 'MERGED',
          name: 'Two became one BV',
          vatNumber: '0000000394',
        });
        expect(await relink(second, 'MERGED')).toEqual({
          kind: 'linked',
          from: 'C2',
          to: 'MERGED',
          reopened: [second, third],
        });
        await books.until(second, 'booked');
        await books.until(third, 'booked');

        expect(await books.inLedger(second)).toMatchObject([{ customer: 'MERGED' }]);
        expect(await books.inLedger(third)).toMatchObject([{ customer: 'MERGED' }]);
        const events = await inStore((sql) => listAuditEvents(sql, 50));
        const event = events.find(({ action }) => action === 'relink-customer');
        expect(event).toMatchObject({
          actor: 'cli',
          action: 'relink-customer',
          details: { from: 'C2', to: 'MERGED', reopened: 2 },
        });
      },
      PATIENCE_MS,
    );

    it(
      'never one that is locked or another relation’s',
      async () => {
        const id = await make('20260811', 'C5');
        await books.until(id, 'held', 'CUSTOMER_LOCKED');
        expect(await relink(id, 'C5')).toMatchObject({ kind: 'refused', issue: { code: 'CUSTOMER_LOCKED' } });
        expect(await relink(id, 'P2')).toMatchObject({
          kind: 'refused',
          issue: { code: 'CUSTOMER_ALREADY_LINKED' },
        });
        expect(await relink(id, 'FREE')).toMatchObject({ kind: 'linked', to: 'FREE', reopened: [id] });
        await books.until(id, 'booked');

        expect(await books.inLedger(id)).toMatchObject([{ customer: 'FREE' }]);
      },
      PATIENCE_MS,
    );

    async function deleteEverythingOf(code: string, booked: string): Promise<void> {
      const [entry] = await books.inLedger(booked);
      await stack.twins.act('winbooks', 'delete-booking', {
        folder: tenant.folder,
        id: entry?.id,
        force: true,
      });
      await deleteFromWinbooks(stack, tenant.definition, `Customer/${code}`);
    }
  });
});
