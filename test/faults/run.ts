import { setTimeout as sleep } from 'node:timers/promises';
import { lookAtBothSides } from '../support/relation-views';
import { seedTenant, startStack, type Stack, type TestWorker, UPKEEP_OFTEN } from '../support/stack';
import { generateInvoices, tribeSeed, winbooksSeed, type WantedInvoice } from './invoices';
import { retireTenants, type Lane } from './lane';
import { startOwnServers, type OwnServers } from './own-servers';
import {
  areRelationsFinal,
  openRelationsInWords,
  relationSettings,
  withParties,
} from './relations/run-relations';
import { typeSomething } from './relations/typing';
import type { RunResult, Violation } from './result';
import type { Run, RunPlan, RunTenant, Scenario } from './scenario';
import { seededRandom, type Random } from './seeded-random';
import { afterwards, judgeDuring, type Watch } from './supervision';

/** The budgets of a tenant's connections: what the twins count above them is a breach. */
const WINBOOKS_BUDGET = 2;
const TRIBE_BUDGET = 4;
const UNPROTECTED = { entry: 'test/faults/unprotected-worker', args: [] };
/** A commit that was still under way shows by then. */
const LINGER_MS = 1_500;

/** Plays one run on a lane and judges it. Never throws: what goes wrong is a violation. */
export async function playRun(lane: Lane, scenario: Scenario, seed: number): Promise<RunResult> {
  const startedAt = Date.now();
  const random = seededRandom(seed);
  const plan: RunPlan = { ...planOf(random), ...scenario.plan?.(random) };
  const struck = new Map<string, number>();
  const violations: Violation[] = [];
  let finalAfterMs = 0;
  let tenants: readonly RunTenant[] = [];
  let own: OwnServers | null = null;
  let stack = lane.stack;
  let watch: Watch | null = null;
  const workers: TestWorker[] = [];
  const armed: string[] = [];
  try {
    own = await startOwnServers(plan.servers);
    if (own !== null) stack = await startStack(lane.twins, { ...own.servers, ...UPKEEP_OFTEN });
    await forgetEarlierRuns(lane);
    const run = await prepareRun({ lane, stack, own, plan, random, struck, workers, armed });
    tenants = run.tenants;
    watch = judgeDuring(stack.twins, tenants);
    await scenario.play(run);
    await run.endFaults();
    for (const worker of workers) worker.kill('SIGCONT');
    const faultsOverAt = Date.now();
    if (!(await run.untilFinal(plan.finalWithinMs)))
      violations.push({ kind: 'not final', words: await unfinished(stack, tenants) });
    finalAfterMs = Date.now() - faultsOverAt;
    await sleep(LINGER_MS);
    const atTheEnd = await afterwards(stack, tenants, plan);
    const passing = (await watch.stop()).filter(
      ({ words }) => !atTheEnd.some((found) => found.words === words),
    );
    violations.push(
      ...atTheEnd,
      ...passing.map((found) => ({ ...found, words: `${found.words}, for a while` })),
    );
  } catch (error) {
    violations.push({ kind: 'error', words: error instanceof Error ? error.message : String(error) });
  }
  await watch?.stop();
  const { faults, writes } = await countFaults(lane, struck);
  // A run in which nothing broke proves nothing.
  if (Object.keys(faults).length === 0 && scenario.mayBeQuiet !== true)
    violations.push({ kind: 'error', words: `nothing was struck; armed: ${armed.join(' ')}` });
  await clearUp(lane, { stack, own, tenants, workers, isClean: violations.length === 0 });
  return {
    scenario: scenario.name,
    seed,
    violations,
    invoices: tenants.reduce((sum, { invoices, later }) => sum + invoices.length + later.length, 0),
    relations: tenants.reduce((sum, { relations }) => sum + (relations?.parties.length ?? 0), 0),
    writes,
    faults,
    finalAfterMs,
    tookMs: Date.now() - startedAt,
  };
}

function planOf(random: Random): RunPlan {
  return {
    invoices: random.between(2, 5),
    later: 0,
    poisons: random.chance(0.15) ? 1 : 0,
    hasSecondCustomer: random.chance(0.6),
    acceptsDoubles: random.chance(0.8),
    tenants: 1,
    relations: 0,
    everyVatNumber: false,
    conflictRule: 'tribe',
    workers: 1,
    refusals: 0,
    quietPeriodSeconds: 2,
    winbooksSwitches: {},
    tribeSwitches: {},
    isProtected: true,
    servers: 'shared',
    finalWithinMs: 150_000,
  };
}

async function forgetEarlierRuns({ twins }: Lane): Promise<void> {
  await twins.clearFaults();
  for (const url of [twins.tribeUrl, twins.winbooksUrl])
    await fetch(`${url}/_control/journal`, { method: 'DELETE' });
}

