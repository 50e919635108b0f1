import { z } from 'zod';
import { MOST_UNKNOWN } from '../../domain/writes/write-protocol';
import { grossOf, type BookingEntry } from '../../domain/booking/booking-entry';
import { tribeId, type TribeId, type WinbooksId } from '../../domain/ids';
import type { TenantSql } from '../database/database';
import { closeIssues, openIssue, type IssueParams } from '../issues/issues';
import { firstRow, tribeIdColumn } from '../database/row-parsing';
import { fromStates, writeFateIn } from '../vendor-writes/write-fate';
import { unlessTaken } from '../database/unique-violation';

/**
 * The transitions of a booking (design: booking exactly once). Each is one guarded UPDATE: a caller that comes
 * late, twice or with an old attempt changes nothing, and learns that.
 */

/** Another booking of the tenant has this number, or this WinBooks document. */
export interface BookingConflict {
  readonly conflict: 'number' | 'winbooksId';
  readonly other: TribeId;
}

/** What is not booked and was ever unknown is looked at again: a commit later than the quiet period shows then. */
const LATE_LOOK = `case when ever_unknown then now() + interval '1 hour' end`;
/** What is booked is looked at again in any case: it may be deleted, or stand there twice. */
const FIRST_LATE_LOOK = `now() + interval '1 hour'`;

const issueRecord = (id: TribeId) => ({ kind: 'invoice', id }) as const;

/**
 * waiting, or prepared and never fenced → prepared: writes the intent. `numberingScope` is the book year's id
 * (or the period's, by setting): the number is unique in journal and scope. `stale`: in another state by now.
 */
export async function storeIntent(
  sql: TenantSql,
  id: TribeId,
  intent: { readonly entry: BookingEntry; readonly digest: string; readonly numberingScope: string },
): Promise<'prepared' | 'stale' | BookingConflict> {
  const { entry } = intent;
  const outcome = await unlessTaken(sql, () =>
    sql.query(
      `update bookings
          set state = 'prepared', due_at = null, entry = $3, digest = $4, numbering_scope = $5, reference = $6,
              journal_id = $7, journal_code = $8, doc_number = $9, book_year = $10, kind = $11,
              invoice_date = coalesce(invoice_date, $12),
              currency = $13, customer_code = $14, gross_cents = $15, currency_gross_cents = $16, booked_on = $17,
              issue_code = null, issue_details = null,
              updated_at = now()
        where tenant_id = $1 and tribe_invoice_id = $2 and winbooks_id is null
          and (state = 'waiting' or (state = 'prepared' and attempt = 0))`,
      [
        sql.tenantId,
        id,
        JSON.stringify(entry),
        intent.digest,
        intent.numberingScope,
        entry.reference,
        entry.journalId,
        entry.journalCode,
        entry.docNumber,
        entry.bookYear,
        entry.kind,
        entry.invoiceDate ?? entry.date,
        entry.currency,
        entry.customerCode,
        grossOf(entry).grossCents,
        grossOf(entry).currencyGrossCents,
        entry.date,
      ],
    ),
  );
  if ('value' in outcome) return outcome.value.rowCount === 1 ? 'prepared' : 'stale';
  const holder = await sql.query(
    `select tribe_invoice_id as other from bookings
      where tenant_id = $1 and journal_id = $2 and numbering_scope = $3 and doc_number = $4 and state <> 'skipped'`,
    [sql.tenantId, entry.journalId, intent.numberingScope, entry.docNumber],
  );
  return { conflict: 'number', other: otherOf(holder) };
}

function otherOf(holder: { readonly rows: readonly unknown[] }): TribeId {
  const row = firstRow(z.object({ other: tribeIdColumn }), holder);
  if (row === null)
    throw new Error('A booking was refused as a duplicate, and its double is gone: try again.');
  return row.other;
}

/** The steps of an attempt, by the protocol of every write to a vendor. */
const fate = writeFateIn({
  name: 'bookings',
  where: 'tenant_id = $1 and tribe_invoice_id = $2',
  vendorId: 'winbooks_id',
  lookAfterSeconds: null,
  mostUnknown: MOST_UNKNOWN,
});
export const bookingFate = fate;
export const fenceBooking = fate.fence;
export const markNotSent = fate.notSent;
export const markUnknown = fate.lose;
export const markAbsent = fate.miss;

/**
 * WinBooks answered this attempt with an id: stores it at once. The state stays; only where another run had
 * already given the attempt up (prepared again, not yet sent again) it returns to posting, so that nobody sends.
 */
export async function markAccepted(
  sql: TenantSql,
  id: TribeId,
  attempt: number,
  winbooksId: WinbooksId,
): Promise<'accepted' | 'stale' | BookingConflict> {
  const outcome = await unlessTaken(sql, () =>
    sql.query(
      `update bookings
          set winbooks_id = $4, state = case when state = 'prepared' then 'posting' else state end, updated_at = now()
        where tenant_id = $1 and tribe_invoice_id = $2 and attempt = $3 and attempt > 0
          and state in ('posting', 'verifying', 'prepared') and (winbooks_id is null or winbooks_id = $4)`,
      [sql.tenantId, id, attempt, winbooksId],
    ),
  );
  if ('value' in outcome) return outcome.value.rowCount === 1 ? 'accepted' : 'stale';
  return { conflict: 'winbooksId', other: await holderOfDocument(sql, winbooksId) };
}

