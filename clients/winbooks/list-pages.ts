import { z } from 'zod';
import {
  furtherBack,
  listPlace,
  placeAfter,
  placeAt,
  wholeSecond,
  type ListPlace,
  type LooseRow,
} from '../list-place';
import { textOf, type VendorRecord } from '../http/loose-fields';
import { ok, type Outcome } from '../outcome';
import {
  askRows,
  AT_LEAST,
  equalities,
  SURELY_SHORT,
  type Conditions,
  type EntityKind,
} from './execute-criteria';
import { instantOf } from './winbooks-fields';
import type { WinbooksSession } from './winbooks-session';

/** As many objects as one answer holds uncut, each without nested ones (winbooks-api §3.4). */
const PAGE_SIZE = 100;
/** How often a page may be asked for further back, because rows have moved. */
const MOST_STEPS_BACK = 20;

/**
 * How a list is read. `all`: everything, by id, which no change moves. `changed`: from a date on, by date. `newest`: from
 * the latest date back, where the server ignores that condition (winbooks-api §8 G12).
 */
const MODES = ['all', 'changed', 'newest'] as const;
type Mode = (typeof MODES)[number];

/** Where reading of a list stopped. A reader in any process continues there. */
export const rowsPlace = listPlace.extend({ mode: z.enum(MODES) });
export type RowsPlace = z.output<typeof rowsPlace>;

export interface RowsQuestion {
  /** ISO 8601: rows changed at or after this moment on the vendor's clock. Null: every row. */
  readonly since: string | null;
  /** Null: from the beginning. */
  readonly place: RowsPlace | null;
  /** What the last page of this list said: the condition is then not tried again. */
  readonly isFilterIgnored?: boolean;
  /** Only these rows. A server may ignore it, so that the caller checks each row. */
  readonly where?: Conditions;
  /** More than one answer holds of objects is only of use with few columns; a server may give less. */
  readonly atMost?: number;
}

export interface RawPage {
  readonly rows: readonly VendorRecord[];
  /** The server does not filter by date. Without an order either, rows are all those of the list. */
  readonly isFilterIgnored: boolean;
  readonly next: RowsPlace | null;
  readonly vendorNow: Date | null;
}

/**
 * One page of a list (winbooks-api §3.5, §5.a). Each row is checked against the date, because a server may ignore the
 * condition; then the list is read from its end back, and as a whole if the server ignores the order too. Pages overlap
 * by some rows, so that rows which are deleted or changed meanwhile hide no others.
 *
 * @param select columns that suffice, for a list without dates
 */
export async function readListPage(
  session: WinbooksSession,
  entity: EntityKind,
  { since, place, isFilterIgnored = false, where = {}, atMost = PAGE_SIZE }: RowsQuestion,
  select?: readonly string[],
): Promise<Outcome<RawPage>> {
  const from = since ?? BEGINNING;
  if (Number.isNaN(Date.parse(from))) return { kind: 'unknown', reason: 'since when: not an instant' };
  const begun = (mode: Mode): RowsPlace => ({ ...placeAt(from), mode });
  let at = place ?? begun(since === null ? 'all' : isFilterIgnored ? 'newest' : 'changed');
  for (let stepsBack = 0; stepsBack <= MOST_STEPS_BACK; stepsBack += 1) {
    const skip = at.skip - at.anchors.length;
    const answer = await askPage(session, { entity, at, skip, select, where, atMost });
    if (answer === 'noDates') {
      at = begun('newest');
      continue;
    }
    if (answer.kind !== 'ok') return answer;
    const rows = answer.value.rows.map((row) => looseRow(row, at.mode));
    const fallback = fallbackOf(at.mode, rows, at.from);
    if (fallback !== null) {
      at = begun(fallback);
      continue;
    }
    if (skip > 0 && rows.length > 0 && !rows.some(({ key }) => at.anchors.includes(key))) {
      at = { ...furtherBack(at, atMost), mode: at.mode };
      continue;
    }
    const next = nextPlace(at, skip, rows, from);
    if (next === 'stuck') return { kind: 'unknown', reason: `${entity.plural}: paging does not get on` };
    return ok({
      rows: answer.value.rows.filter((row) => at.mode === 'all' || !isOlder(row, from)),
      isFilterIgnored: since !== null && at.mode !== 'changed',
      next,
      vendorNow: answer.value.vendorNow,
    });
  }
  return { kind: 'unknown', reason: `${entity.plural}: the list has no lasting order` };
}

