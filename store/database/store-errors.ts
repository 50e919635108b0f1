/** Classifies the errors of Postgres and of the connection to it. */

/**
 * The connection was lost, or the server is shutting down or starting (SQLSTATE 08 and 57P), cannot be reached, or is
 * so busy that a statement or a transaction was cancelled (57014, 25P, 40).
 */
const OUTAGE_CODES = /^(08|57P|57014|25P|40|53|ECONN|EPIPE|ETIMEDOUT)/;
const OUTAGE_WORDS =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered|The database gave no answer within|No connection to the database was free within)/;

/** Whether the database does not answer right now. Any other error is our mistake, or caused by the data. */
export function isDatabaseOutage(error: unknown): boolean {
  const code = sqlState(error);
  if (code !== null && OUTAGE_CODES.test(code)) return true;
  return error instanceof Error && OUTAGE_WORDS.test(error.message);
}

/** A value that a column cannot hold (SQLSTATE 22) or a constraint forbids (23): it would be refused every time. */
export function isRefusedValue(error: unknown): boolean {
  return /^2[23]/.test(sqlState(error) ?? '');
}

function sqlState(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}
