import { invoiceDigest } from '../../domain/invoice/invoice-digest';
import { inDirectionOfKind } from '../../domain/invoice/invoice-kind';
import { mapInvoice } from '../../domain/invoice/invoice-mapping';
import { isBookable, toCents } from '../../domain/money/money';
import {
  expectedOfEntry,
  expectedOfFacts,
  expectedOfPlan,
  type KnownOfBooking,
} from '../../domain/tie-out/expected-document';
import type { BookingFacts, ExpectedDocument, TribeSide } from '../../domain/tie-out/tie-out-records';
import type { TribeId } from '../../domain/ids';
import type { TribeInvoice } from '../../domain/vendors/tribe-records';
import type { TenantSql } from '../../store/database/database';
import { bookingsOf, customersOf, type StagedBooking } from '../../store/tie-out/staged-invoices';
import type { TenantContext } from '../connection/tenant-connections';
import { factsOf } from '../invoices/plan-booking';

/** States in which an entry stands, and would be sent as it is. */
const WITH_ENTRY: readonly StagedBooking['state'][] = ['prepared', 'posting', 'verifying', 'booked'];
const MINUTE = 60_000;

/**
 * What each invoice should be in the ledger: the stored entry as long as its content is the one that was booked, whatever the settings
 * have become since; otherwise what it would become now. Those that move no account, or that a rule leaves alone, are left out.
 */
export async function sidesOf(
  sql: TenantSql,
  context: TenantContext,
  invoices: readonly TribeInvoice[],
): Promise<readonly TribeSide[]> {
  const bookings = await bookingsOf(
    sql,
    invoices.map(({ id }) => id),
  );
  const customers = await customersOf(
    sql,
    invoices.flatMap(({ relationship }) => relationship?.id ?? []),
  );
  return invoices.flatMap((invoice) => {
    const booking = bookings.get(invoice.id) ?? null;
    const customer = invoice.relationship === null ? null : customers.get(invoice.relationship.id);
    return sideOf(context, invoice, booking, customer ?? null) ?? [];
  });
}

type Customer = Pick<KnownOfBooking, 'customer' | 'customerId'>;

function sideOf(
  context: TenantContext,
  invoice: TribeInvoice,
  booking: StagedBooking | null,
  link: { readonly code: string; readonly customerId: NonNullable<KnownOfBooking['customerId']> } | null,
): TribeSide | null {
  if (booking?.state === 'skipped' && booking.isSkippedByRule) return null;
  const digest = invoiceDigest(invoice);
  const isSame = booking !== null && (booking.sourceDigest === null || booking.sourceDigest === digest);
  const base = {
    invoiceId: invoice.id,
    number: invoice.number,
    phase: invoice.phaseCode,
    digest,
    isGone: false,
    isYoung: Date.now() - Date.parse(invoice.changedAt) < graceMs(context),
    booking: factsOfBooking(booking),
  };
  if (booking?.entry && isSame && WITH_ENTRY.includes(booking.state))
    return { ...base, isEdited: false, problem: null, expected: expectedOfEntry(booking.entry) };
  const customer: Customer =
    link === null
      ? { customer: booking?.customerCode ?? null, customerId: null }
      : { customer: link.code, customerId: link.customerId };
  const planned = plannedOf(context, invoice, booking, customer);
  if (planned === null) return null;
  return { ...base, isEdited: booking?.state === 'booked' && !isSame, ...planned };
}

function plannedOf(
  { settings, vatMap }: TenantContext,
  invoice: TribeInvoice,
  booking: StagedBooking | null,
  customer: Customer,
): { readonly expected: ExpectedDocument; readonly problem: string | null } | null {
  const entry = booking?.entry ?? null;
  const isMoved = entry !== null && entry.invoiceDate !== null && entry.invoiceDate === invoice.date;
  const known = { ...customer, journal: null, movedTo: isMoved ? entry.date : null };
  const { revenueAccount, roundingAccount, vatRounding, flaggedCredit } = settings;
  const rules = { vatMap, revenueAccount, roundingAccount, vatRounding, flaggedCredit, numbers: settings };
  // An invoice of which more is known than a phase that Tribe alone gives a meaning is still the same.
  const mapped = mapInvoice({ ...invoice, phaseCode: 'Sent' }, rules);
  if (mapped.ok) return { expected: expectedOfPlan(mapped.plan, known), problem: null };
  const isBooked = booking?.state === 'booked';
  if (mapped.issue === null && !isBooked) return null;
  return {
    expected: expectedOfFacts(statedAmounts(invoice), known),
    problem: mapped.issue?.code ?? 'movesNothing',
  };
}

function statedAmounts(invoice: TribeInvoice) {
  const { kind = 'invoice', grossCents = null } = factsOf(invoice);
  const { totalExcludingVat, vatAmount } = inDirectionOfKind(invoice);
  return {
    kind: kind ?? 'invoice',
    date: invoice.date,
    netCents: centsOf(totalExcludingVat),
    vatCents: centsOf(vatAmount),
    grossCents,
  };
}

const centsOf = (total: number | null): number | null =>
  total === null || !isBookable(total) ? null : toCents(total);

const factsOfBooking = (booking: StagedBooking | null): BookingFacts => ({
  state: booking?.state ?? 'none',
  documentId: booking?.documentId ?? null,
  isLinked: booking?.isLinked ?? false,
  issueCode: booking?.state === 'booked' ? null : (booking?.issueCode ?? null),
});

/** The feed finds an invoice at the next poll, and a booking of unknown fate is believed absent after the quiet period. */
const graceMs = ({ settings }: TenantContext): number =>
  Math.max(15 * MINUTE, 3_000 * settings.pollSeconds + 2_000 * settings.quietPeriodSeconds);

/** A booked invoice that does not exist in Tribe any more. `booking` is null when only its reference in the ledger tells of it. */
export function goneSide(invoice: TribeId, booking: StagedBooking | null): TribeSide {
  const known = {
    customer: booking?.customerCode ?? null,
    customerId: null,
    journal: booking?.journalCode ?? null,
    movedTo: null,
  };
  const facts = {
    kind: booking?.kind ?? ('invoice' as const),
    date: booking?.bookedOn ?? booking?.invoiceDate ?? null,
    netCents: null,
    vatCents: null,
    grossCents: booking?.grossCents ?? null,
  };
  return {
    invoiceId: invoice,
    number: booking?.number ?? null,
    phase: null,
    digest: null,
    isGone: true,
    isEdited: false,
    isYoung: false,
    problem: null,
    expected: booking?.entry ? expectedOfEntry(booking.entry) : expectedOfFacts(facts, known),
    booking: factsOfBooking(booking),
  };
}
