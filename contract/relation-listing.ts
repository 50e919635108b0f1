import { z } from 'zod';
import type { RelationHistory } from '../actions/relation-history';
import { RELATION_STATES, type ListedRelation } from '../store/relations/listed-relations';
import type { ListedMatch } from '../store/relations/relation-matches';

/** One relation as `relations --json` and the API show it: a contract with whoever scripts this program. */
export const relationShape = z
  .object({
    tribeId: z.string().nullable(),
    kind: z.enum(['organisation', 'person']),
    roles: z.array(z.enum(['customer', 'supplier'])),
    name: z.string(),
    debtorNumber: z.string().nullable(),
    creditorNumber: z.string().nullable(),
    winbooksCustomer: z.string().nullable(),
    winbooksSupplier: z.string().nullable(),
    state: z.enum(RELATION_STATES),
    issue: z.string().nullable(),
    syncedAt: z.string().nullable(),
  })
  .meta({ id: 'Relation' });

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

/** A history as `relations --relation N --json` and the API show it. */
export const relationHistoryShape = z
  .object({
    relation: relationShape,
    changes: z
      .array(
        z.object({
          at: z.string(),
          role: z.enum(['customer', 'supplier']),
          side: z.enum(['tribe', 'winbooks']).describe('Where the value was written.'),
          field: z.string(),
          previous: z.unknown(),
          value: z.unknown(),
          cause: z.string(),
        }),
      )
      .describe('The latest first.'),
  })
  .meta({ id: 'RelationHistory' });

export function relationHistoryListing({ relation, changes }: RelationHistory) {
  return {
    relation: relationListing(relation),
    changes: changes.map(({ at, ...change }) => ({ at: at.toISOString(), ...change })),
  };
}

/** One proposed pair as `matches --json` and the API show it. */
export const matchShape = z
  .object({
    id: z.string(),
    role: z.enum(['customer', 'supplier']),
    tribe: z.object({ id: z.string(), name: z.string().nullable() }),
    winbooks: z.object({ id: z.string(), code: z.string().nullable(), name: z.string().nullable() }),
    evidence: z.array(z.string()),
    score: z.number(),
    verdict: z.enum(['clear', 'unclear']),
  })
  .meta({ id: 'Match' });

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
