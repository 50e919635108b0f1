import type { BookingEntry } from '../../domain/booking/booking-entry';
import { bookingDigest } from '../../domain/booking/booking-digest';
import { tribeId, type TenantId, type TribeId } from '../../domain/ids';
import { issue, type Issue } from '../../domain/issues/issue-catalogue';
import type { SkipReason } from '../../domain/issues/texts/check-texts';
import { nameInIssue } from '../../store/bookings/booking-names';
import { recordFound } from '../../store/bookings/booking-queue';
import { loadBooking, type Booking } from '../../store/bookings/booking-row';
import { storeIntent } from '../../store/bookings/booking-transitions';
import { neverCommitting } from '../../store/database/database';
import { openTenantWith, type TenantContext } from '../connection/tenant-connections';
import type { Dependencies } from '../dependencies';
import { rejectedPartners } from '../../store/relations/relation-matches';
import { customerCreations } from '../../store/relations/customer-creations';
import { lookForCustomer } from '../relations/look-for-customer';
import { inWords } from '../waiting';
import { checkBooked, type CheckedBooked } from './check-booked';
import { lookUpInLedger, soughtFor } from './ledger-look-up';
import { findNearMiss } from './near-miss';
import { nearMiss, numberTaken } from './side-by-side';
import { planBooking, type BookingPlan } from './plan-booking';
import { reopenBooking } from '../../store/bookings/held-bookings';
import { bookedTwice } from './booking-issues';
import { prepareCustomer } from '../relations/create-customer';

/** What would become of an invoice now. */
export type BookingCheck =
  | { readonly kind: 'wouldBook'; readonly entry: BookingEntry }
  /** WinBooks has this document already: it would be adopted, or linked. */
  | { readonly kind: 'isThere'; readonly entry: BookingEntry; readonly document: string }
  | CheckedBooked
  /** Its customer would be created in WinBooks first; the entry is known only then. */
  | { readonly kind: 'wouldCreateCustomer'; readonly customerCode: string }
  | { readonly kind: 'wouldHold'; readonly issue: Issue; readonly entry: BookingEntry | null }
  | { readonly kind: 'wouldSkip'; readonly reason: SkipReason }
  /** WinBooks gave no answer: ask again later. */
  | { readonly kind: 'noAnswer'; readonly words: string };

/**
 * "Would this book?": takes the steps of a real booking up to the fence, with the same issues, on a store that rolls
 * everything back. Writes nothing here and nothing at the vendors. Throws `ApplicationFailure` when Tribe gives no answer.
 */
export async function checkBooking(
  real: Dependencies,
  tenant: TenantId,
  invoice: TribeId,
): Promise<BookingCheck> {
  const deps = { ...real, database: neverCommitting(real.database) };
  const { context, also: row } = await openTenantWith(deps, tenant, (sql) => loadBooking(sql, invoice));
  if (row?.state === 'booked') return checkBooked(deps, context, row);
  // From the first fence on the stored entry is sent unchanged.
  const isFenced = row?.state === 'posting' || row?.state === 'verifying';
  if (isFenced || (row?.state === 'prepared' && row.attempt > 0))
    return checkInLedger(deps, context, invoice, row.entry, row);
  const plan = await planBooking(deps, context, invoice, new Date());
  switch (plan.kind) {
    case 'skip':
      return { kind: 'wouldSkip', reason: plan.reason };
    case 'hold':
      return { kind: 'wouldHold', issue: plan.issue, entry: null };
    case 'customer':
      return checkCustomer(deps, context, plan);
    case 'book':
      return checkEntry(deps, context, invoice, plan, row);
  }
}

async function checkCustomer(
  deps: Dependencies,
  context: TenantContext,
  { draft }: Extract<BookingPlan, { kind: 'customer' }>,
): Promise<BookingCheck> {
  const { problem, creation, rejected } = await deps.database.asTenant(context.tenant.id, async (sql) => ({
    problem: await prepareCustomer(sql, draft),
    creation: await customerCreations.load(sql, draft.relationId),
    rejected: await rejectedPartners(sql, 'customer', { relationId: tribeId(draft.relationId) }),
  }));
  const wouldHold = (found: Issue): BookingCheck => ({ kind: 'wouldHold', issue: found, entry: null });
  if (problem !== null) return wouldHold(problem);
  const looked = await lookForCustomer(context.winbooks, draft, creation, rejected);
  if (looked.kind === 'noAnswer') return { kind: 'noAnswer', words: inWords(looked.failure) };
  return looked.kind === 'found' && looked.found.kind === 'problem'
    ? wouldHold(looked.found.issue)
    : { kind: 'wouldCreateCustomer', customerCode: draft.code };
}

async function checkEntry(
  deps: Dependencies,
  context: TenantContext,
  invoice: TribeId,
  { entry, numberingScope }: Extract<BookingPlan, { kind: 'book' }>,
  row: Booking | null,
): Promise<BookingCheck> {
  const names = { journal: entry.journalCode, docNumber: entry.docNumber };
  const claimed = await deps.database.asTenant(context.tenant.id, async (sql) => {
    // The number of a draft is checked too, and that of an invoice that the watch has not seen yet.
    if (row === null)
      await recordFound(sql, [{ id: invoice, number: null, date: entry.date, changedAt: FIRST_SEEN }]);
    if (row?.state === 'held' || row?.state === 'skipped') await reopenBooking(sql, invoice);
    const written = await storeIntent(sql, invoice, { entry, digest: bookingDigest(entry), numberingScope });
    return typeof written === 'object' ? nameInIssue(sql, written.other) : null;
  });
  if (claimed !== null) {
    const problem = issue('NUMBER_CLAIMED', { ...names, otherInvoice: claimed });
    return { kind: 'wouldHold', issue: problem, entry };
  }
  return checkInLedger(deps, context, invoice, entry, row);
}

/** Step 2 of the protocol, by the functions of the post itself. */
async function checkInLedger(
  deps: Dependencies,
  context: TenantContext,
  invoice: TribeId,
  entry: BookingEntry,
  row: Booking | null,
): Promise<BookingCheck> {
  const names = { journal: entry.journalCode, docNumber: entry.docNumber };
  const sought = await soughtFor(deps, context, entry, row?.winbooksId ?? null);
  const found = await lookUpInLedger(context.winbooks, sought);
  switch (found.kind) {
    case 'noAnswer':
      return { kind: 'noAnswer', words: inWords(found.failure) };
    case 'absent': {
      const near = await findNearMiss(deps, context, invoice, entry, row);
      return near === null
        ? { kind: 'wouldBook', entry }
        : { kind: 'wouldHold', issue: await nearMiss(deps, context, entry, near), entry };
    }
    case 'ours':
    case 'same-document':
      return { kind: 'isThere', entry, document: found.document.id };
    case 'twice':
      return { kind: 'wouldHold', issue: bookedTwice(entry, found), entry };
    case 'blind':
      return { kind: 'wouldHold', issue: issue('LOOKUP_BLIND', names), entry };
    case 'taken':
      return {
        kind: 'wouldHold',
        issue: await numberTaken(deps, context, names, entry, found.document),
        entry,
      };
  }
}

/** Of a row that is rolled back. */
const FIRST_SEEN = '1970-01-01T00:00:00Z';
