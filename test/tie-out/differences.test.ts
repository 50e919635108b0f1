import { tieOutListing } from '../../contract/tie-out-listing';
import { compareBooks } from '../../actions/compare-books';
import { actionsOf } from '../actions/stack-actions';
import { tribeUser, type TribeUser } from '../integration/tribe-user';
import { allBooked, seedTenant, startStack, type Stack } from '../support/stack';

const PATIENCE_MS = 240_000;
const INVOICES = 12;

/** What the tie-out says of one tenant, against the twins. Differences are planted through their control APIs. */
describe('the tie-out', () => {
  let stack: Stack;
  let user: TribeUser;
  let tenant: Awaited<ReturnType<typeof seedTenant>>;

  beforeAll(async () => {
    stack = await startStack();
    await stack.startWorker();
  }, PATIENCE_MS);
  afterEach(() => stack.retireTenants());
  afterAll(() => stack.stop(), 60_000);
  beforeEach(async () => {
    tenant = await seedTenant(stack, {
      invoices: INVOICES,
      tribe: {
        organisations: [
          { name: 'Peeters Hout BV', debtorNumber: 'C1', vatNumber: 'BE0000000196' },
          { name: 'Maes Bouw BV', debtorNumber: 'C2' },
        ],
      },
      winbooks: {
        customers: [
          { code: 'C1', name: 'Peeters Hout BV', vatNumber: '0000000196' },
          { code: 'C2', name: 'Maes Bouw BV' },
        ],
      },
    });
    user = tribeUser(stack, tenant.definition);
    await stack.activate([tenant.definition]);
    await stack.until(tenant.id, (rows) => rows.length === INVOICES && allBooked(rows));
  }, PATIENCE_MS);

  const compare = async (month: string | null = null) => {
    const compared = await compareBooks(actionsOf(stack), tenant.id, month);
    if (!compared.ok) throw new Error(JSON.stringify(compared));
    return tieOutListing(compared);
  };
  const at = (index: number): number => 20260001 + index;
  const target = (index: number) => ({ folder: tenant.folder, journal: 'VEN', docNumber: at(index) });
  const documentOf = async (index: number) => {
    const found = (await stack.twins.ledger(tenant.folder)).find(({ docNumber }) => docNumber === at(index));
    if (found === undefined) throw new Error('no such document');
    return found;
  };
  const alter = (model: string, key: string, fields: object) =>
    stack.twins.act('winbooks', 'alter', { folder: tenant.folder, model, key, fields });
  const keyed = (order: object) =>
    stack.twins.act('winbooks', 'book', { folder: tenant.folder, journal: 'VEN', ...order });
  const openCodes = async () => (await stack.openIssues(tenant.id)).map(({ code }) => code).sort();
  const told = (found: Awaited<ReturnType<typeof compare>>) =>
    found.differences
      .map(({ code, invoice, document }) => `${code} ${invoice ?? '-'} ${document ?? '-'}`)
      .sort();

  it(
    'finds each planted difference, opens its issue, and closes that once it is resolved',
    async () => {
      const clean = await compare();
      expect(clean).toMatchObject({ ok: true, differences: [] });
      expect(clean.totals).toEqual([
        expect.objectContaining({ journal: 'VEN', month: '2026-10', vatCode: '21' }),
      ]);
      expect(clean.totals[0]?.tribe).toEqual(clean.totals[0]?.winbooks);

      const duplicated = await documentOf(0);
      const copy = (await keyed({
        docNumber: 900,
        date: '2026-10-01',
        customer: 'C1',
        gross: 242,
        net: 200,
        reference: duplicated.reference,
      })) as { id: string };
      // Balanced, and false: a cent from the net to the VAT.
      const amounts = await documentOf(1);
      await alter('GLTrans', amounts.lines[1]?.id ?? '', { Amount: -300.01 });
      await alter('GLTrans', amounts.lines[2]?.id ?? '', { Amount: -62.99 });
      const coded = await documentOf(2);
      for (const line of coded.lines.slice(1)) await alter('GLTrans', line.id, { VatCode: '6' });
      const dated = await documentOf(3);
      await alter('GLTransHeader', dated.id, { BookDate: '/Date(1793145600000)/' });
      const moved = await documentOf(4);
      await alter('GLTrans', moved.lines[0]?.id ?? '', { CustomerCode: 'C2' });
      await stack.twins.act('winbooks', 'delete-booking', target(5));
      const account = await documentOf(6);
      await alter('GLTrans', account.lines[1]?.id ?? '', { GLAccountCode: '701000' });
      const stray = (await keyed({
        docNumber: 901,
        date: '2026-10-20',
        customer: 'C2',
        gross: 121,
        net: 100,
      })) as { id: string };
      await stack.twins.act('winbooks', 'pay', target(7));
      const edited = (await stack.bookings(tenant.id)).find(({ number }) => number === String(at(8)));
      await user.editLine(edited?.tribeInvoiceId ?? '', { Quantity: 50 });
      const gone = (await stack.bookings(tenant.id)).find(({ number }) => number === String(at(9)));
      await stack.twins.act('tribe', 'actions/delete', { tenant: tenant.id, invoice: gone?.tribeInvoiceId });
      const found = await compare();

      expect(told(found)).toEqual(
        [
          `duplicate ${at(0)} VEN 900`,
          `amount ${at(1)} VEN ${at(1)}`,
          `vat-code ${at(2)} VEN ${at(2)}`,
          `date ${at(3)} VEN ${at(3)}`,
          `customer ${at(4)} VEN ${at(4)}`,
          `deleted ${at(5)} VEN ${at(5)}`,
          `edited ${at(6)} VEN ${at(6)}`,
          'unknown - VEN 901',
          `edited ${at(8)} VEN ${at(8)}`,
          `deleted ${at(9)} VEN ${at(9)}`,
        ].sort(),
      );
      expect(found.ok).toBe(false);
      expect(await openCodes()).toEqual(
        [
          'BOOKED_TWICE',
          ...Array.from({ length: 5 }, () => 'BOOKING_DIFFERS'),
          'BOOKING_GONE',
          'INVOICE_CHANGED',
          'INVOICE_GONE',
          'UNKNOWN_DOCUMENTS',
        ].sort(),
      );

      for (const id of [copy.id, stray.id])
        await stack.twins.act('winbooks', 'delete-booking', { folder: tenant.folder, id });
      await alter('GLTrans', amounts.lines[1]?.id ?? '', { Amount: -300 });
      await alter('GLTrans', amounts.lines[2]?.id ?? '', { Amount: -63 });
      for (const line of coded.lines.slice(1)) await alter('GLTrans', line.id, { VatCode: '21' });
      await alter('GLTransHeader', dated.id, { BookDate: '/Date(1791072000000)/' });
      await alter('GLTrans', moved.lines[0]?.id ?? '', { CustomerCode: 'C1' });
      await alter('GLTrans', account.lines[1]?.id ?? '', { GLAccountCode: '700000' });
      await user.editLine(edited?.tribeInvoiceId ?? '', { Quantity: 10 });

      expect(told(await compare())).toEqual([
        `deleted ${at(5)} VEN ${at(5)}`,
        `deleted ${at(9)} VEN ${at(9)}`,
      ]);
      expect(await openCodes()).toEqual(['BOOKING_GONE', 'INVOICE_GONE']);
    },
    PATIENCE_MS,
  );
});
