import { tenantId } from '../../domain/ids';
import type { TieOutBegun, TieOutEnded, TieOutInput, TieOutRunInput } from '../../domain/steps/tie-out-steps';
import { countStaged } from '../../store/tie-out/staged-ledger';
import { listDifferences, removeOtherMonths } from '../../store/tie-out/tie-out-results';
import type { TenantSql } from '../../store/database/database';
import { beginRun, endRun, removeStaged } from '../../store/tie-out/tie-out-runs';
import { mayRead, openTenant } from '../connection/tenant-connections';
import type { Dependencies } from '../dependencies';
import { withHeartbeat } from '../heartbeat';
import { compareProgress } from './compare-sides';
import { openRun } from './open-run';
import { applyIssues } from './tie-out-issues';
import { removeTieOutSchedule } from './tie-out-schedule';

/**
 * Begins a run for a tenant that is active or paused: it only reads. The schedule of any other tenant ends itself. One that began and
 * was given up leaves its rows to the next, which takes them away.
 */
export async function beginTieOut(deps: Dependencies, input: TieOutInput): Promise<TieOutBegun> {
  const id = tenantId(input.tenant);
  const { tenant, invoiceDateField } = await openTenant(deps, id);
  if (!mayRead(tenant) || invoiceDateField === null) {
    if (tenant.state === 'inactive') await removeTieOutSchedule(deps.temporal, id);
    return { kind: 'off', state: tenant.state };
  }
  const { id: run } = await deps.database.asTenant(id, (sql) => beginRun(sql, input.month));
  return { kind: 'run', run };
}

/** Ends the run with its counts, and takes away what it has staged. */
export function endTieOut(deps: Dependencies, input: TieOutRunInput): Promise<TieOutEnded> {
  return withHeartbeat(async () => {
    const { context, run } = await openRun(deps, input);
    const tenant = context.tenant.id;
    const { done } = compareProgress(run);
    const months = Object.values(done);
    const ended = await deps.database.asTenant(tenant, async (sql) => {
      if (run.month === null) await forgetOtherMonths(sql, Object.keys(done));
      const differences = (await listDifferences(sql, run.month)).length;
      const counts = {
        ...(await countStaged(sql, run.id)),
        differences,
        appeared: months.reduce((all, { appeared }) => all + appeared, 0),
        resolved: months.reduce((all, { resolved }) => all + resolved, 0),
        unchangedMonths: months.filter(({ isUnchanged }) => isUnchanged).length,
      };
      await endRun(sql, run.id, counts);
      return counts;
    });
    while ((await deps.database.asTenant(tenant, (sql) => removeStaged(sql))) > 0);
    const { invoices, documents, differences, appeared, resolved } = ended;
    return { invoices, documents, differences, appeared, resolved };
  });
}

/** A month that neither side shows any more differs in nothing. */
async function forgetOtherMonths(sql: TenantSql, months: readonly string[]): Promise<void> {
  const other = (await listDifferences(sql)).filter(({ month }) => !months.includes(month));
  await removeOtherMonths(sql, months);
  for (const month of new Set(other.map((each) => each.month)))
    await applyIssues(
      sql,
      other.filter((each) => each.month === month),
      [],
      month,
    );
}
