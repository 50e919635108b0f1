import type { TribeId } from '../../domain/ids';
import { timesOf, type TribeConnection } from '../connection';
import { textOf } from '../http/loose-fields';
import { ok, type Outcome } from '../outcome';
import { listRecords } from './odata-list';
import { idOf } from './tribe-fields';
import { RELATION_SETS, type RelationKind } from './relation-records';
import { entityPath, getRecord, readTribe } from './tribe-session';
import { updateRecord, type ReadyToWrite } from './tribe-writes';

const quickly = (connection: TribeConnection): TribeConnection => ({
  ...connection,
  readTimeoutMs: timesOf(connection).vendors.debtorNumberMs,
});

/** The current number in Tribe; null when there is none. `absent` when the relation no longer exists. */
export const readDebtorNumber = (
  connection: TribeConnection,
  kind: RelationKind,
  id: TribeId,
): Promise<Outcome<string | null>> =>
  readTribe(quickly(connection), async (session) => {
    const record = await getRecord(session, entityPath(RELATION_SETS[kind], id), { select: 'DebtorNumber' });
    return record.kind === 'ok' ? ok(textOf(record.value['DebtorNumber'])) : record;
  });

/**
 * The organisations and persons with this debtor number, ignoring case. It is asked for with `contains` and compared
 * here, because it is not known whether `eq` is case-sensitive (tribe-api §2.6, §6 G14).
 */
export const findRelationsByDebtorNumber = (
  connection: TribeConnection,
  number: string,
): Promise<Outcome<TribeId[]>> =>
  readTribe(quickly(connection), async (session) => {
    const ids: TribeId[] = [];
    for (const set of Object.values(RELATION_SETS)) {
      const rows = await listRecords(session, {
        set,
        options: {
          select: 'DebtorNumber',
          filter: `contains(DebtorNumber,'${number.replaceAll("'", "''")}')`,
          orderby: 'ID asc',
        },
        mostPages: 20,
      });
      if (rows.kind !== 'ok') return rows;
      for (const row of rows.value) {
        const id = idOf(row);
        const isSame = textOf(row['DebtorNumber'])?.toLowerCase() === number.toLowerCase();
        if (id !== null && isSame) ids.push(id);
      }
    }
    return ok(ids);
  });

/** Changes only the debtor number. */
export const writeDebtorNumber = (
  ready: ReadyToWrite,
  kind: RelationKind,
  id: TribeId,
  number: string,
): Promise<Outcome<null>> => updateRecord(ready, { set: RELATION_SETS[kind], id }, { DebtorNumber: number });
