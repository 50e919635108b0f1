import { z } from 'zod';
import type { TribeId, WinbooksId } from '../../domain/ids';
import type { TenantSql } from '../database/database';
import { openIssue, type IssueParams } from '../issues/issues';
import { closeCustomerIssues } from './relation-issues';
import { firstRow, parseStored, tribeIdColumn, winbooksIdColumn } from '../database/row-parsing';
import { unlessTaken } from '../database/unique-violation';

/**
 * The intent of creating a WinBooks customer for a Tribe relation: same guards as a booking's. WinBooks'
 * customer code is the caller's own (winbooks-api §4.2), so a look-up by code tells what became of an attempt.
 */
const customerCreationRow = z.object({
  tribeRelationId: tribeIdColumn,
  code: z.string(),
  body: z.record(z.string(), z.unknown()),
  digest: z.string(),
  state: z.enum(['prepared', 'posting', 'verifying', 'created', 'held']),
  attempt: z.number(),
  sentAt: z.date().nullable(),
  winbooksId: winbooksIdColumn.nullable(),
  issueCode: z.string().nullable(),
  updatedAt: z.date(),
});
export type CustomerCreation = z.output<typeof customerCreationRow>;

/** Another relation of the tenant claims this code, or this WinBooks customer. */
export interface CustomerConflict {
  readonly conflict: 'code' | 'winbooksId';
  readonly other: TribeId;
}

const issueRecord = (relationId: TribeId) => ({ kind: 'relation', id: relationId }) as const;

/** The intent of one relation; null when there is none. Throws `UnreadableRow` when another version wrote it. */
export async function loadCustomerCreation(
  sql: TenantSql,
  relationId: TribeId,
): Promise<CustomerCreation | null> {
  const result = await sql.query(
    `select tribe_relation_id as "tribeRelationId", code, body, digest, state, attempt, sent_at as "sentAt",
            winbooks_id as "winbooksId", issue_code as "issueCode", updated_at as "updatedAt"
       from customer_creations where tenant_id = $1 and tribe_relation_id = $2`,
    [sql.tenantId, relationId],
  );
  const [row] = result.rows;
  return row === undefined ? null : parseStored(customerCreationRow, row, 'customer');
}

/** New, held, or prepared and never fenced → prepared. `stale`: it went further already. */
export async function prepareCustomerCreation(
  sql: TenantSql,
  relationId: TribeId,
  intent: {
    readonly code: string;
    readonly body: Readonly<Record<string, unknown>>;
    readonly digest: string;
  },
): Promise<'prepared' | 'stale' | CustomerConflict> {
  const outcome = await unlessTaken(sql, () =>
    sql.query(
      `insert into customer_creations as held (tenant_id, tribe_relation_id, code, body, digest)
       values ($1, $2, $3, $4, $5)
       on conflict (tenant_id, tribe_relation_id) do update
         set state = 'prepared', code = excluded.code, body = excluded.body, digest = excluded.digest,
             issue_code = null, updated_at = now()
         where held.winbooks_id is null and (held.state = 'held' or (held.state = 'prepared' and held.attempt = 0))`,
      [sql.tenantId, relationId, intent.code, JSON.stringify(intent.body), intent.digest],
    ),
  );
  if ('value' in outcome) return outcome.value.rowCount === 1 ? 'prepared' : 'stale';
  const holder = await sql.query(
    `select tribe_relation_id as other from customer_creations where tenant_id = $1 and code = $2 and state <> 'held'`,
    [sql.tenantId, intent.code],
  );
  const other = otherOf(holder);
  // Two invoices of one new customer at once: the index of codes may refuse the second before that of relations is asked.
  return other === relationId ? 'stale' : { conflict: 'code', other };
}

function otherOf(holder: { readonly rows: readonly unknown[] }): TribeId {
  const row = firstRow(z.object({ other: tribeIdColumn }), holder);
  if (row === null)
    throw new Error('A customer was refused as a duplicate, and its double is gone: try again.');
  return row.other;
}

