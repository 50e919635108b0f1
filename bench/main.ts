import globalSetup from '../test/global-setup';
import { stopServers } from '../test/support/run-servers';
import { startStack } from '../test/support/stack';
import { runBareLoop, runProduct, type Cell, type Ground, type ProductRun, type Run } from './contestants';
import { observeIdleTenant, type IdleReport } from './idle-tenant';
import { startLatencyProxy } from './latency-proxy';
import { readOptions, USAGE, type BenchOptions } from './options';
import { cellLine, HEADING, summary } from './report';

/** A cell that was run, every time of it. */
export interface CellResult extends Cell {
  readonly pairs: readonly { readonly product: ProductRun; readonly bare: Run; readonly ratio: number }[];
  readonly ratio: number;
  readonly goal: number | null;
}

export interface BenchResult {
  readonly cells: readonly CellResult[];
  readonly idle: IdleReport | null;
}

/** The highest ratio that is still good, by round trip in milliseconds. */
const GOALS = new Map([
  [20, 1.5],
  [150, 1.15],
  [300, 1.05],
]);

async function bench(options: BenchOptions): Promise<BenchResult> {
  const say = (line: string): void =>
    void (options.json ? process.stderr : process.stdout).write(`${line}\n`);
  await globalSetup();
  try {
    return await onGround(await prepareGround(), options, say);
  } finally {
    await stopServers();
  }
}

async function onGround(
  ground: Ground,
  options: BenchOptions,
  say: (line: string) => void,
): Promise<BenchResult> {
  try {
    // Compiles what is compiled once, fills pools, lets the worker cache its workflows.
    await runProduct(ground, { invoices: 20, roundTripMs: 0, budgets: { winbooks: 8, tribe: 8 } });
    say(HEADING);
    const cells: CellResult[] = [];
    for (const roundTripMs of options.roundTripsMs)
      for (const budgets of options.budgets) {
        const cell = { invoices: options.invoices, roundTripMs, budgets };
        const result = await runCell(ground, cell, options.repeat);
        cells.push(result);
        say(cellLine(result));
      }
    const idle = options.idleSeconds > 0 ? await observeIdleTenant(ground, options.idleSeconds) : null;
    const result = { cells, idle };
    say(summary(result));
    if (options.json) process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
    return result;
  } finally {
    await leave(ground);
  }
}

/** The two take turns at going first: the machine's speed drifts. */
async function runCell(ground: Ground, cell: Cell, repeat: number): Promise<CellResult> {
  const pairs: CellResult['pairs'][number][] = [];
  for (let turn = 0; turn < repeat; turn += 1) {
    const isProductFirst = turn % 2 === 0;
    const before = isProductFirst ? null : await runBareLoop(ground, cell);
    const product = await runProduct(ground, cell);
    const bare = before ?? (await runBareLoop(ground, cell));
    pairs.push({ product, bare, ratio: product.ms / bare.ms });
  }
  const ratios = pairs.map(({ ratio }) => ratio).sort((a, b) => a - b);
  const ratio = ratios[Math.floor((ratios.length - 1) / 2)] ?? NaN;
  return { ...cell, pairs, ratio, goal: GOALS.get(cell.roundTripMs) ?? null };
}

async function prepareGround(): Promise<Ground> {
  const stack = await startStack();
  const { tribeUrl, tribeApiUrl, winbooksUrl } = stack.twins;
  const proxies = {
    tribe: await startLatencyProxy(tribeUrl),
    winbooks: await startLatencyProxy(winbooksUrl),
  };
  const worker = await stack.startWorker('bench', {
    TRIBE_API_URL: proxies.tribe.url + new URL(tribeApiUrl).pathname,
    TRIBE_AUTH_URL: proxies.tribe.url,
    WINBOOKS_API_URL: proxies.winbooks.url,
    LOG_LEVEL: 'warn',
  });
  return { stack, worker, proxies };
}

async function leave({ stack, proxies, worker }: Ground): Promise<void> {
  await worker.process.stop();
  await stack.stop();
  for (const proxy of Object.values(proxies)) await proxy.close();
}

if (process.argv.includes('--help') || process.argv.includes('-h')) {
  process.stdout.write(`${USAGE}\n`);
} else {
  bench(readOptions(process.argv.slice(2))).catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    process.exitCode = 1;
  });
}
