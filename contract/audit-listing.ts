import type { ListedAuditEvent } from '../actions/list-audit';

/** One event as `audit --json` prints it: a contract with whoever scripts this program. */
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
