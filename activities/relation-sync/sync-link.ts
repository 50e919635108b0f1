import { findRoles, readRelation } from '../../clients/tribe';
import { readParty } from '../../clients/winbooks';
import { ok, type Failure, type Outcome } from '../../clients/outcome';
import { issue, type Issue } from '../../domain/issues/issue-catalogue';
import { seenAfterCreation } from '../../domain/relation/creation';
import {
  isNotKept,
  isQuiet,
  planLink,
  snapshotAfter,
  type LinkedPair,
  type LinkPlan,
  type PlannedValue,
} from '../../domain/relation/plan-link';
import { readParty as formOfParty } from '../../domain/relation/read-party';
import { readTribe } from '../../domain/relation/read-tribe';
import type { TribeRelation } from '../../domain/vendors/tribe-records';
import type { WinbooksParty } from '../../domain/vendors/winbooks-records';
import { wantDebtorNumber } from '../../store/relations/debtor-numbers';
import {
  beginLinkWrite,
  closeSyncedLink,
  findSyncedLink,
  refreshSyncedLink,
  settleLink,
  type PendingChange,
  type SyncedLink,
} from '../../store/relations/link-sync';
import { enqueueRecords } from '../../store/relations/relation-queue';
import { storeClock } from '../../store/relations/third-parts';
import { settleRelationNotices } from '../../store/relations/relation-issues';
import {
  keepRelation,
  loadRelation,
  markRelationGone,
  refreshRelation,
  type StoredRelation,
} from '../../store/relations/tribe-relations';
import {
  keepParty,
  loadParty,
  markPartyGone,
  type StoredParty,
} from '../../store/relations/winbooks-parties';
import type { TenantContext } from '../connection/tenant-connections';
import type { Dependencies } from '../dependencies';
import { failureOf, isRefusal, writePlan, type NotWritten } from './write-link';

/**
 * What came of one record. `later`: a vendor gave no answer, and would give none to the next one either. `again`: it is not settled
 * yet, by itself.
 */
export type RecordEnd =
  | { readonly kind: 'done' }
  | { readonly kind: 'later'; readonly failure: Failure }
  | { readonly kind: 'again'; readonly afterMs: number };
const DONE: RecordEnd = { kind: 'done' };

/** The links that are being seen to in this process: both of its records may be due at once. */
const turns = new Map<string, Promise<unknown>>();

/** One at a time for each link. */
async function inTurn<Value>(link: string, work: () => Promise<Value>): Promise<Value> {
  const before = turns.get(link);
  const mine = (before ?? Promise.resolve()).catch(() => undefined).then(work);
  turns.set(link, mine);
  try {
    return await mine;
  } finally {
    if (turns.get(link) === mine) turns.delete(link);
  }
}

/**
 * Makes both sides of the link of a record agree. What was read last is merged first: most often nothing is to be written, and nobody
 * is asked. Otherwise both are read now, merged again, and written; then they are read back, and what they show is what they agree on.
 * Each step may be repeated: what a lost worker wrote is found there, and recorded, by the next attempt.
 *
 * @param isMissing a list of all ids did not have one of the two, so that both are asked for in any case
 */
export function syncLink(
  deps: Dependencies,
  context: TenantContext,
  found: SyncedLink,
  isMissing = false,
): Promise<RecordEnd> {
  return inTurn(`${context.tenant.id} ${found.id}`, async () => {
    const stored = await deps.database.asTenant(context.tenant.id, async (sql) => ({
      // It may have been written or closed while this one waited for its turn.
      link: await findSyncedLink(sql, { side: 'tribe', role: found.role, recordId: found.relationId }),
      relation: await loadRelation(sql, found.relationId),
      party: await loadParty(sql, found.role, found.partyId),
    }));
    const { link, relation, party } = stored;
    // A relation that no poll has shown yet, as when an invoice has just linked it, is queued by the poll that does.
    if (link?.id !== found.id || relation === null) return DONE;
    // So is a party that we have just created.
    if (party === null && link.createdSide === 'winbooks' && !isMissing) return DONE;
    const pair = pairOf(link, { relation: relation.record, party: party?.record ?? null });
    const plan = pair && planLink(pair, context.settings);
    if (pair && plan && isQuiet(plan) && link.pending === null && !isMissing)
      return settle(deps, context, link, { pair, plan });
    return readAndWrite(deps, context, link, { relation, party });
  });
}

/** Both records as they were stored when the work on their link began. */
interface StoredPair {
  readonly relation: StoredRelation;
  readonly party: StoredParty | null;
}

