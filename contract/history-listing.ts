import type { HistoryEvent, InvoiceHistory } from '../actions/invoice-history';
import { entryListing } from './entry-listing';
import { invoiceListing } from './invoice-listing';
import { standingListing } from './payment-listing';

/** A history as `invoices --invoice N --json` prints it: a contract with whoever scripts this program. */
export function historyListing({ booking, entry, events }: InvoiceHistory) {
  return {
    invoice: invoiceListing(booking),
    isSent: booking.attempt > 0,
    entry: entry === null ? null : { ...entryListing(entry), periodId: entry.periodId },
    events: events.map(eventListing),
  };
}

function eventListing(event: HistoryEvent) {
  const at = event.at.toISOString();
  switch (event.kind) {
    case 'changed': {
      const { was, state, attempt, issueCode, issueDetails, skipReason, action, actor } = event.change;
      const { winbooksId, linked, journalCode, docNumber, bookYear, bookedOn } = event.change;
      const issue = issueCode === null ? null : { code: issueCode, params: issueDetails ?? {} };
      const document =
        docNumber === null && winbooksId === null
          ? null
          : { winbooksId, linked, journal: journalCode, docNumber, bookYear, bookedOn };
      return { at, kind: event.kind, was, state, attempt, issue, skipReason, document, action, actor };
    }
    case 'issue-opened':
    case 'issue-closed':
      return { at, kind: event.kind, code: event.code, params: event.params };
    case 'payment':
      return { at, kind: event.kind, ...standingListing(event.standing) };
    case 'action': {
      const { actor, action, details, changes } = event.event;
      return { at, kind: event.kind, actor, action, details, changes };
    }
  }
}
