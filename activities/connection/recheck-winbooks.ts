import { probeFolder } from '../../clients/winbooks';
import { listOutages } from '../../store/connections/outages';
import type { TenantSql } from '../../store/database/database';
import { hasOpenIssue } from '../../store/issues/issues';
import type { Dependencies } from '../dependencies';
import { CONNECTION_REFUSED, noteConnectionWorks } from './connection-issues';
import type { TenantContext } from './tenant-connections';

/** WinBooks is known to refuse the tenant's credentials, or to give no answer. */
export async function isWinbooksSilent(sql: TenantSql): Promise<boolean> {
  return (
    (await hasOpenIssue(sql, CONNECTION_REFUSED.winbooks, { kind: 'connection', id: 'winbooks' })) ||
    (await listOutages(sql)).some(({ subject }) => subject === 'winbooks')
  );
}

/** Tries WinBooks again, and closes the issue once it accepts us. That an outage is over is heard by whoever listens to the connection. */
export async function recheckWinbooks(
  deps: Pick<Dependencies, 'database'>,
  { tenant, winbooks }: TenantContext,
): Promise<void> {
  const probed = await probeFolder(winbooks);
  if (probed.kind === 'ok') await noteConnectionWorks(deps, tenant.id, 'winbooks');
}
