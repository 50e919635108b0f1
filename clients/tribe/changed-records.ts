import type { TribeId } from '../../domain/ids';
import type { TribeConnection } from '../connection';
import { isRecord, textOf, type VendorRecord } from '../http/loose-fields';
import { ok, type Outcome } from '../outcome';
import { furtherBack, placeAfter, placeAt, wholeSecond, type ListPlace, type LooseRow } from '../list-place';
import { ownLink, PAGE_SIZE, readLoosePage, type LoosePage } from './odata-list';
import { changedAtOf, idOf, instantOf } from './tribe-fields';
import { odataUrl, readTribe, type TribeSession } from './tribe-session';

/** How often a list may be restarted at one moment before it counts as unordered. */
const MOST_RESTARTS = 20;

/** One entity set whose changes are read. */
export interface ChangedSet<Value> {
  readonly set: string;
  /** What to expand: the largest first, then smaller ones in case the server refuses it. Empty text: nothing. */
  readonly expands: readonly [string, ...string[]];
  /** Null when the row has no id. */
  readonly parse: (record: VendorRecord) => Value | null;
}

/** `all`: everything that changed, if one page holds it; otherwise first what was ever changed, then what never was. */
export type ChangesPass = 'all' | 'touched' | 'untouched';

/** How far one of the two lists was read. */
export interface ReadUpTo {
  /** ISO 8601 with offset, on the vendor's clock. */
  readonly since: string;
  /** Null when it was read to its end. */
  readonly place: ListPlace | null;
}

export interface ChangesQuestion {
  readonly touched: ReadUpTo;
  readonly untouched: ReadUpTo;
  /**
   * A later moment, up to which both lists were read so long ago that nothing can appear before it any more; null when
   * there is none. Used if much was changed shortly before it, for example by an import.
   */
  readonly settled: string | null;
}

/** A row without an id, or that this client cannot read. */
export interface UnreadableRow {
  /** The problem in a few words. */
  readonly words: string;
  /** The content of the row, shortened. */
  readonly shown: string;
  /** Null when the row has none. */
  readonly id?: TribeId | null;
}

export interface ChangesPage<Value> {
  readonly pass: ChangesPass;
  readonly records: readonly Value[];
  readonly unreadable: readonly UnreadableRow[];
  /** The moment from which this page was asked for. */
  readonly from: string;
  /** The latest date of its rows, in the list's own order; null when none has a date. */
  readonly upTo: string | null;
  /** Where the list continues; null at its end. */
  readonly next: ListPlace | null;
  /** The vendor's clock, from the answer's `Date` header; null when it has none. */
  readonly vendorNow: Date | null;
}

/** One reading of a set; it remembers what the server refused. */
interface Reading<Value> extends ChangedSet<Value> {
  readonly connection: TribeConnection;
  /** The first expand that was not refused. */
  firstExpand: number;
  /** How often the list may still be restarted at the same moment. */
  restartsLeft: number;
}

/**
 * Every record created or changed since a moment, page by page (tribe-api §2.6–2.8). One page is asked for. If it does
 * not hold everything, two lists are read instead, each ordered by a date that all its rows have: first records that
 * were ever changed, then those that never were. Each page is asked for from the last date seen rather
 * than by a growing offset, because rows that change meanwhile move to the end and would hide others. Ends after the
 * first page that is no answer. A row that changes while it is read may come twice.
 */
export async function* readChangedRecords<Value>(
  connection: TribeConnection,
  changed: ChangedSet<Value>,
  question: ChangesQuestion,
): AsyncGenerator<Outcome<ChangesPage<Value>>, void> {
  const { touched, untouched } = question;
  const reading: Reading<Value> = { ...changed, connection, firstExpand: 0, restartsLeft: 0 };
  if (Number.isNaN(Date.parse(touched.since)) || Number.isNaN(Date.parse(untouched.since)))
    return void (yield { kind: 'unknown', reason: 'since when: not an instant' });
  if (touched.place === null && untouched.place === null) {
    for (const since of [earlier(touched.since, untouched.since), question.settled]) {
      if (since === null) continue;
      const page = await readPage(reading, 'all', placeAt(since), since);
      if (page.kind !== 'ok' || page.value.next === null) return void (yield page);
    }
  }
  for (const pass of untouched.place === null
    ? (['touched', 'untouched'] as const)
    : (['untouched'] as const)) {
    const { since, place } = question[pass];
    reading.restartsLeft = MOST_RESTARTS;
    let next: ListPlace | null = place ?? placeAt(since);
    while (next !== null) {
      const page: Outcome<ChangesPage<Value>> = await readPage(reading, pass, next, since);
      yield page;
      if (page.kind !== 'ok') return;
      if (page.value.next?.from !== next.from) reading.restartsLeft = MOST_RESTARTS;
      next = page.value.next;
    }
  }
}

