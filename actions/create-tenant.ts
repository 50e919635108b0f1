import type { TenantId } from '../domain/ids';
import { recordAuditEvent } from '../store/issues/audit-events';
import { createTenant } from '../store/tenants/tenants';
import { refused, type ActionDependencies, type Refusal } from './action';

/** Makes an integration that is neither connected nor active. Audited. */
export function createTenantNamed(
  { database, actor }: Pick<ActionDependencies, 'database' | 'actor'>,
  tenant: TenantId,
  name: string,
): Promise<{ readonly ok: true } | Refusal> {
  return database.asTenant(tenant, async (sql) => {
    if (!(await createTenant(sql, name))) return refused('TENANT_EXISTS', { integration: tenant });
    await recordAuditEvent(sql, { actor, action: 'create-integration', record: 'tenant', details: {} });
    return { ok: true };
  });
}
