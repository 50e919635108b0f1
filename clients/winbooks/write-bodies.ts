import type { BookingEntry, EntryLine } from '../../domain/booking/booking-entry';
import type { VendorRecord } from '../http/loose-fields';
import { sentAmount, sentDate } from './winbooks-fields';

/** The body of winbooks-api §4.9. `TotalLevel` counts the levels below; a last level that uses friendly codes counts as two (winbooks-api §3.6). */
export function headerBody(entry: BookingEntry): VendorRecord {
  return {
    TotalLevel: 3,
    BookPeriod_Id: entry.periodId,
    Journal_Id: entry.journalId,
    DocNumber: entry.docNumber,
    BookDate: sentDate(entry.date),
    ...withoutEmpty({ DueDate: entry.dueDate === null ? null : sentDate(entry.dueDate) }),
    IsImported: true,
    GLTransactions: entry.lines.map((line) => lineBody(entry, line)),
  };
}

function lineBody(entry: BookingEntry, line: EntryLine): VendorRecord {
  const isCustomerLine = line.order === 0;
  return {
    TotalLevel: 2,
    LineOrder: line.order,
    BookPeriod_Id: entry.periodId,
    CurrencyCode: entry.currency,
    GLAccount_Id: line.accountId,
    Amount: sentAmount(line.amountCents),
    ...withoutEmpty({
      CentralAccountTypeCode: line.centralAccountType,
      Customer_Id: isCustomerLine ? entry.customerId : null,
      Vat_Id: line.vatId,
      VatBaseAmount: amountOrNull(line.vatBaseCents),
      TurnOverAmount: amountOrNull(line.turnoverCents),
      VatTaxAmount: amountOrNull(line.vatCents),
      CurrencyAmount: amountOrNull(line.currencyAmountCents),
      CurrencyRate: entry.currencyRate === null ? null : Number(entry.currencyRate),
      CurrencyVatBaseAmount: amountOrNull(line.currencyVatBaseCents),
      CurrencyVatTaxAmount: amountOrNull(line.currencyVatCents),
      CommentBooking: line.comment,
      // Digits only, because payment matching searches for them (winbooks-api §7.3).
      CommentExternal: isCustomerLine ? entry.structuredCommunication : null,
      Reference: isCustomerLine ? entry.reference : null,
    }),
  };
}

const amountOrNull = (cents: number | null): number | null => (cents === null ? null : sentAmount(cents));

/** Absent and null mean the same to WinBooks (winbooks-api §3.3). */
export function withoutEmpty(fields: VendorRecord): VendorRecord {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== null && value !== undefined),
  );
}