async function holderOfDocument(sql: TenantSql, winbooksId: WinbooksId): Promise<TribeId> {
  const holder = await sql.query(
    `select tribe_invoice_id as other from bookings where tenant_id = $1 and winbooks_id = $2`,
    [sql.tenantId, winbooksId],
  );
  return otherOf(holder);
}

/** So many attempts must have come to nothing, and so many are enough even when nothing else was booked meanwhile. */
const FAILS_AFTER = 3;
const FAILS_ANYWAY_AFTER = 100;

/**
 * Whether it is this booking that WinBooks fails at: several attempts were looked for and are not there, while another booking
 * of the tenant arrived after the last of them had left. In an outage none arrives, and every booking simply waits.
 */
export async function failsAlone(sql: TenantSql, id: TribeId): Promise<boolean> {
  const result = await sql.query(
    `select from bookings as b
      where b.tenant_id = $1 and b.tribe_invoice_id = $2 and b.state = 'prepared' and b.attempt >= $3
        and (b.attempt >= $4 or exists (
          select from bookings as other
           where other.tenant_id = $1 and other.state = 'booked' and not other.linked and other.sent_at > b.sent_at))`,
    [sql.tenantId, id, FAILS_AFTER, FAILS_ANYWAY_AFTER],
  );
  return result.rowCount === 1;
}

/** How a booking came to be booked. */
export interface BookedAs {
  readonly winbooksId: WinbooksId;
  /** True when a document that was there already is taken for this invoice. */
  readonly linked: boolean;
  /** Booked, and a person should look at it all the same. */
  readonly issue?: { readonly code: string; readonly details: IssueParams };
}

/**
 * prepared, posting or verifying → booked; closes the record's issues (and opens the given one). A conflict names the booking that has the document,
 * which is this one itself when WinBooks had answered with another id.
 */
export async function markBooked(
  sql: TenantSql,
  id: TribeId,
  booked: BookedAs,
): Promise<'booked' | 'stale' | BookingConflict> {
  const outcome = await unlessTaken(sql, () =>
    sql.query(
      `update bookings
          set state = 'booked', winbooks_id = $3, linked = $4, issue_code = $5, issue_details = $6,
              booked_at = now(), due_at = null, unknown_since = null, updated_at = now(),
              recheck_at = ${FIRST_LATE_LOOK}
        where tenant_id = $1 and tribe_invoice_id = $2 and ${fromStates('write')}
          and (winbooks_id is null or winbooks_id = $3)`,
      [
        sql.tenantId,
        id,
        booked.winbooksId,
        booked.linked,
        booked.issue?.code ?? null,
        booked.issue === undefined ? null : JSON.stringify(booked.issue.details),
      ],
    ),
  );
  if ('takenBy' in outcome) {
    return { conflict: 'winbooksId', other: await holderOfDocument(sql, booked.winbooksId) };
  }
  if (outcome.value.rowCount === 0) return whyNotBooked(sql, id, booked.winbooksId);
  await closeIssues(sql, issueRecord(id), booked.issue?.code ?? null);
  if (booked.issue !== undefined)
    await openIssue(sql, booked.issue.code, issueRecord(id), booked.issue.details);
  return 'booked';
}

async function whyNotBooked(
  sql: TenantSql,
  id: TribeId,
  winbooksId: WinbooksId,
): Promise<'stale' | BookingConflict> {
  const result = await sql.query(
    `select from bookings
      where tenant_id = $1 and tribe_invoice_id = $2 and state in ('prepared', 'posting', 'verifying') and winbooks_id <> $3`,
    [sql.tenantId, id, winbooksId],
  );
  return result.rowCount === 0 ? 'stale' : { conflict: 'winbooksId', other: tribeId(id) };
}

/**
 * waiting or prepared → held, with its issue. From posting or verifying only when the fate of the running
 * attempt is known: `afterRefusal` names the attempt that WinBooks definitely refused.
 */
export async function holdBooking(
  sql: TenantSql,
  id: TribeId,
  code: string,
  details: IssueParams = {},
  afterRefusal: { readonly attempt: number } | null = null,
): Promise<boolean> {
  const result = await sql.query(
    `update bookings
        set state = 'held', due_at = null, issue_code = $3, issue_details = $4, unknown_since = null, look_anew = true,
            recheck_at = ${LATE_LOOK}, updated_at = now()
      where tenant_id = $1 and tribe_invoice_id = $2 and winbooks_id is null
        and (state in ('waiting', 'prepared') or (state in ('posting', 'verifying') and attempt = $5))`,
    [sql.tenantId, id, code, JSON.stringify(details), afterRefusal?.attempt ?? null],
  );
  if (result.rowCount === 0) return false;
  await closeIssues(sql, issueRecord(id), code);
  await openIssue(sql, code, issueRecord(id), details);
  return true;
}
