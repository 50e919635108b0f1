import type { AccountLine } from '../vendors/winbooks-records';

/** A part of a line's amount that goes to one document, in the direction of the document. */
export interface Allotted {
  readonly line: AccountLine;
  readonly cents: number;
}

/**
 * What the lines of a matching pay of one of its documents. Each line that pays fills the oldest document first; the last one takes
 * what is left over. A line that takes back empties the latest one first.
 *
 * @param documents of one direction, oldest first, `own` among them
 * @param parts every other line of the matching, in the order in which it was entered
 * @param sign of the documents' amounts
 */
export function allot(
  own: AccountLine,
  documents: readonly AccountLine[],
  parts: readonly AccountLine[],
  sign: number,
): Allotted[] {
  const filled = documents.map(() => 0);
  const last = documents.length - 1;
  const ownIndex = documents.indexOf(own);
  const allotted: Allotted[] = [];
  for (const line of parts) {
    const before = filled[ownIndex] ?? 0;
    pour(line, sign);
    const cents = before - (filled[ownIndex] ?? 0);
    if (cents !== 0) allotted.push({ line, cents });
  }
  return allotted;

  function pour(line: AccountLine, direction: number): void {
    let left = -line.amountCents * direction;
    const indexes = documents.map((_, index) => index);
    for (const index of left > 0 ? indexes : indexes.reverse()) {
      const room = roomIn(index, left);
      const share = left > 0 ? Math.min(left, room) : Math.max(left, room);
      filled[index] = (filled[index] ?? 0) + share;
      left -= share;
    }
  }

  /** How much a document can still take, or give back; the last takes, and the first gives, without a bound. */
  function roomIn(index: number, left: number): number {
    const now = filled[index] ?? 0;
    if (left > 0) return index === last ? Infinity : (documents[index]?.amountCents ?? 0) * sign - now;
    return index === 0 ? -Infinity : -now;
  }
}

/** By day, then as the ledger lists them. Lines without a day come first. */
export const inOrder = (lines: readonly AccountLine[]): AccountLine[] =>
  lines.toSorted(
    (a, b) =>
      (a.date ?? '').localeCompare(b.date ?? '') ||
      (a.order ?? 0) - (b.order ?? 0) ||
      a.id.localeCompare(b.id),
  );
