import type { HistoryEvent, InvoiceHistory } from '../actions/invoice-history';
import { z } from 'zod';
import { BOOKING_STATES } from '../domain/booking/booking-entry';
import { changeShape } from './audit-listing';
import { entryListing, entryShape } from './entry-listing';
import { invoiceListing, invoiceShape } from './invoice-listing';
import { standingListing, standingShape } from './payment-listing';

const at = z.string();
const details = z.record(z.string(), z.unknown());
const eventShape = z.discriminatedUnion('kind', [
  z.object({
    at,
    kind: z.literal('changed'),
    was: z.enum(BOOKING_STATES).nullable(),
    state: z.enum(BOOKING_STATES),
    attempt: z.int(),
    issue: z.object({ code: z.string(), params: details }).nullable(),
    skipReason: z.string().nullable(),
    document: z
      .object({
        winbooksId: z.string().nullable(),
        linked: z.boolean(),
        journal: z.string().nullable(),
        docNumber: z.number().nullable(),
        bookYear: z.string().nullable(),
        bookedOn: z.string().nullable(),
      })
      .nullable(),
    action: z.string().nullable(),
    actor: z.string().nullable(),
  }),
  z.object({ at, kind: z.enum(['issue-opened', 'issue-closed']), code: z.string(), params: details }),
  z.object({ at, kind: z.literal('payment'), ...standingShape.shape }),
  z.object({
    at,
    kind: z.literal('action'),
    actor: z.string(),
    action: z.string(),
    details,
    changes: z.array(changeShape),
  }),
]);

/** A history as `invoices --invoice N --json` and the API show it: a contract with whoever scripts this program. */
export const historyShape = z
  .object({
    invoice: invoiceShape,
    isSent: z.boolean(),
    entry: entryShape.extend({ periodId: z.string() }).nullable(),
    events: z.array(eventShape).describe('Oldest first.'),
  })
  .meta({ id: 'InvoiceHistory' });

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
