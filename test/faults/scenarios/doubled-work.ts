import { setTimeout as sleep } from 'node:timers/promises';
import { tenantId, tribeId } from '../../../domain/ids';
import { bookInvoiceWorkflowId, tenantSyncWorkflowId } from '../../../domain/steps/workflow-names';
import { BOOKING_POST, WINBOOKS_CALL, type Run, type Scenario } from '../scenario';

/** Tribe's ids of what was sent so far, as Tribe itself names them. */
async function invoiceIds(run: Run): Promise<string[]> {
  const listed = await run.stack.twins.look('tribe', `invoices?tenant=${run.tenants[0].id}`);
  return (listed as { readonly id: string }[]).map(({ id }) => id);
}

/** One more run of the same invoice, under its own id or beside it. An open run of that id is in the way; that is fine. */
async function startRun(run: Run, invoice: string, suffix = ''): Promise<void> {
  const tenant = tenantId(run.tenants[0].id);
  run.struck('second start');
  await run.stack.temporal.workflow
    .start('bookInvoice', {
      workflowId: bookInvoiceWorkflowId(tenant, tribeId(invoice)) + suffix,
      taskQueue: run.stack.taskQueue,
      args: [{ tenant, invoice }],
    })
    .catch(() => undefined);
}

async function startSync(run: Run): Promise<void> {
  const tenant = tenantId(run.tenants[0].id);
  run.struck('second watch');
  const handle = await run.stack.temporal.workflow.start('tenantSync', {
    workflowId: `${tenantSyncWorkflowId(tenant)}:double`,
    taskQueue: run.stack.taskQueue,
    args: [{ tenant }],
  });
  await run.untilFinal(15_000);
  await handle.terminate('the run is over');
}

/** A little goes wrong meanwhile, so that second runs find attempts in every state. */
const someTrouble = (run: Run): Promise<unknown> =>
  run.fault('winbooks', {
    kind: run.random.pick(['drop-after', 'drop-before'] as const),
    ...BOOKING_POST,
    rate: 0.4,
  });

export const doubledWork: readonly Scenario[] = [
  {
    name: 'two-workers',
    weight: 2,
    plan: (random) => ({ workers: 2, invoices: random.between(4, 8) }),
    play: async (run) => {
      await run.fault('winbooks', { kind: 'drop-after', ...WINBOOKS_CALL, rate: 0.1 });
      await run.activate();
      await run.untilFinal(15_000);
    },
  },
  {
    name: 'two-starts',
    weight: 2,
    plan: (random) => ({ workers: random.pick([1, 2] as const) }),
    play: async (run) => {
      await someTrouble(run);
      await run.activate();
      for (let again = 0; again < 3; again += 1) {
        for (const id of run.random.shuffled(await invoiceIds(run)))
          await Promise.all([startRun(run, id), startRun(run, id, `:double-${again}`), startRun(run, id)]);
        await sleep(run.random.between(100, 3_000));
      }
    },
  },
  {
    name: 'two-dispatches',
    plan: () => ({ later: 3 }),
    play: async (run) => {
      await someTrouble(run);
      await run.activate();
      await run.sendLater();
      await startSync(run);
    },
  },
  {
    name: 'double-click',
    plan: () => ({ later: 2 }),
    play: async (run) => {
      await someTrouble(run);
      run.struck('double click');
      await Promise.all([run.activate(), run.activate()]);
      const sync = run.stack.temporal.workflow.getHandle(tenantSyncWorkflowId(tenantId(run.tenants[0].id)));
      await run.sendLater();
      for (let again = 0; again < 3; again += 1) {
        await Promise.all([
          sync.executeUpdate('pause', { args: [{ reason: 'a double click' }] }),
          sync.executeUpdate('pause', { args: [{ reason: 'a double click' }] }),
        ]);
        await sleep(run.random.between(0, 1_500));
        await Promise.all([
          sync.executeUpdate('resume'),
          sync.executeUpdate('resume'),
          sync.signal('wake'),
          sync.signal('wake'),
        ]);
        await sleep(run.random.between(0, 1_500));
      }
    },
  },
  {
    name: 'notices-doubled-and-disordered',
    weight: 2,
    plan: () => ({ later: 3 }),
    play: async (run) => {
      await someTrouble(run);
      await run.activate();
      await run.sendLater();
      const tenant = run.tenants[0].id;
      const sync = run.stack.temporal.workflow.getHandle(tenantSyncWorkflowId(tenantId(tenant)));
      const ids = await invoiceIds(run);
      for (const id of run.random.shuffled([...ids, ...ids])) {
        run.struck('notice');
        if (run.random.chance(0.5))
          await run.stack.twins.act('tribe', 'actions/edit', { tenant, invoice: id });
        if (run.random.chance(0.3))
          await run.stack.twins.act('tribe', 'actions/pay', { tenant, invoice: id });
        for (let wakes = run.random.between(0, 3); wakes > 0; wakes -= 1) await sync.signal('wake');
        await sleep(run.random.between(0, 400));
      }
    },
  },
];
