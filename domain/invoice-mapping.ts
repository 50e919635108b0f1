import { bookingReference } from './booking-reference';
import { documentNumber, type NumberPolicy } from './document-number';
import type { Day, TribeId } from './ids';
import { readLines } from './invoice-lines';
import { COMMENT_LENGTH, type InvoicePlan } from './invoice-plan';
import type { DocumentAmounts } from './invoice-readings';
import { explainTotals } from './invoice-totals';
import { issue, type Issue } from './issue-catalogue';
import { FOLDER_CURRENCY, isBookable, toCents } from './money';
import type { TribeInvoice } from './tribe-records';
import type { VatMap } from './vat-map';

/** The tenant's choices that an invoice is read with. */
export interface MappingRules {
  readonly vatMap: VatMap;
  /** For lines whose product names no ledger account. */
  readonly revenueAccount: string | null;
  /** How numbers are taken over; absent: all their digits. */
  readonly numbers?: NumberPolicy;
}

export type MappingResult =
  { readonly ok: true; readonly plan: InvoicePlan } | { readonly ok: false; readonly issue: Issue };

/**
 * Reads a Tribe invoice as the booking it becomes, in cents. Handled today: sent invoices to organisations in the
 * folder's currency, plain VAT, no discounts, positive totals. Whatever is not handled, or cannot be explained to the
 * cent by the invoice's own totals, comes back as an issue: nothing is booked approximately (tribe-api §5.3, §6).
 */
export function mapInvoice(invoice: TribeInvoice, rules: MappingRules): MappingResult {
  const header = readHeader(invoice, rules);
  if (!header.ok) return header;
  const unhandled = unhandledDocument(invoice);
  if (unhandled) return { ok: false, issue: unhandled };
  const lines = readLines(invoice, rules);
  if (!lines.ok) return lines;
  const explained = explainTotals(invoice, lines.lines);
  if (!explained.ok) return explained;
  return { ok: true, plan: planOf(invoice, header, explained.amounts) };
}

interface Header {
  readonly ok: true;
  readonly number: string;
  readonly docNumber: number;
  readonly date: Day;
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
  return {
    ok: true,
    number: invoice.number,
    docNumber: number.docNumber,
    date: invoice.date,
    relationshipId: invoice.relationship.id,
  };
}

/** Kinds of document that are not booked today, seen on the document itself. */
function unhandledDocument(invoice: TribeInvoice): Issue | null {
  const totals = [invoice.totalIncludingVat, invoice.totalExcludingVat, invoice.amount];
  const stated = totals.filter((total) => total !== null);
  if (![...stated, invoice.vatAmount ?? 0].every(isBookable)) return issue('AMOUNT_UNUSABLE', {});
  if (invoice.isCreditMarked) return issue('CREDIT_INVOICE', {});
  if (invoice.currency === null) return issue('CURRENCY_MISSING', {});
  if (invoice.currency !== FOLDER_CURRENCY) return issue('FOREIGN_CURRENCY', { currency: invoice.currency });
  if (invoice.isVatIncluded) return issue('VAT_INCLUDED', {});
  if (invoice.discountPercentage !== null && invoice.discountPercentage !== 0) {
    return issue('DOCUMENT_DISCOUNT', { percentage: invoice.discountPercentage });
  }
  const negative = stated.find((total) => toCents(total) < 0);
  if (negative !== undefined) return issue('TOTAL_NOT_POSITIVE', { totalCents: toCents(negative) });
  if (invoice.lines.length === 0) return issue('NO_LINES', {});
  return null;
}

function planOf(invoice: TribeInvoice, header: Header, amounts: DocumentAmounts): InvoicePlan {
  return {
    kind: 'invoice',
    invoiceId: invoice.id,
    relationshipId: header.relationshipId,
    number: header.number,
    docNumber: header.docNumber,
    reference: bookingReference(invoice.id),
    date: header.date,
    currency: FOLDER_CURRENCY,
    netCents: amounts.netCents,
    vatCents: amounts.vatCents,
    grossCents: amounts.netCents + amounts.vatCents,
    roundingCents: 0,
    foreign: null,
    structuredCommunication: null,
    creditedNumber: null,
    // The subject and the descriptions stay out: they often name a person.
    comment: `Tribe ${header.number}`.slice(0, COMMENT_LENGTH),
    revenue: amounts.revenue.filter((part) => part.netCents !== 0),
    vat: amounts.vat.filter((part) => part.baseCents !== 0),
  };
}

function held(problem: Issue): { readonly ok: false; readonly issue: Issue } {
  return { ok: false, issue: problem };
}