async function readAndWrite(
  deps: Dependencies,
  context: TenantContext,
  link: SyncedLink,
  stored: StoredPair,
): Promise<RecordEnd> {
  const readAt = await deps.database.asTenant(context.tenant.id, storeClock);
  const before = await readNow(context, link, stored.relation.record);
  if (before.kind !== 'read') return notRead(deps, context, link, before);
  const { pair, plan } = before;
  const earlier = arrived(link.pending?.changes ?? [], plan);
  if (isQuiet(plan)) return settle(deps, context, link, { pair, plan, stored, written: earlier });

  const mayWrite = await deps.database.asTenant(context.tenant.id, (sql) =>
    beginLinkWrite(sql, link, [...earlier, ...plan.values]),
  );
  if (!mayWrite) return DONE;
  await deps.debugPoint('before-relation-write');
  const failed = await writePlan(deps, context, { ...pair, readAt }, plan);
  const accepted = plan.values.filter((value) => failureOf(failed, value) === null);
  await deps.debugPoint('after-relation-write');

  const after = await readNow(context, link, pair.relation);
  if (after.kind !== 'read') return notRead(deps, context, link, after);
  await deps.debugPoint('before-relation-settle');
  const silent = failed.find(({ failure }) => !isRefusal(failure));
  if (!isQuiet(after.plan) && silent !== undefined) return { kind: 'later', failure: silent.failure };
  return settle(deps, context, link, {
    ...after,
    stored,
    written: [...earlier, ...arrived(plan.values, after.plan)],
    accepted,
    failed,
  });
}

interface Settling {
  readonly pair: LinkedPair;
  /** Made of what both sides show now. */
  readonly plan: LinkPlan;
  /** Null when the pair is the stored one. */
  readonly stored?: StoredPair | null;
  /** What has arrived since the link was settled last. */
  readonly written?: readonly PendingChange[];
  readonly accepted?: LinkPlan['values'];
  readonly failed?: readonly NotWritten[];
}

/** Stores what both sides agree on, what was written, and what is for people to know. */
async function settle(
  deps: Dependencies,
  context: TenantContext,
  link: SyncedLink,
  { pair, plan, stored = null, written = [], accepted = [], failed = [] }: Settling,
): Promise<RecordEnd> {
  const { relation, party, held, role } = pair;
  const notTaken = plan.values.filter(
    (value) => failureOf(failed, value) !== null || isNotKept(value, accepted),
  );
  await deps.database.asTenant(context.tenant.id, async (sql) => {
    if (stored !== null) {
      await refreshRelation(sql, relation, stored.relation.storedAt);
      await keepParty(sql, party, stored.party?.storedAt ?? null);
    }
    const agreed = {
      snapshot: snapshotAfter(pair.snapshot, plan, accepted),
      roleState: roleStateAfter(link, plan, [...written, ...accepted]),
    };
    await settleLink(sql, link, agreed, written);
    await refreshSyncedLink(sql, link, {
      relationshipId: held.relationshipId,
      code: party.code,
      paymentTermDays: held.paymentTermDays,
    });
    const side = link.createdSide ?? 'winbooks';
    const notices = [
      ...notTaken.map((value) => notTakenNotice(party.code, value, failureOf(failed, value))),
      ...(pair.notKept ?? []).map((field) => notTakenNotice(party.code, { side, field }, null)),
    ];
    await settleRelationNotices(sql, link.relationId, role, [...plan.issues, ...notices]);
    if (role === 'customer' && plan.numberForTribe !== null)
      await wantDebtorNumber(sql, link.relationId, {
        relationKind: relation.kind,
        code: party.code,
        current: relation.debtorNumber,
      });
  });
  // Somebody has changed something while it was written.
  return notTaken.length < plan.values.length ? { kind: 'again', afterMs: 0 } : DONE;
}

/** Who made the relationship former decides whether it is made active again later. What was not written is still to be done. */
function roleStateAfter(
  link: SyncedLink,
  plan: LinkPlan,
  written: readonly PendingChange[],
): LinkPlan['roleState'] {
  const last = written.findLast(({ field }) => field === 'former');
  if (last === undefined && plan.former !== null && link.roleState !== null) return link.roleState;
  return last === undefined ? plan.roleState : { ...plan.roleState, formerByUs: last.value === true };
}

