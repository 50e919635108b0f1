import { probeFolder } from '../../clients/winbooks';
import { hasOpenIssue } from '../../store/issues/issues';
import { listOutages } from '../../store/connections/outages';
import type { Dependencies } from '../dependencies';
import { CONNECTION_REFUSED, noteConnectionWorks } from './connection-issues';
import type { TenantContext } from './tenant-connections';

/**
 * While WinBooks is known to refuse the tenant's credentials, or to give no answer: tries again, and closes the issue once it
 * accepts them. That an outage is over is heard by whoever listens to the connection.
 */
export async function recheckWinbooks(
  deps: Pick<Dependencies, 'database'>,
  context: TenantContext,
): Promise<void> {
  const tenant = context.tenant.id;
  const isSilent = await deps.database.asTenant(
    tenant,
    async (sql) =>
      (await hasOpenIssue(sql, CONNECTION_REFUSED.winbooks, { kind: 'connection', id: 'winbooks' })) ||
      (await listOutages(sql)).some(({ subject }) => subject === 'winbooks'),
  );
  if (!isSilent) return;
  const probed = await probeFolder(context.winbooks);
  if (probed.kind === 'ok') await noteConnectionWorks(deps, tenant, 'winbooks');
}