const BEGINNING = '1970-01-01T00:00:00Z';

const ORDERS = {
  all: [{ property: 'Id', isAscending: true }],
  changed: [
    { property: 'Modified', isAscending: true },
    { property: 'Id', isAscending: true },
  ],
  newest: [
    { property: 'Modified', isAscending: false },
    { property: 'Id', isAscending: true },
  ],
} as const satisfies Record<Mode, object>;

/** How a date may be written in a condition (winbooks-api §8 G12). */
const DATE_LITERALS: readonly ((ms: number) => string)[] = [
  (ms) => `/Date(${ms})/`,
  (ms) => new Date(ms).toISOString(),
];

interface AskedPage {
  readonly entity: EntityKind;
  readonly at: RowsPlace;
  readonly skip: number;
  readonly select: readonly string[] | undefined;
  readonly where: Conditions;
  readonly atMost: number;
}

async function askPage(
  session: WinbooksSession,
  { entity, at, skip, select, where, atMost }: AskedPage,
): Promise<Outcome<{ readonly rows: VendorRecord[]; readonly vendorNow: Date | null }> | 'noDates'> {
  const ask = (conditions: readonly VendorRecord[]) =>
    askRows(session, {
      entity,
      level: 1,
      conditions: [...equalities(where), ...conditions],
      orders: ORDERS[at.mode],
      select,
      first: skip,
      atMost,
    });
  if (at.mode !== 'changed') return ask([]);
  for (const literal of DATE_LITERALS) {
    const page = await ask([
      {
        Operator: AT_LEAST,
        PropertyName: 'Modified',
        OtherPropertyName: '',
        Values: [literal(Date.parse(at.from))],
        ValueTypes: ['System.DateTime, mscorlib'],
      },
    ]);
    if (page.kind !== 'refused' || page.status !== 400 || page.about !== undefined) return page;
  }
  return 'noDates';
}

function looseRow(row: VendorRecord, mode: Mode): LooseRow {
  const [id, date] = [textOf(row['Id'])?.toLowerCase() ?? '', instantOf(row['Modified'])];
  // A list by date is asked for from a later date at each page; the others only from a later row.
  const isByDate = mode === 'changed';
  return {
    value: row,
    key: id === '' || mode === 'all' ? id : `${id} ${date ?? ''}`,
    atMs: date === null || !isByDate ? null : Date.parse(date),
    date,
  };
}

/** Another way to read the list, because the server did not do what it was asked. */
function fallbackOf(mode: Mode, rows: readonly LooseRow[], askedFrom: string): Mode | null {
  const times = rows.map(({ date }) => date).filter((date) => date !== null);
  if (mode === 'changed') return times.some((date) => isBefore(date, askedFrom)) ? 'newest' : null;
  const isOrdered = times.every((date, index) => index === 0 || date <= (times[index - 1] ?? date));
  return mode === 'newest' && !isOrdered ? 'all' : null;
}

function nextPlace(
  at: RowsPlace,
  skip: number,
  rows: readonly LooseRow[],
  since: string,
): RowsPlace | null | 'stuck' {
  const isPastSince = at.mode === 'newest' && rows.some(({ date }) => date !== null && isBefore(date, since));
  const hasOnlyAnchors = rows.every(({ key }) => at.anchors.includes(key));
  if (isPastSince || hasOnlyAnchors || rows.length < SURELY_SHORT) return null;
  const next: ListPlace | null | 'stuck' = placeAfter(at, skip, rows, null);
  return next === null || next === 'stuck' ? next : { ...next, mode: at.mode };
}

/** A row without a date is kept. */
function isOlder(row: VendorRecord, since: string): boolean {
  const date = instantOf(row['Modified']);
  return date !== null && isBefore(date, since);
}

const isBefore = (date: string, since: string): boolean =>
  Date.parse(date) < Date.parse(wholeSecond(Date.parse(since)));
