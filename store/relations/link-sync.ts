import { z } from 'zod';
import type { TribeId, WinbooksId } from '../../domain/ids';
import type { RoleState } from '../../domain/relation/former-rule';
import type { RelationSnapshot } from '../../domain/relation/relation-form';
import type { TenantSql } from '../database/database';
import { firstRow, tribeIdColumn, winbooksIdColumn } from '../database/row-parsing';
import type { QueuedRecord } from './relation-queue';
import { CHANGE_CAUSES, recordRelationChanges, type RelationChange } from './relation-history';

/** What the sync of relations knows of a link. */

const text = z.string().nullable();
const fieldValues = z.object({
  name: text,
  number: text,
  vatNumber: z.object({ countryCode: z.string(), number: z.string() }).nullable(),
  address: z
    .object({
      street: text,
      houseNumber: text,
      box: text,
      extra: text,
      postalCode: text,
      city: text,
      countryCode: text,
    })
    .nullable(),
  website: text,
  email: text,
  phone: text,
  mobile: text,
});
const shape = fieldValues.shape;
const bothSides = <Schema extends z.ZodType>(value: Schema) =>
  z.object({ tribe: value, winbooks: value }).exactOptional();
export const snapshotSchema = z.object({
  name: bothSides(shape.name),
  number: bothSides(shape.number),
  vatNumber: bothSides(shape.vatNumber),
  address: bothSides(shape.address),
  website: bothSides(shape.website),
  email: bothSides(shape.email),
  phone: bothSides(shape.phone),
  mobile: bothSides(shape.mobile),
}) satisfies z.ZodType<RelationSnapshot>;

const pendingSchema = z.object({
  changes: z.array(
    z.object({
      side: z.enum(['tribe', 'winbooks']),
      field: z.string(),
      previous: z.unknown(),
      value: z.unknown(),
      cause: z.enum(CHANGE_CAUSES),
    }),
  ),
});
/** What is being written to either side: kept before it leaves, so that its history is complete after a lost worker. */
export type PendingChange = Omit<RelationChange, 'role' | 'at'>;

const syncedLinkRow = z.object({
  id: z.coerce.string(),
  role: z.enum(['customer', 'supplier']),
  relationId: tribeIdColumn,
  partyId: winbooksIdColumn,
  code: z.string(),
  /** Null for a pair that meets for the first time. */
  snapshot: snapshotSchema.nullable(),
  roleState: z.object({ wasInactive: z.boolean(), formerByUs: z.boolean() }).nullable(),
  pending: pendingSchema.nullable(),
  /** Where we created the record of this link, until what it shows there was compared; else null. */
  createdSide: z.enum(['tribe', 'winbooks']).nullable(),
});
export type SyncedLink = z.output<typeof syncedLinkRow>;

const COLUMNS = `id, kind as role, tribe_relation_id as "relationId", winbooks_id as "partyId", code, snapshot,
  role_state as "roleState", pending, created_side as "createdSide"`;

const columnOf = ({ side }: Pick<QueuedRecord, 'side'>): string =>
  side === 'tribe' ? 'tribe_relation_id' : 'winbooks_id';

/** The open link of a record; null when it has none. */
export async function findSyncedLink(
  sql: TenantSql,
  record: Pick<QueuedRecord, 'side' | 'role' | 'recordId'>,
): Promise<SyncedLink | null> {
  const found = await sql.query(
    `select ${COLUMNS} from links
      where tenant_id = $1 and kind = $2 and ${columnOf(record)} = $3 and state = 'open'`,
    [sql.tenantId, record.role, record.recordId],
  );
  return firstRow(syncedLinkRow, found);
}

/**
 * Why the record has lost the partner that it had: it was deleted, or a person took it away. No partner is created for it on that side
 * (tribe-api §6 G24). Null when it never had one.
 */
export async function lostPartner(
  sql: TenantSql,
  record: Pick<QueuedRecord, 'side' | 'role' | 'recordId'>,
): Promise<'gone' | 'person' | null> {
  const found = await sql.query(
    `select case closed_reason when 'person' then 'person' else 'gone' end as reason
       from links where tenant_id = $1 and kind = $2 and ${columnOf(record)} = $3 and state = 'closed'
        and closed_reason is not null order by id desc limit 1`,
    [sql.tenantId, record.role, record.recordId],
  );
  return firstRow(z.object({ reason: z.enum(['gone', 'person']) }), found)?.reason ?? null;
}

