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
 * @param byHand ids or numbers of documents that a person of the suite books in WinBooks
 * @param keyed document numbers of the invoices that these stand for: with one of ours they are in the books twice
 */
export function judgeLedger(
  wanted: readonly WantedInvoice[],
  ledger: readonly LedgerEntry[],
  {
    byHand = new Set(),
    keyed = new Set(),
  }: { readonly byHand?: ReadonlySet<string>; readonly keyed?: ReadonlySet<number> } = {},
): Verdict {
  const ours = ledger.filter(({ id, docNumber }) => !byHand.has(id) && !byHand.has(String(docNumber)));
  const byNumber = new Map(wanted.map((invoice) => [invoice.docNumber, invoice]));
  return {
    duplicates: [
      ...repeated(ours),
      ...ours.flatMap(({ docNumber }) =>
        keyed.has(docNumber) ? [`${docNumber} was keyed by hand and is booked as well`] : [],
      ),
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
      ({ poison, docNumber }) =>
        poison === null && !keyed.has(docNumber) && !ours.some((entry) => entry.docNumber === docNumber),
    ),
  };
}

/** An invoice is known by its number and by our reference; documents that share one of them are doubles. */
function repeated(entries: readonly LedgerEntry[]): string[] {
  const keys: readonly ((entry: LedgerEntry) => string | null)[] = [
    ({ docNumber }) => String(docNumber),
    ({ reference }) => reference,
  ];
  const doubles = new Map<string, string>();
  for (const keyOf of keys)
    for (const [key, those] of groupedBy(entries, keyOf)) {
      if (key === null || those.length < 2) continue;
      const documents = those.map(({ journal, docNumber }) => `${journal} ${docNumber}`).join(', ');
      doubles.set(those.map(({ id }) => id).join(), `${key} stands ${those.length} times: ${documents}`);
    }
  return [...doubles.values()];
}

function groupedBy<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}
