import { setTimeout as sleep } from 'node:timers/promises';
import type { Run, Scenario } from '../scenario';

interface InTribe {
  readonly id: string;
  readonly number: string;
}

const inTribe = async ({ stack }: Run, tenant: string): Promise<readonly InTribe[]> =>
  (await stack.twins.look('tribe', `invoices?tenant=${tenant}`)) as readonly InTribe[];

/** What Tribe may do with the reading of one invoice that it cannot serve, while it serves all others. */
const refusals: readonly object[] = [
  { kind: 'status', status: 500 },
  { kind: 'status', status: 502 },
  { kind: 'drop-before' },
  { kind: 'html-200' },
  { kind: 'half-body' },
];

/** Many invoices that Tribe cannot show for a while, among others that must not wait for them. */
const unreadableMany: Scenario = {
  name: 'unreadable-many',
  weight: 2,
  plan: (random) => ({ invoices: random.between(12, 24), later: 2, finalWithinMs: 240_000 }),
  play: async (run) => {
    const [{ id }] = run.tenants;
    const bad = run.random.shuffled(await inTribe(run, id)).slice(0, 8);
    const path = `Activity_Invoice\\((${bad.map((invoice) => invoice.id).join('|')})\\)`;
    await run.fault('tribe', { ...run.random.pick(refusals), path });
    await run.activate();
    const isSentMeanwhile = run.random.chance(0.5);
    if (isSentMeanwhile) await run.sendLater();
    await sleep(run.random.between(6_000, 20_000));
    if (run.random.chance(0.3)) {
      run.kill(run.worker());
      await run.startWorker();
    }
    await sleep(run.random.between(0, 5_000));
    await run.endFaults();
    // Saved again, it is tried at once; left alone, when its time has come.
    if (run.random.chance(0.6))
      for (const invoice of bad)
        await run.stack.twins.act('tribe', 'actions/edit', { tenant: id, invoice: invoice.id, values: {} });
    if (!isSentMeanwhile) await run.sendLater();
  },
};

/** Records that carry a date of a far future: whatever is sent after them must not be lost. */
const stampedAhead: Scenario = {
  name: 'stamped-ahead',
  weight: 2,
  plan: (random) => ({ invoices: random.between(2, 6), later: random.between(2, 5) }),
  play: async (run) => {
    const [{ id }] = run.tenants;
    const stamp = async (): Promise<void> => {
      const [first, ...others] = run.random.shuffled(await inTribe(run, id));
      const chosen = [first, ...others.filter(() => run.random.chance(0.4))].filter(
        (one) => one !== undefined,
      );
      for (const invoice of chosen) {
        const LastMutationDate = run.random.pick(['2099-01-01T00:00:00.000Z', '2027-06-30T12:00:00.000Z']);
        await run.stack.twins.act('tribe', 'actions/edit', {
          tenant: id,
          invoice: invoice.id,
          values: { LastMutationDate },
        });
        run.struck('stamped ahead');
      }
    };
    if (run.random.chance(0.5)) await stamp();
    await run.activate();
    await run.untilFinal(run.random.between(500, 15_000));
    await stamp();
    await sleep(run.random.between(1_500, 4_000));
    if (run.random.chance(0.3)) {
      run.kill(run.worker());
      await run.startWorker();
    }
    await run.sendLater();
  },
};

export const feeds: readonly Scenario[] = [unreadableMany, stampedAhead];
