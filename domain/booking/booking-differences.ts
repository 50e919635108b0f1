import type { BookingEntry, EntryLine } from './booking-entry';
import type { WinbooksId } from '../ids';
import { formatCents } from '../money/money';
import type { LedgerDocument, LedgerLine } from '../vendors/winbooks-records';

/** One field in which a booked document differs from the entry that was sent. It holds no names of persons. */
export interface BookingDifference {
  readonly what: 'number' | 'date' | 'customer' | 'gross' | 'lines' | 'vatBase' | 'balance';
  readonly expected: string;
  readonly found: string;
}

/**
 * Compares a document with the entry: number, date, customer, gross, the amount per account and VAT code, VAT bases and
 * the balance. A field that the server left out (null) is not a difference; amounts are always present.
 */
export function bookingDifferences(
  entry: BookingEntry,
  document: LedgerDocument,
): readonly BookingDifference[] {
  const asked = entry.lines.find((line) => line.role === 'customer');
  const found = customerLineOf(entry, document);
  const gross = asked?.amountCents ?? 0;
  const differences: BookingDifference[] = [];
  const note = (what: BookingDifference['what'], expected: string, actual: string) => {
    if (expected !== actual) differences.push({ what, expected, found: actual });
  };
  if (document.docNumber !== null) note('number', String(entry.docNumber), String(document.docNumber));
  if (document.date !== null) note('date', entry.date, document.date);
  if (found && found.customerId !== null) note('customer', entry.customerId, found.customerId);
  note('gross', formatCents(gross), found ? formatCents(found.amountCents) : 'none');
  note('lines', summaryOf(entry.lines, entry, document), summaryOf(document.lines, entry, document));
  for (const [expected, actual] of vatBases(entry, document, found)) note('vatBase', expected, actual);
  note('balance', '0.00', formatCents(document.lines.reduce((sum, line) => sum + line.amountCents, 0)));
  return differences;
}

/** The customer line of a document: the line of the entry's customer, else line 0. */
export function customerLineOf(entry: BookingEntry, document: LedgerDocument): LedgerLine | null {
  const ofCustomer = document.lines.filter((line) => line.customerId === entry.customerId);
  return (
    ofCustomer.find((line) => line.order === 0) ??
    ofCustomer[0] ??
    document.lines.find((line) => line.order === 0) ??
    null
  );
}

type AmountLine = Pick<LedgerLine, 'amountCents' | 'accountId' | 'vatId'>;

/**
 * The amounts per account and VAT code as text, so that two sets of lines can be compared. If the document has no VAT
 * codes at all, they are left out on both sides; if it has no accounts, lines are compared one by one. Ids that the
 * entry knows are shown as codes.
 */
function summaryOf(
  lines: readonly AmountLine[],
  entry: BookingEntry,
  { lines: stated }: LedgerDocument,
): string {
  const statesAccounts = stated.every((line) => line.accountId !== null);
  const statesVat = stated.some((line) => line.vatId !== null);
  const codes = new Map(
    entry.lines.flatMap((line) => [
      [line.accountId, line.accountCode],
      [line.vatId, line.vatCode],
    ]),
  );
  const label = (id: WinbooksId | null) => (id === null ? '' : (codes.get(id) ?? id));
  const amounts = lines
    .filter((line) => line.amountCents !== 0)
    .map(({ accountId, vatId, amountCents }) => {
      const vat = statesVat && vatId !== null ? `VAT ${label(vatId)}` : '';
      const key = [statesAccounts ? label(accountId) : '', vat].filter((part) => part !== '').join(' ');
      return { key, amountCents };
    });
  const parts = statesAccounts ? summedByKey(amounts) : amounts;
  return parts.map(inWords).sort().join(', ') || 'none';
}

interface KeyedAmount {
  readonly key: string;
  readonly amountCents: number;
}

function summedByKey(amounts: readonly KeyedAmount[]): readonly KeyedAmount[] {
  const sums = new Map<string, number>();
  for (const { key, amountCents } of amounts) sums.set(key, (sums.get(key) ?? 0) + amountCents);
  return [...sums].map(([key, amountCents]) => ({ key, amountCents }));
}

function inWords({ key, amountCents }: KeyedAmount): string {
  return `${key} ${amountCents > 0 ? 'debit' : 'credit'} ${formatCents(Math.abs(amountCents))}`.trim();
}

/** Pairs of VAT bases, expected and found: on the customer line, and per VAT code on the VAT lines. */
function vatBases(
  entry: BookingEntry,
  document: LedgerDocument,
  found: LedgerLine | null,
): readonly (readonly [string, string])[] {
  const pairs: (readonly [string, string])[] = [];
  for (const line of entry.lines) {
    if (line.vatBaseCents === null) continue;
    const counterpart = line.role === 'customer' ? found : vatLineLike(line, document);
    if (!counterpart || counterpart.vatBaseCents === null) continue;
    pairs.push([formatCents(line.vatBaseCents), formatCents(counterpart.vatBaseCents)]);
  }
  return pairs;
}

function vatLineLike(line: EntryLine, document: LedgerDocument): LedgerLine | null {
  return (
    document.lines.find(
      (candidate) =>
        candidate.vatId === line.vatId &&
        candidate.accountId === line.accountId &&
        candidate.amountCents === line.amountCents,
    ) ?? null
  );
}

/** Differences as one line for people, e.g. `gross 1210.00, found 1210.01`. */
export function differencesInWords(differences: readonly BookingDifference[]): string {
  return differences.map(({ what, expected, found }) => `${what} ${expected}, found ${found}`).join('; ');
}
