import type { Refusal } from './action';

/** The most rows that one page of a list has. */
export const LARGEST_PAGE = 500;

/** Where a page begins (null: at the first row) and how many rows it has at most. */
export interface PageRequest {
  readonly after?: string | null;
  readonly limit?: number;
}

/** A part of a list, and where to go on. */
export interface Page<Item> {
  readonly ok: true;
  readonly items: readonly Item[];
  /** Given as `after` it brings the next page; null when this was the last one. */
  readonly next: string | null;
}

/** A request with its defaults, within what a page may have. */
export function pageOf({ after = null, limit = LARGEST_PAGE }: PageRequest) {
  return { after, limit: Math.min(Math.max(Math.trunc(limit), 1), LARGEST_PAGE) };
}

/** The page that these rows are; a row names its own place. */
export function page<Item>(
  items: readonly Item[],
  limit: number,
  placeOf: (item: Item) => string,
): Page<Item> {
  const last = items.length < limit ? undefined : items.at(-1);
  return { ok: true, items, next: last === undefined ? null : placeOf(last) };
}

/**
 * Shows a list from `from` (null: its first row) to its end, with one page in memory at a time. Null when all of it was shown; else why
 * it could not be read.
 */
export async function eachPage<Item>(
  read: (after: string | null) => Promise<Page<Item> | Refusal>,
  show: (items: readonly Item[]) => void,
  from: string | null = null,
): Promise<Refusal | null> {
  for (let after = from; ;) {
    const answer: Page<Item> | Refusal = await read(after);
    if (!answer.ok) return answer;
    show(answer.items);
    if (answer.next === null) return null;
    after = answer.next;
  }
}
