import { resolveAccounts, type FolderAccounts } from '../../domain/booking/account-resolution';
import { bookingDigest } from '../../domain/booking/booking-digest';
import { bookYearName, composeEntry, type ResolvedForBooking } from '../../domain/booking/booking-lines';
import { day, winbooksId } from '../../domain/ids';
import { mapInvoice } from '../../domain/invoice/invoice-mapping';
import type { InvoicePlan } from '../../domain/invoice/invoice-plan';
import {
  account,
  bookPeriod,
  CUSTOMER,
  CUSTOMERS_ACCOUNT,
  invoiceOf,
  journal,
  mappingRules,
  productLine,
  VAT_ACCOUNT,
  vatCode,
  vatGroup,
  YEAR_2026,
} from './sample-records';

function planOf(...args: Parameters<typeof invoiceOf>): InvoicePlan {
  const result = mapInvoice(invoiceOf(...args), mappingRules);
  if (!result.ok) throw new Error(result.issue?.code);
  return result.plan;
}

const resolved: ResolvedForBooking = {
  journal: journal(),
  period: bookPeriod(),
  bookYear: { id: YEAR_2026, name: '2026', start: null, end: null, isClosed: null },
  customer: CUSTOMER,
  centralAccount: CUSTOMERS_ACCOUNT,
  accounts: new Map([['700000', account('700000')]]),
  vatAccounts: new Map([[vatCode(21).id, VAT_ACCOUNT]]),
  roundingAccount: null,
  dueDate: day('2026-10-30'),
};

const nothing = {
  vatBaseCents: null,
  turnoverCents: null,
  vatCents: null,
  currencyAmountCents: null,
  currencyVatBaseCents: null,
  currencyVatCents: null,
};

describe('composeEntry', () => {
  it('composes the documented sale line by line (winbooks-api §4.9)', () => {
    const entry = composeEntry(planOf(), resolved);
    expect(entry).toMatchObject({
      kind: 'invoice',
      journalCode: 'VEN',
      bookYearId: YEAR_2026,
      bookYear: '2026',
      docNumber: 20260041,
      date: '2026-09-30',
      dueDate: '2026-10-30',
      customerCode: 'C1001',
    });
    const comment = 'Tribe F2026-0041 Work of September';
    const inEuro = { currencyAmountCents: null, currencyVatBaseCents: null, currencyVatCents: null };
    const sales = { vatId: vatCode(21).id, vatCode: '21', comment };
    expect(entry.lines).toEqual([
      {
        order: 0,
        role: 'customer',
        accountId: CUSTOMERS_ACCOUNT.id,
        accountCode: '400000',
        centralAccountType: 'CUSTOMER',
        vatId: null,
        vatCode: null,
        amountCents: 121000,
        vatBaseCents: 100000,
        turnoverCents: 100000,
        vatCents: 21000,
        ...inEuro,
        comment,
      },
      {
        order: 1,
        role: 'revenue',
        accountId: account('700000').id,
        accountCode: '700000',
        centralAccountType: null,
        amountCents: -100000,
        ...nothing,
        ...sales,
      },
      {
        order: 2,
        role: 'vat',
        accountId: VAT_ACCOUNT.id,
        accountCode: '451000',
        centralAccountType: 'V03',
        amountCents: -21000,
        ...nothing,
        vatBaseCents: 100000,
        ...sales,
      },
    ]);
  });

  it('gives a sale at 0 % two lines', () => {
    const lines = [productLine({ vatGroup: vatGroup(0) })];
    const plan = planOf({ lines, amount: 1000, totalIncludingVat: 1000, vatAmount: 0 });
    expect(composeEntry(plan, resolved).lines.map((line) => [line.role, line.amountCents])).toEqual([
      ['customer', 100000],
      ['revenue', -100000],
    ]);
  });

  it('refuses a plan whose accounts were not resolved, and one that does not balance', () => {
    expect(() => composeEntry(planOf(), { ...resolved, accounts: new Map() })).toThrow('before its accounts');
    expect(() => composeEntry({ ...planOf(), grossCents: 121001 }, resolved)).toThrow('sum to zero');
  });

  it('names the book year by itself, or by the calendar', () => {
    expect(
      bookYearName({ id: YEAR_2026, name: 'BJ26', start: null, end: null, isClosed: null }, bookPeriod()),
    ).toBe('BJ26');
    expect(bookYearName(null, bookPeriod())).toBe('2026');
  });
});

