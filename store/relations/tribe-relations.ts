import { z } from 'zod';
import type { TribeId } from '../../domain/ids';
import { keysOf, matchRecordOfRelation, type MatchKeys } from '../../domain/relation/match-record';
import type { RelationRole, RelationSighting } from '../../domain/vendors/relation-sightings';
import type { TribeRelation, TribeRole } from '../../domain/vendors/tribe-records';
import type { TenantSql } from '../database/database';
import { firstRow, parseRows, storableJson, tribeIdColumn } from '../database/row-parsing';
import { enqueueRecords } from './relation-queue';

/** Tribe's relations as they were last seen. */

const text = z.string().nullable();
const role = z
  .object({ relationshipId: tribeIdColumn, isFormer: z.boolean(), paymentTermDays: z.number().nullable() })
  .nullable();
const tribeRelation = z.object({
  relationId: tribeIdColumn,
  kind: z.enum(['organisation', 'person']),
  name: z.string(),
  firstName: text,
  middleName: text,
  lastName: text,
  debtorNumber: text,
  creditorNumber: text,
  vatNumber: text,
  website: text,
  emailAddress: text,
  phoneNumber: text,
  mobilePhoneNumber: text,
  invoiceAddress: z
    .object({
      id: tribeIdColumn,
      street: text,
      houseNumber: text,
      houseNumberSuffix: text,
      extra: text,
      postalCode: text,
      city: text,
      countryCode: text,
      writtenCountry: text,
    })
    .nullable(),
  customer: role,
  supplier: role,
  changedAt: z.string(),
}) satisfies z.ZodType<TribeRelation>;

const storedRow = z.object({
  record: tribeRelation,
  isGone: z.boolean(),
  /** When it was stored: changes with each sighting that differs. */
  storedAt: z.string(),
});
export type StoredRelation = z.output<typeof storedRow>;
const STORED = `record, gone_at is not null as "isGone", updated_at::text as "storedAt"`;

/**
 * Stores what a page of Tribe shows, and queues the roles of what has changed, in the caller's transaction. What was seen already
 * changes nothing. A relation without a role is stored only if it is known.
 *
 * @returns how many have changed
 */
export async function storeSightings(
  sql: TenantSql,
  sightings: readonly RelationSighting[],
): Promise<number> {
  const known = await loadRelations(
    sql,
    sightings.map(({ relation }) => relation.relationId),
  );
  const changed = new Map<TribeId, TribeRelation>();
  for (const sighting of sightings) {
    const before =
      changed.get(sighting.relation.relationId) ?? known.get(sighting.relation.relationId)?.record ?? null;
    const now = mergedWith(before, sighting);
    const isBack = known.get(sighting.relation.relationId)?.isGone === true;
    if (now !== null && (before === null || isBack || !isSame(before, now))) changed.set(now.relationId, now);
  }
  const relations = [...changed.values()];
  await writeRelations(sql, relations);
  await enqueueRecords(sql, 'tribe', relations.flatMap(rolesOf));
  return relations.length;
}

/** As it was read just now: nothing is queued, because whoever calls this sees to it. */
export const keepRelation = (sql: TenantSql, relation: TribeRelation): Promise<void> =>
  writeRelations(sql, [relation]);

/** The same, unless a poll has stored something since `storedAt`: that may be newer, and it is queued. */
export const refreshRelation = (sql: TenantSql, relation: TribeRelation, storedAt: string): Promise<void> =>
  writeRelations(sql, [relation], storedAt);

/** Tribe does not have it any more: nothing is matched with it, or created for it. */
export async function markRelationGone(sql: TenantSql, id: TribeId): Promise<void> {
  await sql.query(
    `update tribe_relations set gone_at = now(), updated_at = now()
      where tenant_id = $1 and relation_id = $2 and gone_at is null`,
    [sql.tenantId, id],
  );
}

async function writeRelations(
  sql: TenantSql,
  relations: readonly TribeRelation[],
  storedAt: string | null = null,
): Promise<void> {
  if (relations.length === 0) return;
  await sql.query(
    `insert into tribe_relations as held (tenant_id, relation_id, record, debtor_key, creditor_key, vat_key, name_key, email_key)
     select $1, seen.record->>'relationId', seen.record, seen.debtor, seen.creditor, seen.vat, seen.name, seen.email
       from jsonb_to_recordset($2) as seen (record jsonb, debtor text, creditor text, vat text, name text, email text)
     on conflict (tenant_id, relation_id) do update
       set record = excluded.record, debtor_key = excluded.debtor_key, creditor_key = excluded.creditor_key,
           vat_key = excluded.vat_key, name_key = excluded.name_key, email_key = excluded.email_key,
           gone_at = null, updated_at = now()
       where $3::text is null or held.updated_at::text = $3`,
    [
      sql.tenantId,
      storableJson(relations.map((record) => ({ record, ...keysOfRelation(record) }))),
      storedAt,
    ],
  );
}

