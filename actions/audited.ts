import type { TenantId } from '../domain/ids';
import { beginningOf } from '../domain/text-cut';
import { recordAuditEvent } from '../store/issues/audit-events';
import type { TenantSql } from '../store/database/database';
import { TENANTS_FILE } from '../store/tenants/people-choices';
import { getTenant } from '../store/tenants/tenants';
import { isRefusal, type ActionDependencies, type Refusal } from './action';
import { findInvoice } from './find-invoice';

/** What is asked for: an action of the trail, and the invoice as a person names it; without one it is about the tenant. */
interface Asked {
  readonly action: string;
  readonly invoice?: string;
}

const LONGEST_NAME = 100;

/**
 * Does what changes something for a tenant, and records a refusal in the audit trail with its code. What is done is recorded by the
 * action itself, in the transaction of the change.
 */
export async function audited<Done extends { readonly ok: true }>(
  { database, actor }: Pick<ActionDependencies, 'database' | 'actor'>,
  tenant: TenantId,
  { action, invoice }: Asked,
  work: () => Promise<Done | Refusal>,
): Promise<Done | Refusal> {
  const answer = await work();
  // A file is applied again and again while a vendor does not answer.
  if (answer.ok || (answer.kind === 'failed' && actor === TENANTS_FILE)) return answer;
  await database.asTenant(tenant, async (sql) => {
    if ((await getTenant(sql)) === null) return;
    const record = invoice === undefined ? 'tenant' : await recordOf(sql, invoice);
    await recordAuditEvent(sql, { actor, action, record, details: { refused: answer.code } });
  });
  return answer;
}

/** By its id, so that its history finds it; as it was named when that is not one invoice. */
async function recordOf(sql: TenantSql, named: string): Promise<string> {
  const found = await findInvoice(sql, named);
  return `invoice:${isRefusal(found) ? beginningOf(named.trim(), LONGEST_NAME) : found.tribeInvoiceId}`;
}
