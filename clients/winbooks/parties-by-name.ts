import type { WinbooksId } from '../../domain/ids';
import type { PartyRole } from '../../domain/vendors/winbooks-records';
import type { WinbooksConnection } from '../connection';
import { textOf } from '../http/loose-fields';
import { ok, type Outcome } from '../outcome';
import { CUSTOMERS, findRows, SUPPLIERS, THIRDS } from './execute-criteria';
import { idOf, instantOf } from './winbooks-fields';
import { readWinbooks } from './winbooks-session';

const MOST_PAGES = 20;

/** A customer or supplier, and what tells whether a request of ours may have made it. */
export interface NamedParty {
  readonly id: WinbooksId;
  readonly vatNumber: string | null;
  /** ISO 8601, by the vendor's clock; null when it does not say. */
  readonly createdAt: string | null;
}

/**
 * Customers or suppliers whose third has exactly this name (winbooks-api §4.3). For what was created under another code than it was
 * sent with (winbooks-api §8 G17b).
 */
export const findPartiesByName = (
  connection: WinbooksConnection,
  role: PartyRole,
  name: string,
): Promise<Outcome<NamedParty[]>> =>
  readWinbooks(connection, async (session) => {
    const thirds = await findRows(session, {
      entity: THIRDS,
      where: { Name: name },
      level: 1,
      mostPages: MOST_PAGES,
    });
    if (thirds.kind !== 'ok') return thirds;
    const parties: NamedParty[] = [];
    for (const third of thirds.value) {
      const code = textOf(third['Code']);
      if (code === null) continue;
      const rows = await findRows(session, {
        entity: role === 'customer' ? CUSTOMERS : SUPPLIERS,
        where: { Code: code },
        level: 1,
        mostPages: MOST_PAGES,
      });
      if (rows.kind !== 'ok') return rows;
      for (const row of rows.value) {
        const id = idOf(row['Id']);
        if (id !== null)
          parties.push({
            id,
            vatNumber: textOf(third['VatNumber']),
            createdAt: instantOf(row['Created']),
          });
      }
    }
    return ok(parties);
  });
