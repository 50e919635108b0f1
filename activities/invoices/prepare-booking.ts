import { readInvoice } from '../../clients/tribe';
import { bookingDigest } from '../../domain/booking-digest';
import type { BookingInput, PrepareResult } from '../../domain/booking-steps';
import { tenantId, tribeId } from '../../domain/ids';
import { mapInvoice } from '../../domain/invoice-mapping';
import { issue, type Issue } from '../../domain/issue-catalogue';
import { isBookable, toCents } from '../../domain/money';
import type { TribeInvoice } from '../../domain/tribe-records';
import { postponeBooking, recordFacts, type InvoiceFacts } from '../../store/booking-queue';
import { loadBooking, type Booking } from '../../store/booking-row';
import {
  holdBooking,
  markUnknown,
  prepareBooking as writeIntent,
  skipBooking,
} from '../../store/booking-transitions';
import { prepareCustomerCreation } from '../../store/customer-creations';
import { openTenant, type TenantContext } from '../connection/tenant-connections';
import type { Dependencies } from '../dependencies';
import { withHeartbeat } from '../heartbeat';
import { draftDigest, type CustomerDraft } from '../relations/customer-draft';
import { readingTribe } from '../reading';
import { endOf, heldFor, postponed } from './booking-ends';
import { composeBooking } from './compose-booking';
import { findDebtor } from './debtor';
import { onFreshData } from './master-data';

/** A paused tenant's bookings are looked at again after this long, if resuming did not wake them. Milliseconds. */
const POSTPONE_MS = 10 * 60_000;

/**
 * Step 1 of the protocol: reads the invoice, maps it, and writes the intent. Repeatable: a row that is already
 * fenced, booked or held is not touched, the result only says what comes next.
 */
export function prepareBooking(deps: Dependencies, input: BookingInput): Promise<PrepareResult> {
  return withHeartbeat(async () => {
    const tenant = tenantId(input.tenant);
    const id = tribeId(input.invoice);
    const booking = await deps.database.asTenant(tenant, (sql) => loadBooking(sql, id));
    if (booking === null) return { kind: 'end', end: postponed('the invoice is not known any more') };
    const end = endOf(booking);
    if (end !== null) return { kind: 'end', end };
    if (booking.state === 'posting' && booking.winbooksId === null)
      await deps.database.asTenant(tenant, (sql) => markUnknown(sql, id, booking.attempt));
    if (booking.state === 'posting' || booking.state === 'verifying') return { kind: 'verify' };

    const context = await openTenant(deps, tenant);
    if (context.tenant.state !== 'active') {
      const until = new Date(Date.now() + POSTPONE_MS);
      await deps.database.asTenant(tenant, (sql) => postponeBooking(sql, id, until));
      return { kind: 'end', end: postponed(`the tenant is ${context.tenant.state}`) };
    }
    // From the first fence on the stored entry is sent unchanged.
    if (booking.state === 'prepared' && booking.attempt > 0) return ready(booking);
    return map(deps, context, booking);
  });
}

async function map(deps: Dependencies, context: TenantContext, booking: Booking): Promise<PrepareResult> {
  const tenant = context.tenant.id;
  const id = booking.tribeInvoiceId;
  if (context.invoiceDateField === null) return hold(issue('INVOICE_DATE_FIELD_MISSING', {}));
  const invoice = await readingTribe(readInvoice(context.tribe, id, context.invoiceDateField));
  if (invoice === null) return hold(issue('INVOICE_NOT_FOUND', {}));
  await deps.database.asTenant(tenant, (sql) => recordFacts(sql, id, factsOf(invoice)));
  const { startDate } = context.settings;
  if (startDate !== null && invoice.date !== null && invoice.date < startDate) {
    await deps.database.asTenant(tenant, (sql) => skipBooking(sql, id, 'before the start date'));
    return { kind: 'end', end: { state: 'skipped', issueCode: null, words: 'before the start date' } };
  }
  const rules = { vatMap: context.vatMap, revenueAccount: context.settings.revenueAccount };
  const mapped = mapInvoice(invoice, rules);
  if (!mapped.ok) return hold(mapped.issue);
  const { plan } = mapped;
  if (invoice.relationship === null) return hold(issue('CUSTOMER_MISSING', {}));

  const debtor = await findDebtor(deps, context, invoice.relationship);
  if (debtor.kind === 'issue') return hold(debtor.issue, plan.grossCents);
  if (debtor.kind === 'missing') return createFirst(debtor.draft);
  await deps.database.asTenant(tenant, (sql) =>
    recordFacts(sql, id, { customerName: debtor.customer.name, customerCode: debtor.customer.code }),
  );

  const { customer, paymentTermDays } = debtor;
  const composed = await onFreshData(
    deps.masterData,
    context.winbooks,
    () =>
      composeBooking(deps.masterData.of(context.winbooks), plan, customer, paymentTermDays, context.settings),
    (composition) => !composition.ok,
  );
  if (!composed.ok) return hold(composed.issue, plan.grossCents);
  const { entry, numberingScope } = composed;
  const written = await deps.database.asTenant(tenant, (sql) =>
    writeIntent(sql, id, { entry, digest: bookingDigest(entry), numberingScope }),
  );
  await deps.debugPoint('after-prepare');
  if (written === 'stale') return { kind: 'wait', waitMs: 1_000, words: 'the row moved on meanwhile' };
  if (written === 'prepared')
    return {
      kind: 'ready',
      journal: entry.journalCode,
      docNumber: entry.docNumber,
      attempt: booking.attempt,
    };
  return hold(
    issue('NUMBER_CLAIMED', {
      journal: entry.journalCode,
      docNumber: entry.docNumber,
      otherInvoice: written.other,
    }),
  );

  async function hold(found: Issue, grossCents: number | null = null): Promise<PrepareResult> {
    await deps.database.asTenant(tenant, async (sql) => {
      await recordFacts(sql, id, { grossCents });
      await holdBooking(sql, id, found.code, found.params);
    });
    return { kind: 'end', end: heldFor(found) };
  }

  async function createFirst(draft: CustomerDraft): Promise<PrepareResult> {
    const relation = tribeId(draft.relationId);
    const intent = { code: draft.code, body: draft, digest: draftDigest(draft) };
    const stored = await deps.database.asTenant(tenant, async (sql) => {
      await recordFacts(sql, id, {
        customerName: draft.name,
        customerCode: draft.code,
        grossCents: plan.grossCents,
      });
      return prepareCustomerCreation(sql, relation, intent);
    });
    if (typeof stored === 'object') return hold(issue('CUSTOMER_AMBIGUOUS', { customer: draft.code }));
    return { kind: 'customer', relation, code: draft.code };
  }
}

/** What people see of it even when it is held. */
function factsOf(invoice: TribeInvoice): InvoiceFacts {
  const gross = invoice.totalIncludingVat;
  return {
    number: invoice.number,
    invoiceDate: invoice.date,
    currency: invoice.currency,
    kind: invoice.isCreditMarked ? 'credit' : 'invoice',
    grossCents: gross === null || !isBookable(gross) ? null : toCents(gross),
  };
}

function ready(booking: Booking): PrepareResult {
  return {
    kind: 'ready',
    journal: booking.journalCode ?? '?',
    docNumber: booking.docNumber ?? 0,
    attempt: booking.attempt,
  };
}