const DATE_FIELD = {
  all: 'LastMutationDate',
  touched: 'LastMutationDate',
  untouched: 'CreationDate',
} as const satisfies Record<ChangesPass, string>;

/** The filters of a list: the exact one first, then a wider one in case the server refuses it. */
function filtersOf(pass: ChangesPass, from: string, since: string): readonly [string, ...string[]] {
  switch (pass) {
    case 'all':
      return [`(CreationDate ge ${from}) or (LastMutationDate ge ${from})`];
    case 'touched':
      return [`LastMutationDate ge ${from}`];
    case 'untouched': {
      const isUntouched = `(LastMutationDate eq null) or (LastMutationDate lt ${since})`;
      return [`(CreationDate ge ${from}) and (${isUntouched})`, `CreationDate ge ${from}`];
    }
  }
}

async function readPage<Value>(
  reading: Reading<Value>,
  pass: ChangesPass,
  place: ListPlace,
  since: string,
): Promise<Outcome<ChangesPage<Value>>> {
  const { set } = reading;
  for (let at = place; ; at = furtherBack(at, PAGE_SIZE)) {
    const skip = at.skip - at.anchors.length;
    const answer = await askPage(reading, pass, at, skip, since);
    if (answer.kind !== 'ok') return answer;
    const { isLinked } = answer.value;
    const rows = answer.value.values.map((value) => looseRow(value, DATE_FIELD[pass]));
    const isPassedOver =
      !isLinked && skip > 0 && rows.length > 0 && !rows.some(({ key }) => at.anchors.includes(key));
    if (isPassedOver && reading.restartsLeft === 0)
      return { kind: 'unknown', reason: `${set}: the list has no lasting order` };
    if (isPassedOver) {
      reading.restartsLeft -= 1;
      continue;
    }
    const begun = isLinked ? at.skip : skip;
    const next = isLastPage(begun, answer.value) ? null : placeAfter(at, begun, rows, answer.value.nextLink);
    if (next === 'stuck' && at === place)
      return { kind: 'unknown', reason: `${set}: paging does not get on` };
    return ok(pageOf(reading, pass, rows, answer.value, next === 'stuck' ? place : next, at.from, since));
  }
}

/** When the server's links end, one more page shows whether that was the end of the list. */
function isLastPage(skip: number, { values, nextLink, count, isLinked }: LinkedPage): boolean {
  const isEnd = count === null ? values.length < PAGE_SIZE : skip + values.length >= count;
  return nextLink === null && !isLinked && isEnd;
}

function looseRow(value: unknown, dateField: string): LooseRow {
  const record = isRecord(value) ? value : {};
  const id = textOf(record['ID'])?.toLowerCase() ?? '';
  const date = instantOf(record[dateField]);
  return {
    value,
    key: id === '' ? '' : `${id} ${date ?? ''}`,
    atMs: date === null ? null : Date.parse(date),
    date,
  };
}

/** `isLinked`: reached through the server's own link. */
type LinkedPage = LoosePage & { readonly isLinked: boolean };

/**
 * One page as it came, whatever its rows are. If the server refuses, it is asked for with a smaller expand or a wider
 * filter.
 */
function askPage(
  reading: Reading<unknown>,
  pass: ChangesPass,
  at: ListPlace,
  skip: number,
  since: string,
): Promise<Outcome<LinkedPage>> {
  const { connection, set } = reading;
  return readTribe(connection, async (session): Promise<Outcome<LinkedPage>> => {
    const page = await askAnyWay(session, reading, pass, at, skip, since);
    if (page.kind !== 'ok' || page.value.nextLink === null) return page;
    return ownLink(session, odataUrl(connection, ''), page.value.nextLink) === null
      ? { kind: 'unknown', reason: `${set}: a next link to another server` }
      : page;
  });
}

