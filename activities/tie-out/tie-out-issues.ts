import type { TribeId } from '../../domain/ids';
import { issue, type IssueCode } from '../../domain/issues/issue-catalogue';
import { isSeeable, type SeeableCode } from '../../domain/issues/seen-issues';
import type { TieOutDifference } from '../../domain/tie-out/tie-out-records';
import { clearBooked, flagBooked, showGravest } from '../../store/bookings/booked-issues';
import { loadBooking, type BookedBooking } from '../../store/bookings/booking-row';
import type { TenantSql } from '../../store/database/database';
import { closeIssue, hasAnyOpenIssue, openIssue, type IssueParams } from '../../store/issues/issues';
import { keyOf, listDifferences } from '../../store/tie-out/tie-out-results';
import { bookedTwice, bookingGone, invoiceGone, namesOfBooked } from '../invoices/booking-issues';

/** Of an invoice that was sent long enough ago, and that nothing holds. */
const NOT_BOOKED = 'INVOICE_NOT_BOOKED' satisfies IssueCode;
const UNKNOWN_DOCUMENTS = 'UNKNOWN_DOCUMENTS' satisfies IssueCode;
/** So many documents are named in one issue; the tie-out itself lists all. */
const MOST_NAMED = 20;

type Standing = TieOutDifference & { readonly month: string };

/**
 * Opens the issue of each difference of a month and closes those of differences that are gone, in the transaction that stores them. An
 * issue that says the same already is kept as it is: one code says one thing of an invoice, whoever found it. What a person has seen
 * stays closed (`flagBooked`).
 */
export async function applyIssues(
  sql: TenantSql,
  before: readonly TieOutDifference[],
  now: readonly TieOutDifference[],
  month: string,
): Promise<{ readonly appeared: number; readonly resolved: number }> {
  const [known, standing] = [new Set(before.map(keyOf)), new Set(now.map(keyOf))];
  const invoices = new Set(now.flatMap(({ invoiceId }) => invoiceId ?? []));
  for (const id of invoices)
    await openIssuesOf(
      sql,
      id,
      now.filter(({ invoiceId }) => invoiceId === id),
    );
  const resolved = before.filter((difference) => !standing.has(keyOf(difference)));
  await closeResolved(sql, resolved);
  await showUnknown(sql, [...before, ...now], now, month);
  return {
    appeared: now.filter((difference) => !known.has(keyOf(difference))).length,
    resolved: resolved.length,
  };
}

/** The issue that says what a difference says; null where none is needed. */
export function issueCodeOf({
  code,
  changedIn,
}: Pick<TieOutDifference, 'code' | 'changedIn'>): IssueCode | null {
  switch (code) {
    case 'missing':
      return NOT_BOOKED;
    case 'duplicate':
      return 'BOOKED_TWICE';
    case 'deleted':
      return changedIn === 'tribe' ? 'INVOICE_GONE' : 'BOOKING_GONE';
    case 'edited':
      return changedIn === 'tribe' ? 'INVOICE_CHANGED' : 'BOOKING_DIFFERS';
    case 'amount':
    case 'vat-code':
    case 'date':
    case 'customer':
      return 'BOOKING_DIFFERS';
    case 'unknown':
      return UNKNOWN_DOCUMENTS;
    case 'phase':
      return null;
  }
}

async function openIssuesOf(
  sql: TenantSql,
  id: TribeId,
  differences: readonly TieOutDifference[],
): Promise<void> {
  const booking = await loadBooking(sql, id);
  const codes = new Set(differences.map(issueCodeOf));
  for (const code of codes) {
    const [first] = differences.filter((difference) => issueCodeOf(difference) === code);
    if (code === null || first === undefined) continue;
    if (code === NOT_BOOKED) await openNotBooked(sql, id, first);
    else if (booking?.state === 'booked' && isSeeable(code))
      await flagBooked(sql, id, code, paramsOf(code, booking, differences));
  }
}

