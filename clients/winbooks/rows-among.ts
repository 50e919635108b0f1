import type { VendorRecord } from '../http/loose-fields';
import { ok, type Failure, type Outcome } from '../outcome';
import { findRows, type Question } from './execute-criteria';
import type { WinbooksSession } from './winbooks-session';

/** A property that must have one of these values. */
export interface Among {
  readonly property: string;
  readonly values: readonly string[];
}

/** A server that ignores conditions is read as a whole; a longer list is no answer. */
const MOST_PAGES_OF_ALL = 400;

/**
 * All rows that have one of several values, in one question. The operator for that (IN) was never seen in use (winbooks-api §3.5): where
 * it is refused or ignored, one question is asked per value; where equality is ignored too, the whole list is read once.
 */
export async function findRowsAmong(
  session: WinbooksSession,
  question: Question,
  { property, values }: Among,
): Promise<Outcome<VendorRecord[]>> {
  if (values.length === 0) return ok([]);
  const { isComplete, ...plain } = question;
  const asked = (value: string | readonly string[]): Question => ({
    ...plain,
    where: { ...question.where, [property]: value },
    endsAtStranger: true,
  });
  const together = await findRows(session, {
    ...asked(values),
    ...(isComplete !== undefined && { isComplete }),
  });
  if (!mayBeTheOperator(together)) return together;
  const found: VendorRecord[] = [];
  for (const value of values) {
    const rows = await findRows(session, asked(value));
    if (rows.kind === 'unknown' && rows.isTooMuch === true)
      return findRows(session, { ...asked(values), endsAtStranger: false, mostPages: MOST_PAGES_OF_ALL });
    if (rows.kind !== 'ok') return rows;
    found.push(...rows.value);
  }
  return ok(found);
}

/** The question was refused as such, or brought rows that were not asked for. */
const mayBeTheOperator = (answer: Outcome<unknown>): answer is Failure =>
  (answer.kind === 'refused' && answer.status === 400 && answer.about === undefined) ||
  (answer.kind === 'unknown' && answer.isTooMuch === true);
