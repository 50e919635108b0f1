import { spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import type { LaneLine, LaneOrder } from './lane';
import { WEAKNESSES } from './weaknesses';

const HELP = `npm run test:explore [-- --runs 20000 --seed 1 --lanes 2 --without fence|read-back|look-up|quiet-period --until-found]
EXPLORE_SEED=7 npm run test:explore   plays one seed again and prints all that happened`;

const PROGRESS_EVERY_MS = 10_000;
/** Further findings are counted, and their seeds named. */
const MOST_SHOWN = 3;

interface Options extends LaneOrder {
  readonly lanes: number;
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      runs: { type: 'string', default: '20000' },
      seed: { type: 'string', default: '1' },
      lanes: { type: 'string', default: '2' },
      without: { type: 'string' },
      'until-found': { type: 'boolean', default: false },
      traces: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return say(HELP);
  const weakness = WEAKNESSES.find((each) => each === values.without) ?? null;
  if (values.without !== undefined && weakness === null)
    throw new Error(`--without takes one of ${WEAKNESSES.join(', ')}.`);
  const only = process.env['EXPLORE_SEED'];
  const options: Options = {
    first: Number(only ?? values.seed),
    runs: only === undefined ? Number(values.runs) : 1,
    lanes: only === undefined ? Number(values.lanes) : 1,
    weakness,
    untilFound: values['until-found'],
    withTraces: only !== undefined || values.traces,
  };
  if (process.env['TEST_DATABASE_URL'] !== undefined) return playAll(options);
  // A test has its server already, and is not kept waiting for what starts one.
  const { ensurePostgres, stopServers } = await import('../support/run-servers.ts');
  await ensurePostgres();
  try {
    return await playAll(options);
  } finally {
    await stopServers();
  }
}

/** Deals the seeds to the lanes in stretches, and says what came of them. */
async function playAll(options: Options): Promise<number> {
  const startedAt = performance.now();
  const seconds = (): number => Math.round((performance.now() - startedAt) / 100) / 10;
  const failed: number[] = [];
  let played = 0;
  const progress = setInterval(
    () => say(`${played} of ${options.runs} in ${seconds()} s`),
    PROGRESS_EVERY_MS,
  );
  const share = Math.ceil(options.runs / options.lanes);
  const firsts = Array.from({ length: options.lanes }, (_, lane) => options.first + lane * share);
  const stop = new AbortController();
  const codes = await Promise.all(
    firsts.map((first) => {
      const runs = Math.max(0, Math.min(share, options.first + options.runs - first));
      return runs === 0 ? Promise.resolve(0) : spawnLane({ ...options, first, runs }, stop.signal, hear);
    }),
  );
  clearInterval(progress);
  const seeds = failed.length === 0 ? '' : `: seeds ${failed.slice(0, 20).join(', ')}`;
  say(`${played} interleavings in ${seconds()} s, ${failed.length} with findings${seeds}`);
  const isWhole = stop.signal.aborted || codes.every((code) => code === 0);
  if (!isWhole) say('A lane ended before its time.');
  return failed.length === 0 && isWhole ? 0 : 1;

  function hear(line: LaneLine): void {
    played += 1;
    const isFailed = line.findings.length > 0;
    if (isFailed) failed.push(line.seed);
    if (options.withTraces || (isFailed && failed.length <= MOST_SHOWN)) say(inWords(line));
    if (isFailed && options.untilFound) stop.abort();
  }
}

function inWords({ seed, findings, trace }: LaneLine): string {
  const said = findings.map(({ kind, words }) => `  ${kind}: ${words}`);
  return [`seed ${seed}`, ...(trace ?? []), ...(said.length > 0 ? said : ['  nothing wrong'])].join('\n');
}

function spawnLane(
  { first, runs, weakness, untilFound, withTraces }: LaneOrder,
  signal: AbortSignal,
  hear: (line: LaneLine) => void,
): Promise<number> {
  const order: LaneOrder = { first, runs, weakness, untilFound, withTraces };
  const program = path.join(__dirname, 'lane.ts');
  const child = spawn(
    process.execPath,
    ['--require', './tools/typescript.cjs', program, JSON.stringify(order)],
    { cwd: path.join(__dirname, '..', '..'), stdio: ['ignore', 'pipe', 'inherit'] },
  );
  signal.addEventListener('abort', () => child.kill());
  createInterface({ input: child.stdout }).on('line', (text) => {
    if (!signal.aborted) hear(JSON.parse(text) as LaneLine);
  });
  return new Promise((resolve) => child.once('close', (code) => resolve(code ?? 1)));
}

function say(line: string): number {
  process.stdout.write(`${line}\n`);
  return 0;
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exit(1);
  },
);