describe('bookingDigest', () => {
  const entry = composeEntry(planOf(), resolved);

  it('is the same for the same entry, also after a stay in a database', () => {
    const stored: unknown = JSON.parse(JSON.stringify(entry));
    const reordered = Object.fromEntries(
      Object.entries(stored as object).reverse(),
    ) as unknown as typeof entry;
    expect(bookingDigest(reordered)).toBe(bookingDigest(entry));
    expect(bookingDigest(entry)).toMatch(/^[0-9a-f]{64}$/);
  });

  it('changes with anything that is sent', () => {
    const [first, ...rest] = entry.lines;
    if (!first) throw new Error('No lines');
    const changed = [
      { ...entry, docNumber: entry.docNumber + 1 },
      { ...entry, dueDate: null },
      { ...entry, lines: [{ ...first, amountCents: 1 }, ...rest] },
      { ...entry, lines: [...rest, first] },
    ];
    expect(new Set([entry, ...changed].map(bookingDigest)).size).toBe(5);
  });
});

describe('resolveAccounts', () => {
  const folder: FolderAccounts = {
    vatCodes: [vatCode(21)],
    accounts: [account('700000'), VAT_ACCOUNT],
    centralAccounts: [CUSTOMERS_ACCOUNT],
  };
  const issueIn = (changes: Partial<FolderAccounts>, customer = {}) => {
    const result = resolveAccounts(planOf(), { ...CUSTOMER, ...customer }, { ...folder, ...changes });
    return result.ok ? null : result.issue;
  };

  it('finds every account of a plan', () => {
    expect(resolveAccounts(planOf(), CUSTOMER, folder)).toEqual({
      ok: true,
      resolved: {
        centralAccount: CUSTOMERS_ACCOUNT,
        accounts: resolved.accounts,
        vatAccounts: resolved.vatAccounts,
        roundingAccount: null,
      },
    });
  });

  it.each<[string, Partial<FolderAccounts>]>([
    ['VAT_CODE_GONE', { vatCodes: [] }],
    ['VAT_CODE_GONE', { vatCodes: [vatCode(21, { isLocked: true })] }],
    ['VAT_RATE_DIFFERS', { vatCodes: [vatCode(21, { ratePercent: 20 })] }],
    ['ACCOUNT_UNKNOWN', { accounts: [VAT_ACCOUNT] }],
    ['ACCOUNT_LOCKED', { accounts: [account('700000', { isLocked: true }), VAT_ACCOUNT] }],
    ['ACCOUNT_NOT_ORDINARY', { accounts: [account('700000', { centralAccountType: 'V03' }), VAT_ACCOUNT] }],
    ['VAT_ACCOUNT_UNKNOWN', { accounts: [account('700000')] }],
    ['VAT_ACCOUNT_UNKNOWN', { accounts: [account('700000'), { ...VAT_ACCOUNT, isLocked: true }] }],
    ['CENTRAL_ACCOUNT_UNKNOWN', { centralAccounts: [] }],
    ['CENTRAL_ACCOUNT_UNKNOWN', { centralAccounts: [CUSTOMERS_ACCOUNT, account('400100')] }],
  ])('stops at %s', (code, changes) => {
    expect(issueIn(changes)?.code).toBe(code);
  });

  it('takes the customer’s own central account before the folder’s', () => {
    const own = account('400100', { centralAccountType: 'CUSTOMER' });
    const result = resolveAccounts(
      planOf(),
      { ...CUSTOMER, centralAccountId: own.id },
      {
        ...folder,
        centralAccounts: [CUSTOMERS_ACCOUNT, own],
      },
    );
    expect(result).toMatchObject({ ok: true, resolved: { centralAccount: own } });
    expect(issueIn({}, { centralAccountId: own.id })?.code).toBe('CENTRAL_ACCOUNT_UNKNOWN');
  });

  it.each([null, winbooksId('elsewhere')])(
    'never guesses the VAT account of a code that names %s',
    (accountId) => {
      expect(issueIn({ vatCodes: [vatCode(21, { accountId })] })?.code).toBe('VAT_ACCOUNT_UNKNOWN');
    },
  );
});
