import { z } from 'zod';
import { BOOKING_STATES, type BookingEntry, type BookingState } from '../../domain/booking/booking-entry';
import type { TribeId } from '../../domain/ids';
import type { TenantSql } from '../database/database';
import {
  dayColumn,
  isoInstant,
  parseRows,
  parseStored,
  tribeIdColumn,
  whatIsNotUnderstood,
  winbooksIdColumn,
} from '../database/row-parsing';

const cents = z.number().int();
const entryLine = z.object({
  order: z.number().int(),
  role: z.enum(['customer', 'revenue', 'vat', 'rounding']),
  accountId: winbooksIdColumn,
  accountCode: z.string(),
  centralAccountType: z.string().nullable(),
  vatId: winbooksIdColumn.nullable(),
  vatCode: z.string().nullable(),
  amountCents: cents,
  vatBaseCents: cents.nullable(),
  turnoverCents: cents.nullable(),
  vatCents: cents.nullable(),
  // Absent in entries that were stored before other currencies were supported.
  currencyAmountCents: cents.nullable().default(null),
  currencyVatBaseCents: cents.nullable().default(null),
  currencyVatCents: cents.nullable().default(null),
  comment: z.string().nullable(),
});
/** Strict: an entry that this version does not understand completely must never be sent. */
export const bookingEntry: z.ZodType<BookingEntry> = z.strictObject({
  kind: z.enum(['invoice', 'credit']),
  reference: z.string(),
  journalId: winbooksIdColumn,
  journalCode: z.string(),
  periodId: winbooksIdColumn,
  bookYearId: winbooksIdColumn.nullable(),
  bookYear: z.string(),
  docNumber: z.number().int(),
  date: dayColumn,
  invoiceDate: dayColumn.nullable().default(null),
  dueDate: dayColumn.nullable(),
  currency: z.string(),
  currencyRate: z.string().nullable().default(null),
  structuredCommunication: z.string().nullable().default(null),
  customerId: winbooksIdColumn,
  customerCode: z.string(),
  lines: z.array(entryLine.strict()),
});

const bookingRow = z.object({
  tribeInvoiceId: tribeIdColumn,
  number: z.string().nullable(),
  invoiceDate: dayColumn.nullable(),
  /** The vendor's clock, ISO 8601 in UTC. */
  changedAt: z.string(),
  foundAt: z.date(),
  state: z.enum(BOOKING_STATES),
  /** When dispatch may start a run; null while a run owns the row, and when the row is final. */
  dueAt: z.date().nullable(),
  dispatchedAt: z.date().nullable(),
  attempt: z.number(),
  sentAt: z.date().nullable(),
  everUnknown: z.boolean(),
  unknownSince: z.date().nullable(),
  recheckAt: z.date().nullable(),
  entry: bookingEntry.nullable(),
  digest: z.string().nullable(),
  reference: z.string().nullable(),
  journalId: winbooksIdColumn.nullable(),
  journalCode: z.string().nullable(),
  numberingScope: z.string().nullable(),
  docNumber: z.number().nullable(),
  bookYear: z.string().nullable(),
  kind: z.enum(['invoice', 'credit']).nullable(),
  /** In the folder's currency. */
  grossCents: cents.nullable(),
  /** The same in the currency of the invoice; null where Tribe does not state it. */
  currencyGrossCents: cents.nullable(),
  /** ISO 4217: the currency of the invoice. */
  currency: z.string().nullable(),
  /** The booking day of the entry; differs from the invoice date if its own period was closed. */
  bookedOn: dayColumn.nullable(),
  customerName: z.string().nullable(),
  customerCode: z.string().nullable(),
  winbooksId: winbooksIdColumn.nullable(),
  linked: z.boolean(),
  issueCode: z.string().nullable(),
  issueDetails: z.record(z.string(), z.unknown()).nullable(),
  skipReason: z.string().nullable(),
  /** True if a rule skipped it, which may decide differently later; false if a person did. */
  skippedByRule: z.boolean(),
  bookedAt: z.date().nullable(),
  creditedNumber: z.string().nullable(),
  /** The content of the invoice when the entry was composed (`invoiceDigest`). */
  sourceDigest: z.string().nullable(),
  /** WinBooks documents that a person has declared to be other invoices. */
  clearedDocuments: z.array(winbooksIdColumn),
  /** True after it was held, skipped or postponed once: somebody may have keyed it in since. */
  lookAnew: z.boolean(),
  /** The issues that a person has seen and accepted since it was booked: code → the details at that time. */
  seenIssues: z.record(z.string(), z.record(z.string(), z.unknown())),
  /** For each step, how often in a row it failed for this row alone (`countFailure`). */
  failures: z.record(z.string(), z.number()),
  updatedAt: z.date(),
});

