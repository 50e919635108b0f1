import { setTimeout as sleep } from 'node:timers/promises';
import type { DebugPoint } from '../../../activities/debug-points';
import { tenantId, tribeId } from '../../../domain/ids';
import { bookInvoiceWorkflowId, tenantSyncWorkflowId } from '../../../domain/steps/workflow-names';
import { temporalCli } from '../../support/temporal-cli';
import type { Run, Scenario } from '../scenario';

/** Where a run is taken away while its activity goes on. */
const points: readonly DebugPoint[] = [
  'before-fence',
  'after-fence',
  'after-post',
  'before-read-back',
  'before-settle',
];

/** Waits until a booking stands at the point, and gives the ids of the runs that are open then. */
async function openRunsAt(run: Run, point: DebugPoint): Promise<string[]> {
  const worker = run.worker();
  worker.stopAt(point);
  const activated = run.activate();
  await Promise.all([worker.reached(point), activated]);
  const tenant = tenantId(run.tenants[0].id);
  const rows = await run.stack.bookings(tenant);
  return rows
    .filter(({ state }) => ['prepared', 'posting', 'verifying'].includes(state))
    .map(({ tribeInvoiceId }) => bookInvoiceWorkflowId(tenant, tribeId(tribeInvoiceId)));
}

/** Back to the first workflow task, with the operator's own tool. A run that has just ended is in nobody's way. */
async function reset(run: Run, workflowId: string): Promise<void> {
  run.struck('workflow reset');
  await temporalCli(
    ['workflow', 'reset', '--workflow-id', workflowId, '--event-id', '4', '--reason', 'fault matrix'],
    run.stack.env['TEMPORAL_ADDRESS'],
  ).catch(() => undefined);
}

export const operators: readonly Scenario[] = [
  {
    name: 'workflow-reset-in-flight',
    weight: 2,
    play: async (run) => {
      const point = run.random.pick(points);
      const runs = await openRunsAt(run, point);
      for (const workflowId of runs) await reset(run, workflowId);
      await sleep(run.random.between(0, 6_000));
      run.worker().release(point);
    },
  },
  {
    name: 'workflow-terminated-in-flight',
    weight: 2,
    play: async (run) => {
      const point = run.random.pick(points);
      const runs = await openRunsAt(run, point);
      for (const workflowId of runs) {
        run.struck('workflow terminate');
        await run.stack.temporal.workflow
          .getHandle(workflowId)
          .terminate('fault matrix')
          .catch(() => undefined);
      }
      run.worker().release(point);
      // A worker that starts looks at every open row at once; without it the reconciler's minute decides.
      if (run.random.chance(0.6)) await run.startWorker();
    },
  },
  {
    name: 'watch-terminated',
    plan: () => ({ later: 2 }),
    play: async (run) => {
      await run.activate();
      run.struck('workflow terminate');
      await run.stack.temporal.workflow
        .getHandle(tenantSyncWorkflowId(tenantId(run.tenants[0].id)))
        .terminate('fault matrix');
      await run.sendLater();
      await run.startWorker();
    },
  },
];
