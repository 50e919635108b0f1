import type { Statements } from './virtual-store';

/** Parts of the protection that a test takes away, from outside of the product. */
export const WEAKNESSES = ['fence', 'read-back', 'look-up', 'quiet-period'] as const;
export type Weakness = (typeof WEAKNESSES)[number];

/** The fence of a write: the one statement that moves an intent to `posting` and counts the attempt. */
const FENCE = /set\s+state\s*=\s*'posting',\s*attempt\s*=\s*attempt\s*\+\s*1/;

/** Where the fence was passed before: what it had answered then. */
const passed = new Map<string, readonly unknown[]>();
let fences = 0;

/** How many fences were met: none means that the statement is another one by now, and nothing was taken away. */
export const fencesMet = (): number => fences;

/** The store without the fence: whoever comes second is let through as well, as if nobody had been there. */
export const withoutFence: Statements = (sql, query) => async (text, values) => {
  const result = await query(text, values);
  if (!FENCE.test(text)) return result;
  fences += 1;
  const place = `${sql.tenantId} ${String(values?.[1])}`;
  if (result.rowCount > 0) passed.set(place, result.rows);
  return result.rowCount > 0
    ? result
    : { rows: passed.get(place) ?? [], rowCount: passed.has(place) ? 1 : 0 };
};
