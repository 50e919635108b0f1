import { bookingComment } from './booking-comment';
import type { BookingKind } from './booking-entry';
import { bookingReference } from './booking-reference';
import { descriptionOf } from './credited-invoice';
import type { VatRounding } from './document-amounts';
import { documentNumber, type NumberPolicy } from './document-number';
import { currencyProblem, inBothCurrencies, type AmountsInBoth } from './foreign-amounts';
import type { Day, TribeId } from './ids';
import { inDirectionOfKind, invoiceKind } from './invoice-kind';
import { readLines } from './invoice-lines';
import type { InvoicePlan } from './invoice-plan';
import { readingsOf } from './invoice-readings';
import { explainTotals, type ExplainedAmounts } from './invoice-totals';
import { issue, type Issue } from './issue-catalogue';
import { isBookable } from './money';
import { structuredCommunication } from './structured-communication';
import type { TribeInvoice } from './tribe-records';
import type { VatMap } from './vat-map';

/** The tenant's choices that an invoice is read with. */
export interface MappingRules {
  readonly vatMap: VatMap;
  /** For lines whose product names no ledger account. */
  readonly revenueAccount: string | null;
  /** Where a rounding difference goes; null when the tenant named none: it is held then. */
  readonly roundingAccount: string | null;
  readonly vatRounding: VatRounding;
  /** How numbers are taken over; absent: all their digits. */
  readonly numbers?: NumberPolicy;
}

export type MappingResult =
  { readonly ok: true; readonly plan: InvoicePlan } | { readonly ok: false; readonly issue: Issue };

/**
 * Reads a sent Tribe invoice as the booking it becomes, in cents: discounts, prices with VAT, credits and other
 * currencies alike. What cannot be explained to the cent by the invoice's own totals, in one way only, comes back as an
 * issue: nothing is booked approximately (tribe-api §5.3, §6).
 */
export function mapInvoice(given: TribeInvoice, rules: MappingRules): MappingResult {
  const header = readHeader(given, rules);
  if (!header.ok) return header;
  const unusable = unusableDocument(given) ?? currencyProblem(given, header.currency);
  if (unusable) return held(unusable);
  const kind = invoiceKind(given);
  const invoice = inDirectionOfKind(given);
  const lines = readLines(invoice, rules);
  if (!lines.ok) return lines;
  const read = readingsOf(invoice, lines.lines);
  if (!read.ok) return read;
  const explained = explainTotals(invoice, read.readings, rules.vatRounding);
  if (!explained.ok) return explained;
  const { roundingCents } = explained.amounts;
  if (roundingCents !== 0 && rules.roundingAccount === null) {
    return held(issue('ROUNDING_ACCOUNT_MISSING', { differenceCents: roundingCents }));
  }
  const both = inBothCurrencies(invoice, header.currency, explained.amounts);
  if (!both.ok) return both;
  return { ok: true, plan: planOf(invoice, kind, header, { ...explained.amounts, ...both.amounts }) };
}

interface Header {
  readonly ok: true;
  readonly number: string;
  readonly docNumber: number;
  readonly date: Day;
  readonly currency: string;
  readonly relationshipId: TribeId;
}

/** What a booking is identified by. Paid counts as sent: an invoice may be paid between two polls. */
function readHeader(
  invoice: TribeInvoice,
  { numbers }: MappingRules,
): Header | { readonly ok: false; readonly issue: Issue } {
  if (invoice.phaseCode !== 'Sent' && invoice.phaseCode !== 'Paid') {
    return held(issue('INVOICE_NOT_SENT', { phase: invoice.phaseCode ?? '–' }));
  }
  if (invoice.number === null) return held(issue('INVOICE_NUMBER_MISSING', {}));
  if (invoice.date === null) return held(issue('INVOICE_DATE_MISSING', {}));
  const number = documentNumber(invoice.number, numbers, invoice.date);
  if (!number.ok) return number;
  if (invoice.relationship === null) return held(issue('CUSTOMER_MISSING', {}));
  if (invoice.currency === null) return held(issue('CURRENCY_MISSING', {}));
  return {
    ok: true,
    number: invoice.number,
    docNumber: number.docNumber,
    date: invoice.date,
    currency: invoice.currency,
    relationshipId: invoice.relationship.id,
  };
}

function unusableDocument({ inCurrency, ...invoice }: TribeInvoice): Issue | null {
  const totals = [
    invoice.totalIncludingVat,
    invoice.totalExcludingVat,
    invoice.vatAmount,
    invoice.amount,
    inCurrency.totalIncludingVat,
    inCurrency.totalExcludingVat,
    inCurrency.vatAmount,
  ];
  if (!totals.every((total) => total === null || isBookable(total))) return issue('AMOUNT_UNUSABLE', {});
  return invoice.lines.length === 0 ? issue('NO_LINES', {}) : null;
}

function planOf(
  invoice: TribeInvoice,
  kind: BookingKind,
  { number, docNumber, date, currency, relationshipId }: Header,
  amounts: ExplainedAmounts & AmountsInBoth,
): InvoicePlan {
  const description = descriptionOf(invoice);
  const creditedNumber = kind === 'credit' ? invoice.creditedNumber : null;
  return {
    kind,
    invoiceId: invoice.id,
    relationshipId,
    number,
    docNumber,
    reference: bookingReference(invoice.id),
    date,
    currency,
    netCents: amounts.netCents,
    vatCents: amounts.vatCents,
    grossCents: amounts.grossCents,
    roundingCents: amounts.roundingCents,
    foreign: amounts.foreign,
    structuredCommunication: structuredCommunication(invoice.structuredCommunication, textsOf(invoice), [
      number,
      String(docNumber),
    ]),
    creditedNumber,
    comment: bookingComment({ number, description, creditedNumber }),
    revenue: amounts.revenue.filter((part) => part.netCents !== 0 || (part.foreignNetCents ?? 0) !== 0),
    vat: amounts.vat.filter((part) => part.baseCents !== 0),
  };
}

/** Where people write a payment reference when there is no field for it. */
function textsOf({ subject, relationDescription, lines }: TribeInvoice): readonly string[] {
  const texts = [subject, relationDescription, ...lines.map((line) => line.extraDescription)];
  return texts.filter((text) => text !== null);
}

function held(problem: Issue): { readonly ok: false; readonly issue: Issue } {
  return { ok: false, issue: problem };
}