/** Right before values are written. Null when the link is closed meanwhile: nothing is to be written. */
export async function beginLinkWrite(
  sql: TenantSql,
  link: Pick<SyncedLink, 'id'>,
  changes: readonly PendingChange[],
): Promise<boolean> {
  const begun = await sql.query(
    `update links set pending = $3 where tenant_id = $1 and id = $2 and state = 'open'
        and exists (select from tenants where id = $1 and state = 'active')`,
    [sql.tenantId, link.id, JSON.stringify({ changes })],
  );
  return begun.rowCount === 1;
}

/** Both sides agree on this now. What was written is kept in the history of the relation. */
export async function settleLink(
  sql: TenantSql,
  link: Pick<SyncedLink, 'id' | 'role' | 'relationId'>,
  agreed: { readonly snapshot: RelationSnapshot; readonly roleState: RoleState },
  written: readonly PendingChange[],
): Promise<void> {
  await sql.query(
    `update links set snapshot = $3, role_state = $4, pending = null, created_side = null, synced_at = now()
      where tenant_id = $1 and id = $2 and state = 'open'`,
    [sql.tenantId, link.id, JSON.stringify(agreed.snapshot), JSON.stringify(agreed.roleState)],
  );
  await recordRelationChanges(
    sql,
    link.relationId,
    written.map((change) => ({ ...change, role: link.role })),
  );
}

/**
 * Right after one of both records was created from the other: they agree on what was sent. What the side shows of it is compared once
 * it is read, so that an edit there in the meantime is a change. In the transaction that opens the link.
 */
export async function agreeAtCreation(
  sql: TenantSql,
  { role, relationId }: Pick<SyncedLink, 'role' | 'relationId'>,
  { side, snapshot }: { readonly side: QueuedRecord['side']; readonly snapshot: RelationSnapshot },
): Promise<void> {
  const roleState: RoleState = { wasInactive: false, formerByUs: false };
  const agreed = await sql.query(
    `update links set snapshot = $4, role_state = $5, created_side = $6, synced_at = now()
      where tenant_id = $1 and kind = $2 and tribe_relation_id = $3 and state = 'open' and snapshot is null`,
    [sql.tenantId, role, relationId, JSON.stringify(snapshot), JSON.stringify(roleState), side],
  );
  if (agreed.rowCount === 0) return;
  const created = Object.entries(snapshot).map(([field, halves]) => ({ field, value: halves[side] }));
  await recordRelationChanges(
    sql,
    relationId,
    created
      .filter(({ value }) => value !== null)
      .map((each) => ({ ...each, role, side, previous: null, cause: 'create' })),
  );
}

/** One side is gone, or was taken apart by a person: the link is closed and shown, and nothing is deleted. */
export async function closeSyncedLink(
  sql: TenantSql,
  link: Pick<SyncedLink, 'id'>,
  reason: 'gone-tribe' | 'gone-winbooks' | 'person',
): Promise<boolean> {
  const closed = await sql.query(
    `update links set state = 'closed', closed_reason = $3, refreshed_at = now(), pending = null
      where tenant_id = $1 and id = $2 and state = 'open'`,
    [sql.tenantId, link.id, reason],
  );
  return closed.rowCount === 1;
}

/** The relationship, the code and the payment term, as both sides show them now; what bookings read. */
export async function refreshSyncedLink(
  sql: TenantSql,
  link: Pick<SyncedLink, 'id'>,
  facts: {
    readonly relationshipId: TribeId;
    readonly code: string;
    readonly paymentTermDays: number | null;
  },
): Promise<void> {
  await sql.query(
    `update links set tribe_relationship_id = $3, code = $4, payment_term_days = $5, refreshed_at = now()
      where tenant_id = $1 and id = $2 and state = 'open'
        and (tribe_relationship_id, code, payment_term_days) is distinct from ($3, $4, $5::int)`,
    [sql.tenantId, link.id, facts.relationshipId, facts.code, facts.paymentTermDays],
  );
}

/** True when a person or a deletion has taken this pair apart before. */
export async function wereLinked(
  sql: TenantSql,
  role: SyncedLink['role'],
  { relationId, partyId }: { readonly relationId: TribeId; readonly partyId: WinbooksId },
): Promise<boolean> {
  const found = await sql.query(
    `select from links
      where tenant_id = $1 and kind = $2 and tribe_relation_id = $3 and winbooks_id = $4 and state = 'closed' limit 1`,
    [sql.tenantId, role, relationId, partyId],
  );
  return found.rowCount > 0;
}
