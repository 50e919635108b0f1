import { bookingComment } from '../booking/booking-comment';
import type { InvoicePlan } from './invoice-plan';
import type { TribeInvoice } from '../vendors/tribe-records';

/** More words than a subject has: a text is no reason for a long look-up. */
const MOST_WORDS = 30;

/** What an invoice is about: its subject, else what its first line says. */
export function descriptionOf({ subject, lines }: TribeInvoice): string | null {
  return subject ?? lines.find((line) => line.description !== null)?.description ?? null;
}

/**
 * The words of a credit invoice's subject that may be the number of what it takes back; only one that is known to be a
 * number of the same customer counts. Tribe shows no field for it (tribe-api §3.10), and people write `Credit 20260012`.
 */
export function possiblyCredited({ subject, number }: TribeInvoice): readonly string[] {
  const words = (subject ?? '').split(/[\s,;:()"'“”]+/u).map((word) => word.replace(/[.!?]+$/, ''));
  return [...new Set(words)].filter((word) => /\d/.test(word) && word !== number).slice(0, MOST_WORDS);
}

/** The plan of a credit whose original is known, which its comment then names. */
export function takingBack(plan: InvoicePlan, invoice: TribeInvoice, creditedNumber: string): InvoicePlan {
  const description = descriptionOf(invoice);
  return {
    ...plan,
    creditedNumber,
    comment: bookingComment({ number: plan.number, description, creditedNumber }),
  };
}