/** What the columns hold in each state, as the checks of the table have it. */
const intent = { entry: bookingEntry, digest: z.string(), reference: z.string(), numberingScope: z.string() };
const inFlight = { ...intent, sentAt: z.date() };
const rowByState = z.discriminatedUnion('state', [
  bookingRow.extend({ state: z.literal('waiting') }),
  bookingRow.extend({ state: z.literal('prepared'), ...intent, winbooksId: z.null() }),
  bookingRow.extend({ state: z.literal('posting'), ...inFlight }),
  bookingRow.extend({ state: z.literal('verifying'), ...inFlight }),
  bookingRow.extend({ state: z.literal('booked'), winbooksId: winbooksIdColumn, bookedAt: z.date() }),
  bookingRow.extend({ state: z.literal('held') }),
  bookingRow.extend({ state: z.literal('skipped') }),
]);

/** One row, by its state: a prepared one has its entry, one in flight the moment in which it left, a booked one its document. */
export type Booking = z.output<typeof rowByState>;
/** The entry stands, and no attempt of unknown fate exists. */
export type PreparedBooking = Extract<Booking, { state: 'prepared' }>;
/** An attempt has left, or may have. `winbooksId`: WinBooks confirmed it. */
export type BookingInFlight = Extract<Booking, { state: 'posting' | 'verifying' }>;
export type BookedBooking = Extract<Booking, { state: 'booked' }>;

/** The row without its entry, for lists. */
const listedBookingRow = bookingRow.omit({ entry: true });
export type ListedBooking = z.output<typeof listedBookingRow>;

/** For a query whose rows `listed` parses. */
export const LISTED_COLUMNS = `tribe_invoice_id as "tribeInvoiceId", number, invoice_date as "invoiceDate",
  ${isoInstant('changed_at')} as "changedAt", found_at as "foundAt", state, due_at as "dueAt",
  dispatched_at as "dispatchedAt", attempt, sent_at as "sentAt", ever_unknown as "everUnknown",
  unknown_since as "unknownSince", recheck_at as "recheckAt", digest, reference, journal_id as "journalId",
  journal_code as "journalCode", numbering_scope as "numberingScope", doc_number as "docNumber",
  book_year as "bookYear", kind, gross_cents as "grossCents", currency_gross_cents as "currencyGrossCents", currency, booked_on as "bookedOn", customer_name as "customerName",
  customer_code as "customerCode", winbooks_id as "winbooksId", linked, issue_code as "issueCode",
  issue_details as "issueDetails", skip_reason as "skipReason", skipped_by_rule as "skippedByRule", booked_at as "bookedAt",
  credited_number as "creditedNumber", source_digest as "sourceDigest", cleared_documents as "clearedDocuments",
  look_anew as "lookAnew", seen_issues as "seenIssues", failures, updated_at as "updatedAt"`;

/** Oldest date first, then the number as people count it: F2026-9 before F2026-10. */
export const OLDEST_FIRST = `invoice_date nulls last, length(number), number collate "C", tribe_invoice_id`;

/**
 * The whole row of one invoice; null when the watch never found it. Throws `UnreadableRow` when another version wrote
 * it in a way that this one does not understand.
 */
