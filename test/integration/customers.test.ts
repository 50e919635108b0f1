import { setTimeout as sleep } from 'node:timers/promises';
import { relinkInvoice } from '../../actions/relink-invoice';
import { checkBooking } from '../../activities/invoices/check-booking';
import { tribeId } from '../../domain/ids';
import { actionsOf } from '../actions/stack-actions';
import { seedTenant, startStack, type Stack, UPKEEP_OFTEN } from '../support/stack';
import { tenantBooks, type TenantBooks } from '../support/tenant-books';
import { tribeUser, type TribeUser } from './tribe-user';
import { vendorReader } from './vendor-reader';

const PATIENCE_MS = 180_000;

const inTribe = {
  vatGroups: [
    { code: 'BE21', name: 'BE - 21%', percentage: 21 },
    { code: 'MC0', name: 'Medecontractant', percentage: 0 },
  ],
  organisations: [
    { name: 'Typed One BV', debtorNumber: 'T1', vatNumber: 'BE 0000.000.196 RPR Gent' },
    { name: 'Typed Two BV', debtorNumber: 'T2', vatNumber: 'BTW nr. BE 0000.000.295' },
    { name: 'Typed Three SRL', debtorNumber: 'T3', vatNumber: 'RPM Bruxelles 0000.000.097' },
    { name: 'Typed Four BV', debtorNumber: 'T4', vatNumber: 'BE 0123.456.789' },
    { name: 'Typed Five BV', debtorNumber: 'T5', vatNumber: 'in aanvraag' },
    { name: 'Spelled BV', debtorNumber: 'S1', vatNumber: 'BTW BE 0000.000.394, RPR Antwerpen' },
    { name: 'Janssens Bouw BV', key: 'janssens', debtorNumber: 'A1', vatNumber: 'BE0000000493' },
    { name: 'Lower BV', debtorNumber: 'low_er-1', vatNumber: 'BE0000000592' },
    { name: 'Nameless Number BV', key: 'numberless', vatNumber: 'BE0000000691' },
    { name: 'Peeters Staal BV', debtorNumber: 'A2', vatNumber: 'BE0000000790' },
    { name: 'Two Of Them BV', debtorNumber: 'A3', vatNumber: 'BE0000000889' },
    { name: 'Also Supplier BV', debtorNumber: 'A4', vatNumber: 'BE0000000988' },
    { name: 'Not The Supplier BV', debtorNumber: 'L20' },
    { name: 'Vzw Zonder Nummer', debtorNumber: 'M1' },
    { name: 'Hollandse Firma BV', debtorNumber: 'M2', vatNumber: 'NL000000012B01' },
    { name: 'Aannemer BV', debtorNumber: 'M3', vatNumber: 'TVA 0000.001.087' },
  ],
  persons: [{ lastName: 'Particulier', firstName: 'An', debtorNumber: 'M4' }],
};

const inWinbooks = {
  vatCodes: [
    { code: '21', internalCode: '211400', rate: 21, name: '21 %', account: '451000', isSale: true },
    { code: 'MC', internalCode: '214000', rate: 0, name: 'Medecontractant', account: '451000', isSale: true },
  ],
  customers: [
    { code: 'S1', name: 'Spelled', vatNumber: '0000000394RPRANTWERPEN' },
    { code: 'K17', name: 'JANSSENS BOUW N.V.', vatNumber: '0000000493' },
    { code: 'LOW_ER-1', name: 'Lower', vatNumber: '0000000592' },
    { code: 'K18', name: 'Somebody Else NV', vatNumber: '0000000790' },
    { code: 'K19', name: 'Two Of Them', vatNumber: '0000000889' },
    { code: 'K20', name: 'Two of them bv', vatNumber: '0000000889' },
    { code: 'L20', name: 'Also Supplier', vatNumber: '0000000988', role: 'supplier' },
  ],
};

