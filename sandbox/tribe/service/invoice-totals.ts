import { type RecordReader } from '../records/tenant-records';
import { linkedId, numberOf, textOf, type StoredRecord } from '../records/stored-record';
import { type Positions } from '../model/tenant-schema';

/** The amounts of one line in one currency, as Doubles (tribe-api §2.4, §3.12). */
export interface LineAmounts {
  total: number;
  excludingVat: number;
  includingVat: number;
  vat: number;
  vatIncludingDiscount: number;
  /** The line's net in the invoice, after the document discount. */
  netInInvoice: number;
}

export interface InvoiceAmounts {
  excludingVat: number;
  includingVat: number;
  vat: number;
}

/** Which price a computation starts from: base currency or the currency of the invoice. */
export type Basis = 'base' | 'inCurrency';

function factor(percentage: number | null): number {
  return 1 - (percentage ?? 0) / 100;
}

function cents(amount: number): number {
  const sign = amount < 0 ? -1 : 1;
  return (sign * Math.round(Math.abs(amount) * 100 + 1e-7)) / 100;
}

function unitPrice(line: StoredRecord, basis: Basis, position: Positions): number {
  const price = numberOf(line, 'Price') ?? 0;
  const inCurrency = numberOf(line, 'PriceInCurrency') ?? price;
  return basis === 'inCurrency' || position('G35') === 'same' ? inCurrency : price;
}

/**
 * The totals of a line. With `IsVatIncluded`, the price includes VAT. The document discount applies to
 * `vatIncludingDiscount` and, by switch G7, to the other totals.
 */
export function lineAmounts(
  line: StoredRecord,
  invoice: StoredRecord | null,
  basis: Basis,
  position: Positions,
): LineAmounts {
  const round = position('G7.rounding') === 'cents' ? cents : (amount: number) => amount;
  const sign = position('G3') === 'positive-and-flag' && invoice?.values['IsCreditInvoice'] === true ? -1 : 1;
  const rate = (numberOf(line, 'VatPercentage') ?? 0) / 100;
  const isVatIncluded = invoice?.values['IsVatIncluded'] === true;
  const price = unitPrice(line, basis, position);
  const afterLine =
    sign * (numberOf(line, 'Quantity') ?? 0) * price * factor(numberOf(line, 'DiscountPercentage'));
  const afterDocument = afterLine * factor(numberOf(invoice, 'DiscountPercentage'));
  const split = (amount: number) => {
    const excludingVat = round(isVatIncluded ? amount / (1 + rate) : amount);
    const vat = round(isVatIncluded ? amount - amount / (1 + rate) : amount * rate);
    return { excludingVat, vat, includingVat: round(excludingVat + vat) };
  };
  const inInvoice = split(afterDocument);
  const shownAmount = position('G7') === 'after' ? afterDocument : afterLine;
  return {
    total: round(shownAmount),
    ...split(shownAmount),
    vatIncludingDiscount: inInvoice.vat,
    netInInvoice: inInvoice.excludingVat,
  };
}

/** The lines of an invoice, in the order of `SortIndex`. */
export function linesOfInvoice(reader: RecordReader, invoiceId: string): StoredRecord[] {
  return reader
    .pointingTo('Activity', invoiceId)
    .filter((record) => record.type === 'ProductLine')
    .sort((left, right) => (numberOf(left, 'SortIndex') ?? 0) - (numberOf(right, 'SortIndex') ?? 0));
}

/** The totals of an invoice: the sum of its lines after the document discount. */
export function invoiceAmounts(
  reader: RecordReader,
  invoice: StoredRecord,
  basis: Basis,
  position: Positions,
): InvoiceAmounts {
  const lines = linesOfInvoice(reader, invoice.id).map((line) => lineAmounts(line, invoice, basis, position));
  const excludingVat = lines.reduce((sum, line) => sum + line.netInInvoice, 0);
  const vat = lines.reduce((sum, line) => sum + line.vatIncludingDiscount, 0);
  return { excludingVat, vat, includingVat: excludingVat + vat };
}

/** The invoice date and the due date, `YYYY-MM-DD`; null while it is a draft. */
export function invoiceDayOf(invoice: StoredRecord): string | null {
  return textOf(invoice, 'InvoiceDate');
}

/** The invoice of a line; null when it has no parent, or belongs to another activity. */
export function invoiceOfLine(reader: RecordReader, line: StoredRecord): StoredRecord | null {
  const id = linkedId(line, 'Activity');
  const activity = id === null ? null : reader.get(id);
  return activity?.type === 'Activity_Invoice' ? activity : null;
}
