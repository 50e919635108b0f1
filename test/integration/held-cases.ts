import type { IssueCode } from '../../domain/issues/issue-catalogue';
import type { Stack } from '../support/stack';
import type { TribeUser } from './tribe-user';

interface Situation {
  readonly user: TribeUser;
  /** Of the invoice. */
  readonly id: string;
  readonly stack: Stack;
  readonly folder: string;
}

/** One reason to hold an invoice: how it comes about and how a person puts it right. */
export interface HeldCase {
  readonly name: string;
  readonly code: IssueCode;
  /** As the twin's control API takes it, beside number, date and customer C1. */
  readonly invoice: object;
  spoil?(situation: Situation): Promise<unknown>;
  mend(situation: Situation): Promise<unknown>;
}

const line = (more: object = {}) => ({ quantity: 1, price: 100, vatGroup: 'BE21', ...more });
const plain = { lines: [line()] };

/** Credit invoices show positive amounts and a flag: the most dangerous of the ways that Tribe may have. */
export const organisations = {
  switches: { G3: 'positive-and-flag' },
  vatGroups: [
    { code: 'BE21', name: 'BE - 21%', percentage: 21 },
    { code: 'BE6', name: 'BE - 6%', percentage: 6 },
    { code: 'NL21', name: 'NL - 21%', percentage: 21 },
  ],
  ledgerAccounts: [
    { code: '799999', name: 'Not in WinBooks' },
    { code: '400000', name: 'Customers' },
  ],
  products: [
    { code: 'GHOST', name: 'Ghost', price: 10, vatGroup: 'BE21', ledgerAccount: '799999' },
    { code: 'CENTRAL', name: 'Central', price: 10, vatGroup: 'BE21', ledgerAccount: '400000' },
  ],
  organisations: [
    { name: 'Peeters Hout BV', debtorNumber: 'C1', vatNumber: 'BE0000000196' },
    { name: 'Other VAT BV', debtorNumber: 'C2', vatNumber: 'BE0000000394' },
    { name: 'Locked BV', debtorNumber: 'C3' },
    { name: 'Without Number BV', key: 'nameless' },
    { name: 'Odd Number BV', debtorNumber: 'kl/12' },
    { name: 'Fifth BV', debtorNumber: 'C5' },
    { name: 'Seventh BV', debtorNumber: 'C7', vatNumber: 'BE0000000493' },
    { name: 'Eighth BV', debtorNumber: 'C8' },
    { name: 'Tenth BV', debtorNumber: 'C10' },
  ],
  persons: [{ lastName: 'Janssens', firstName: 'An', key: 'numberless' }],
};

export const winbooksFolder = {
  closedPeriods: [{ year: 2026, month: 3 }],
  customers: [
    { code: 'C1', name: 'Peeters Hout BV', vatNumber: '0000000196' },
    { code: 'C2', name: 'Other VAT BV', vatNumber: '0000000295' },
    { code: 'C3', name: 'Locked BV', locked: true },
    { code: 'C5', name: 'Fifth BV' },
    { code: 'C7', name: 'Other Supplier NV', vatNumber: '0000000592', role: 'supplier' },
    { code: 'C8', name: 'Some Supplier NV', role: 'supplier' },
  ],
};

const NOTHING_IN_CURRENCY = {
  TotalExcludingVatInCurrency: null,
  VatAmountInCurrency: null,
  TotalIncludingVatInCurrency: null,
};

const UNSAID_LINE = {
  Quantity: null,
  Price: null,
  Total: null,
  TotalIncludingVat: null,
  VatAmount: null,
  VatAmountIncludingDiscount: null,
};

