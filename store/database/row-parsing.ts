import { z } from 'zod';
import { day, tenantId, tribeId, winbooksId } from '../../domain/ids';

/** Columns as their domain types: rows are parsed here, once, and are typed from then on. */
export const tenantIdColumn = z.string().transform(tenantId);
export const tribeIdColumn = z.string().transform(tribeId);
export const winbooksIdColumn = z.string().transform(winbooksId);
export const dayColumn = z.string().transform(day);

/** SQL that formats a timestamptz as ISO 8601 in UTC with all six decimals, which a `Date` would lose. */
export const isoInstant = (expression: string): string =>
  `to_char(${expression} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/**
 * A row that this version does not understand, because a newer version wrote it before its deployment was rolled back.
 */
export class UnreadableRow extends Error {
  override readonly name = 'UnreadableRow';
}

/** Parses what another version may have written; throws `UnreadableRow`, which names it as `part` of the whole when given. */
export function parseStored<Schema extends z.ZodType>(
  schema: Schema,
  stored: unknown,
  part: string | null = null,
): z.output<Schema> {
  const parsed = schema.safeParse(stored);
  if (parsed.success) return parsed.data;
  throw new UnreadableRow(whatIsNotUnderstood(parsed.error, part));
}

/** `entry.lines: Invalid input`: the names of the columns and fields that are not understood, without what they hold. */
export function whatIsNotUnderstood({ issues }: z.ZodError, part: string | null = null): string {
  const messages = issues
    .slice(0, 3)
    .map(({ path, message }) => `${[...(part === null ? [] : [part]), ...path].join('.')}: ${message}`);
  return messages.join('; ');
}

/** Parses every row; throws a `ZodError` when the schema and the table disagree, which is a bug. */
export function parseRows<Schema extends z.ZodType>(
  schema: Schema,
  result: { readonly rows: readonly unknown[] },
): z.output<Schema>[] {
  return result.rows.map((row) => schema.parse(row));
}

/** Parses the first row; null when there is none. */
export function firstRow<Schema extends z.ZodType>(
  schema: Schema,
  result: { readonly rows: readonly unknown[] },
): z.output<Schema> | null {
  return result.rows.length === 0 ? null : schema.parse(result.rows[0]);
}

/** What `jsonb` refuses: NUL, and half of a pair of surrogates, as when a text was cut in the middle of a character. */
const NOT_STORABLE = /[\0\p{Cs}]/gu;
/** A control character that `jsonb` takes: whoever reads the text sees that something in it is unreadable. */
const UNREADABLE = '\u0001';

/** JSON of texts as a vendor wrote them, which Postgres would else refuse together with everything beside them. */
export const storableJson = (value: unknown): string =>
  JSON.stringify(value, (_, each: unknown) =>
    typeof each === 'string' ? each.replaceAll(NOT_STORABLE, UNREADABLE) : each,
  );
