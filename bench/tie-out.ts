import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { compareBooks } from '../actions/compare-books';
import { openTenant } from '../activities/connection/tenant-connections';
import { readSentInvoices } from '../clients/tribe';
import { readHeadersOfPeriod, readLinesOfPeriod } from '../clients/winbooks';
import type { Outcome } from '../clients/outcome';
import { actionsOf } from '../test/actions/stack-actions';
import globalSetup from '../test/global-setup';
import { stopServers } from '../test/support/run-servers';
import { allBooked, seedTenant, startStack, type Stack } from '../test/support/stack';
import { lastSeqs } from './calls';

/**
 * What a tie-out costs: seconds, calls and memory above idle, the first time and on an unchanged ledger, beside a bare loop that only
 * reads the same pages one after the other and keeps nothing.
 *
 * node --require ./tools/typescript.cjs bench/tie-out.ts [--invoices 1000]
 */
async function bench(invoices: number): Promise<void> {
  await globalSetup();
  const stack = await startStack();
  try {
    const booker = await stack.startWorker();
    const tenant = await seedTenant(stack, { invoices, settings: { pollSeconds: 600 } });
    const bookingSince = Date.now();
    await stack.activate([tenant.definition]);
    await stack.until(tenant.id, (rows) => rows.length === invoices && allBooked(rows), 3_600_000);
    report('books', { invoices, 'seconds to book them': (Date.now() - bookingSince) / 1000 });
    booker.kill('SIGKILL');
    const worker = await stack.startWorker();
    await sleep(5_000);
    const idleBytes = residentBytes(worker.process.pid);
    for (const round of ['first tie-out', 'again, nothing changed']) {
      const before = await lastSeqs(stack.twins);
      const since = Date.now();
      const running = compareBooks(actionsOf(stack), tenant.id, null);
      let isRunning = true;
      void running.finally(() => (isRunning = false));
      let mostBytes = idleBytes;
      while (isRunning) {
        mostBytes = Math.max(mostBytes, residentBytes(worker.process.pid));
        await sleep(50);
      }
      const compared = await running;
      if (!compared.ok) throw new Error(JSON.stringify(compared));
      report(round, {
        seconds: (Date.now() - since) / 1000,
        'calls to Tribe': await calls(stack, 'tribe', before.tribe),
        'calls to WinBooks': await calls(stack, 'winbooks', before.winbooks),
        'MB above idle': (mostBytes - idleBytes) / 2 ** 20,
        differences: compared.differences.length,
        'months known by their digest': compared.run.unchangedMonths ?? 0,
      });
    }
    await bareLoop(stack, tenant.id);
  } finally {
    await stack.stop();
    await stopServers();
  }
}

async function bareLoop(stack: Stack, tenant: Parameters<typeof openTenant>[1]): Promise<void> {
  const deps = actionsOf(stack);
  const { tribe, winbooks, settings } = await openTenant(deps, tenant);
  const periods = await deps.masterData.of(winbooks).allPeriods();
  const before = await lastSeqs(stack.twins);
  const since = Date.now();
  const days = { from: settings.startDate, to: null };
  await eachPage((place: Parameters<typeof readSentInvoices>[3]) =>
    readSentInvoices(tribe, 'InvoiceDate', days, place),
  );
  for (const read of [readHeadersOfPeriod, readLinesOfPeriod])
    for (const { id } of periods)
      await eachPage((place: Parameters<typeof readHeadersOfPeriod>[2]) => read(winbooks, id, place));
  report('bare loop', {
    seconds: (Date.now() - since) / 1000,
    'calls to Tribe': await calls(stack, 'tribe', before.tribe),
    'calls to WinBooks': await calls(stack, 'winbooks', before.winbooks),
  });
}

async function eachPage<Place>(
  read: (place: Place | null) => Promise<Outcome<{ readonly next: Place | null }>>,
): Promise<void> {
  let place: Place | null = null;
  do {
    const page: Outcome<{ readonly next: Place | null }> = await read(place);
    if (page.kind !== 'ok') throw new Error(JSON.stringify(page));
    place = page.value.next;
  } while (place !== null);
}

const calls = async (stack: Stack, side: 'tribe' | 'winbooks', since: number): Promise<number> =>
  (await stack.twins.journal(side, since)).filter(({ path }) => /\/Activity_Invoice$|GLTrans/.test(path))
    .length;

function residentBytes(pid: number): number {
  const [, pages = '0'] = readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ');
  return Number(pages) * 4096;
}

function report(what: string, figures: Readonly<Record<string, number>>): void {
  process.stdout.write(`${what}\n`);
  for (const [name, value] of Object.entries(figures))
    process.stdout.write(`  ${name}: ${Number.isInteger(value) ? value : value.toFixed(2)}\n`);
}

const { values } = parseArgs({ options: { invoices: { type: 'string', default: '1000' } } });
void bench(Number(values.invoices)).then(() => process.exit(0));
