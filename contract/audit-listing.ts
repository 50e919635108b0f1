import { z } from 'zod';
import type { ListedAuditEvent } from '../actions/list-audit';

export const changeShape = z.object({ name: z.string(), before: z.unknown(), after: z.unknown() });

/** One event as `audit --json` and the API show it: a contract with whoever scripts this program. */
export const auditShape = z
  .object({
    id: z.int(),
    at: z.string(),
    actor: z.string(),
    action: z.string(),
    record: z.string(),
    invoiceNumber: z.string().nullable(),
    details: z.record(z.string(), z.unknown()),
    changes: z.array(changeShape),
  })
  .meta({ id: 'AuditEvent' });

export function auditListing({
  id,
  at,
  actor,
  action,
  record,
  invoiceNumber,
  details,
  changes,
}: ListedAuditEvent) {
  return { id, at: at.toISOString(), actor, action, record, invoiceNumber, details, changes };
}
