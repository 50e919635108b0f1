/** The system's code of an error (`EEXIST`, `ESRCH`, a SQLSTATE …). It works for any thrown value, of any realm. */
export function errorCode(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}
