import { z } from 'zod';
import type { TribeId, WinbooksId } from '../../domain/ids';
import { EVIDENCE } from '../../domain/relation/judge-match';
import type { MatchKeys } from '../../domain/relation/match-record';
import type { TenantSql } from '../database/database';
import { firstRow, parseRows, tribeIdColumn, winbooksIdColumn } from '../database/row-parsing';
import { enqueueRecords, type RelationRole } from './relation-queue';

/** Pairs of a relation and a party that may be the same, and what was decided about them. */

const matchRow = z.object({
  id: z.coerce.string(),
  role: z.enum(['customer', 'supplier']),
  relationId: tribeIdColumn,
  partyId: winbooksIdColumn,
  evidence: z.array(z.enum(EVIDENCE)),
  score: z.number(),
  verdict: z.enum(['clear', 'unclear']),
  decision: z.enum(['open', 'accepted', 'rejected']),
});
export type RelationMatch = z.output<typeof matchRow>;
export type NewMatch = Omit<RelationMatch, 'id' | 'decision'>;

const COLUMNS = `match.id, match.role, match.relation_id as "relationId", match.party_id as "partyId", match.evidence, match.score,
  match.verdict, match.decision`;

/** Stores proposals. One that was decided already keeps its decision; an open one gets the new evidence. */
export async function proposeMatches(sql: TenantSql, matches: readonly NewMatch[]): Promise<void> {
  for (const match of matches)
    await sql.query(
      `insert into relation_matches as held (tenant_id, role, relation_id, party_id, evidence, score, verdict)
       values ($1, $2, $3, $4, $5, $6, $7)
       on conflict (tenant_id, role, relation_id, party_id) do update
         set evidence = excluded.evidence, score = excluded.score, verdict = excluded.verdict
         where held.decision = 'open'`,
      [
        sql.tenantId,
        match.role,
        match.relationId,
        match.partyId,
        JSON.stringify(match.evidence),
        match.score,
        match.verdict,
      ],
    );
}

/** Every proposal of a record, decided or not. */
export async function matchesOf(
  sql: TenantSql,
  role: RelationRole,
  of: { readonly relationId: TribeId } | { readonly partyId: WinbooksId },
): Promise<RelationMatch[]> {
  const [column, id] =
    'relationId' in of ? (['relation_id', of.relationId] as const) : (['party_id', of.partyId] as const);
  const found = await sql.query(
    `select ${COLUMNS} from relation_matches as match
      where tenant_id = $1 and role = $2 and ${column} = $3 order by score desc, id`,
    [sql.tenantId, role, id],
  );
  return parseRows(matchRow, found);
}

/** The records of the other side of which a person said that they are not this one. */
export async function rejectedPartners(
  sql: TenantSql,
  role: RelationRole,
  of: { readonly relationId: TribeId } | { readonly partyId: WinbooksId },
): Promise<ReadonlySet<string>> {
  const rejected = (await matchesOf(sql, role, of)).filter(({ decision }) => decision === 'rejected');
  return new Set(
    rejected.map(({ relationId, partyId }): string => ('relationId' in of ? partyId : relationId)),
  );
}

/** The open proposals of either record of a pair, itself among them. */
export async function openMatchesOfBoth(
  sql: TenantSql,
  { role, relationId, partyId }: Pick<RelationMatch, 'role' | 'relationId' | 'partyId'>,
): Promise<RelationMatch[]> {
  const found = await sql.query(
    `select ${COLUMNS} from relation_matches as match
      where tenant_id = $1 and role = $2 and decision = 'open' and (relation_id = $3 or party_id = $4) order by id`,
    [sql.tenantId, role, relationId, partyId],
  );
  return parseRows(matchRow, found);
}

/** An open proposal is accepted or rejected; null when there is none, or it was decided before. */
export async function decideMatch(
  sql: TenantSql,
  id: string,
  decision: 'accepted' | 'rejected',
  by: string,
): Promise<RelationMatch | null> {
  const decided = await sql.query(
    `update relation_matches as match set decision = $3, decided_by = $4, decided_at = now()
      where tenant_id = $1 and id = $2 and decision = 'open' returning ${COLUMNS}`,
    [sql.tenantId, id, decision, by],
  );
  return firstRow(matchRow, decided);
}

const voidedRow = z.object({ relationId: tribeIdColumn, partyId: winbooksIdColumn });

/**
 * The other open proposals of both records are void once a pair is linked. The records that they named are queued: one that has no
 * other candidate is now alone.
 */
