import type { WinbooksConnection } from '../connection';
import { checkAccess } from '../http/vendor-session';
import type { Outcome } from '../outcome';
import { askForAnyId, CUSTOMERS } from './execute-criteria';
import { readWinbooks, winbooksAccess } from './winbooks-session';

/** Whether the e-mail and exchange token are accepted: `refused` about the credentials when not (winbooks-api §5.0). */
export const checkWinbooksCredentials = (connection: WinbooksConnection): Promise<Outcome<null>> =>
  checkAccess(winbooksAccess(connection));

/**
 * Whether the folder exists and may be read (winbooks-api §5.0), by one cheap query. `refused` without `about` means an
 * unknown folder or no access; with it, the credentials are refused.
 */
export const probeFolder = (connection: WinbooksConnection): Promise<Outcome<null>> =>
  readWinbooks(connection, (session) => askForAnyId(session, CUSTOMERS));
