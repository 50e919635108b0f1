import type { RelationHistory } from '../actions/relation-history';
import type { ListedRelation } from '../store/relations/listed-relations';
import type { ListedMatch } from '../store/relations/relation-matches';

/** One relation as `relations --json` prints it: a contract with whoever scripts this program. */
export function relationListing(relation: ListedRelation) {
  const { tribeId, kind, roles, name, debtorNumber, creditorNumber } = relation;
  const { winbooksCustomer, winbooksSupplier, state, issue, syncedAt } = relation;
  return {
    tribeId,
    kind,
    roles,
    name,
    debtorNumber,
    creditorNumber,
    winbooksCustomer,
    winbooksSupplier,
    state,
    issue,
    syncedAt: syncedAt?.toISOString() ?? null,
  };
}

/** A history as `relations --relation N --json` prints it. */
export function relationHistoryListing({ relation, changes }: RelationHistory) {
  return {
    relation: relationListing(relation),
    changes: changes.map(({ at, ...change }) => ({ at: at.toISOString(), ...change })),
  };
}

/** One proposed pair as `matches --json` prints it. */
export function matchListing(match: ListedMatch) {
  const { id, role, relationId, relationName, partyId, partyCode, partyName, evidence, score, verdict } =
    match;
  return {
    id,
    role,
    tribe: { id: relationId, name: relationName },
    winbooks: { id: partyId, code: partyCode, name: partyName },
    evidence,
    score,
    verdict,
  };
}