async function notRead(
  deps: Dependencies,
  context: TenantContext,
  link: SyncedLink,
  seen: Exclude<PairNow, { readonly kind: 'read' }>,
): Promise<RecordEnd> {
  if (seen.kind === 'noAnswer') return { kind: 'later', failure: seen.failure };
  await deps.database.asTenant(context.tenant.id, async (sql) => {
    await closeSyncedLink(sql, link, seen.side === 'tribe' ? 'gone-tribe' : 'gone-winbooks');
    if (seen.side === 'winbooks') await markPartyGone(sql, link.role, link.partyId);
    else if (seen.relation === null) await markRelationGone(sql, link.relationId);
    else await keepRelation(sql, seen.relation);
    // The survivor may be offered the one that the other was merged into.
    const { role } = link;
    if (seen.side === 'winbooks') await enqueueRecords(sql, 'tribe', [{ role, recordId: link.relationId }]);
    else await enqueueRecords(sql, 'winbooks', [{ role, recordId: link.partyId }]);
  });
  return DONE;
}

function pairOf(
  link: SyncedLink,
  { relation, party }: { readonly relation: TribeRelation | null; readonly party: WinbooksParty | null },
): LinkedPair | null {
  const { role, roleState, createdSide } = link;
  const held = relation?.[role] ?? null;
  if (relation === null || held === null || party === null) return null;
  const seen =
    createdSide === null || link.snapshot === null
      ? { snapshot: link.snapshot, notKept: [] }
      : seenAfterCreation(
          link.snapshot,
          createdSide,
          (createdSide === 'tribe' ? readTribe(relation, role) : formOfParty(party, relation.kind)).form,
        );
  return { role, relation, held, party, roleState, ...seen };
}

type PairNow =
  | { readonly kind: 'read'; readonly pair: LinkedPair; readonly plan: LinkPlan }
  /** A role that no longer exists counts like a relation that does not; `relation` is then without it. */
  | { readonly kind: 'gone'; readonly side: 'tribe'; readonly relation: TribeRelation | null }
  | { readonly kind: 'gone'; readonly side: 'winbooks' }
  | { readonly kind: 'noAnswer'; readonly failure: Failure };

/** Both sides as they are now, and what is to be written. */
async function readNow(context: TenantContext, link: SyncedLink, known: TribeRelation): Promise<PairNow> {
  const relation = await relationNow(context, link, known);
  if (relation.kind === 'absent') return { kind: 'gone', side: 'tribe', relation: null };
  if (relation.kind !== 'ok') return { kind: 'noAnswer', failure: relation };
  const party = await readParty(context.winbooks, link.role, link.partyId);
  if (party.kind === 'absent') return { kind: 'gone', side: 'winbooks' };
  if (party.kind !== 'ok') return { kind: 'noAnswer', failure: party };
  const pair = pairOf(link, { relation: relation.value, party: party.value });
  return pair === null
    ? { kind: 'gone', side: 'tribe', relation: relation.value }
    : { kind: 'read', pair, plan: planLink(pair, context.settings) };
}

/**
 * The relation with its roles. A role that is not where it was is looked for before it counts as gone: it may have been made anew, and
 * a list that we may not read looks like an empty one.
 */
async function relationNow(
  { tribe }: TenantContext,
  { role }: SyncedLink,
  { kind, relationId, customer, supplier }: TribeRelation,
): Promise<Outcome<TribeRelation>> {
  const ids = { customer: customer?.relationshipId ?? null, supplier: supplier?.relationshipId ?? null };
  const relation = await readRelation(tribe, { kind, relationId, ...ids });
  if (relation.kind !== 'absent' && (relation.kind !== 'ok' || relation.value[role] !== null))
    return relation;
  const roles = await findRoles(tribe, kind, relationId);
  if (roles.kind === 'absent') return { kind: 'unknown', reason: 'a list of roles that is not there' };
  if (roles.kind !== 'ok') return roles;
  return relation.kind === 'ok' ? ok({ ...relation.value, ...roles.value }) : relation;
}

/** Of what was to be written, that which need not be written any more. */
function arrived(values: readonly PendingChange[], plan: LinkPlan): PendingChange[] {
  const isOpen = (value: PendingChange): boolean =>
    plan.values.some(({ side, field }) => side === value.side && field === value.field);
  return values.filter((value) => !isOpen(value));
}

/** A vendor refuses a field, or does not keep it as it was written; the other fields go on. */
function notTakenNotice(
  code: string,
  { side, field }: Pick<PlannedValue, 'side' | 'field'>,
  failure: Failure | null,
): Issue {
  const words = failure?.kind === 'refused' ? `${failure.status} ${failure.words}`.trim() : '–';
  const vendor = side === 'tribe' ? 'Tribe' : 'WinBooks';
  return issue('RELATION_NOT_WRITTEN', { customer: code, vendor, field, words });
}
