/** What Postgres, or the way to it, answers instead of a result. */

/**
 * Connection lost, being shut down or starting (SQLSTATE 08 and 57P), no connection at all, or so busy that a statement or a
 * transaction was given up (57014, 25P, 40).
 */
const OUTAGE_CODES = /^(08|57P|57014|25P|40|53|ECONN|EPIPE|ETIMEDOUT)/;
const OUTAGE_WORDS =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered|The database gave no answer within|No connection to the database was free within)/;

/** Whether the database does not answer right now; anything else that it throws is a fault of ours, or of what it was given. */
export function isDatabaseOutage(error: unknown): boolean {
  const code = sqlState(error);
  if (code !== null && OUTAGE_CODES.test(code)) return true;
  return error instanceof Error && OUTAGE_WORDS.test(error.message);
}

/** A value that no column takes (SQLSTATE 22), or that no rule of a table allows (23): it is refused however often it comes. */
export function isRefusedValue(error: unknown): boolean {
  return /^2[23]/.test(sqlState(error) ?? '');
}

function sqlState(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}
