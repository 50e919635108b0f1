import type { LedgerEntry } from '../support/twins';
import type { WantedInvoice } from './invoices';

/** What went wrong, by kind, each in words. The judge reads WinBooks' own ledger and nothing of the product. */
export interface Verdict {
  readonly duplicates: readonly string[];
  readonly wrongTotals: readonly string[];
  /** Documents that stand for no invoice, or for one that had to be held. */
  readonly strangers: readonly string[];
  /** Invoices that must be booked and are not. */
  readonly missing: readonly WantedInvoice[];
}

/**
 * Holds the ledger against the invoices.
 *
 * @param byHand ids of documents that a person of the suite booked in WinBooks
 */
export function judgeLedger(
  wanted: readonly WantedInvoice[],
  ledger: readonly LedgerEntry[],
  byHand: ReadonlySet<string> = new Set(),
): Verdict {
  const ours = ledger.filter(({ id }) => !byHand.has(id));
  const byNumber = new Map(wanted.map((invoice) => [invoice.docNumber, invoice]));
  return {
    duplicates: [
      ...repeated(ours, ({ docNumber }) => String(docNumber)),
      ...repeated(ours, ({ reference }) => reference),
    ],
    wrongTotals: ours.flatMap((entry) => {
      const invoice = byNumber.get(entry.docNumber);
      const booked = entry.lines
        .map(({ amount }) => Math.round(amount * 100))
        .sort((one, other) => one - other);
      return invoice === undefined || String(booked) === String(invoice.linesCents)
        ? []
        : [`${entry.docNumber}: ${String(booked)} instead of ${String(invoice.linesCents)}`];
    }),
    strangers: ours.flatMap(({ docNumber, customer }) => {
      const invoice = byNumber.get(docNumber);
      if (invoice === undefined) return [`${docNumber} stands for no invoice`];
      if (invoice.poison !== null) return [`${docNumber} had to be held (${invoice.poison})`];
      return customer === invoice.seed.customer ? [] : [`${docNumber} is booked on ${customer}`];
    }),
    missing: wanted.filter(
      ({ poison, docNumber }) => poison === null && !ours.some((entry) => entry.docNumber === docNumber),
    ),
  };
}

function repeated(entries: readonly LedgerEntry[], keyOf: (entry: LedgerEntry) => string | null): string[] {
  const seen = new Map<string, number>();
  for (const entry of entries) {
    const key = keyOf(entry);
    if (key !== null) seen.set(key, (seen.get(key) ?? 0) + 1);
  }
  return [...seen].filter(([, times]) => times > 1).map(([key, times]) => `${key} stands ${times} times`);
}
