import { linkInvoice } from '../../actions/link-invoice';
import { tenantId } from '../../domain/ids';
import { listAuditEvents } from '../../store/issues/audit-events';
import { tribeUser, type TribeUser } from '../integration/tribe-user';
import { seedTenant, startStack, type Stack, UPKEEP_OFTEN } from '../support/stack';
import { tenantBooks, type TenantBooks } from '../support/tenant-books';
import { ACTOR, commandOf } from './command';
import { actionsOf } from './stack-actions';

const PATIENCE_MS = 600_000;
const foreign = { quantity: 1, price: 100, vatGroup: 'NL21' };

/** A held invoice that stands in WinBooks already, and the question whether one would be booked. */
describe('the command line, documents of WinBooks and customers', () => {
  let stack: Stack;
  let user: TribeUser;
  let books: TenantBooks;
  let tenant: string;
  let folder: string;
  let cli: ReturnType<typeof commandOf>;

  beforeAll(async () => {
    stack = await startStack(null, UPKEEP_OFTEN);
    await stack.startWorker();
    cli = commandOf(stack);
    const seeded = await seedTenant(stack, {
      invoices: 0,
      tribe: {
        vatGroups: [
          { code: 'BE21', name: 'BE - 21%', percentage: 21 },
          { code: 'NL21', name: 'NL - 21%', percentage: 21 },
        ],
        organisations: [
          { name: 'Peeters Hout BV', debtorNumber: 'C1', vatNumber: 'BE0000000196' },
          { name: 'Locked BV', debtorNumber: 'C3' },
        ],
      },
      winbooks: {
        customers: [
          { code: 'C1', name: 'Peeters Hout BV', vatNumber: '0000000196' },
          { code: 'C2', name: 'Somebody Else BV' },
          { code: 'C3', name: 'Locked BV', locked: true },
          { code: 'C4', name: 'Unlocked BV' },
        ],
      },
    });
    ({ id: tenant, folder } = seeded);
    user = tribeUser(stack, seeded.definition);
    books = tenantBooks(stack, seeded);
    await stack.activate([seeded.definition]);
  }, PATIENCE_MS);
  afterAll(() => stack.stop(), 60_000);

  const held = async (number: string, more: object = {}): Promise<string> => {
    const id = await user.make({ customer: 'C1', number, date: '2026-10-05', lines: [foreign], ...more });
    await books.until(id, 'held');
    return id;
  };
  /** Booked by hand, as the accountant did: gross 121. */
  const byHand = async (docNumber: number, more: object = {}): Promise<string> => {
    await stack.twins.act('winbooks', 'book', {
      folder,
      journal: 'VEN',
      docNumber,
      date: '2026-10-04',
      customer: 'C1',
      gross: 121,
      net: 100,
      ...more,
    });
    const entry = (await stack.twins.ledger(folder)).find((each) => each.docNumber === docNumber);
    if (entry === undefined) throw new Error(`${docNumber} was not booked by hand`);
    return entry.id;
  };
  const link = (invoice: string, document: string, ...more: string[]) =>
    cli.run('link', '--tenant', tenant, '--invoice', invoice, '--document', document, ...more);

  it(
    'link: the invoice is booked as that document, its issue is closed, nothing is sent, and it is audited',
    async () => {
      const id = await held('20260201');
      const document = await byHand(20260901);
      const ledger = await stack.twins.ledger(folder);
      const done = await link('20260201', 'ven/20260901');

      expect(done).toMatchObject({ code: 0 });
      expect(done.stdout).toMatch(/^Invoice 20260201 is booked: linked to VEN 20260901 \(2026\)/);
      expect(await books.bookingOf(id)).toMatchObject({
        state: 'booked',
        linked: true,
        winbooksId: document,
        docNumber: 20260901,
        issueCode: null,
      });
      expect((await stack.openIssues(tenant)).filter(({ recordId }) => recordId === id)).toEqual([]);
      expect(await stack.twins.ledger(folder)).toEqual(ledger);
      const [event] = await stack.database.asTenant(tenantId(tenant), (sql) => listAuditEvents(sql));
      expect(event).toMatchObject({
        actor: ACTOR,
        action: 'link-invoice',
        record: `invoice:${id}`,
        details: { code: 'VAT_GROUP_UNMAPPED', document, despite: null },
      });
    },
    PATIENCE_MS,
  );

  it(
    'link: refused with a code and what it is about when there is no such document, another invoice has it, it differs, or nothing is held',
    async () => {
      const id = await held('20260202');
      const mine = await held('20260203');
      await byHand(20260902);
      await byHand(20260903, { customer: 'C2', gross: 242, net: 200 });
      expect((await link(mine, 'VEN/20260902')).code).toBe(0);
      const refusal = async (invoice: string, document: string) => {
        const answer = await linkInvoice(actionsOf(stack), tenantId(tenant), {
          invoice,
          document,
          isForced: false,
        });
        if (answer.ok || answer.kind !== 'bad-input') throw new Error(`${document} was not refused`);
        return { code: answer.code, params: answer.params };
      };

      expect(await refusal(id, 'VEN/1')).toEqual({
        code: 'DOCUMENT_NOT_FOUND',
        params: { document: 'VEN/1' },
      });
      expect(await refusal(id, 'XXX/1')).toEqual({
        code: 'DOCUMENT_JOURNAL_UNKNOWN',
        params: { journal: 'XXX', journals: expect.stringContaining('VEN') as string },
      });
      expect(await refusal(id, 'that one')).toMatchObject({ code: 'DOCUMENT_NAME_UNCLEAR' });
      expect(await refusal(id, '00000000-0000-4000-8000-000000000001')).toMatchObject({
        code: 'DOCUMENT_NOT_FOUND',
      });
      expect(await refusal(id, 'VEN/20260902')).toEqual({
        code: 'DOCUMENT_TAKEN',
        params: { document: 'VEN 20260902 (2026)', otherInvoice: '20260203' },
      });
      expect(await refusal(id, 'VEN/20260903')).toEqual({
        code: 'LINK_DIFFERS',
        params: {
          invoice: '20260202',
          document: 'VEN 20260903 (2026)',
          invoiceCustomer: 'C1',
          documentCustomer: 'C2',
          invoiceCents: 12_100,
          documentCents: 24_200,
        },
      });
      expect(await refusal(mine, 'VEN/20260903')).toEqual({
        code: 'INVOICE_IS_BOOKED',
        params: { invoice: '20260203', document: 'VEN 20260902 (2026)' },
      });
      const inFrench = await link(id, 'VEN/20260903', '--lang', 'fr');
      expect(inFrench).toMatchObject({ code: 2, stdout: '' });
      expect(inFrench.stderr).toMatch(
        /^La facture et le document diffèrent \(LINK_DIFFERS\)\. Facture 20260202\u00a0: client C1, 121,00\u00a0€\. Document .*\n$/,
      );
      expect(await books.bookingOf(id)).toMatchObject({ state: 'held', winbooksId: null });

      const forced = await link(id, 'VEN/20260903', '--force');
      expect(forced).toMatchObject({ code: 0, stdout: expect.stringMatching(/Accepted by force/) as string });
      expect(await books.bookingOf(id)).toMatchObject({ state: 'booked', linked: true, docNumber: 20260903 });
    },
    PATIENCE_MS,
  );

  it(
    'link: two invoices and one document at once, one of them gets it',
    async () => {
      await Promise.all([held('20260204'), held('20260205')]);
      await byHand(20260904);
      const ends = await Promise.all(['20260204', '20260205'].map((number) => link(number, 'VEN/20260904')));

      expect(ends.map(({ code }) => code).toSorted()).toEqual([0, 2]);
    },
    PATIENCE_MS,
  );

  it(
    'relink: the customer is another one in WinBooks, and what was held for it is booked',
    async () => {
      const id = await held('20260206', {
        customer: 'C3',
        lines: [{ quantity: 1, price: 100, vatGroup: 'BE21' }],
      });
      const relink = (code: string) =>
        cli.run('relink', '--tenant', tenant, '--invoice', '20260206', '--customer', code);
      const wrong = await relink('C99');
      expect(wrong).toMatchObject({
        code: 2,
        stderr: expect.stringMatching(
          /^No customer with this reference \(CUSTOMER_CODE_UNKNOWN\)\. .*C99/,
        ) as string,
      });

      expect(await relink('C4')).toMatchObject({ code: 0, stderr: '' });
      await stack.until(tenant, (all) =>
        all.some(({ tribeInvoiceId, state }) => tribeInvoiceId === id && state === 'booked'),
      );
      expect(
        (await stack.twins.ledger(folder)).find(({ docNumber }) => docNumber === 20260206),
      ).toMatchObject({ customer: 'C4' });
    },
    PATIENCE_MS,
  );

  it(
    'check: would this book? The entry, or the issue of a real booking; a draft by its id; nothing is written',
    async () => {
      const id = await held('20260207');
      const draft = await user.make({
        customer: 'C1',
        number: '20260208',
        date: '2026-10-05',
        phase: 'Draft',
        lines: [{ quantity: 1, price: 100, vatGroup: 'BE21' }],
      });
      const [ledger, bookings] = [await stack.twins.ledger(folder), await stack.bookings(tenant)];
      const check = (invoice: string) => cli.run('check', '--tenant', tenant, '--invoice', invoice, '--json');
      const no = await check('invoice:20260207');

      expect(no.code).toBe(3);
      expect(JSON.parse(no.stdout)).toMatchObject({
        invoice: id,
        number: '20260207',
        state: 'held',
        wouldBook: false,
        issues: [{ code: 'VAT_GROUP_UNMAPPED', record: 'invoice:20260207', owner: 'accountant' }],
        entry: null,
      });
      const inDutch = await cli.run('check', '--tenant', tenant, '--invoice', '20260207', '--lang', 'nl');
      expect(inDutch.stdout).toMatch(/^Factuur 20260207 zou tegengehouden worden: VAT_GROUP_UNMAPPED\.\n/);
      const late = await check(draft);
      expect({ code: late.code, ...(JSON.parse(late.stdout || '{}') as object) }).toMatchObject({
        code: 3,
        invoice: draft,
        number: null,
        state: null,
        wouldBook: false,
        issues: [{ code: 'INVOICE_NOT_SENT' }],
      });
      await user.editLine(id, {}, { VatGroup: await user.vatGroup('BE21') });
      await stack.until(tenant, (all) =>
        all.some(({ tribeInvoiceId, state }) => tribeInvoiceId === id && state === 'booked'),
      );
      const yes = await check('20260207');
      expect(yes.code).toBe(0);
      expect(JSON.parse(yes.stdout)).toMatchObject({
        state: 'booked',
        wouldBook: true,
        issues: [],
        entry: { journal: 'VEN', docNumber: 20260207, grossCents: 12100, currency: 'EUR', customer: 'C1' },
      });
      expect((await stack.twins.ledger(folder)).length).toBe(ledger.length + 1);
      expect((await stack.bookings(tenant)).length).toBe(bookings.length);
    },
    PATIENCE_MS,
  );
});