/** The keys that both roles share, and the number of each. */
function keysOfRelation(relation: TribeRelation): object {
  const { vatNumber, namePostcode, email, number } = keysOf(matchRecordOfRelation(relation, 'customer'));
  const creditor = keysOf(matchRecordOfRelation(relation, 'supplier')).number;
  return { debtor: number, creditor, vat: vatNumber, name: namePostcode, email };
}

const ROLES = ['customer', 'supplier'] as const satisfies readonly RelationRole[];

const rolesOf = (relation: TribeRelation): { role: RelationRole; recordId: TribeId }[] =>
  ROLES.filter((each) => relation[each] !== null).map((each) => ({
    role: each,
    recordId: relation.relationId,
  }));

function mergedWith(
  before: TribeRelation | null,
  { relation, roles }: RelationSighting,
): TribeRelation | null {
  const now = {
    ...relation,
    customer: roleAfter(before?.customer ?? null, roles.customer),
    supplier: roleAfter(before?.supplier ?? null, roles.supplier),
    changedAt: laterOf(before?.changedAt ?? relation.changedAt, relation.changedAt),
  };
  return before === null && now.customer === null && now.supplier === null ? null : now;
}

/** A relation may have a role twice: the one that is not former counts. */
function roleAfter(before: TribeRole | null, seen: TribeRole | null | undefined): TribeRole | null {
  if (seen === undefined) return before;
  const isAnother = before !== null && seen !== null && before.relationshipId !== seen.relationshipId;
  return isAnother && !before.isFormer && seen.isFormer ? before : seen;
}

const laterOf = (one: string, other: string): string => (Date.parse(one) < Date.parse(other) ? other : one);

/** Apart from when it changed, which a vendor may move without any change. */
const isSame = (one: TribeRelation, other: TribeRelation): boolean =>
  JSON.stringify(tribeRelation.parse({ ...one, changedAt: '' })) ===
  JSON.stringify(tribeRelation.parse({ ...other, changedAt: '' }));

/** The relations with these ids that are known, locked until the transaction ends. What another version wrote is read anew. */
export async function loadRelations(
  sql: TenantSql,
  ids: readonly TribeId[],
): Promise<Map<TribeId, StoredRelation>> {
  const found = await sql.query(
    `select ${STORED} from tribe_relations
      where tenant_id = $1 and relation_id = any ($2) order by relation_id for update`,
    [sql.tenantId, ids],
  );
  const rows = found.rows.map((row) => storedRow.safeParse(row)).filter(({ success }) => success);
  return new Map(rows.flatMap(({ data }) => (data ? [[data.record.relationId, data] as const] : [])));
}

/** One relation as it was last seen; null when it is not known. */
export async function loadRelation(sql: TenantSql, id: TribeId): Promise<StoredRelation | null> {
  const found = await sql.query(
    `select ${STORED} from tribe_relations where tenant_id = $1 and relation_id = $2`,
    [sql.tenantId, id],
  );
  return firstRow(storedRow, found);
}

/** More candidates than a person would read are not useful. */
const MOST_CANDIDATES = 25;

/** The relations in this role that share a key with a party. */
export async function findRelationCandidates(
  sql: TenantSql,
  role: RelationRole,
  { number, vatNumber, namePostcode, email }: MatchKeys,
): Promise<TribeRelation[]> {
  const numberColumn = role === 'customer' ? 'debtor_key' : 'creditor_key';
  const found = await sql.query(
    `select ${STORED} from tribe_relations
      where tenant_id = $1 and gone_at is null and jsonb_typeof(record->$2) = 'object'
        and (${numberColumn} = $3 or vat_key = $4 or name_key = $5 or email_key = $6)
      order by (${numberColumn} = $3) desc nulls last, (vat_key = $4) desc nulls last, relation_id limit ${MOST_CANDIDATES}`,
    [sql.tenantId, role, number, vatNumber, namePostcode, email],
  );
  return parseRows(storedRow, found).map(({ record }) => record);
}
