import { probeFolder } from '../../clients/winbooks';
import { hasOpenIssue } from '../../store/issues';
import type { Dependencies } from '../dependencies';
import { CONNECTION_REFUSED, noteConnectionWorks } from './connection-issues';
import type { TenantContext } from './tenant-connections';

/** While WinBooks is known to refuse the tenant's credentials: tries again, and closes the issue once it accepts them. */
export async function recheckWinbooks(
  deps: Pick<Dependencies, 'database'>,
  context: TenantContext,
): Promise<void> {
  const tenant = context.tenant.id;
  const isRefused = await deps.database.asTenant(tenant, (sql) =>
    hasOpenIssue(sql, CONNECTION_REFUSED.winbooks, { kind: 'connection', id: 'winbooks' }),
  );
  if (!isRefused) return;
  const probed = await probeFolder(context.winbooks);
  if (probed.kind === 'ok') await noteConnectionWorks(deps, tenant, 'winbooks');
}