/** Who an invoice's customer is in WinBooks, and what WinBooks is told about it; the judge is the twin's own folder. */
describe('the customer of an invoice', () => {
  let stack: Stack;
  let user: TribeUser;
  let books: TenantBooks;
  let tenant: Awaited<ReturnType<typeof seedTenant>>;
  let lastNumber = 20260500;

  beforeAll(async () => {
    stack = await startStack(null, UPKEEP_OFTEN);
    await stack.startWorker();
    tenant = await seedTenant(stack, { invoices: 0, tribe: inTribe, winbooks: inWinbooks });
    tenant = { ...tenant, definition: { ...tenant.definition, vat: { BE21: '21', MC0: 'MC' } } };
    user = tribeUser(stack, tenant.definition);
    books = tenantBooks(stack, tenant);
    await stack.activate([tenant.definition]);
  }, PATIENCE_MS);
  afterAll(() => stack.stop(), 60_000);

  const make = (customer: string, vatGroup = 'BE21') => {
    lastNumber += 1;
    const line = { quantity: 1, price: lastNumber % 1000, vatGroup };
    return user.make({ customer, number: String(lastNumber), date: '2026-05-04', lines: [line] });
  };
  const inFolder = (path: string) => vendorReader(stack, tenant.definition).winbooks(path, 2);
  const vatNumberOf = async (code: string) => {
    const third = await inFolder(`Third/${code}`);
    return typeof third?.['VatNumber'] === 'string' ? third['VatNumber'].trim() : null;
  };
  const issuesOf = async (code: string) =>
    (await stack.openIssues(tenant.id)).filter((issue) => issue.code === code);
  const customerPosts = async (): Promise<number> =>
    (await stack.twins.journal('winbooks')).filter(
      ({ method, path }) => method === 'POST' && path.includes('/app/Customer/'),
    ).length;
  const until = async (is: () => Promise<boolean>): Promise<void> => {
    for (const deadline = Date.now() + 60_000; Date.now() < deadline; await sleep(200))
      if (await is()) return;
    throw new Error('It did not come about');
  };

  it(
    'is made with the VAT number that stands in what people typed, and with none where none is valid',
    async () => {
      const typed: readonly (readonly [string, string | null])[] = [
        ['T1', '0000000196'],
        ['T2', '0000000295'],
        ['T3', '0000000097'],
        ['T4', null],
        ['T5', null],
      ];
      const ids = await Promise.all(typed.map(([code]) => make(code)));
      for (const id of ids) await books.until(id, 'booked');

      for (const [code, number] of typed) expect([code, await vatNumberOf(code)]).toEqual([code, number]);
      expect((await issuesOf('VAT_NUMBER_INVALID')).map(({ params }) => params)).toEqual([
        { customer: 'T4', written: 'BE 0123.456.789' },
      ]);

      await user.editRelation('T4', { VATNumber: 'BE 0000.001.186' });
      await books.until(await make('T4'), 'booked');
      expect(await issuesOf('VAT_NUMBER_INVALID')).toEqual([]);
    },
    PATIENCE_MS,
  );

  it(
    'has the same VAT number on both sides, however it is written there',
    async () => {
      const id = await make('S1');
      await books.until(id, 'booked');
      expect(await books.inLedger(id)).toMatchObject([{ customer: 'S1' }]);
    },
    PATIENCE_MS,
  );

  it(
    'that WinBooks has under another code is linked by its VAT number and name, and not made again',
    async () => {
      const before = await customerPosts();
      const id = await make('janssens');
      await books.until(id, 'booked');

      expect(await books.inLedger(id)).toMatchObject([{ customer: 'K17' }]);
      expect(await inFolder('Customer/A1')).toBeNull();
      expect(await customerPosts()).toBe(before);
      // Its number in Tribe is WinBooks' now: an invoice of it is made under that number.
      await until(async () => (await numbers()).includes('K17'));
      expect(await numbers()).not.toContain('A1');
    },
    PATIENCE_MS,
  );

  it(
    'with a code of people’s own making is found in whatever case, and keeps its number in Tribe',
    async () => {
      const id = await make('low_er-1');
      await books.until(id, 'booked');

      expect(await books.inLedger(id)).toMatchObject([{ customer: 'LOW_ER-1' }]);
      expect(await numbers()).toContain('low_er-1');
    },
    PATIENCE_MS,
  );

  it(
    'without a debtor number is found by its VAT number once WinBooks has it, and gets the number',
    async () => {
      const id = await make('numberless');
      await books.until(id, 'held', 'CUSTOMER_WITHOUT_NUMBER');
      await stack.twins.act('winbooks', 'add-customer', {
        folder: tenant.folder,
        code: 'K30',
        name: 'Nameless Number',
        vatNumber: 'BE 0000.000.691',
      });
      await user.touch(id);
      await books.until(id, 'booked');

      expect(await books.inLedger(id)).toMatchObject([{ customer: 'K30' }]);
      await until(async () => (await numbers()).includes('K30'));
    },
    PATIENCE_MS,
  );

  it.each([
    ['whose name differs', 'A2', 'K18 (Somebody Else NV)', 'K18'],
    ['that could be two', 'A3', 'K19 (Two Of Them); K20 (Two of them bv)', 'K20'],
  ])(
    'with a VAT number of one in WinBooks %s: held with the candidates, never made a second time',
    async (_, customer, candidates, chosen) => {
      const before = await customerPosts();
      const [first, second] = [await make(customer), await make(customer)];
      await books.until(first, 'held', 'CUSTOMER_MATCH_UNCLEAR');
      await books.until(second, 'held', 'CUSTOMER_MATCH_UNCLEAR');
      const problem = (await stack.openIssues(tenant.id)).find(({ recordId }) => recordId === first);
      expect(problem?.params).toEqual({ customer, candidates });
      expect(await inFolder(`Customer/${customer}`)).toBeNull();

      const done = await relinkInvoice(actionsOf(stack), tenant.id, first, chosen);
      expect(done).toMatchObject({ ok: true });
      for (const id of [first, second]) {
        await books.until(id, 'booked');
        expect(await books.inLedger(id)).toMatchObject([{ customer: chosen }]);
      }
      expect(await customerPosts()).toBe(before);
      await until(async () => (await numbers()).includes(chosen));
    },
    PATIENCE_MS,
  );

  it(
    'is made although a supplier has its VAT number under another code, and leaves that supplier alone',
    async () => {
      const supplier = await inFolder('Third/L20');
      const id = await make('A4');
      await books.until(id, 'booked');

      expect(await books.inLedger(id)).toMatchObject([{ customer: 'A4' }]);
      expect(await vatNumberOf('A4')).toBe('0000000988');
      expect(await inFolder('Third/L20')).toEqual(supplier);
    },
    PATIENCE_MS,
  );

  it(
    'is not made onto the code of a supplier, who is named; asking says the same as the booking',
    async () => {
      const id = await make('L20');
      await books.until(id, 'held', 'CUSTOMER_CODE_OF_SUPPLIER');
      const problem = (await stack.openIssues(tenant.id)).find(({ recordId }) => recordId === id);
      expect(problem?.params).toEqual({ customer: 'L20', supplier: 'Also Supplier' });

      const asked = await checkBooking(actionsOf(stack), tenant.id, tribeId(id));
      expect(asked).toMatchObject({
        kind: 'wouldHold',
        issue: { code: 'CUSTOMER_CODE_OF_SUPPLIER', params: problem?.params },
      });
    },
    PATIENCE_MS,
  );

  it(
    'who is charged as a co-contractor needs a Belgian VAT number: a person, an association and a Dutch firm are held',
    async () => {
      const [association, dutch, builder, person] = await Promise.all(
        ['M1', 'M2', 'M3', 'M4'].map((customer) => make(customer, 'MC0')),
      );
      for (const id of [association, dutch, person])
        await books.until(id ?? '', 'held', 'CO_CONTRACTOR_WITHOUT_VAT_NUMBER');
      await books.until(builder ?? '', 'booked');
      expect(await books.inLedger(builder ?? '')).toMatchObject([{ customer: 'M3' }]);
      for (const id of [association, dutch, person]) expect(await books.inLedger(id ?? '')).toEqual([]);

      await user.editRelation('M1', { VATNumber: 'BE 0000.001.285' });
      await user.touch(association ?? '');
      await books.until(association ?? '', 'booked');
      const [entry] = await books.inLedger(association ?? '');
      expect(entry?.lines.map(({ vat }) => vat)).toEqual([null, 'MC']);

      // Filled in at the other side, and believed at the next try.
      await stack.twins.act('winbooks', 'edit', {
        folder: tenant.folder,
        model: 'Third',
        key: 'M2',
        fields: { VatNumber: '0000001384', VatCountryCode: 'BE' },
      });
      await sleep(1_100);
      await books.retry(dutch ?? '');
      await books.until(dutch ?? '', 'booked');
    },
    PATIENCE_MS,
  );

  async function numbers(): Promise<(string | null)[]> {
    const relations = await stack.twins.look('tribe', `relations?tenant=${tenant.id}`);
    return (relations as { debtorNumber: string | null }[]).map(({ debtorNumber }) => debtorNumber);
  }
});
