import { z } from 'zod';
import type { TenantSql } from '../database/database';
import { parseRows } from '../database/row-parsing';

export const RELATION_STATES = ['linked', 'review', 'only-tribe', 'only-winbooks', 'closed', 'held'] as const;
export type RelationState = (typeof RELATION_STATES)[number];

const listedRow = z.object({
  /** For the next page. */
  key: z.string(),
  tribeId: z.string().nullable(),
  kind: z.enum(['organisation', 'person']),
  roles: z.array(z.enum(['customer', 'supplier'])),
  name: z.string(),
  debtorNumber: z.string().nullable(),
  creditorNumber: z.string().nullable(),
  /** Codes in WinBooks of the parties that it is linked to, or may be. */
  winbooksCustomer: z.string().nullable(),
  winbooksSupplier: z.string().nullable(),
  state: z.enum(RELATION_STATES),
  /** The code of its oldest open issue. */
  issue: z.string().nullable(),
  syncedAt: z.date().nullable(),
});
export type ListedRelation = z.output<typeof listedRow>;

export interface RelationFilter {
  readonly state?: RelationState | null;
  /** A part of the name, or a number or code. */
  readonly search?: string | null;
  readonly after?: string | null;
  readonly limit: number;
}

/** A relation of Tribe with its links, then the parties of WinBooks that have none; a page at a time, by key. */
export async function listRelations(
  sql: TenantSql,
  { state = null, search = null, after = null, limit }: RelationFilter,
): Promise<ListedRelation[]> {
  const found = await sql.query(
    `select * from (${LISTED}) as listed
      where ($2::text is null or state = $2) and ($3::text is null or key > $3)
        and ($4::text is null or name ilike '%' || $4 || '%' or $4 in ("debtorNumber", "creditorNumber", "winbooksCustomer", "winbooksSupplier"))
      order by key limit $5`,
    [sql.tenantId, state, after, search, limit],
  );
  return parseRows(listedRow, found);
}

/** What a person names by Tribe's id, a debtor or creditor number or a reference in WinBooks: two when it is not one record. */
export async function findListedRelations(sql: TenantSql, named: string): Promise<ListedRelation[]> {
  const found = await sql.query(
    `select * from (${LISTED}) as listed
      where $2 in ("tribeId", "debtorNumber", "creditorNumber", "winbooksCustomer", "winbooksSupplier")
      order by "tribeId" = $2 desc nulls last, key limit 2`,
    [sql.tenantId, named],
  );
  return parseRows(listedRow, found);
}

/** A link of a relation: the open one of a role, else the last one that was closed. */
const linkOf = (role: 'customer' | 'supplier'): string => `left join lateral (
    select code, state, synced_at from links
     where tenant_id = $1 and kind = '${role}' and tribe_relation_id = relation.relation_id
     order by state = 'open' desc, id desc limit 1) as ${role}_link on true`;

/** The code of the party that it may be, the most likely one. */
const proposedCode = (
  role: 'customer' | 'supplier',
): string => `(select party.code from relation_matches as match
     join winbooks_parties as party on party.tenant_id = $1 and party.role = match.role and party.party_id = match.party_id
    where match.tenant_id = $1 and match.role = '${role}' and match.relation_id = relation.relation_id
      and match.decision = 'open' order by match.score desc, match.id limit 1)`;

const isHeld = `exists (select from vendor_writes as write
     where write.tenant_id = $1 and write.record_id = relation.relation_id and write.state = 'held')`;

const LISTED = `
  select 'r:' || relation.relation_id as key, relation.relation_id as "tribeId", relation.record->>'kind' as kind,
         array_remove(array[case when jsonb_typeof(relation.record->'customer') = 'object' then 'customer' end,
                            case when jsonb_typeof(relation.record->'supplier') = 'object' then 'supplier' end], null) as roles,
         relation.record->>'name' as name, relation.record->>'debtorNumber' as "debtorNumber",
         relation.record->>'creditorNumber' as "creditorNumber",
         case when customer_link.state = 'open' then customer_link.code else ${proposedCode('customer')} end as "winbooksCustomer",
         case when supplier_link.state = 'open' then supplier_link.code else ${proposedCode('supplier')} end as "winbooksSupplier",
         case when ${isHeld} then 'held'
              when 'open' in (customer_link.state, supplier_link.state) then 'linked'
              when exists (select from relation_matches as match
                    where match.tenant_id = $1 and match.relation_id = relation.relation_id and match.decision = 'open') then 'review'
              when 'closed' in (customer_link.state, supplier_link.state) then 'closed'
              else 'only-tribe' end as state,
         (select code from issues
           where tenant_id = $1 and record_kind = 'relation' and record_id = relation.relation_id and closed_at is null
           order by opened_at, id limit 1) as issue,
         greatest(customer_link.synced_at, supplier_link.synced_at) as "syncedAt"
    from tribe_relations as relation ${linkOf('customer')} ${linkOf('supplier')}
   where relation.tenant_id = $1
  union all
  select 'w:' || party.role || ':' || party.party_id, null, 'organisation', array[party.role],
         coalesce(party.record->>'name', party.code), null, null,
         case when party.role = 'customer' then party.code end, case when party.role = 'supplier' then party.code end,
         case when exists (select from relation_matches as match
                where match.tenant_id = $1 and match.role = party.role and match.party_id = party.party_id
                  and match.decision = 'open') then 'review'
              when exists (select from links
                where tenant_id = $1 and kind = party.role and winbooks_id = party.party_id and state = 'closed') then 'closed'
              when held.record_id is not null then 'held'
              else 'only-winbooks' end,
         coalesce((select code from issues
           where tenant_id = $1 and record_kind = 'relation' and record_id = party.party_id and closed_at is null
           order by opened_at, id limit 1), held.issue_code), null
    from winbooks_parties as party
    left join vendor_writes as held
      on held.tenant_id = $1 and held.kind = 'create-relation' and held.record_id = party.role || ':' || party.party_id
     and held.state = 'held'
   where party.tenant_id = $1 and party.gone_at is null
     and not exists (select from links
       where tenant_id = $1 and kind = party.role and winbooks_id = party.party_id and state = 'open')
     -- A pair in review stands once, with its relation.
     and not exists (select from relation_matches as match
       join tribe_relations as relation
         on relation.tenant_id = $1 and relation.relation_id = match.relation_id and relation.gone_at is null
       where match.tenant_id = $1 and match.role = party.role and match.party_id = party.party_id and match.decision = 'open'
         and not exists (select from links
           where tenant_id = $1 and tribe_relation_id = match.relation_id and state = 'open'))`;
