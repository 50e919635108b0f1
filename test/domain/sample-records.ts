import { day, tribeId, winbooksId } from '../../domain/ids';
import type { MappingRules } from '../../domain/invoice/invoice-mapping';
import type { TribeInvoice, TribeProductLine, TribeVatGroup } from '../../domain/vendors/tribe-records';
import { vatMapEntry, type VatMap } from '../../domain/vat/vat-map';
import type {
  BookPeriod,
  Journal,
  LedgerAccount,
  LedgerDocument,
  LedgerLine,
  VatCode,
} from '../../domain/vendors/winbooks-records';
import type { BookingEntry } from '../../domain/booking/booking-entry';

/** Records as the clients hand them over: plain, valid, and changed by each test where it matters. */

export const INVOICE_ID = tribeId('9fcb346f-bd58-423d-b7da-1952f9449827');
export const OTHER_INVOICE_ID = tribeId('0a1b2c3d-0000-4000-8000-00000000002a');

export function vatGroup(percentage: number, changes: Partial<TribeVatGroup> = {}): TribeVatGroup {
  return {
    id: tribeId(`00000000-0000-4000-8000-0000000000${String(percentage).padStart(2, '0')}`),
    code: `BE${percentage}`,
    name: `BE - ${percentage}%`,
    percentage,
    ...changes,
  };
}

export function vatCode(rate: number | null, changes: Partial<VatCode> = {}): VatCode {
  return {
    id: winbooksId(`10000000-0000-4000-8000-0000000000${String(rate ?? 99).padStart(2, '0')}`),
    code: String(rate ?? 'X'),
    internalCode: null,
    name: null,
    ratePercent: rate,
    isSale: true,
    accountId: VAT_ACCOUNT.id,
    isLocked: false,
    ...changes,
  };
}

export function vatMapFor(...rates: readonly number[]): VatMap {
  return rates.map((rate) => vatMapEntry(vatGroup(rate), vatCode(rate)));
}

export function productLine(changes: Partial<TribeProductLine> = {}): TribeProductLine {
  return {
    id: null,
    description: 'Work',
    extraDescription: null,
    quantity: null,
    price: null,
    priceInCurrency: null,
    discountPercentage: null,
    currency: 'EUR',
    total: null,
    totalExcludingVat: 1000,
    totalExcludingVatInCurrency: null,
    totalIncludingVat: null,
    vatPercentage: null,
    vatAmount: null,
    vatAmountIncludingDiscount: null,
    vatGroup: vatGroup(21),
    ledgerAccountCode: null,
    ...changes,
  };
}

/** The documented sale: 1000 net, 210 VAT, 1210 gross (winbooks-api §4.9). */
export function invoiceOf(changes: Partial<TribeInvoice> = {}): TribeInvoice {
  return {
    id: INVOICE_ID,
    number: 'F2026-0041',
    subject: 'Work of September',
    relationDescription: null,
    structuredCommunication: null,
    phaseCode: 'Sent',
    date: day('2026-09-30'),
    currency: 'EUR',
    isVatIncluded: false,
    discountPercentage: null,
    amount: 1210,
    totalExcludingVat: 1000,
    totalIncludingVat: 1210,
    vatAmount: 210,
    inCurrency: { totalExcludingVat: null, totalIncludingVat: null, vatAmount: null },
    isCreditMarked: false,
    creditedNumber: null,
    relationship: { id: tribeId('30000000-0000-4000-8000-000000000001'), type: null },
    lines: [productLine()],
    changedAt: '2026-09-30T12:00:00Z',
    ...changes,
  };
}

export function account(code: string, changes: Partial<LedgerAccount> = {}): LedgerAccount {
  return {
    id: winbooksId(`20000000-0000-4000-8000-000000${code}`),
    code,
    centralAccountType: null,
    isLocked: false,
    ...changes,
  };
}

export const CUSTOMERS_ACCOUNT = account('400000', { centralAccountType: 'CUSTOMER' });
export const VAT_ACCOUNT = account('451000', { centralAccountType: 'V03' });
/** A tenant with a default revenue account and nothing else chosen. */
export const mappingRules: MappingRules = {
  vatMap: vatMapFor(21, 12, 6, 0),
  revenueAccount: '700000',
  roundingAccount: null,
  vatRounding: 'as-invoiced',
  flaggedCredit: 'hold',
};

export const CUSTOMER = {
  id: winbooksId('40000000-0000-4000-8000-000000000001'),
  code: 'C1001',
  centralAccountId: null,
} as const;

export const YEAR_2026 = winbooksId('50000000-0000-4000-8000-000000002026');
export const YEAR_2027 = winbooksId('50000000-0000-4000-8000-000000002027');

export function bookPeriod(changes: Partial<BookPeriod> = {}): BookPeriod {
  return {
    id: winbooksId('60000000-0000-4000-8000-000000000009'),
    bookYearId: YEAR_2026,
    number: 9,
    year: 2026,
    month: 9,
    isClosed: false,
    ...changes,
  };
}

export function journal(changes: Partial<Journal> = {}): Journal {
  return {
    id: winbooksId('70000000-0000-4000-8000-000000000001'),
    code: 'VEN',
    name: 'Verkoop',
    bookYearId: YEAR_2026,
    type: 'sale',
    ...changes,
  };
}

/** The document that WinBooks holds after an entry was posted exactly. */
export function documentOf(entry: BookingEntry, changes: Partial<LedgerDocument> = {}): LedgerDocument {
  const id = winbooksId('80000000-0000-4000-8000-000000000001');
  return {
    id,
    journalId: entry.journalId,
    periodId: entry.periodId,
    docNumber: entry.docNumber,
    date: entry.date,
    lines: entry.lines.map((line): LedgerLine => ({
      id: winbooksId(`90000000-0000-4000-8000-00000000000${line.order}`),
      headerId: id,
      order: line.order,
      amountCents: line.amountCents,
      vatBaseCents: line.vatBaseCents,
      vatCents: line.vatCents,
      accountId: line.accountId,
      vatId: line.vatId,
      customerId: line.role === 'customer' ? entry.customerId : null,
      reference: line.role === 'customer' ? entry.reference : null,
    })),
    ...changes,
  };
}
