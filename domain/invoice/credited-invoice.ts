import { bookingComment } from './booking-comment';
import type { InvoicePlan } from './invoice-plan';
import type { TribeInvoice } from '../vendors/tribe-records';

/** A text with more words than this is not a subject, and is not searched for numbers. */
const MOST_WORDS = 30;

/** What an invoice is about: its subject, else the description of its first line. */
export function descriptionOf({ subject, lines }: TribeInvoice): string | null {
  return subject ?? lines.find((line) => line.description !== null)?.description ?? null;
}

/**
 * The words in a credit note's subject that may be the number of the invoice it credits. A word counts only if it is
 * the number of an invoice to the same customer. Tribe has no field for it (tribe-api §3.10), and people write `Credit
 * 20260012`.
 */
export function possiblyCredited({ subject, number }: TribeInvoice): readonly string[] {
  const words = (subject ?? '').split(/[\s,;:()"'“”]+/u).map((word) => word.replace(/[.!?]+$/, ''));
  return [...new Set(words)].filter((word) => /\d/.test(word) && word !== number).slice(0, MOST_WORDS);
}

/** The plan of a credit note whose original invoice is known; its comment names that invoice. */
export function takingBack(plan: InvoicePlan, invoice: TribeInvoice, creditedNumber: string): InvoicePlan {
  const description = descriptionOf(invoice);
  return {
    ...plan,
    creditedNumber,
    comment: bookingComment({ number: plan.number, description, creditedNumber }),
  };
}