export async function rejectOtherMatches(
  sql: TenantSql,
  { role, relationId, partyId }: Pick<RelationMatch, 'role' | 'relationId' | 'partyId'>,
  by: string,
): Promise<void> {
  const voided = await sql.query(
    `update relation_matches set decision = 'rejected', decided_by = $5, decided_at = now()
      where tenant_id = $1 and role = $2 and decision = 'open'
        and (relation_id = $3 or party_id = $4) and (relation_id, party_id) <> ($3, $4)
      returning relation_id as "relationId", party_id as "partyId"`,
    [sql.tenantId, role, relationId, partyId, by],
  );
  const others = parseRows(voidedRow, voided);
  const relations = others.map((other) => other.relationId).filter((id) => id !== relationId);
  const parties = others.map((other) => other.partyId).filter((id) => id !== partyId);
  await enqueueRecords(
    sql,
    'tribe',
    relations.map((recordId) => ({ role, recordId })),
  );
  await enqueueRecords(
    sql,
    'winbooks',
    parties.map((recordId) => ({ role, recordId })),
  );
}

const listedRow = matchRow.extend({
  relationName: z.string().nullable(),
  partyName: z.string().nullable(),
  partyCode: z.string().nullable(),
});
export type ListedMatch = z.output<typeof listedRow>;

const NAMED = `select ${COLUMNS}, relation.record->>'name' as "relationName", party.record->>'name' as "partyName", party.code as "partyCode"
       from relation_matches as match
       left join tribe_relations as relation
         on relation.tenant_id = match.tenant_id and relation.relation_id = match.relation_id
       left join winbooks_parties as party
         on party.tenant_id = match.tenant_id and party.role = match.role and party.party_id = match.party_id`;

/** One proposal, decided or not, which nobody else decides before the transaction ends; null when there is none. */
export async function lockMatch(sql: TenantSql, id: string): Promise<ListedMatch | null> {
  const found = await sql.query(`${NAMED} where match.tenant_id = $1 and match.id = $2 for update of match`, [
    sql.tenantId,
    id,
  ]);
  return firstRow(listedRow, found);
}

/** Open proposals with the names of both sides, in the order in which they were found. */
export async function listOpenMatches(
  sql: TenantSql,
  {
    after,
    limit,
    verdict = null,
  }: { after: string | null; limit: number; verdict?: 'clear' | 'unclear' | null },
): Promise<ListedMatch[]> {
  const found = await sql.query(
    `${NAMED}
      where match.tenant_id = $1 and match.decision = 'open' and match.id > $2 and ($4::text is null or match.verdict = $4)
      order by match.id limit $3`,
    [sql.tenantId, after ?? '0', limit, verdict],
  );
  return parseRows(listedRow, found);
}

const countRow = z.object({ relations: z.number() });

/** How many relations of Tribe have an open proposal. */
export async function countRelationsToReview(sql: TenantSql): Promise<number> {
  const counted = await sql.query(
    `select count(distinct relation_id)::int as relations from relation_matches where tenant_id = $1 and decision = 'open'`,
    [sql.tenantId],
  );
  return firstRow(countRow, counted)?.relations ?? 0;
}

const othersRow = z.object({
  number: z.number(),
  vatNumber: z.number(),
  namePostcode: z.number(),
  email: z.number(),
});

/**
 * Per key, how many records in this role other than these two have that key of either of the two, on both sides together. A record that
 * is gone, or is linked to another one, counts too: it is a reason to doubt.
 */
export async function countOthers(
  sql: TenantSql,
  role: RelationRole,
  pair: { readonly relationId: TribeId; readonly partyId: WinbooksId },
  keys: { readonly relation: MatchKeys; readonly party: MatchKeys },
): Promise<Readonly<Record<keyof MatchKeys, number>>> {
  const others = (ofTribe: string, ofWinbooks: string, values: string): string =>
    `((select count(*) from tribe_relations
        where tenant_id = $1 and gone_at is null and jsonb_typeof(record->$2) = 'object' and relation_id <> $3 and ${ofTribe} = any (${values}))
    + (select count(*) from winbooks_parties
        where tenant_id = $1 and gone_at is null and role = $2 and party_id <> $4 and ${ofWinbooks} = any (${values})))::int`;
  const counted = await sql.query(
    `select ${others(role === 'customer' ? 'debtor_key' : 'creditor_key', 'number_key', '$5')} as number,
            ${others('vat_key', 'vat_key', '$6')} as "vatNumber",
            ${others('name_key', 'name_key', '$7')} as "namePostcode",
            ${others('email_key', 'email_key', '$8')} as email`,
    [
      sql.tenantId,
      role,
      pair.relationId,
      pair.partyId,
      ...(['number', 'vatNumber', 'namePostcode', 'email'] as const).map((key) =>
        [keys.relation[key], keys.party[key]].filter((value) => value !== null),
      ),
    ],
  );
  const row = firstRow(othersRow, counted);
  if (row === null) throw new Error('A count gave no row.');
  return row;
}

/** True when a person accepted this pair, which approves it by itself, before the first sync as a whole is approved. */
export async function wasAccepted(
  sql: TenantSql,
  { role, relationId, partyId }: Pick<RelationMatch, 'role' | 'relationId' | 'partyId'>,
): Promise<boolean> {
  const found = await sql.query(
    `select from relation_matches
      where tenant_id = $1 and role = $2 and relation_id = $3 and party_id = $4 and decision = 'accepted'`,
    [sql.tenantId, role, relationId, partyId],
  );
  return found.rowCount > 0;
}
