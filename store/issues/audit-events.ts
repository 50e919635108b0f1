import { z } from 'zod';
import type { TenantSql } from '../database/database';
import { parseRows } from '../database/row-parsing';

export interface AuditEvent {
  /** Who acted: `worker`, `cli`, or the id of a session; never a person's name. */
  readonly actor: string;
  /** What was done, in the imperative: `activate`, `pause`, `skip-invoice`. */
  readonly action: string;
  /** The record that it was done to: `tenant`, `invoice:<id>`. */
  readonly record: string;
  /** Ids, codes, versions and counts: no personal data. */
  readonly details?: Readonly<Record<string, string | number | boolean | null>>;
}

const auditRow = z.object({
  id: z.number(),
  at: z.date(),
  actor: z.string(),
  action: z.string(),
  record: z.string(),
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});
export type RecordedAuditEvent = z.output<typeof auditRow>;

/** Appends to the tenant's audit trail, which cannot be changed. */
export async function recordAuditEvent(sql: TenantSql, event: AuditEvent): Promise<void> {
  await sql.query(
    `insert into audit_events (tenant_id, actor, action, record, details) values ($1, $2, $3, $4, $5)`,
    [sql.tenantId, event.actor, event.action, event.record, JSON.stringify(event.details ?? {})],
  );
}

/** The newest events first. */
export async function listAuditEvents(sql: TenantSql, limit = 100): Promise<RecordedAuditEvent[]> {
  const result = await sql.query(
    `select id, at, actor, action, record, details from audit_events where tenant_id = $1 order by id desc limit $2`,
    [sql.tenantId, limit],
  );
  return parseRows(auditRow, result);
}