const amountCases: readonly HeldCase[] = [
  {
    name: 'a line in another currency than the invoice',
    code: 'LINE_CURRENCY_DIFFERS',
    invoice: plain,
    spoil: ({ user, id }) => user.editLine(id, { Currency: 'USD' }),
    mend: ({ user, id }) => user.editLine(id, { Currency: 'EUR' }),
  },
  {
    name: 'another currency without amounts in it',
    code: 'CURRENCY_AMOUNTS_MISSING',
    invoice: { ...plain, currency: 'USD' },
    spoil: async ({ user, id }) => {
      await user.editInvoice(id, NOTHING_IN_CURRENCY);
      await user.editLine(id, { PriceInCurrency: null, TotalExcludingVatInCurrency: null });
    },
    mend: ({ user, id }) =>
      user.editInvoice(id, { TotalExcludingVatInCurrency: 100, TotalIncludingVatInCurrency: 121 }),
  },
  {
    name: 'amounts of other proportions in the other currency',
    code: 'CURRENCY_AMOUNTS_DIFFER',
    invoice: { ...plain, currency: 'USD' },
    spoil: ({ user, id }) => user.editInvoice(id, { TotalExcludingVatInCurrency: 90 }),
    mend: ({ user, id }) => user.editInvoice(id, { TotalExcludingVatInCurrency: 100 }),
  },
  {
    name: 'a base currency that is not the euro',
    code: 'BASE_CURRENCY_DIFFERS',
    invoice: plain,
    spoil: ({ user, id }) =>
      user.editInvoice(id, {
        TotalExcludingVatInCurrency: 92,
        VatAmountInCurrency: 19.32,
        TotalIncludingVatInCurrency: 111.32,
      }),
    mend: ({ user, id }) => user.editInvoice(id, NOTHING_IN_CURRENCY),
  },
  {
    name: 'totals that the lines do not explain',
    code: 'TOTALS_UNEXPLAINED',
    invoice: plain,
    spoil: ({ user, id }) => user.editInvoice(id, { TotalIncludingVat: 131 }),
    mend: ({ user, id }) => user.editInvoice(id, { TotalIncludingVat: 121 }),
  },
  {
    name: 'a line that does not say its amount, while the others do not come to the total',
    code: 'LINE_AMOUNT_MISSING',
    invoice: { lines: [line(), line({ description: 'More work' })] },
    spoil: async ({ user, id }) => {
      await user.editLine(id, { ...UNSAID_LINE, TotalExcludingVat: null });
      await user.editInvoice(id, { TotalExcludingVat: 200, VatAmount: 42, TotalIncludingVat: 242 });
    },
    mend: ({ user, id }) => user.editLine(id, { Quantity: 1, Price: 100 }),
  },
  {
    name: 'a discount that is in the lines or is not, and nothing that tells',
    code: 'TOTALS_AMBIGUOUS',
    invoice: { ...plain, discountPercentage: 10 },
    spoil: async ({ user, id }) => {
      await user.editInvoice(id, {
        TotalExcludingVat: null,
        TotalIncludingVat: null,
        VatAmount: null,
        Amount: null,
      });
      await user.editLine(id, { ...UNSAID_LINE, TotalExcludingVat: 90 });
    },
    mend: ({ user, id }) => user.editInvoice(id, { TotalIncludingVat: 108.9 }),
  },
  {
    name: 'the same amounts in euro and in another currency',
    code: 'CURRENCY_RATE_MISSING',
    invoice: { ...plain, currency: 'USD' },
    spoil: ({ user, id }) =>
      user.editInvoice(id, { TotalExcludingVat: 100, VatAmount: 21, TotalIncludingVat: 121 }),
    mend: ({ user, id }) =>
      user.editInvoice(id, { TotalExcludingVat: 90.91, VatAmount: 19.09, TotalIncludingVat: 110 }),
  },
  {
    name: 'a line whose figures contradict each other',
    code: 'LINE_AMOUNTS_DIFFER',
    invoice: plain,
    spoil: ({ user, id }) => user.editLine(id, { TotalExcludingVat: 90 }),
    mend: ({ user, id }) => user.editLine(id, { TotalExcludingVat: 100 }),
  },
];

