import { tribeId, winbooksId } from '../../domain/ids';
import { isSynced, isToImport, rolesToExport } from '../../domain/relation/role-rules';
import { cutFor } from '../../domain/relation/winbooks-lengths';
import type { TenantSql } from '../../store/database/database';
import { namesBeingCreated } from '../../store/relations/creations-in-flight';
import { findSyncedLink, lostPartner, type SyncedLink } from '../../store/relations/link-sync';
import type { QueuedRecord } from '../../store/relations/relation-queue';
import { wasAccepted } from '../../store/relations/relation-matches';
import { loadRelationSync } from '../../store/relations/relation-sync';
import { loadRelation } from '../../store/relations/tribe-relations';
import { loadParty } from '../../store/relations/winbooks-parties';
import type { TenantSettings } from '../../domain/tenant/settings';
import type { TenantContext } from '../connection/tenant-connections';
import type { Dependencies } from '../dependencies';
import { createPartner } from './create-partner';
import type { LookAhead } from './look-ahead';
import { matchUnlinked, proposeSurvivor, type Unlinked } from './match-unlinked';
import { isStillThere, markGone } from './still-there';
import { syncLink, type RecordEnd } from './sync-link';

const DONE: RecordEnd = { kind: 'done' };
const WAIT_MS = 1_000;

type NextStep =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'merge'; readonly link: SyncedLink }
  /** Before it gets a partner, its vendor is asked whether it is still there. */
  | { readonly kind: 'ask'; readonly unlinked: Unlinked }
  | { readonly kind: 'create'; readonly unlinked: Unlinked }
  /** It may be what became of a request of ours, which is looked for. */
  | { readonly kind: 'wait' };

/** Sees to one record: its link is merged, or a partner is found or created for it. */
export async function syncRecord(
  deps: Dependencies,
  context: TenantContext,
  record: QueuedRecord,
  ahead: LookAhead,
): Promise<RecordEnd> {
  const inStore = <Value>(work: (sql: TenantSql) => Promise<Value>): Promise<Value> =>
    deps.database.asTenant(context.tenant.id, work);
  let step = await inStore((sql) => nextStep(sql, record, context.settings));
  if (step.kind === 'ask') {
    const there = await isStillThere(context, step.unlinked);
    if (there.kind !== 'ok') return { kind: 'later', failure: there };
    const { unlinked } = step;
    if (!there.value) {
      await inStore((sql) => markGone(sql, unlinked));
      return DONE;
    }
    step = await inStore((sql) => nextStep(sql, { ...record, isMissing: false }, context.settings));
  }
  switch (step.kind) {
    case 'nothing':
    case 'ask':
      return DONE;
    case 'merge':
      return syncLink(deps, context, step.link, record.isMissing);
    case 'wait':
      return { kind: 'again', afterMs: WAIT_MS };
    case 'create':
      return createPartner(deps, context, step.unlinked, ahead);
  }
}

async function nextStep(sql: TenantSql, record: QueuedRecord, settings: TenantSettings): Promise<NextStep> {
  const { isApproved } = await loadRelationSync(sql);
  const link = await findSyncedLink(sql, record);
  if (link !== null) {
    const mayMerge =
      (isApproved || (await wasAccepted(sql, link))) && (await isSyncedLink(sql, link, settings));
    return mayMerge ? { kind: 'merge', link } : NOTHING;
  }
  const unlinked = await unlinkedOf(sql, record);
  if (unlinked === null || !isInScope(unlinked, settings)) return NOTHING;
  const lost = await lostPartner(sql, record);
  if (lost === 'gone') await proposeSurvivor(sql, unlinked);
  if (lost !== null) return NOTHING;
  if (record.isMissing) return { kind: 'ask', unlinked };
  const matched = await matchUnlinked(sql, unlinked, isApproved);
  if (matched.kind === 'linked') {
    const opened = await findSyncedLink(sql, record);
    return opened === null ? { kind: 'nothing' } : { kind: 'merge', link: opened };
  }
  if (matched.kind !== 'alone' || !isApproved) return NOTHING;
  // What a request of ours has made may be seen here before we know of it; the link is looked for after the request.
  if (await mayBeOurs(sql, unlinked)) return { kind: 'wait' };
  const made = await findSyncedLink(sql, record);
  if (made !== null) return { kind: 'merge', link: made };
  return isToCreate(unlinked, settings) ? { kind: 'create', unlinked } : NOTHING;
}

/** A record of this name is being created on its side. */
async function mayBeOurs(sql: TenantSql, { side, role, record }: Unlinked): Promise<boolean> {
  const names = await namesBeingCreated(sql, side, role);
  return names.some((name) => cutFor('name', name) === cutFor('name', record.name ?? ''));
}

const NOTHING: NextStep = { kind: 'nothing' };

/** A link that an invoice opened is kept, and not merged, while its role is not synchronised. */
async function isSyncedLink(
  sql: TenantSql,
  { role, relationId }: SyncedLink,
  settings: TenantSettings,
): Promise<boolean> {
  const relation = await loadRelation(sql, relationId);
  return relation === null || isSynced(relation.record.kind, role, settings);
}

async function unlinkedOf(sql: TenantSql, { side, role, recordId }: QueuedRecord): Promise<Unlinked | null> {
  if (side === 'tribe') {
    const relation = await loadRelation(sql, tribeId(recordId));
    return relation === null || relation.isGone ? null : { side, role, record: relation.record };
  }
  const party = await loadParty(sql, role, winbooksId(recordId));
  return party === null || party.isGone ? null : { side, role, record: party.record };
}

/** Leads and prospects have neither role; a former relation and an inactive party stay where they are (tribe-api §6 G27). */
const isInScope = (unlinked: Unlinked, settings: TenantSettings): boolean =>
  unlinked.side === 'tribe'
    ? unlinked.record[unlinked.role] !== null && isSynced(unlinked.record.kind, unlinked.role, settings)
    : isToImport(unlinked.record, settings);

const isToCreate = (unlinked: Unlinked, settings: TenantSettings): boolean =>
  unlinked.side === 'winbooks' ||
  (rolesToExport(unlinked.record, settings).includes(unlinked.role) && settings.createInWinbooks === 'all');