/** prepared → posting, committed right before the request leaves; null: do not send. See `fenceBooking`. */
export async function fenceCustomerCreation(
  sql: TenantSql,
  relationId: TribeId,
  seen: { readonly attempt: number; readonly digest: string },
): Promise<{ readonly attempt: number; readonly sentAt: Date } | null> {
  const result = await sql.query(
    `update customer_creations
        set state = 'posting', attempt = attempt + 1, sent_at = clock_timestamp(), updated_at = now()
      where tenant_id = $1 and tribe_relation_id = $2 and state = 'prepared' and attempt = $3 and digest = $4
        and winbooks_id is null and exists (select from tenants where id = $1 and state = 'active')
      returning attempt, sent_at as "sentAt"`,
    [sql.tenantId, relationId, seen.attempt, seen.digest],
  );
  return firstRow(z.object({ attempt: z.number(), sentAt: z.date() }), result);
}

/** posting → prepared: this attempt certainly did not reach WinBooks. */
export async function markCustomerNotSent(
  sql: TenantSql,
  relationId: TribeId,
  attempt: number,
): Promise<boolean> {
  const result = await sql.query(
    `update customer_creations set state = 'prepared', updated_at = now()
      where tenant_id = $1 and tribe_relation_id = $2 and state = 'posting' and attempt = $3 and winbooks_id is null`,
    [sql.tenantId, relationId, attempt],
  );
  return result.rowCount === 1;
}

/** posting → verifying: nobody knows what became of this attempt. */
export async function markCustomerUnknown(
  sql: TenantSql,
  relationId: TribeId,
  attempt: number,
): Promise<boolean> {
  const result = await sql.query(
    `update customer_creations set state = 'verifying', updated_at = now()
      where tenant_id = $1 and tribe_relation_id = $2 and state = 'posting' and attempt = $3 and winbooks_id is null`,
    [sql.tenantId, relationId, attempt],
  );
  return result.rowCount === 1;
}

/** verifying → prepared: not there, and nothing of this attempt can still arrive. See `markAbsent`. */
export async function markCustomerAbsent(
  sql: TenantSql,
  relationId: TribeId,
  attempt: number,
  quietPeriodSeconds: number,
): Promise<boolean> {
  const result = await sql.query(
    `update customer_creations set state = 'prepared', updated_at = now()
      where tenant_id = $1 and tribe_relation_id = $2 and state = 'verifying' and attempt = $3 and winbooks_id is null
        and now() >= sent_at + interval '5 seconds' + $4 * interval '1 second'`,
    [sql.tenantId, relationId, attempt, quietPeriodSeconds],
  );
  return result.rowCount === 1;
}

/** prepared, posting or verifying → created: the customer is there, by our doing or found by its code. */
export async function markCustomerCreated(
  sql: TenantSql,
  relationId: TribeId,
  winbooksId: WinbooksId,
): Promise<'created' | 'stale' | CustomerConflict> {
  const outcome = await unlessTaken(sql, () =>
    sql.query(
      `update customer_creations set state = 'created', winbooks_id = $3, issue_code = null, updated_at = now()
        where tenant_id = $1 and tribe_relation_id = $2 and state in ('prepared', 'posting', 'verifying')`,
      [sql.tenantId, relationId, winbooksId],
    ),
  );
  if ('takenBy' in outcome) {
    const holder = await sql.query(
      `select tribe_relation_id as other from customer_creations where tenant_id = $1 and winbooks_id = $2`,
      [sql.tenantId, winbooksId],
    );
    return { conflict: 'winbooksId', other: otherOf(holder) };
  }
  if (outcome.value.rowCount === 0) return 'stale';
  await closeCustomerIssues(sql, relationId);
  return 'created';
}

/** prepared → held, with its issue; from posting or verifying only after a definite refusal of this attempt. */
export async function holdCustomerCreation(
  sql: TenantSql,
  relationId: TribeId,
  code: string,
  details: IssueParams = {},
  afterRefusal: { readonly attempt: number } | null = null,
): Promise<boolean> {
  const result = await sql.query(
    `update customer_creations set state = 'held', issue_code = $3, updated_at = now()
      where tenant_id = $1 and tribe_relation_id = $2 and winbooks_id is null
        and (state = 'prepared' or (state in ('posting', 'verifying') and attempt = $4))`,
    [sql.tenantId, relationId, code, afterRefusal?.attempt ?? null],
  );
  if (result.rowCount === 0) return false;
  await closeCustomerIssues(sql, relationId, code);
  await openIssue(sql, code, issueRecord(relationId), details);
  return true;
}
