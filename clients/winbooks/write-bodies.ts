import type { BookingEntry, EntryLine } from '../../domain/booking/booking-entry';
import type { VendorRecord } from '../http/loose-fields';
import { sentAmount, sentDate } from './winbooks-fields';

/** A customer to create, with its Third (winbooks-api §4.2, §4.3). The caller checks lengths (winbooks-api §7.7). */
export interface NewCustomer {
  /** Also the code of the Third. */
  readonly code: string;
  readonly name: string;
  /** Digits without the country (winbooks-api §7.2). */
  readonly vatNumber?: string | null;
  readonly vatCountryCode?: string | null;
  readonly website?: string | null;
  readonly languageCode?: string | null;
  readonly currencyCode?: string | null;
  /** 0 undefined, 1 subject, 2 exempt, 3 not subject. */
  readonly vatApplicable?: 0 | 1 | 2 | 3 | null;
  readonly address?: NewAddress | null;
}

/** winbooks-api §4.4. */
export interface NewAddress {
  readonly address1: string;
  readonly address2?: string | null;
  readonly number?: string | null;
  readonly box?: string | null;
  readonly zip?: string | null;
  readonly town?: string | null;
  /** ISO 3166 alpha-2. */
  readonly countryCode?: string | null;
}

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

/** The body of winbooks-api §4.2 (create example). */
export function customerBody(customer: NewCustomer): VendorRecord {
  const { address } = customer;
  const third = {
    TotalLevel: address ? 3 : 2,
    Code: customer.code,
    Name: customer.name,
    ...withoutEmpty({
      VatNumber: customer.vatNumber,
      VatCountryCode: customer.vatCountryCode,
      WebSite: customer.website,
      LanguageCode: customer.languageCode,
      CurrencyCode: customer.currencyCode,
    }),
    ...(address ? { Addresses: [addressBody(address)] } : {}),
  };
  return {
    TotalLevel: address ? 4 : 3,
    Code: customer.code,
    ...withoutEmpty({ VatApplicable: customer.vatApplicable }),
    Third: third,
  };
}

const addressBody = (address: NewAddress): VendorRecord => ({
  TotalLevel: 2,
  Index: 0,
  Address1: address.address1,
  ...withoutEmpty({
    Address2: address.address2,
    Number: address.number,
    Box: address.box,
    Zip: address.zip,
    Town: address.town,
    CountryCode: address.countryCode,
  }),
});

/** Absent and null mean the same to WinBooks (winbooks-api §3.3). */
function withoutEmpty(fields: VendorRecord): VendorRecord {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== null && value !== undefined),
  );
}
