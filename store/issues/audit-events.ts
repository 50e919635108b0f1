import { z } from 'zod';
import type { TenantSql } from '../database/database';
import { parseRows } from '../database/row-parsing';

export interface AuditEvent {
  /** Who acted: a program (`worker`, `tenants-file`), or the person as they are known to it (`cli:anna`). */
  readonly actor: string;
  /** What was done, in the imperative: `activate`, `pause`, `skip-invoice`. */
  readonly action: string;
  /** The record that it was done to: `tenant`, `invoice:<id>`. */
  readonly record: string;
  /** Ids, codes, versions and counts: no secrets, and no personal data. */
  readonly details?: Readonly<Record<string, string | number | boolean | null>>;
  /** Choices that got another value; never secrets. */
  readonly changes?: readonly AuditedChange[];
}

/** One setting, or the code of one VAT group. */
export type AuditedChange = z.output<typeof auditedChange>;

const choice = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const auditedChange = z.object({ name: z.string(), before: choice, after: choice });
export const auditRow = z.object({
  id: z.number(),
  at: z.date(),
  actor: z.string(),
  action: z.string(),
  record: z.string(),
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  changes: z.array(auditedChange),
});
export type RecordedAuditEvent = z.output<typeof auditRow>;

/** For a query whose rows `auditRow` parses. */
export const AUDIT_COLUMNS = 'id, at, actor, action, record, details, changes';

/** Appends to the tenant's audit trail, which cannot be changed. */
export async function recordAuditEvent(sql: TenantSql, event: AuditEvent): Promise<void> {
  await sql.query(
    `insert into audit_events (tenant_id, actor, action, record, details, changes) values ($1, $2, $3, $4, $5, $6)`,
    [
      sql.tenantId,
      event.actor,
      event.action,
      event.record,
      JSON.stringify(event.details ?? {}),
      JSON.stringify(event.changes ?? []),
    ],
  );
}

/**
 * The newest events first.
 *
 * @param wanted.from the first day that is included, in Brussels
 * @param wanted.before the id of the event after which the list goes on
 */
export async function listAuditEvents(
  sql: TenantSql,
  limit = 100,
  wanted: { readonly from?: string | undefined; readonly before?: string | null } = {},
): Promise<RecordedAuditEvent[]> {
  const result = await sql.query(
    `select ${AUDIT_COLUMNS} from audit_events
      where tenant_id = $1 and ($3::date is null or at >= $3::date::timestamp at time zone 'Europe/Brussels') and ($4::bigint is null or id < $4)
      order by id desc limit $2`,
    [sql.tenantId, limit, wanted.from ?? null, wanted.before ?? null],
  );
  return parseRows(auditRow, result);
}
