import { spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { ensurePostgres, stopServers } from '../support/run-servers';
import type { Outcome } from './interleaving';
import { playLane } from './lane';
import { WEAKNESSES, type Weakness } from './vendors';
import { realNow } from './virtual-time';

const HELP = `npm run test:explore [-- --runs 20000 --seed 1 --lanes 2 --without fence|read-back|look-up|quiet-period --until-found]
EXPLORE_SEED=7 npm run test:explore   plays one seed again and prints all that happened`;

const PROGRESS_EVERY_MS = 10_000;

interface Options {
  readonly first: number;
  readonly runs: number;
  readonly lanes: number;
  readonly weakness: Weakness | null;
  readonly untilFound: boolean;
  /** The whole trace of each run, not only of those that went wrong. */
  readonly withTraces: boolean;
}

/** What a lane writes, one line a run: the trace only where it is wanted. */
type Line = Pick<Outcome, 'seed' | 'findings'> & { readonly trace: readonly string[] | null };

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      runs: { type: 'string', default: '20000' },
      seed: { type: 'string', default: '1' },
      lanes: { type: 'string', default: '2' },
      without: { type: 'string' },
      'until-found': { type: 'boolean', default: false },
      lane: { type: 'boolean', default: false },
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
  return values.lane ? asLane(options) : asWhole(options);
}

/** A process of its own, told its seeds: the first and how many. */
async function asLane({ first, runs, weakness, untilFound, withTraces }: Options): Promise<number> {
  const seeds = Array.from({ length: runs }, (_, index) => first + index);
  await playLane({ seeds, weakness, untilFound }, ({ seed, findings, trace }) => {
    const isShown = withTraces || findings.length > 0;
    say(JSON.stringify({ seed, findings, trace: isShown ? trace : null } satisfies Line));
  });
  return 0;
}

async function asWhole(options: Options): Promise<number> {
  const hasServers = process.env['TEST_DATABASE_URL'] !== undefined;
  if (!hasServers) await ensurePostgres();
  try {
    return await playAll(options);
  } finally {
    if (!hasServers) await stopServers();
  }
}

/** Deals the seeds to the lanes in stretches, and says what came of them. */
async function playAll(options: Options): Promise<number> {
  const startedAt = realNow();
  const seconds = (): number => Math.round((realNow() - startedAt) / 100) / 10;
  const failed: Line[] = [];
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
  for (const line of failed.slice(0, 3)) say(inWords(line));
  say(`${played} interleavings in ${seconds()} s, ${failed.length} with findings${seedsOf(failed)}`);
  const isWhole = stop.signal.aborted || codes.every((code) => code === 0);
  if (!isWhole) say('A lane ended before its time.');
  return failed.length === 0 && isWhole ? 0 : 1;

  function hear(line: Line): void {
    played += 1;
    if (options.withTraces) say(inWords(line));
    if (line.findings.length === 0) return;
    failed.push(line);
    if (options.untilFound) stop.abort();
  }
}

function inWords({ seed, findings, trace }: Line): string {
  const said = findings.map(({ kind, words }) => `  ${kind}: ${words}`);
  return [`seed ${seed}`, ...(trace ?? []), ...(said.length > 0 ? said : ['  nothing wrong'])].join('\n');
}

const seedsOf = (failed: readonly Line[]): string =>
  failed.length === 0
    ? ''
    : `: seeds ${failed
        .slice(0, 20)
        .map(({ seed }) => seed)
        .join(', ')}`;

function spawnLane(options: Options, signal: AbortSignal, hear: (line: Line) => void): Promise<number> {
  const { first, runs, weakness, untilFound, withTraces } = options;
  const args = ['--seed', String(first), '--runs', String(runs), '--lane'];
  if (weakness !== null) args.push('--without', weakness);
  if (untilFound) args.push('--until-found');
  if (withTraces) args.push('--traces');
  const env = { ...process.env };
  delete env['EXPLORE_SEED'];
  const child = spawn(process.execPath, ['--require', './tools/typescript.cjs', __filename, ...args], {
    cwd: path.join(__dirname, '..', '..'),
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  signal.addEventListener('abort', () => child.kill());
  createInterface({ input: child.stdout }).on('line', (text) => {
    if (!signal.aborted) hear(JSON.parse(text) as Line);
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
