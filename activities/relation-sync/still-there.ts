import { ok, type Outcome } from '../../clients/outcome';
import { findRoles } from '../../clients/tribe';
import { readPartyHead } from '../../clients/winbooks';
import type { TenantSql } from '../../store/database/database';
import { keepRelation, markRelationGone } from '../../store/relations/tribe-relations';
import { markPartyGone } from '../../store/relations/winbooks-parties';
import type { TenantContext } from '../connection/tenant-connections';
import type { Unlinked } from './match-unlinked';

/** Whether its vendor still has a record, in its role. */
export async function isStillThere(
  { tribe, winbooks }: TenantContext,
  { side, role, record }: Unlinked,
): Promise<Outcome<boolean>> {
  if (side === 'winbooks') {
    const party = await readPartyHead(winbooks, role, record.id);
    return party.kind === 'ok' || party.kind === 'absent' ? ok(party.kind === 'ok') : party;
  }
  const roles = await findRoles(tribe, record.kind, record.relationId);
  if (roles.kind === 'absent') return { kind: 'unknown', reason: 'a list of roles that is not there' };
  return roles.kind === 'ok' ? ok(roles.value[role] !== null) : roles;
}

/** A relation whose role alone is gone is kept without it. */
export async function markGone(sql: TenantSql, { side, role, record }: Unlinked): Promise<void> {
  if (side === 'winbooks') return markPartyGone(sql, role, record.id);
  const other = role === 'customer' ? record.supplier : record.customer;
  return other === null
    ? markRelationGone(sql, record.relationId)
    : keepRelation(sql, { ...record, [role]: null });
}
