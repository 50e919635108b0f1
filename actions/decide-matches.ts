import { acceptPair } from '../activities/relation-sync/match-unlinked';
import type { TenantId } from '../domain/ids';
import { issue, type Issue } from '../domain/issues/issue-catalogue';
import { beginningOf } from '../domain/text-cut';
import type { TenantSql } from '../store/database/database';
import { recordAuditEvent } from '../store/issues/audit-events';
import {
  decideMatch,
  listOpenMatches,
  lockMatch,
  openMatchesOfBoth,
  rejectOtherMatches,
  type ListedMatch,
  type RelationMatch,
} from '../store/relations/relation-matches';
import { enqueueRecords, enqueueUnlinked } from '../store/relations/relation-queue';
import { approveRelations, loadRelationSync } from '../store/relations/relation-sync';
import { loadRelation } from '../store/relations/tribe-relations';
import { loadParty } from '../store/relations/winbooks-parties';
import { isRefusal, refusedFor, workingTenant, type ActionDependencies, type Refusal } from './action';
import { audited } from './audited';
import { wakeLoop } from './tenant-loop';

/**
 * What a person decides about a proposed pair. `accept`: they are the same. `reject`: they are not. `create`: neither has a partner among
 * those that were proposed, so that each gets one of its own.
 */
export type MatchDecision = keyof typeof AUDITED;

const AUDITED = {
  accept: { action: 'accept-proposal' },
  reject: { action: 'reject-proposal' },
  create: { action: 'separate-proposal' },
} as const;

/** Whether what has no partner is created by now, and why nothing happens at once; null when it does. */
interface Followed {
  readonly ok: true;
  readonly isApproved: boolean;
  readonly delayedBy: Issue | null;
}

export interface MatchesDecided extends Followed {
  readonly decided: readonly ListedMatch[];
  /** Why others of those that were named stay as they are. */
  readonly refused: readonly Issue[];
}

export interface ClearAccepted extends Followed {
  readonly accepted: number;
  /** Clear proposals that could not be accepted, as one of the two has another partner by now. */
  readonly left: number;
}

/** Decides proposals one by one, each in a transaction of its own; one that cannot be decided keeps no other from it. */
export function decideMatches(
  deps: ActionDependencies,
  tenant: TenantId,
  decision: MatchDecision,
  ids: readonly string[],
): Promise<MatchesDecided | Refusal> {
  return audited(deps, tenant, AUDITED[decision], async () => {
    const working = await deps.database.asTenant(tenant, workingTenant);
    if (isRefusal(working)) return working;
    const decided: ListedMatch[] = [];
    const problems: Issue[] = [];
    for (const id of new Set(ids)) {
      const answer = await deps.database.asTenant(tenant, (sql) => decideOne(sql, deps.actor, decision, id));
      if ('code' in answer) problems.push(answer);
      else decided.push(answer);
    }
    if (decided.length === 0) return refusedFor(problems);
    return { ...(await followed(deps, tenant)), decided, refused: problems };
  });
}

/**
 * Accepts every clear proposal, and approves the first sync: from then on clear pairs are linked by themselves, and what has no partner
 * is created on the other side. A page at a time; when it is repeated, it goes on with what is left.
 */
export function acceptClearMatches(
  deps: ActionDependencies,
  tenant: TenantId,
): Promise<ClearAccepted | Refusal> {
  return audited(deps, tenant, { action: 'approve-relations' }, async () => {
    const working = await deps.database.asTenant(tenant, workingTenant);
    if (isRefusal(working)) return working;
    let accepted = 0;
    let left = 0;
    for (let after: string | null = null; ;) {
      const from: string | null = after;
      const page = await deps.database.asTenant(tenant, async (sql) => {
        const matches = await listOpenMatches(sql, { after: from, limit: PAGE, verdict: 'clear' });
        const ends: (Issue | null)[] = [];
        for (const match of matches) ends.push(await accept(sql, deps.actor, match));
        return { ends, last: matches.at(-1)?.id ?? null };
      });
      accepted += page.ends.filter((end) => end === null).length;
      left += page.ends.filter((end) => end !== null).length;
      if (page.last === null) break;
      after = page.last;
    }
    await deps.database.asTenant(tenant, async (sql) => {
      await approveRelations(sql);
      await enqueueUnlinked(sql);
      await recordAuditEvent(sql, {
        actor: deps.actor,
        action: 'approve-relations',
        record: 'tenant',
        details: { accepted, left },
      });
    });
    return { ...(await followed(deps, tenant)), accepted, left };
  });
}

const PAGE = 100;
const ID = /^\d{1,18}$/;
const LONGEST_ID = 40;

async function decideOne(
  sql: TenantSql,
  actor: string,
  decision: MatchDecision,
  id: string,
): Promise<ListedMatch | Issue> {
  const match = ID.test(id) ? await lockMatch(sql, id) : null;
  if (match === null) return issue('PROPOSAL_UNKNOWN', { proposal: beginningOf(id, LONGEST_ID) });
  if (match.decision !== 'open')
    return issue('PROPOSAL_DECIDED', { proposal: id, proposalState: match.decision });
  const problem =
    decision === 'accept' ? await accept(sql, actor, match) : await reject(sql, actor, match, decision);
  if (problem !== null) return problem;
  await recordAuditEvent(sql, {
    actor,
    ...AUDITED[decision],
    record: `relation:${match.relationId}`,
    details: { proposal: id, role: match.role, winbooks: match.partyCode ?? match.partyId },
  });
  return match;
}

async function accept(sql: TenantSql, actor: string, match: ListedMatch): Promise<Issue | null> {
  const { id, role } = match;
  const relation = await loadRelation(sql, match.relationId);
  const party = await loadParty(sql, role, match.partyId);
  const isThere = relation !== null && party !== null && !relation.isGone && !party.isGone;
  if (!isThere || relation.record[role] === null) return issue('PROPOSAL_OUTDATED', { proposal: id });
  const concerned = await openMatchesOfBoth(sql, match);
  const pair = { relation: relation.record, party: party.record };
  if (!(await acceptPair(sql, role, pair, actor))) return issue('PROPOSAL_PARTNER_LINKED', { proposal: id });
  await enqueueBoth(sql, concerned);
  return null;
}

async function reject(
  sql: TenantSql,
  actor: string,
  match: ListedMatch,
  decision: 'reject' | 'create',
): Promise<null> {
  const concerned = decision === 'create' ? await openMatchesOfBoth(sql, match) : [match];
  await decideMatch(sql, match.id, 'rejected', actor);
  if (decision === 'create') await rejectOtherMatches(sql, match, actor);
  await enqueueBoth(sql, concerned);
  return null;
}

/** Whoever has lost a proposal may have a clear partner now, or none. */
async function enqueueBoth(sql: TenantSql, matches: readonly RelationMatch[]): Promise<void> {
  await enqueueRecords(
    sql,
    'tribe',
    matches.map(({ role, relationId }) => ({ role, recordId: relationId })),
  );
  await enqueueRecords(
    sql,
    'winbooks',
    matches.map(({ role, partyId }) => ({ role, recordId: partyId })),
  );
}

async function followed(deps: ActionDependencies, tenant: TenantId): Promise<Followed> {
  const { isApproved } = await deps.database.asTenant(tenant, loadRelationSync);
  const awake = await wakeLoop(deps, tenant);
  return { ok: true, isApproved, delayedBy: awake.ok ? null : awake };
}
