import { documentNumber, type NumberPolicy } from '../invoice/document-number';
import type { WinbooksId } from '../ids';

/** What the store knows of one invoice's number. */
export interface NumberedRow {
  /** Tribe's number; null on a draft. */
  readonly number: string | null;
  /** The journal in which it is or will be booked; null before that is known. */
  readonly journalId: WinbooksId | null;
  readonly journalCode: string | null;
  readonly scope: string | null;
  readonly bookYear: string | null;
  readonly docNumber: number | null;
  readonly state: string;
  readonly bookedAt: Date | null;
}

/** A number that no invoice in the store has, between the lowest and the highest booked number of a journal. */
export interface MissingNumber {
  readonly journalId: WinbooksId;
  readonly journal: string;
  readonly bookYear: string;
  readonly docNumber: number;
  /** When the next higher number was booked; the number has been missing since then. */
  readonly since: Date;
}

/** Numbers further apart than this are two series, for example of two years, with nothing missing in between. */
const WIDEST_GAP = 100;
/**
 * A series that restarts (each month, each quarter) does so at …01. This many unused numbers before it are not missing.
 */
const RESTART_FROM = 10;

/**
 * The numbers that are missing in each journal and numbering scope. An invoice of the tenant with that number explains
 * it in any state: waiting, held, skipped, or booked in another journal of the same year, as credit notes are where
 * Tribe numbers them together with invoices (winbooks-api §7.4).
 */
export function missingNumbers(rows: readonly NumberedRow[], policy: NumberPolicy): readonly MissingNumber[] {
  const missing: MissingNumber[] = [];
  for (const booked of bookedSeries(rows)) {
    const known = new Set(
      rows.filter((row) => isOfSameSeries(row, booked[0])).flatMap((row) => numbersOf(row, policy)),
    );
    for (const [index, upper] of booked.entries()) {
      const lower = booked[index - 1];
      if (lower === undefined) continue;
      const { journalId, journal, bookYear, since } = upper;
      for (const docNumber of numbersBetween(lower.docNumber, upper.docNumber))
        if (!known.has(docNumber)) missing.push({ journalId, journal, bookYear, docNumber, since });
    }
  }
  return missing;
}

/** Numbers for people: `17, 20–22`. */
export function numbersInWords(numbers: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const number of [...new Set(numbers)].sort((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last?.[1] === number - 1) last[1] = number;
    else runs.push([number, number]);
  }
  return runs.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`)).join(', ');
}

type BookedNumber = MissingNumber & { readonly scope: string };
type Series = readonly [BookedNumber, ...BookedNumber[]];

/** The booked numbers of each journal and scope, in ascending order. */
function bookedSeries(rows: readonly NumberedRow[]): readonly Series[] {
  const series = new Map<string, [BookedNumber, ...BookedNumber[]]>();
  const booked = rows.flatMap(bookedNumberOf).sort((a, b) => a.docNumber - b.docNumber);
  for (const number of booked) {
    const key = `${number.journalId} ${number.scope}`;
    const known = series.get(key);
    if (known) known.push(number);
    else series.set(key, [number]);
  }
  return [...series.values()];
}

function bookedNumberOf(row: NumberedRow): readonly BookedNumber[] {
  const { journalId, scope, docNumber, bookedAt } = row;
  if (row.state !== 'booked' || journalId === null || scope === null) return [];
  if (docNumber === null || bookedAt === null) return [];
  // A document that a person linked may not show them: then no series can be named.
  if (row.journalCode === null || row.bookYear === null) return [];
  return [{ journalId, journal: row.journalCode, bookYear: row.bookYear, scope, docNumber, since: bookedAt }];
}

/** The same number of another book year, or of another period if numbers restart in each, does not explain a gap. */
function isOfSameSeries(row: NumberedRow, { journalId, scope, bookYear }: BookedNumber): boolean {
  if (row.scope === null || row.scope === scope) return true;
  return row.journalId !== journalId && row.bookYear === bookYear;
}

function numbersOf({ number, docNumber }: NumberedRow, policy: NumberPolicy): readonly number[] {
  const taken = number === null ? null : documentNumber(number, policy);
  return [...(docNumber === null ? [] : [docNumber]), ...(taken?.ok ? [taken.docNumber] : [])];
}

function numbersBetween(lower: number, upper: number): readonly number[] {
  const count = upper - lower - 1;
  const isRestart = count >= RESTART_FROM && upper % 100 === 1;
  return count <= 0 || count > WIDEST_GAP || isRestart
    ? []
    : Array.from({ length: count }, (_, index) => lower + 1 + index);
}
