import { ApplicationFailure } from '@temporalio/common';
import { tenantId } from '../../domain/ids';
import type { TieOutRunInput } from '../../domain/steps/tie-out-steps';
import { loadRun, type TieOutRun } from '../../store/tie-out/tie-out-runs';
import { openTenantWith, type TenantContext } from '../connection/tenant-connections';
import type { Dependencies } from '../dependencies';

/** The tenant and its open run. A run that was given up meanwhile is not continued. */
export async function openRun(
  deps: Dependencies,
  { tenant, run }: TieOutRunInput,
): Promise<{ readonly context: TenantContext; readonly run: TieOutRun }> {
  const { context, also } = await openTenantWith(deps, tenantId(tenant), (sql) => loadRun(sql, run));
  if (also?.state !== 'reading')
    throw ApplicationFailure.nonRetryable('The run of this tie-out was given up.', 'TieOutGivenUp');
  return { context, run: also };
}
