import { z } from 'zod';
import type { TribeId, WinbooksId } from '../../domain/ids';
import type { TenantSql } from '../database/database';
import { firstRow, parseRows, tribeIdColumn, winbooksIdColumn } from '../database/row-parsing';

const linkRow = z.object({
  kind: z.enum(['customer', 'supplier']),
  tribeRelationId: tribeIdColumn,
  tribeRelationshipId: tribeIdColumn,
  winbooksId: winbooksIdColumn,
  code: z.string(),
  paymentTermDays: z.number().nullable(),
  state: z.enum(['open', 'closed']),
  origin: z.enum(['matched', 'created', 'number']),
  createdAt: z.date(),
  refreshedAt: z.date(),
});
export type Link = z.output<typeof linkRow>;
export type LinkKind = Link['kind'];
export type NewLink = Omit<Link, 'state' | 'createdAt' | 'refreshedAt'>;

const LINK_COLUMNS = `kind, tribe_relation_id as "tribeRelationId", tribe_relationship_id as "tribeRelationshipId",
  winbooks_id as "winbooksId", code, payment_term_days as "paymentTermDays", state, origin,
  created_at as "createdAt", refreshed_at as "refreshedAt"`;

/** The open link of a Tribe relationship (the id that an invoice names); null when there is none. */
export async function findLinkByRelationship(
  sql: TenantSql,
  kind: LinkKind,
  tribeRelationshipId: TribeId,
): Promise<Link | null> {
  const result = await sql.query(
    `select ${LINK_COLUMNS} from links
      where tenant_id = $1 and kind = $2 and tribe_relationship_id = $3 and state = 'open'`,
    [sql.tenantId, kind, tribeRelationshipId],
  );
  return firstRow(linkRow, result);
}

/**
 * Whether the customer was created or first linked in the last ten minutes: a cached list of the ledger may be older.
 * Activation reads all customers that it matches.
 */
export async function isNewCustomer(sql: TenantSql, customer: WinbooksId): Promise<boolean> {
  const result = await sql.query(
    `select from links
      where tenant_id = $1 and kind = 'customer' and winbooks_id = $2 and state = 'open' and origin <> 'matched'
        and created_at > now() - interval '10 minutes'`,
    [sql.tenantId, customer],
  );
  return result.rowCount > 0;
}

/** The open link of a Tribe organisation or person; null when there is none. */
export async function findLinkByRelation(
  sql: TenantSql,
  kind: LinkKind,
  tribeRelationId: TribeId,
): Promise<Link | null> {
  const result = await sql.query(
    `select ${LINK_COLUMNS} from links
      where tenant_id = $1 and kind = $2 and tribe_relation_id = $3 and state = 'open'`,
    [sql.tenantId, kind, tribeRelationId],
  );
  return firstRow(linkRow, result);
}

/**
 * Opens the link. Repeating it for a pair that is linked already also returns `created`. A conflict names the open link
 * that has the Tribe relation or the WinBooks id.
 */
export async function createLink(
  sql: TenantSql,
  link: NewLink,
): Promise<'created' | { readonly conflict: 'relation' | 'winbooksId'; readonly other: Link }> {
  const inserted = await sql.query(
    `insert into links (tenant_id, kind, tribe_relation_id, tribe_relationship_id, winbooks_id, code, payment_term_days, origin)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing`,
    [
      sql.tenantId,
      link.kind,
      link.tribeRelationId,
      link.tribeRelationshipId,
      link.winbooksId,
      link.code,
      link.paymentTermDays,
      link.origin,
    ],
  );
  if (inserted.rowCount === 1) return 'created';
  const [other, ...more] = await openLinksOf(sql, link);
  if (other === undefined)
    throw new Error('A link was refused, and the open link in its way is gone: try again.');
  const isSamePair = other.tribeRelationId === link.tribeRelationId && other.winbooksId === link.winbooksId;
  if (isSamePair && more.length === 0) return 'created';
  return { conflict: other.tribeRelationId === link.tribeRelationId ? 'relation' : 'winbooksId', other };
}

/** The open links of either side of the pair, the relation's own first. */
async function openLinksOf(sql: TenantSql, link: NewLink): Promise<Link[]> {
  const result = await sql.query(
    `select ${LINK_COLUMNS} from links
      where tenant_id = $1 and kind = $2 and state = 'open' and (tribe_relation_id = $3 or winbooks_id = $4)
      order by tribe_relation_id = $3 desc, id`,
    [sql.tenantId, link.kind, link.tribeRelationId, link.winbooksId],
  );
  return parseRows(linkRow, result);
}

/** Updates the open link's copies; false when there is no open link of this pair. */
export async function refreshLink(
  sql: TenantSql,
  link: { readonly kind: LinkKind; readonly tribeRelationId: TribeId; readonly winbooksId: WinbooksId },
  facts: {
    readonly tribeRelationshipId: TribeId;
    readonly code: string;
    readonly paymentTermDays: number | null;
  },
): Promise<boolean> {
  const result = await sql.query(
    `update links set tribe_relationship_id = $5, code = $6, payment_term_days = $7, refreshed_at = now()
      where tenant_id = $1 and kind = $2 and tribe_relation_id = $3 and winbooks_id = $4 and state = 'open'`,
    [
      sql.tenantId,
      link.kind,
      link.tribeRelationId,
      link.winbooksId,
      facts.tribeRelationshipId,
      facts.code,
      facts.paymentTermDays,
    ],
  );
  return result.rowCount === 1;
}

/** Closes an open link, because a person chose another partner for the relation. False when it was not open. */
export async function closeLink(
  sql: TenantSql,
  link: { readonly kind: LinkKind; readonly tribeRelationId: TribeId; readonly winbooksId: WinbooksId },
): Promise<boolean> {
  const result = await sql.query(
    `update links set state = 'closed', closed_reason = 'person', refreshed_at = now()
      where tenant_id = $1 and kind = $2 and tribe_relation_id = $3 and winbooks_id = $4 and state = 'open'`,
    [sql.tenantId, link.kind, link.tribeRelationId, link.winbooksId],
  );
  return result.rowCount === 1;
}
