import { bookingComment } from './booking-comment';
import { bookingReference } from './booking-reference';
import { descriptionOf } from './credited-invoice';
import type { DocumentAmounts, VatRounding } from './document-amounts';
import { documentNumber, type NumberPolicy } from './document-number';
import { currencyProblem, inBothCurrencies, type AmountsInBoth } from './foreign-amounts';
import type { Day, TribeId } from '../ids';
import { inDirectionOfKind, invoiceKind, isFlagDoubtful, type BookingKind } from './invoice-kind';
import { readLines, statesTotals, type ReadLines } from './invoice-lines';
import type { InvoicePlan } from './invoice-plan';
import { readingsOf } from './invoice-readings';
import { explainTotals } from './invoice-totals';
import { issue, type Issue } from '../issues/issue-catalogue';
import { isBookable, toCents } from '../money/money';
import type { TenantSettings } from '../tenant/settings';
import { structuredCommunication } from './structured-communication';
import type { TribeInvoice } from '../vendors/tribe-records';
import type { VatMap } from '../vat/vat-map';

/** The tenant's choices that decide how an invoice is read. */
export interface MappingRules {
  readonly vatMap: VatMap;
  /** For lines whose product names no ledger account. */
  readonly revenueAccount: string | null;
  /** The account for a rounding difference; null when the tenant chose none, and such an invoice is held. */
  readonly roundingAccount: string | null;
  readonly vatRounding: VatRounding;
  /** What happens to an invoice that is marked as a credit note and has a positive total. */
  readonly flaggedCredit: TenantSettings['flaggedCredit'];
  /** Which digits of a number are used; absent means all of them. */
  readonly numbers?: NumberPolicy;
}

export type MappingResult =
  | { readonly ok: true; readonly plan: InvoicePlan }
  | { readonly ok: false; readonly issue: Issue }
  /** The invoice is sound, but changes no account. */
  | { readonly ok: false; readonly issue: null };

/**
 * Maps a sent Tribe invoice to the booking that it becomes, in cents, including discounts, prices with VAT, credit
 * notes and other currencies. If no rounding explains the totals, or two readings explain them in different ways, the
 * result is an issue: nothing is booked approximately (tribe-api §5.3, §6).
 */
export function mapInvoice(given: TribeInvoice, rules: MappingRules): MappingResult {
  const header = readHeader(given, rules);
  if (!header.ok) return header;
  const unusable = unusableDocument(given, rules) ?? currencyProblem(given, header.currency);
  if (unusable) return held(unusable);
  const kind = invoiceKind(given);
  const invoice = inDirectionOfKind(given);
  const lines = readLines(invoice, rules);
  if (!lines.ok) return lines;
  if (lines.lines.length === 0) return withoutAmounts(invoice, lines);
  const read = readingsOf(invoice, lines.lines);
  if (!read.ok) return read;
  const explained = explainTotals(invoice, read.readings, rules.vatRounding);
  if (!explained.ok) {
    const { blank } = lines;
    const isShort = blank !== null && explained.issue.code === 'TOTALS_UNEXPLAINED';
    return held(isShort ? issue('LINE_AMOUNT_MISSING', { line: blank }) : ofKind(kind, explained.issue));
  }
  const { roundingCents } = explained.amounts;
  if (roundingCents !== 0 && rules.roundingAccount === null) {
    return held(issue('ROUNDING_ACCOUNT_MISSING', { differenceCents: roundingCents }));
  }
  const both = inBothCurrencies(invoice, header.currency, explained.amounts);
  if (!both.ok) return both;
  const plan = planOf(invoice, kind, header, explained.amounts, both.amounts);
  return plan.revenue.length + plan.vat.length > 0 ? { ok: true, plan } : MOVES_NOTHING;
}

/** On a credit note, a negative amount is an invoiced amount. */
function ofKind(kind: BookingKind, problem: Issue): Issue {
  if (kind !== 'credit' || problem.code !== 'NEGATIVE_VAT_BASE') return problem;
  const { vatCode, baseCents } = problem.params;
  return issue('INVOICED_ON_CREDIT', { vatCode, baseCents: -Number(baseCents) });
}

const MOVES_NOTHING: MappingResult = { ok: false, issue: null };

/** An invoice whose lines carry no amount is complete only if its own totals say so. */
function withoutAmounts(invoice: TribeInvoice, { blank }: ReadLines): MappingResult {
  const totals = [invoice.totalExcludingVat, invoice.totalIncludingVat, invoice.vatAmount, invoice.amount];
  const stated = totals.filter((total) => total !== null).map(toCents);
  if (
    stated.every((cents) => cents === 0) &&
    (statesTotals(invoice) || (invoice.lines.length > 0 && blank === null))
  )
    return MOVES_NOTHING;
  if (blank !== null) return held(issue('LINE_AMOUNT_MISSING', { line: blank }));
  if (invoice.lines.length === 0) return held(issue('NO_LINES', {}));
  const statedCents = [...new Set(stated)].join(';');
  return held(issue('TOTALS_UNEXPLAINED', { netCents: 0, vatCents: 0, grossCents: 0, statedCents }));
}

interface Header {
  readonly ok: true;
  readonly number: string;
  readonly docNumber: number;
  readonly date: Day;
  readonly currency: string;
  readonly relationshipId: TribeId;
}

/** The fields that identify a booking. Phase Paid counts as Sent: an invoice may be paid between two polls. */
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

function unusableDocument(given: TribeInvoice, { flaggedCredit }: MappingRules): Issue | null {
  const { inCurrency, ...invoice } = given;
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
  return isFlagDoubtful(given) && flaggedCredit === 'hold' ? issue('CREDIT_FLAG_DOUBTFUL', {}) : null;
}

function planOf(
  invoice: TribeInvoice,
  kind: BookingKind,
  { number, docNumber, date, currency, relationshipId }: Header,
  amounts: DocumentAmounts,
  { foreign, revenue, vat }: AmountsInBoth,
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
    foreign,
    structuredCommunication: structuredCommunication(invoice.structuredCommunication, textsOf(invoice), [
      number,
      String(docNumber),
    ]),
    creditedNumber,
    comment: bookingComment({ number, description, creditedNumber }),
    revenue: revenue.filter((part) => part.netCents !== 0 || (part.foreignNetCents ?? 0) !== 0),
    vat: vat.filter((part) => part.baseCents !== 0 || part.vatCents !== 0),
  };
}

/** The texts in which people write a payment reference if Tribe has no field for it. */
function textsOf({ subject, relationDescription, lines }: TribeInvoice): readonly string[] {
  const texts = [subject, relationDescription, ...lines.map((line) => line.extraDescription)];
  return texts.filter((text) => text !== null);
}

function held(problem: Issue): { readonly ok: false; readonly issue: Issue } {
  return { ok: false, issue: problem };
}