const bookkeepingCases: readonly HeldCase[] = [
  {
    name: 'a VAT group that is not mapped',
    code: 'VAT_GROUP_UNMAPPED',
    invoice: { lines: [line({ vatGroup: 'NL21' })] },
    mend: async ({ user, id }) => user.editLine(id, {}, { VatGroup: await user.vatGroup('BE21') }),
  },
  {
    name: 'a line without VAT group',
    code: 'VAT_GROUP_MISSING',
    invoice: { lines: [{ quantity: 1, price: 100 }] },
    mend: async ({ user, id }) =>
      user.editLine(id, { VatPercentage: 21 }, { VatGroup: await user.vatGroup('BE21') }),
  },
  {
    name: 'an account that WinBooks does not have',
    code: 'ACCOUNT_UNKNOWN',
    invoice: { lines: [line({ product: 'GHOST' })] },
    mend: ({ user, id }) => user.editLine(id, {}, { Product: null }),
  },
  {
    name: 'an account of customers as revenue',
    code: 'ACCOUNT_NOT_ORDINARY',
    invoice: { lines: [line({ product: 'CENTRAL' })] },
    mend: ({ user, id }) => user.editLine(id, {}, { Product: null }),
  },
  {
    name: 'a closed period',
    code: 'PERIOD_CLOSED',
    invoice: { ...plain, date: '2026-03-10' },
    mend: async ({ user, id, stack, folder }) => {
      await stack.twins.act('winbooks', 'close-period', { folder, year: 2026, month: 3, closed: false });
      await user.touch(id);
    },
  },
  {
    name: 'a day without period',
    code: 'PERIOD_MISSING',
    invoice: { ...plain, date: '2028-02-01' },
    mend: ({ user, id }) => user.editInvoice(id, { InvoiceDate: '2026-02-01' }),
  },
  {
    name: 'no date',
    code: 'INVOICE_DATE_MISSING',
    invoice: plain,
    spoil: ({ user, id }) => user.editInvoice(id, { InvoiceDate: null }),
    mend: ({ user, id }) => user.editInvoice(id, { InvoiceDate: '2026-10-05' }),
  },
  {
    name: 'no number',
    code: 'INVOICE_NUMBER_MISSING',
    invoice: plain,
    spoil: ({ user, id }) => user.editInvoice(id, { Number: null }),
    mend: ({ user, id }) => user.editInvoice(id, { Number: '20260201' }),
  },
  {
    name: 'a number without digits',
    code: 'NUMBER_WITHOUT_DIGITS',
    invoice: { ...plain, number: 'PRO-FORMA' },
    mend: ({ user, id }) => user.editInvoice(id, { Number: '20260202' }),
  },
  {
    name: 'a number of more than twelve digits',
    code: 'NUMBER_TOO_LONG',
    invoice: { ...plain, number: '2026-000000203-7' },
    mend: ({ user, id }) => user.editInvoice(id, { Number: '20260203' }),
  },
];

const customerCases: readonly HeldCase[] = [
  {
    name: 'no customer',
    code: 'CUSTOMER_MISSING',
    invoice: plain,
    spoil: ({ user, id }) => user.editInvoice(id, {}, { Relationship: null }),
    mend: async ({ user, id }) => user.editInvoice(id, {}, { Relationship: await user.customerRole('C1') }),
  },
  {
    name: 'a private person without number',
    code: 'CUSTOMER_WITHOUT_NUMBER',
    invoice: { ...plain, customer: 'numberless' },
    mend: async ({ user, id }) => {
      await user.editRelation('An Janssens', { DebtorNumber: 'P1' });
      await user.touch(id);
    },
  },
  {
    name: 'a customer without number',
    code: 'CUSTOMER_WITHOUT_NUMBER',
    invoice: { ...plain, customer: 'nameless' },
    mend: async ({ user, id }) => {
      await user.editRelation('Without Number BV', { DebtorNumber: 'C9' });
      await user.touch(id);
    },
  },
  {
    name: 'a customer number that WinBooks may not take',
    code: 'CUSTOMER_NUMBER_UNUSABLE',
    invoice: { ...plain, customer: 'kl/12' },
    mend: async ({ user, id }) => {
      await user.editRelation('Odd Number BV', { DebtorNumber: 'KL12' });
      await user.touch(id);
    },
  },
  {
    name: 'a customer whose VAT number WinBooks knows otherwise',
    code: 'CUSTOMER_VAT_DIFFERS',
    invoice: { ...plain, customer: 'C2' },
    mend: async ({ user, id }) => {
      await user.editRelation('C2', { VATNumber: 'BE 0000.000.295' });
      await user.touch(id);
    },
  },
  {
    name: 'a customer that is locked in WinBooks',
    code: 'CUSTOMER_LOCKED',
    invoice: { ...plain, customer: 'C3' },
    mend: async ({ user, id, stack, folder }) => {
      await stack.twins.act('winbooks', 'lock-customer', { folder, code: 'C3', locked: false });
      await user.touch(id);
    },
  },
  {
    name: 'a new customer whose number is that of a supplier with another VAT number',
    code: 'CUSTOMER_CODE_OF_SUPPLIER',
    invoice: { ...plain, customer: 'C7' },
    mend: async ({ user, id }) => {
      await user.editRelation('C7', { DebtorNumber: 'C70' });
      await user.touch(id);
    },
  },
  {
    name: 'a new customer whose number is that of a supplier who may be somebody else',
    code: 'CUSTOMER_CODE_OF_SUPPLIER',
    invoice: { ...plain, customer: 'C8' },
    mend: async ({ user, id }) => {
      await user.editRelation('C8', { DebtorNumber: 'C80' });
      await user.touch(id);
    },
  },
];

export const heldCases: readonly HeldCase[] = [...amountCases, ...bookkeepingCases, ...customerCases];