async function askAnyWay(
  session: TribeSession,
  reading: Reading<unknown>,
  pass: ChangesPass,
  at: ListPlace,
  skip: number,
  since: string,
): Promise<Outcome<LinkedPage>> {
  const { connection } = session;
  const { set, expands } = reading;
  const own = at.link === null ? null : ownLink(session, odataUrl(connection, ''), at.link);
  if (own !== null) {
    const linked = await readLoosePage(session, set, own);
    // A next link may have expired before it is followed.
    if (linked.kind !== 'refused' || linked.about !== undefined)
      return linked.kind === 'ok' ? ok({ ...linked.value, isLinked: true }) : linked;
  }
  let refused: Outcome<LinkedPage> = { kind: 'unknown', reason: `${set}: not asked` };
  for (const filter of filtersOf(pass, at.from, wholeSecond(Date.parse(since))))
    for (const [index, expand] of expands.entries()) {
      if (index < reading.firstExpand) continue;
      const url = odataUrl(connection, set, {
        ...(expand === '' ? {} : { expand }),
        filter,
        orderby: `${DATE_FIELD[pass]} asc,ID asc`,
        top: String(PAGE_SIZE),
        skip: String(skip),
        count: 'true',
      });
      const page = await readLoosePage(session, set, url);
      if (page.kind === 'ok') {
        reading.firstExpand = index;
        return ok({ ...page.value, isLinked: false });
      }
      if (page.kind !== 'refused' || page.status !== 400 || page.about !== undefined) return page;
      refused = page;
    }
  return refused;
}

function pageOf<Value>(
  { parse }: ChangedSet<Value>,
  pass: ChangesPass,
  rows: readonly LooseRow[],
  { date }: LoosePage,
  next: ListPlace | null,
  from: string,
  since: string,
): ChangesPage<Value> {
  const sinceMs = Date.parse(wholeSecond(Date.parse(since)));
  const records: Value[] = [];
  const unreadable: UnreadableRow[] = [];
  const dates: (string | null)[] = [];
  for (const { value, date: ordered } of rows) {
    const parsed = parsedRow(value, parse);
    const isKept = parsed.kind === 'readable' && !isOlderThan(value, sinceMs);
    if (parsed.kind === 'unreadable')
      unreadable.push({ words: parsed.words, shown: shown(value), id: isRecord(value) ? idOf(value) : null });
    // A server may ignore a filter. A row without a change date is kept.
    else if (isKept) records.push(parsed.value);
    if (pass !== 'all') dates.push(ordered);
    else if (isKept) dates.push(isRecord(value) ? changedAtOf(value) : null);
  }
  return { pass, records, unreadable, from, upTo: latestOf(dates), next, vendorNow: date };
}

type ParsedRow<Value> =
  | { readonly kind: 'readable'; readonly value: Value }
  | { readonly kind: 'unreadable'; readonly words: string };

/** An unreadable row does not stop its neighbours. */
function parsedRow<Value>(value: unknown, parse: ChangedSet<Value>['parse']): ParsedRow<Value> {
  if (!isRecord(value)) return { kind: 'unreadable', words: 'no record' };
  try {
    const parsed = parse(value);
    return parsed === null
      ? { kind: 'unreadable', words: 'a record without its ID' }
      : { kind: 'readable', value: parsed };
  } catch (error) {
    return { kind: 'unreadable', words: error instanceof Error ? error.message : String(error) };
  }
}

function isOlderThan(value: unknown, sinceMs: number): boolean {
  const changedAt = isRecord(value) ? changedAtOf(value) : null;
  return changedAt !== null && Date.parse(changedAt) < sinceMs;
}

const latestOf = (dates: readonly (string | null)[]): string | null =>
  dates.reduce((last, date) => {
    if (last === null || date === null) return last ?? date;
    return Date.parse(last) < Date.parse(date) ? date : last;
  }, null);

const LONGEST_SHOWN = 300;

const shown = (value: unknown): string => (JSON.stringify(value) ?? 'nothing').slice(0, LONGEST_SHOWN);

const earlier = (one: string, other: string): string => (Date.parse(one) < Date.parse(other) ? one : other);