/** Whatever is open on an invoice that is not booked says why. */
async function openNotBooked(sql: TenantSql, id: TribeId, { tribe }: TieOutDifference): Promise<void> {
  const record = { kind: 'invoice', id } as const;
  if (await hasAnyOpenIssue(sql, record)) return;
  const { params } = issue(NOT_BOOKED, {
    number: tribe?.number ?? '',
    date: tribe?.date ?? '',
    grossCents: tribe?.grossCents ?? '',
  });
  await openIssue(sql, NOT_BOOKED, record, params);
  await showGravest(sql, id);
}

function paramsOf(
  code: SeeableCode,
  booking: BookedBooking,
  differences: readonly TieOutDifference[],
): IssueParams {
  switch (code) {
    case 'BOOKED_TWICE': {
      const copies = differences.filter((difference) => difference.code === 'duplicate');
      const ids = [booking.winbooksId, ...copies.flatMap(({ documentId }) => documentId ?? [])];
      const documents = ids.map((id) => ({ id }));
      return bookedTwice(booking.entry, { documents, kept: booking.winbooksId }).params;
    }
    case 'BOOKING_GONE':
      return bookingGone(booking).params;
    case 'INVOICE_GONE':
      return invoiceGone(booking).params;
    case 'BOOKING_DIFFERS': {
      const words = differences.find(({ words: each }) => each !== '')?.words ?? '';
      const { journal, docNumber } = namesOfBooked(booking);
      return issue('BOOKING_DIFFERS', { journal, docNumber, differences: words }).params;
    }
    case 'INVOICE_CHANGED':
      return changedParams(booking, differences);
  }
}

function changedParams(booking: BookedBooking, differences: readonly TieOutDifference[]): IssueParams {
  const { journal, docNumber, date, grossCents, customer } = namesOfBooked(booking);
  const stated = differences.find(({ tribe }) => tribe !== null)?.tribe ?? null;
  const { params } = issue('INVOICE_CHANGED', {
    journal,
    docNumber,
    bookedDate: date,
    bookedCents: grossCents,
    bookedCustomer: customer,
    statedDate: stated?.date ?? '',
    statedCents: stated === null || stated.grossCents === null ? '' : Math.abs(stated.grossCents),
    statedCustomer: stated?.customer ?? '',
  });
  return { ...params, statedDigest: stated?.digest ?? '' };
}

/** Closes the issues of differences that are gone, unless another one that stands has the same. */
async function closeResolved(sql: TenantSql, resolved: readonly TieOutDifference[]): Promise<void> {
  if (resolved.length === 0) return;
  const standing: readonly Standing[] = await listDifferences(sql);
  for (const difference of resolved) {
    const { invoiceId } = difference;
    const code = issueCodeOf(difference);
    if (invoiceId === null || code === null) continue;
    const isStanding = standing.some((each) => each.invoiceId === invoiceId && issueCodeOf(each) === code);
    if (isStanding) continue;
    if (isSeeable(code)) await clearBooked(sql, invoiceId, code);
    else if (await closeIssue(sql, code, { kind: 'invoice', id: invoiceId }))
      await showGravest(sql, invoiceId);
  }
}

/** One issue for each journal and month that has documents of no invoice. */
async function showUnknown(
  sql: TenantSql,
  all: readonly TieOutDifference[],
  now: readonly TieOutDifference[],
  month: string,
): Promise<void> {
  const journals = new Set(all.filter(({ code }) => code === 'unknown').map(journalOf));
  for (const journal of journals) {
    const record = { kind: 'journal', id: `${journal} ${month}` } as const;
    const documents = now.filter((each) => each.code === 'unknown' && journalOf(each) === journal);
    if (documents.length === 0) {
      await closeIssue(sql, UNKNOWN_DOCUMENTS, record);
      continue;
    }
    const named = documents
      .slice(0, MOST_NAMED)
      .map(({ winbooks }) => winbooks?.number ?? winbooks?.id ?? '');
    const { params } = issue(UNKNOWN_DOCUMENTS, {
      journal,
      month,
      count: documents.length,
      documents: [...named, ...(documents.length > MOST_NAMED ? ['…'] : [])].join(', '),
    });
    await openIssue(sql, UNKNOWN_DOCUMENTS, record, params);
  }
}

/** `VEN 20260012` is in journal `VEN`. */
const journalOf = ({ document }: TieOutDifference): string => document?.split(' ')[0] ?? '';