export async function loadBooking(sql: TenantSql, tribeInvoiceId: TribeId): Promise<Booking | null> {
  const result = await sql.query(
    `select ${LISTED_COLUMNS}, entry from bookings where tenant_id = $1 and tribe_invoice_id = $2`,
    [sql.tenantId, tribeInvoiceId],
  );
  const [row] = result.rows;
  if (row === undefined) return null;
  return parseStored(rowByState, row);
}

/**
 * The tenant's bookings, oldest invoice first, of one state or of all.
 *
 * @param wanted.changedSince leaves out those that are final and have not changed since
 */
export async function listBookings(
  sql: TenantSql,
  wanted: {
    readonly state?: BookingState;
    readonly changedSince?: Date | null;
    readonly limit?: number;
  } = {},
): Promise<ListedBooking[]> {
  const result = await sql.query(
    `select ${LISTED_COLUMNS} from bookings
      where tenant_id = $1 and ($2::text is null or state = $2)
        and ($4::timestamptz is null or updated_at > $4 or state not in ('booked', 'held', 'skipped'))
      order by ${OLDEST_FIRST} limit $3`,
    [sql.tenantId, wanted.state ?? null, wanted.limit ?? 10_000, wanted.changedSince ?? null],
  );
  return listed(result);
}

/**
 * Every row of a list. A row that another version wrote is shown as held, with the fields that this version
 * understands, so that it does not hide its neighbours.
 */
export function listed(result: { readonly rows: readonly unknown[] }): ListedBooking[] {
  return result.rows.map((row) => {
    const parsed = listedBookingRow.safeParse(row);
    return parsed.success ? parsed.data : understood(row, parsed.error);
  });
}

const identity = z.object({ tribeInvoiceId: tribeIdColumn });

function understood(row: unknown, error: z.ZodError): ListedBooking {
  const columns = z.record(z.string(), z.unknown()).parse(row);
  const strange = new Set(error.issues.map(({ path: [column] }) => String(column)));
  const known = Object.entries(columns).filter(([column]) => !strange.has(column));
  return listedBookingRow.parse({
    ...NOTHING_UNDERSTOOD,
    ...Object.fromEntries(known),
    ...identity.parse(columns),
    state: 'held',
    issueCode: NOT_UNDERSTOOD,
    issueDetails: { words: whatIsNotUnderstood(error) },
  });
}

const NOT_UNDERSTOOD = 'ROW_NOT_UNDERSTOOD';
const NOTHING_UNDERSTOOD = {
  ...Object.fromEntries(Object.keys(listedBookingRow.shape).map((column) => [column, null])),
  changedAt: '1970-01-01T00:00:00Z',
  foundAt: new Date(0),
  attempt: 0,
  everUnknown: false,
  linked: false,
  clearedDocuments: [],
  seenIssues: {},
  failures: {},
  updatedAt: new Date(0),
};

/** The bookings that a person means: the one with this Tribe id, else all with this number, ignoring case. */
export async function findBookings(sql: TenantSql, idOrNumber: string): Promise<ListedBooking[]> {
  const wanted = idOrNumber.trim().toLowerCase();
  const result = await sql.query(
    `select ${LISTED_COLUMNS} from bookings
      where tenant_id = $1 and (tribe_invoice_id = $2 or lower(number) = $2)
      order by ${OLDEST_FIRST}`,
    [sql.tenantId, wanted],
  );
  const named = listed(result);
  const byId = named.filter(({ tribeInvoiceId }) => tribeInvoiceId === wanted);
  return byId.length > 0 ? byId : named;
}

/**
 * How many bookings are in each state; every state is present. A state that only another version knows counts as held.
 */
export async function countByState(sql: TenantSql): Promise<Record<BookingState, number>> {
  const result = await sql.query(
    `select state, count(*) as bookings from bookings where tenant_id = $1 group by state`,
    [sql.tenantId],
  );
  const counts = { waiting: 0, prepared: 0, posting: 0, verifying: 0, booked: 0, held: 0, skipped: 0 };
  const known = z.enum(BOOKING_STATES).catch('held');
  for (const row of parseRows(z.object({ state: known, bookings: z.number() }), result)) {
    counts[row.state] += row.bookings;
  }
  return counts;
}
