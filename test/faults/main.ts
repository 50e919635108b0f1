import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import globalSetup from '../global-setup';
import { stopServers } from '../support/run-servers';
import { dealCards, playCards, type Card } from './matrix';
import { makeReport, progressLine, reportInWords } from './report';
import { scenarios } from './scenarios';
import { unprotected } from './scenarios/unprotected';

const HELP = `npm run test:faults [-- --runs 200 --seed 1 --lanes 3 --filter TEXT,TEXT --only SCENARIO:SEED --unprotected --list]`;

/** Plays the fault matrix against servers of its own; exit code 1 when anything went wrong that must never happen. */
async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      runs: { type: 'string', default: '200' },
      seed: { type: 'string', default: '1' },
      lanes: { type: 'string', default: '3' },
      filter: { type: 'string' },
      only: { type: 'string', multiple: true },
      unprotected: { type: 'boolean', default: false },
      list: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return say(HELP);
  const wanted = scenarios.filter(({ name }) =>
    (values.filter ?? '').split(',').some((part) => name.includes(part)),
  );
  if (values.list) return say(wanted.map(({ name }) => name).join('\n'));
  const seed = Number(values.seed);
  const cards = values.unprotected
    ? dealCards(unprotected, 2 * unprotected.length, seed)
    : (values.only?.map(cardNamed) ?? dealCards(wanted, Number(values.runs), seed));

  const startedAt = Date.now();
  await globalSetup();
  try {
    say(`${cards.length} runs on ${values.lanes} lanes, seed ${seed}`);
    let done = 0;
    const results = await playCards(cards, Number(values.lanes), (result) => {
      done += 1;
      say(progressLine(result, done, cards.length));
    });
    const report = makeReport(results, seed, Date.now() - startedAt);
    const file = path.join(mkdtempSync(path.join(tmpdir(), 'fault-matrix-')), 'report.json');
    writeFileSync(file, JSON.stringify(report, null, 2));
    say(reportInWords(report));
    say(`as JSON: ${file}`);
    if (values.unprotected) {
      const missed = results.filter(({ violations }) => !violations.some(({ kind }) => kind === 'duplicate'));
      say(
        missed.length === 0
          ? 'Without the protection every run shows duplicates: the suite can fail.'
          : 'The suite does NOT notice!',
      );
      return missed.length === 0 ? 0 : 1;
    }
    return report.failed.length === 0 && report.runs === cards.length ? 0 : 1;
  } finally {
    await stopServers();
  }
}

/** `scenario:seed`, as a failed run is named. */
function cardNamed(name: string): Card {
  const at = name.lastIndexOf(':');
  const scenario = scenarios.find((candidate) => candidate.name === name.slice(0, at));
  if (scenario === undefined) throw new Error(`There is no scenario ${name.slice(0, at)}; see --list.`);
  return { scenario, seed: Number(name.slice(at + 1)) };
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
