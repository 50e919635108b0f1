/** The system's code of an error (`EEXIST`, `ESRCH`, a SQLSTATE …). Asked of anything thrown, whatever realm it is from. */
export function errorCode(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}
