import { isRecord, numberOf, recordsOf, textOf, type VendorRecord } from '../http/loose-fields';
import { ok, type Outcome } from '../outcome';
import { odataUrl, sendGet, type QueryOptions, type TribeSession } from './tribe-session';

/** tribe-api §2.7: the page size of the known clients. */
export const PAGE_SIZE = 100;

export interface ListQuestion {
  readonly set: string;
  readonly options: QueryOptions;
  /** The most pages to read before giving up. */
  readonly mostPages: number;
}

interface Page {
  readonly rows: readonly VendorRecord[];
  readonly nextLink: string | null;
  readonly count: number | null;
}

/**
 * Every row of a list once, in its latest state (tribe-api §2.7): with `$top` and `$skip` until a short page, or
 * through the server's own next link. `@odata.count` takes precedence over a short page, because the server's largest
 * page size is not known.
 *
 * @returns `unknown` when the bound of pages is exceeded, or paging makes no progress
 */
export async function listRecords(
  session: TribeSession,
  question: ListQuestion,
): Promise<Outcome<VendorRecord[]>> {
  const found = new Map<string, VendorRecord>();
  let skip = 0;
  let rowsFromSkip = 0;
  let url = pageUrl(session, question, skip);
  for (let number = 0; number < question.mostPages; number += 1) {
    const page = await getPage(session, question.set, url);
    if (page.kind !== 'ok') return page;
    const { rows, nextLink, count } = page.value;
    const known = found.size;
    for (const row of rows) found.set(keyOf(row, found.size), row);
    rowsFromSkip += rows.length;

    if (nextLink !== null) {
      const next = ownLink(session, url, nextLink);
      if (next === null) return { kind: 'unknown', reason: `${question.set}: a next link to another server` };
      url = next;
      continue;
    }
    const isLast = count === null ? rowsFromSkip < PAGE_SIZE : skip + rowsFromSkip >= count;
    if (isLast || rows.length === 0) return ok([...found.values()]);
    if (found.size === known) return { kind: 'unknown', reason: `${question.set}: paging does not get on` };
    skip += rowsFromSkip;
    rowsFromSkip = 0;
    url = pageUrl(session, question, skip);
  }
  return {
    kind: 'unknown',
    reason: `${question.set}: more than ${question.mostPages} pages`,
    isTooMuch: true,
  };
}

const pageUrl = (session: TribeSession, question: ListQuestion, skip: number): string =>
  odataUrl(session.connection, question.set, {
    ...question.options,
    top: String(PAGE_SIZE),
    skip: String(skip),
    count: 'true',
  });

async function getPage(session: TribeSession, set: string, url: string): Promise<Outcome<Page>> {
  const page = await readLoosePage(session, set, url);
  if (page.kind !== 'ok') return page;
  const rows = recordsOf(page.value.values);
  return rows
    ? ok({ ...page.value, rows })
    : { kind: 'unknown', reason: `${set}: an answer that is no list` };
}

/** One page whose rows are not looked at: one that is no record must not hide the others. */
export interface LoosePage {
  readonly values: readonly unknown[];
  readonly nextLink: string | null;
  readonly count: number | null;
  /** The vendor's clock, from the `Date` header; null when it has none. */
  readonly date: Date | null;
}

export async function readLoosePage(
  session: TribeSession,
  set: string,
  url: string,
): Promise<Outcome<LoosePage>> {
  const answer = await sendGet(session, url);
  if (answer.kind !== 'ok') return answer;
  const { json, headers } = answer.value;
  if (!isRecord(json) || !Array.isArray(json['value']))
    return { kind: 'unknown', reason: `${set}: an answer that is no list` };
  const atMs = Date.parse(headers['date'] ?? '');
  return ok({
    values: json['value'] as unknown[],
    nextLink: textOf(json['@odata.nextLink']),
    count: numberOf(json['@odata.count']),
    date: Number.isNaN(atMs) ? null : new Date(atMs),
  });
}

/** A next link, absolute or relative to its page; null when it would send our token to another server. */
export function ownLink(session: TribeSession, from: string, link: string): string | null {
  if (!URL.canParse(link, from)) return null;
  const next = new URL(link, from);
  return next.origin === new URL(session.connection.apiUrl).origin ? next.href : null;
}

/** A row without an id gets a key of its own. */
const keyOf = (row: VendorRecord, position: number): string =>
  textOf(row['ID'])?.toLowerCase() ?? `row ${position}`;

/**
 * The rows of a nested collection, including those behind its own next links; null when the record does not contain it.
 */
export async function collectionOf(
  session: TribeSession,
  record: VendorRecord,
  name: string,
): Promise<Outcome<VendorRecord[]> | null> {
  if (record[name] === undefined) return null;
  const rows = recordsOf(record[name] ?? []);
  if (!rows) return { kind: 'unknown', reason: `${name}: no list of records` };
  const all = [...rows];
  let link = textOf(record[`${name}@odata.nextLink`]);
  for (let page = 0; link !== null && page < 100; page += 1) {
    const url = ownLink(session, odataUrl(session.connection, ''), link);
    if (url === null) return { kind: 'unknown', reason: `${name}: a next link to another server` };
    const more = await getPage(session, name, url);
    if (more.kind !== 'ok') return more;
    all.push(...more.value.rows);
    link = more.value.nextLink;
  }
  return link === null ? ok(all) : { kind: 'unknown', reason: `${name}: more pages than an invoice has` };
}
