import type { TribeId } from '../../domain/ids';
import type { TribeInvoice, TribeInvoiceSummary, TribeProductLine } from '../../domain/vendors/tribe-records';
import {
  firstOf,
  flagOf,
  isRecord,
  numberOf,
  recordOf,
  textOf,
  type VendorRecord,
} from '../http/loose-fields';
import { vatGroupOf } from './organisation';
import { changedAtOf, dayOf, idOf, phaseCodeOf, typeOf } from './tribe-fields';

/** The change date of a record without one: earlier than any other. */
const LONG_AGO = '1970-01-01T00:00:00Z';

/**
 * Possible names of a product line's VAT group. The first is documented from the other side of the relation (tribe-api
 * §6 G5).
 */
export const VAT_GROUP_NAMES = ['VatGroup', 'VATGroup', 'Vat'] as const;

/** Possible names of a field for the structured communication; the reference names none (winbooks-api §7.3). */
const STRUCTURED_COMMUNICATION_NAMES = [
  'StructuredCommunication',
  'StructuredMessage',
  'PaymentReference',
  'PaymentCommunication',
  'OGM',
] as const;

/** Possible names for the credited invoice in a credit note: a number, or a record with a number (tribe-api §6 G3). */
const CREDITED_NAMES = [
  'CreditedInvoiceNumber',
  'OriginalInvoiceNumber',
  'CreditedInvoice',
  'OriginalInvoice',
  'CreditInvoiceFor',
] as const;

/** One row of the watch; null without an id (tribe-api §3.10). */
export function invoiceSummaryOf(record: VendorRecord, dateField: string): TribeInvoiceSummary | null {
  const id = idOf(record);
  if (id === null) return null;
  return {
    id,
    number: textOf(record['Number']),
    phaseCode: phaseCodeOf(record),
    date: dayOf(record[dateField]),
    changedAt: changedAtOf(record) ?? LONG_AGO,
  };
}

/** A whole invoice with its navigation properties expanded (tribe-api §3.10). */
export function invoiceOf(
  record: VendorRecord,
  id: TribeId,
  lines: readonly VendorRecord[],
  dateField: string,
): TribeInvoice {
  const relationship = recordOf(record['Relationship']);
  const relationshipId = idOf(relationship);
  return {
    id,
    number: textOf(record['Number']),
    subject: textOf(record['Subject']),
    relationDescription: textOf(record['RelationDescription']),
    structuredCommunication: textOf(firstOf(record, STRUCTURED_COMMUNICATION_NAMES)),
    phaseCode: phaseCodeOf(record),
    date: dayOf(record[dateField]),
    currency: textOf(record['Currency'])?.toUpperCase() ?? null,
    isVatIncluded: flagOf(record['IsVatIncluded']) ?? false,
    discountPercentage: numberOf(record['DiscountPercentage']),
    amount: numberOf(record['Amount']),
    totalExcludingVat: numberOf(record['TotalExcludingVat']),
    totalIncludingVat: numberOf(record['TotalIncludingVat']),
    vatAmount: numberOf(record['VatAmount']),
    inCurrency: {
      totalExcludingVat: numberOf(record['TotalExcludingVatInCurrency']),
      totalIncludingVat: numberOf(record['TotalIncludingVatInCurrency']),
      vatAmount: numberOf(record['VatAmountInCurrency']),
    },
    isCreditMarked: isCreditMarked(record),
    creditedNumber: creditedNumberOf(record),
    relationship:
      relationshipId === null ? null : { id: relationshipId, type: relationship && typeOf(relationship) },
    lines: inOrder(lines).map(productLineOf),
    changedAt: changedAtOf(record) ?? LONG_AGO,
  };
}

/** Possible names of a credit-note flag; never `IsCredited` or `IsCreditCheckPassed` (tribe-api §6 G3). */
const CREDIT_FLAG = /^is(sales)?credit(invoice|note|nota|memo|document)?$/i;

function isCreditMarked(record: VendorRecord): boolean {
  return Object.entries(record).some(([name, value]) => CREDIT_FLAG.test(name) && flagOf(value) === true);
}

function creditedNumberOf(record: VendorRecord): string | null {
  const credited = firstOf(record, CREDITED_NAMES);
  return textOf(isRecord(credited) ? credited['Number'] : credited);
}

/** Ordered by `SortIndex` if every line has one (tribe-api §3.12). */
function inOrder(lines: readonly VendorRecord[]): readonly VendorRecord[] {
  const indexOf = (line: VendorRecord): number | null => numberOf(line['SortIndex']);
  if (lines.some((line) => indexOf(line) === null)) return lines;
  return lines.toSorted((a, b) => (indexOf(a) ?? 0) - (indexOf(b) ?? 0));
}

function productLineOf(line: VendorRecord): TribeProductLine {
  const account = recordOf(recordOf(line['Product'])?.['GeneralLedgerAccount']);
  return {
    id: idOf(line),
    description: textOf(line['Description']),
    extraDescription: textOf(line['ExtraDescription']),
    quantity: numberOf(line['Quantity']),
    price: numberOf(line['Price']),
    priceInCurrency: numberOf(line['PriceInCurrency']),
    discountPercentage: numberOf(line['DiscountPercentage']),
    currency: textOf(line['Currency'])?.toUpperCase() ?? null,
    total: numberOf(line['Total']),
    totalExcludingVat: numberOf(line['TotalExcludingVat']),
    totalExcludingVatInCurrency: numberOf(line['TotalExcludingVatInCurrency']),
    totalIncludingVat: numberOf(line['TotalIncludingVat']),
    vatPercentage: numberOf(line['VatPercentage']),
    vatAmount: numberOf(line['VatAmount']),
    vatAmountIncludingDiscount: numberOf(line['VatAmountIncludingDiscount']),
    vatGroup: vatGroupOf(
      VAT_GROUP_NAMES.map((name) => recordOf(line[name])).find((group) => group !== null) ?? null,
    ),
    ledgerAccountCode: textOf(account?.['Code']),
  };
}