interface Making {
  readonly lane: Lane;
  readonly stack: Stack;
  readonly own: OwnServers | null;
  readonly plan: RunPlan;
  readonly random: Random;
  readonly struck: Map<string, number>;
  readonly workers: TestWorker[];
  /** Every fault of the twins, in words. */
  readonly armed: string[];
}

async function prepareRun(making: Making): Promise<Run> {
  const { lane, stack, own, plan, random, struck, workers, armed } = making;
  const first = await seedRunTenant(stack, plan, random, null);
  const others = plan.tenants === 2 ? [await seedRunTenant(stack, plan, random, first.licence)] : [];
  const seeded = [first, ...others];
  // The limits stand in front of every other fault: what is above them is answered with 429, and counted.
  await stack.twins.fault('winbooks', { kind: 'concurrency-limit', limit: WINBOOKS_BUDGET });
  if (plan.tenants === 1)
    await stack.twins.fault('tribe', { kind: 'concurrency-limit', limit: TRIBE_BUDGET });
  const startWorker = async (): Promise<TestWorker> => {
    const worker = await stack.startWorker(undefined, {}, plan.isProtected ? undefined : UNPROTECTED);
    workers.push(worker);
    return worker;
  };
  if (stack === lane.stack && plan.isProtected) workers.push(await lane.takeWorker());
  while (workers.length < plan.workers) await startWorker();

  const standing: { readonly side: 'tribe' | 'winbooks'; readonly id: string }[] = [];
  const note = (what: string): void => void struck.set(what, (struck.get(what) ?? 0) + 1);
  let isLaterSent = plan.later === 0;
  let wasFinal = false;
  const isFinal = async (): Promise<boolean> => {
    for (const { tenant } of seeded) {
      const bookings = await stack.bookings(tenant.id).catch(() => []);
      const sent = tenant.invoices.length + (isLaterSent ? tenant.later.length : 0);
      if (bookings.length < sent) return false;
      if (bookings.some(({ state }) => !['booked', 'held', 'skipped'].includes(state))) return false;
      if (!(await areRelationsFinal(stack, tenant))) return false;
    }
    wasFinal = true;
    return true;
  };
  return {
    random,
    plan,
    stack,
    own,
    tenants: [first.tenant, ...others.map(({ tenant }) => tenant)],
    worker: () => {
      const newest = workers.at(-1);
      if (newest === undefined) throw new Error('The run has no worker');
      return newest;
    },
    startWorker,
    kill: (worker) => {
      note('SIGKILL');
      worker.kill('SIGKILL');
      workers.splice(workers.indexOf(worker), 1);
    },
    suspend: (worker) => {
      note('SIGSTOP');
      worker.kill('SIGSTOP');
    },
    wake: (worker) => worker.kill('SIGCONT'),
    fault: async (side, order) => {
      const id = await stack.twins.fault(side, { seed: random.between(1, 1_000_000), ...order });
      standing.push({ side, id });
      armed.push(`${side} ${id} ${JSON.stringify(order)}`);
      return id;
    },
    fired: (side, id) => stack.twins.fired(side, id),
    endFaults: async () => {
      for (const { side, id } of standing.splice(0)) {
        const url = side === 'tribe' ? stack.twins.tribeUrl : stack.twins.winbooksUrl;
        await fetch(`${url}/_control/faults/${id}`, { method: 'DELETE' });
      }
    },
    struck: note,
    activate: async () => {
      const activations = await stack.activate(seeded.map(({ definition }) => definition));
      const failed = activations.filter(({ outcome }) => outcome === 'failed');
      if (failed.length > 0) throw new Error(`not activated: ${JSON.stringify(failed)}`);
    },
    sendLater: async () => {
      isLaterSent = true;
      for (const { tenant } of seeded)
        for (const invoice of tenant.later) await sendInvoice(stack, tenant.id, invoice);
    },
    typeInBoth: async (changes) => {
      for (const { tenant } of seeded)
        for (let typed = 0; typed < changes;)
          if (await typeSomething(stack.twins, tenant, random, wasFinal)) typed += 1;
    },
    isFinal,
    untilFinal: async (withinMs) => {
      const deadline = Date.now() + withinMs;
      while (!(await isFinal())) {
        if (Date.now() > deadline) return false;
        await sleep(200);
      }
      return true;
    },
  };
}

