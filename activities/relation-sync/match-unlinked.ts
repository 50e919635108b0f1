import { judgeMatch, type Judgement } from '../../domain/relation/judge-match';
import { keysOf, matchRecordOfParty, matchRecordOfRelation } from '../../domain/relation/match-record';
import type { TribeRelation } from '../../domain/vendors/tribe-records';
import type { PartyRole, WinbooksParty } from '../../domain/vendors/winbooks-records';
import type { TenantSql } from '../../store/database/database';
import { findSyncedLink, lostPartner, wereLinked } from '../../store/relations/link-sync';
import { createLink } from '../../store/relations/links';
import {
  countOthers,
  decideMatch,
  matchesOf,
  proposeMatches,
  rejectedPartners,
  rejectOtherMatches,
  type NewMatch,
} from '../../store/relations/relation-matches';
import { findRelationCandidates } from '../../store/relations/tribe-relations';
import { vendorWrites } from '../../store/vendor-writes/vendor-writes';
import { findPartyCandidates } from '../../store/relations/winbooks-parties';

/** A record without a link, on either side. */
export type Unlinked =
  | { readonly side: 'tribe'; readonly role: PartyRole; readonly record: TribeRelation }
  | { readonly side: 'winbooks'; readonly role: PartyRole; readonly record: WinbooksParty };

export type Matched =
  /** Linked by now: both sides are to be made to agree. */
  | { readonly kind: 'linked' }
  /** Proposals wait for a person. */
  | { readonly kind: 'review' }
  /** Nobody on the other side may be the same. */
  | { readonly kind: 'alone' };

/**
 * Looks for the record's partner on the other side, among those that have none (tribe-api §4.5). A clear pair is linked if that is
 * approved; any other candidate becomes a proposal for a person. What a person rejected is not proposed again.
 */
export async function matchUnlinked(
  sql: TenantSql,
  unlinked: Unlinked,
  isApproved: boolean,
): Promise<Matched> {
  const free = await freePairs(sql, unlinked);
  if (free.length === 0) return { kind: 'alone' };
  const matches = free.map(({ pair, judgement }) => matchOf(unlinked.role, pair, judgement));
  await proposeMatches(sql, matches);
  const clear = free.find(({ judgement }) => judgement.verdict === 'clear');
  if (clear === undefined || !isApproved) return { kind: 'review' };
  return (await acceptPair(sql, unlinked.role, clear.pair, 'rule')) ? { kind: 'linked' } : { kind: 'review' };
}

/**
 * A record whose partner was deleted: another one with its VAT number may be what the partner was merged into. It is offered, and never
 * linked without a person.
 */
export async function proposeSurvivor(sql: TenantSql, unlinked: Unlinked): Promise<void> {
  const survivors = (await freePairs(sql, unlinked)).filter(({ judgement }) =>
    judgement.evidence.includes('vatNumber'),
  );
  const matches = survivors.map(({ pair, judgement }) => matchOf(unlinked.role, pair, judgement));
  await proposeMatches(
    sql,
    matches.map((match) => ({ ...match, verdict: 'unclear' })),
  );
}

/** Its candidates that have no partner, and that nobody has rejected. */
async function freePairs(sql: TenantSql, unlinked: Unlinked): Promise<Judged[]> {
  const rejected = await rejectedOf(sql, unlinked);
  const free: Judged[] = [];
  for (const pair of await pairsOf(sql, unlinked)) {
    const partner = unlinked.side === 'tribe' ? pair.party.id : pair.relation.relationId;
    if (rejected.has(partner) || (await isLinked(sql, unlinked, partner))) continue;
    const judgement = await judge(sql, unlinked.role, pair);
    // Whoever has lost a partner gets another one from a person only.
    const isLost = (await lostPartner(sql, otherOf(unlinked, partner))) !== null;
    free.push({ pair, judgement: isLost ? { ...judgement, verdict: 'unclear' } : judgement });
  }
  return free;
}

interface Judged {
  readonly pair: Pair;
  readonly judgement: Judgement;
}

interface Pair {
  readonly relation: TribeRelation;
  readonly party: WinbooksParty;
}

async function pairsOf(sql: TenantSql, unlinked: Unlinked): Promise<Pair[]> {
  if (unlinked.side === 'tribe') {
    const keys = keysOf(matchRecordOfRelation(unlinked.record, unlinked.role));
    const parties = await findPartyCandidates(sql, unlinked.role, keys);
    return parties.map((party) => ({ relation: unlinked.record, party }));
  }
  const keys = keysOf(matchRecordOfParty(unlinked.record));
  const relations = await findRelationCandidates(sql, unlinked.role, keys);
  return relations.map((relation) => ({ relation, party: unlinked.record }));
}

const rejectedOf = (sql: TenantSql, { side, role, record }: Unlinked): Promise<ReadonlySet<string>> =>
  rejectedPartners(sql, role, side === 'tribe' ? { relationId: record.relationId } : { partyId: record.id });

const otherOf = ({ side, role }: Unlinked, partner: string) =>
  ({ side: side === 'tribe' ? 'winbooks' : 'tribe', role, recordId: partner }) as const;

const isLinked = async (sql: TenantSql, unlinked: Unlinked, partner: string): Promise<boolean> =>
  (await findSyncedLink(sql, otherOf(unlinked, partner))) !== null;

async function judge(sql: TenantSql, role: PartyRole, { relation, party }: Pair): Promise<Judgement> {
  const records = {
    relation: matchRecordOfRelation(relation, role),
    party: matchRecordOfParty(party),
  };
  const ids = { relationId: relation.relationId, partyId: party.id };
  const others = await countOthers(sql, role, ids, {
    relation: keysOf(records.relation),
    party: keysOf(records.party),
  });
  const isLinkedBefore = await wereLinked(sql, role, ids);
  return judgeMatch({ ...records, isLinked: isLinkedBefore, others: { ...others, link: 0 } });
}

const matchOf = (
  role: PartyRole,
  { relation, party }: Pair,
  { evidence, score, verdict }: Judgement,
): NewMatch => ({
  role,
  relationId: relation.relationId,
  partyId: party.id,
  evidence: [...evidence],
  score,
  verdict,
});

/** Links a pair, and ends the other proposals of both. False when one of them has another partner by now. */
export async function acceptPair(
  sql: TenantSql,
  role: PartyRole,
  { relation, party }: Pair,
  by: string,
): Promise<boolean> {
  const held = relation[role];
  if (held === null) return false;
  const linked = await createLink(sql, {
    kind: role,
    tribeRelationId: relation.relationId,
    tribeRelationshipId: held.relationshipId,
    winbooksId: party.id,
    code: party.code,
    paymentTermDays: held.paymentTermDays,
    origin: 'matched',
  });
  if (linked !== 'created') return false;
  // An attempt to create either of the two is over: it is there, by our doing or not.
  await vendorWrites(`create-${role}`).write(sql, relation.relationId, party.id);
  await vendorWrites('create-relation').write(sql, `${role}:${party.id}`, held.relationshipId);
  const pair = { role, relationId: relation.relationId, partyId: party.id };
  for (const { id, partyId, decision } of await matchesOf(sql, role, { relationId: relation.relationId }))
    if (partyId === party.id && decision === 'open') await decideMatch(sql, id, 'accepted', by);
  await rejectOtherMatches(sql, pair, by);
  return true;
}
