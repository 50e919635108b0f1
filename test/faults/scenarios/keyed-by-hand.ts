import { setTimeout as sleep } from 'node:timers/promises';
import { tenantId } from '../../../domain/ids';
import { tenantSyncWorkflowId } from '../../../domain/steps/workflow-names';
import type { WantedInvoice } from '../invoices';
import { BOOKING_POST, type Run, type Scenario } from '../scenario';
import { retryHeldFor } from '../../../store/bookings/held-bookings';

/** What a bookkeeper does with an invoice that did not arrive: same customer, day and amount, a number of her own. */
async function keyByHand(
  run: Run,
  { seed, docNumber, linesCents }: WantedInvoice,
  number: number,
): Promise<void> {
  const [tenant] = run.tenants;
  const gross = Math.max(...linesCents) / 100;
  run.struck('keyed by hand');
  tenant.keyed.add(docNumber);
  // Known before it stands in the ledger: the judge looks there all the time.
  tenant.byHand.add(String(number));
  await run.stack.twins.act('winbooks', 'book', {
    folder: tenant.folder,
    journal: 'VEN',
    docNumber: number,
    date: seed.date,
    customer: seed.customer,
    gross,
    net: gross,
    vatCode: '0',
  });
}

/** A person tries everything again that WinBooks refused. */
async function retryRefused(run: Run): Promise<void> {
  const tenant = tenantId(run.tenants[0].id);
  await run.stack.database.asTenant(tenant, (sql) => retryHeldFor(sql, ['BOOKING_REFUSED']));
  await run.stack.temporal.workflow.getHandle(tenantSyncWorkflowId(tenant)).signal('wake');
}

/**
 * WinBooks refuses, the bookkeeper keys some of the invoices by hand, and all of them are tried again while other things go wrong: those
 * must be held and never booked, the others booked once. Their numbers are free, so that nothing but the look for what
 * resembles them stands in the way.
 */
export const keyedByHand: readonly Scenario[] = [
  {
    name: 'refused-then-keyed-by-hand',
    weight: 3,
    plan: (random) => ({ invoices: random.between(4, 8), acceptsDoubles: true }),
    play: async (run) => {
      const [{ invoices }] = run.tenants;
      await run.fault('winbooks', { kind: 'status', status: 400, ...BOOKING_POST });
      await run.activate();
      if (!(await run.untilFinal(90_000))) throw new Error('WinBooks refused, and not everything was held');
      const fitting = invoices.filter(({ poison, seed }) => poison === null && seed.credit !== true);
      const keyed = run.random.shuffled(fitting).slice(0, run.random.between(1, 4));
      for (const [index, invoice] of keyed.entries()) await keyByHand(run, invoice, 901 + index);
      await run.endFaults();

      const trouble = run.random.pick(['none', 'lost', 'killed', 'refused again'] as const);
      // One alone: an invoice that fails three times while others arrive is held for that.
      if (trouble === 'lost') await run.fault('winbooks', { kind: 'drop-before', ...BOOKING_POST, count: 1 });
      if (trouble === 'refused again') {
        const fault = { kind: 'status', status: 400, ...BOOKING_POST, count: invoices.length };
        await run.fault('winbooks', fault);
        await retryRefused(run);
        await run.untilFinal(60_000);
        await run.endFaults();
      }
      await retryRefused(run);
      if (trouble === 'killed') {
        await sleep(run.random.between(0, 1_500));
        const successor = run.startWorker();
        run.kill(run.worker());
        await successor;
      }
      await run.untilFinal(30_000);
    },
  },
];
