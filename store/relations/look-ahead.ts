import { z } from 'zod';
import { tribeId, winbooksId } from '../../domain/ids';
import type { TribeRelation } from '../../domain/vendors/tribe-records';
import type { WinbooksParty } from '../../domain/vendors/winbooks-records';
import type { TenantSql } from '../database/database';
import { firstRow } from '../database/row-parsing';
import { findSyncedLink } from './link-sync';
import type { QueuedRecord } from './relation-queue';
import { loadRelation } from './tribe-relations';
import { loadParty } from './winbooks-parties';

/** A record of either side without a link, as it was last seen. */
export type UnlinkedRecord =
  | { readonly side: 'tribe'; readonly role: QueuedRecord['role']; readonly record: TribeRelation }
  | { readonly side: 'winbooks'; readonly role: QueuedRecord['role']; readonly record: WinbooksParty };

/** Those of the records that have no link, and are there. */
export async function loadUnlinked(
  sql: TenantSql,
  records: readonly QueuedRecord[],
): Promise<UnlinkedRecord[]> {
  const unlinked: UnlinkedRecord[] = [];
  for (const queued of records) {
    if ((await findSyncedLink(sql, queued)) !== null) continue;
    const { side, role, recordId } = queued;
    if (side === 'tribe') {
      const relation = await loadRelation(sql, tribeId(recordId));
      if (relation !== null && !relation.isGone) unlinked.push({ side, role, record: relation.record });
    } else {
      const party = await loadParty(sql, role, winbooksId(recordId));
      if (party !== null && !party.isGone) unlinked.push({ side, role, record: party.record });
    }
  }
  return unlinked;
}

const text = z.string().nullable();
const probesRow = z.object({
  /** Of a customer or supplier in WinBooks. */
  code: text,
  thirdVatNumber: z.object({ vatNumber: text, vatCountryCode: text }).nullable(),
  debtorNumber: z.object({ organisation: text, person: text }),
});
/** Values that are certainly there; null where none is known. */
export type Probes = z.output<typeof probesRow>;

export async function findProbes(sql: TenantSql): Promise<Probes> {
  const debtorNumber = (kind: string): string =>
    `(select record->>'debtorNumber' from tribe_relations
       where tenant_id = $1 and gone_at is null and debtor_key is not null and record->>'kind' = '${kind}' limit 1)`;
  const found = await sql.query(
    `select coalesce((select code from winbooks_parties where tenant_id = $1 and gone_at is null limit 1),
                     (select code from links where tenant_id = $1 and kind = 'customer' and state = 'open' limit 1)) as code,
            (select jsonb_build_object('vatNumber', record->>'vatNumber', 'vatCountryCode', record->>'vatCountryCode')
               from winbooks_parties where tenant_id = $1 and gone_at is null and vat_key is not null limit 1) as "thirdVatNumber",
            jsonb_build_object('organisation', ${debtorNumber('organisation')}, 'person', ${debtorNumber('person')}) as "debtorNumber"`,
    [sql.tenantId],
  );
  const row = firstRow(probesRow, found);
  if (row === null) throw new Error('A question without a table gave no row.');
  return row;
}