async function seedRunTenant(
  stack: Stack,
  plan: RunPlan,
  random: Random,
  licence: { readonly email: string; readonly exchangeToken: string } | null,
) {
  const all = generateInvoices(random, plan.invoices + plan.later, plan.poisons);
  const invoices = all.slice(0, plan.invoices);
  const sides = withParties(
    random,
    plan,
    tribeSeed(random.shuffled(invoices)),
    winbooksSeed(plan.hasSecondCustomer),
  );
  const { id, folder, definition } = await seedTenant(stack, {
    invoices: 0,
    tribe: { ...sides.tribe, switches: plan.tribeSwitches },
    winbooks: { ...sides.winbooks, ...licence },
    settings: { quietPeriodSeconds: plan.quietPeriodSeconds, ...relationSettings(plan) },
  });
  await stack.twins.act('winbooks', 'switches', {
    folder,
    ...(plan.acceptsDoubles ? { G5: 'accept' } : {}),
    ...plan.winbooksSwitches,
  });
  for (const invoice of invoices) await spoil(stack, id, invoice);
  const tenant: RunTenant = {
    id,
    folder,
    invoices,
    later: all.slice(plan.invoices),
    byHand: new Set(),
    keyed: new Set(),
    relations:
      plan.relations === 0
        ? null
        : {
            parties: sides.parties,
            conflictRule: plan.conflictRule,
            before: await lookAtBothSides(stack.twins, { id, folder }),
          },
  };
  const { email, exchangeToken } = { ...definition.winbooks, ...licence };
  return {
    tenant,
    licence: { email, exchangeToken },
    definition: {
      ...definition,
      ...(plan.relations === 0 ? {} : { approve: 'clear' as const }),
      winbooks: { ...definition.winbooks, email, exchangeToken },
    },
  };
}

async function sendInvoice(stack: Stack, tenant: string, invoice: WantedInvoice): Promise<void> {
  const { seed, poison } = invoice;
  const make = (phase: 'Draft' | 'Sent'): Promise<unknown> =>
    stack.twins.act('tribe', 'invoices', { tenant, ...seed, phase });
  if (poison !== 'wrong-total') return void (await make('Sent'));
  // Spoilt while it is a draft: the product must never see it whole.
  const { id } = (await make('Draft')) as { readonly id: string };
  await spoil(stack, tenant, invoice, id);
  const { number, date } = seed;
  await stack.twins.act('tribe', 'actions/send', { tenant, invoice: id, date, number });
}

async function spoil(
  stack: Stack,
  tenant: string,
  { seed, poison, linesCents }: WantedInvoice,
  invoice = seed.number,
): Promise<void> {
  if (poison !== 'wrong-total') return;
  const gross = Math.max(...linesCents) / 100;
  const values = { TotalIncludingVat: gross + 13 };
  await stack.twins.act('tribe', 'actions/edit', { tenant, invoice, values });
}

async function unfinished(stack: Stack, tenants: readonly RunTenant[]): Promise<string> {
  const rows = await Promise.all(tenants.map(({ id }) => stack.bookings(id).catch(() => [])));
  const open = rows
    .flat()
    .filter(({ state }) => !['booked', 'held', 'skipped'].includes(state))
    .map(({ number, state, attempt }) => `${number ?? '?'} ${state} (attempt ${attempt})`);
  const relations = await Promise.all(tenants.map((tenant) => openRelationsInWords(stack, tenant)));
  return `still open: ${open.join(', ')}; ${rows.flat().length} known; ${relations.join('; ')}`;
}

const WRITES = {
  tribe: /^(PUT|POST) .*\/odata\/(Relation|Address)/,
  winbooks: /^PUT|^POST .*\/app\/(GLTransHeader|Customer|Supplier|Address)\/(?!.*ExecuteCriteria)/,
} as const;

async function countFaults(
  { twins }: Lane,
  struck: ReadonlyMap<string, number>,
): Promise<Pick<RunResult, 'faults' | 'writes'>> {
  const counts = new Map(struck);
  let writes = 0;
  for (const side of ['tribe', 'winbooks'] as const) {
    for (const { fault, method, path } of await twins.journal(side)) {
      if (fault !== null) counts.set(fault, (counts.get(fault) ?? 0) + 1);
      if (WRITES[side].test(`${method} ${path}`)) writes += 1;
    }
  }
  return { faults: Object.fromEntries(counts), writes };
}

async function clearUp(
  lane: Lane,
  run: {
    readonly stack: Stack;
    readonly own: OwnServers | null;
    readonly tenants: readonly RunTenant[];
    readonly workers: readonly TestWorker[];
    readonly isClean: boolean;
  },
): Promise<void> {
  // One worker is enough for the next run; after a failure none is trusted.
  const kept = run.stack === lane.stack && run.isClean ? run.workers.at(-1) : undefined;
  for (const worker of run.workers) if (worker !== kept) worker.kill('SIGKILL');
  await lane.twins.clearFaults();
  if (run.stack === lane.stack) {
    await retireTenants(
      lane.stack,
      run.tenants.map(({ id }) => id),
    ).catch(() => undefined);
    if (kept !== undefined) lane.leaveWorker(kept);
  } else {
    await run.stack.stop();
  }
  await run.own?.stop();
}
