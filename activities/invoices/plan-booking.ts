import { readInvoice } from '../../clients/tribe';
import type { BookingEntry } from '../../domain/booking/booking-entry';
import type { TribeId, TenantId } from '../../domain/ids';
import { invoiceDigest } from '../../domain/invoice/invoice-digest';
import { inDirectionOfKind, invoiceKind } from '../../domain/invoice/invoice-kind';
import { mapInvoice } from '../../domain/invoice/invoice-mapping';
import { issue, type Issue } from '../../domain/issues/issue-catalogue';
import type { SkipReason } from '../../domain/issues/texts/check-texts';
import { FOLDER_CURRENCY, isBookable, toCents } from '../../domain/money/money';
import type { TribeInvoice } from '../../domain/vendors/tribe-records';
import type { InvoiceFacts } from '../../store/bookings/booking-queue';
import type { TenantContext } from '../connection/tenant-connections';
import type { Dependencies } from '../dependencies';
import type { CustomerDraft } from '../relations/customer-draft';
import { readingTribe } from '../reading';
import { composeBooking } from './compose-booking';
import { findCustomer } from '../relations/find-customer';
import { onFreshData } from '../master-data';
import { possiblyCredited, takingBack } from '../../domain/invoice/credited-invoice';
import type { InvoicePlan } from '../../domain/invoice/invoice-plan';
import { knownSalesNumbers } from '../../store/bookings/known-numbers';

/** What an invoice would become. `facts` is what people see of it in any case. */
export type BookingPlan =
  | { readonly kind: 'hold'; readonly issue: Issue; readonly facts: InvoiceFacts }
  | { readonly kind: 'skip'; readonly reason: SkipReason; readonly facts: InvoiceFacts }
  /** Its customer is not in WinBooks yet. */
  | { readonly kind: 'customer'; readonly draft: CustomerDraft; readonly facts: InvoiceFacts }
  | {
      readonly kind: 'book';
      readonly entry: BookingEntry;
      readonly numberingScope: string;
      readonly facts: InvoiceFacts;
    };

/**
 * Reads an invoice and decides what it becomes: the whole entry, or the issue that prevents it. The only write is the
 * link of a customer that was found. Bookings and checks both use this function.
 *
 * @param since when the invoice became due or was asked about: nothing that was read before holds it
 */
export async function planBooking(
  deps: Dependencies,
  context: TenantContext,
  id: TribeId,
  since: Date,
): Promise<BookingPlan> {
  const { settings, invoiceDateField } = context;
  if (invoiceDateField === null) return hold(issue('INVOICE_DATE_FIELD_MISSING', {}), {});
  const invoice = await readingTribe(readInvoice(context.tribe, id, invoiceDateField));
  if (invoice === null) return hold(issue('INVOICE_NOT_FOUND', {}), {});
  const seen = factsOf(invoice);
  if (settings.startDate !== null && invoice.date !== null && invoice.date < settings.startDate)
    return { kind: 'skip', reason: 'beforeStartDate', facts: seen };

  const { revenueAccount, roundingAccount, vatRounding, flaggedCredit } = settings;
  const { vatMap } = context;
  const rules = { vatMap, revenueAccount, roundingAccount, vatRounding, flaggedCredit, numbers: settings };
  const mapped = mapInvoice(invoice, rules);
  if (!mapped.ok)
    return mapped.issue === null
      ? { kind: 'skip', reason: 'movesNothing', facts: seen }
      : hold(mapped.issue, seen);
  const { kind, grossCents, foreign } = mapped.plan;
  const currencyGrossCents = foreign?.grossCents ?? grossCents;
  const mappedFacts = { ...seen, kind, grossCents, currencyGrossCents };
  if (invoice.relationship === null) return hold(issue('CUSTOMER_MISSING', {}), mappedFacts);

  const found = await findCustomer(deps, context, invoice.relationship, since);
  if (found.kind === 'held') return hold(found.issue, mappedFacts);
  if (found.kind === 'missing') {
    const { draft } = found;
    return {
      kind: 'customer',
      draft,
      facts: { ...mappedFacts, customerName: draft.name, customerCode: draft.code },
    };
  }
  const { customer, paymentTermDays } = found;
  const plan = await namingCredited(deps, context.tenant.id, mapped.plan, invoice, customer.code);
  const facts = {
    ...mappedFacts,
    creditedNumber: plan.creditedNumber,
    customerName: customer.name,
    customerCode: customer.code,
  };
  const composed = await onFreshData(
    deps.masterData,
    context.winbooks,
    since,
    () => composeBooking(deps, context, plan, customer, paymentTermDays),
    (composition) => !composition.ok,
  );
  if (!composed.ok) return hold(composed.issue, facts);
  return { kind: 'book', entry: composed.entry, numberingScope: composed.numberingScope, facts };
}

const hold = (found: Issue, facts: InvoiceFacts): BookingPlan => ({ kind: 'hold', issue: found, facts });

/** What people see of an invoice even when it is held; amounts in the direction of its kind. */
export function factsOf(invoice: TribeInvoice): InvoiceFacts {
  const { totalIncludingVat, inCurrency } = inDirectionOfKind(invoice);
  const grossCents = bookableCents(totalIncludingVat);
  const isInFolderCurrency = invoice.currency === FOLDER_CURRENCY;
  return {
    number: invoice.number,
    invoiceDate: invoice.date,
    currency: invoice.currency,
    kind: invoiceKind(invoice),
    grossCents,
    currencyGrossCents:
      bookableCents(inCurrency.totalIncludingVat) ?? (isInFolderCurrency ? grossCents : null),
    sourceDigest: invoiceDigest(invoice),
  };
}

const bookableCents = (total: number | null): number | null =>
  total === null || !isBookable(total) ? null : toCents(total);

/**
 * The plan of a credit note with the number of the invoice that it credits, if Tribe states it: in a field, or as the
 * only word of its subject that is the number of an invoice to the same customer. Two such words are ambiguous and
 * ignored.
 */
export async function namingCredited(
  deps: Dependencies,
  tenant: TenantId,
  plan: InvoicePlan,
  invoice: TribeInvoice,
  customerCode: string,
): Promise<InvoicePlan> {
  if (plan.kind !== 'credit' || plan.creditedNumber !== null) return plan;
  const words = possiblyCredited(invoice);
  if (words.length === 0) return plan;
  const known = await deps.database.asTenant(tenant, (sql) =>
    knownSalesNumbers(sql, words, { notInvoice: invoice.id, customerCode }),
  );
  const [only, another] = known;
  return only === undefined || another !== undefined ? plan : takingBack(plan, invoice, only);
}
