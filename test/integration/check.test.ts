import { readConfiguration } from '../../configuration/configuration';
import { tribeId } from '../../domain/ids';
import { checkBooking, type BookingCheck } from '../../activities/invoices/check-booking';
import { createMasterDataCache } from '../../activities/master-data';
import { keyRing } from '../../store/database/encryption';
import { allBooked, seedTenant, startStack, type Stack } from '../support/stack';

const PATIENCE_MS = 180_000;

describe('"Would this book?"', () => {
  let stack: Stack;
  let tenant: Awaited<ReturnType<typeof seedTenant>>;

  beforeAll(async () => {
    stack = await startStack();
    await stack.startWorker();
    tenant = await seedTenant(stack, { invoices: 1 });
    await stack.activate([tenant.definition]);
    await stack.until(tenant.id, allBooked);
  }, PATIENCE_MS);
  afterAll(() => stack.stop(), 60_000);

  const check = async (invoice: string): Promise<BookingCheck> => {
    const configuration = readConfiguration(stack.env);
    return checkBooking(
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
      tribeId(invoice),
    );
  };
  const make = async (invoice: object): Promise<string> => {
    const made = await stack.twins.act('tribe', 'invoices', {
      tenant: tenant.id,
      customer: 'C1',
      ...invoice,
    });
    return (made as { id: string }).id;
  };
  const line = { description: 'Planks', quantity: 1, price: 100, vatGroup: 'BE21' };

  it(
    'answers with the entry, or with what stands in the way, and writes nothing anywhere',
    async () => {
      // Paused: the loop must not book what is only asked about.
      const { workflow } = stack.temporal;
      await workflow.getHandle(`sync:${tenant.id}`).executeUpdate('pause', { args: [{ reason: 'a test' }] });
      const before = {
        ledger: await stack.twins.ledger(tenant.folder),
        rows: await stack.bookings(tenant.id),
      };

      const good = await make({ date: '2026-11-03', number: '20260050', lines: [line] });
      expect(await check(good)).toMatchObject({
        kind: 'wouldBook',
        entry: { docNumber: 20260050, journalCode: 'VEN', date: '2026-11-03' },
      });
      const draft = await make({ phase: 'Draft', lines: [line] });
      expect(await check(draft)).toMatchObject({ kind: 'wouldHold', issue: { code: 'INVOICE_NOT_SENT' } });
      const sameNumber = await make({ date: '2026-11-04', number: '20260001', lines: [line] });
      expect(await check(sameNumber)).toMatchObject({
        kind: 'wouldHold',
        issue: {
          code: 'NUMBER_CLAIMED',
          params: { otherInvoice: expect.stringMatching(/^20260001\b/) as string },
        },
      });
      const [booked] = before.rows;
      expect(await check(booked?.tribeInvoiceId ?? '')).toMatchObject({
        kind: 'isBooked',
        document: { id: booked?.winbooksId, docNumber: 20260001 },
        entry: { docNumber: 20260001 },
        issues: [],
      });

      expect(await stack.twins.ledger(tenant.folder)).toEqual(before.ledger);
      const rows = await stack.bookings(tenant.id);
      expect(rows.filter(({ state }) => state !== 'waiting')).toEqual(before.rows);
      expect(await stack.openIssues(tenant.id)).toEqual([]);
    },
    PATIENCE_MS,
  );
});
