import type { RunResult, Violation } from './result';

/** The figures of a whole matrix. */
export interface Report {
  readonly runs: number;
  readonly seed: number;
  readonly invoices: number;
  readonly relations: number;
  readonly writes: number;
  readonly faults: Readonly<Record<string, number>>;
  readonly violations: Readonly<Record<Violation['kind'], number>>;
  readonly longestToFinalMs: number;
  readonly tookMs: number;
  readonly scenarios: readonly ScenarioLine[];
  readonly failed: readonly RunResult[];
  readonly results: readonly RunResult[];
}

interface ScenarioLine {
  readonly scenario: string;
  readonly runs: number;
  readonly failed: number;
  readonly writes: number;
  readonly faults: number;
  readonly longestToFinalMs: number;
}

export function makeReport(results: readonly RunResult[], seed: number, tookMs: number): Report {
  const violations = {
    duplicate: 0,
    lost: 0,
    'wrong total': 0,
    'wrong value': 0,
    deleted: 0,
    stranger: 0,
    limit: 0,
    'not final': 0,
    issue: 0,
    error: 0,
  };
  for (const { kind } of results.flatMap((result) => result.violations)) violations[kind] += 1;
  return {
    runs: results.length,
    seed,
    invoices: sum(results.map(({ invoices }) => invoices)),
    relations: sum(results.map(({ relations }) => relations)),
    writes: sum(results.map(({ writes }) => writes)),
    faults: addedUp(results),
    violations,
    longestToFinalMs: Math.max(0, ...results.map(({ finalAfterMs }) => finalAfterMs)),
    tookMs,
    scenarios: [...new Set(results.map(({ scenario }) => scenario))].sort().map((scenario) => {
      const those = results.filter((result) => result.scenario === scenario);
      return {
        scenario,
        runs: those.length,
        failed: those.filter((result) => result.violations.length > 0).length,
        writes: sum(those.map(({ writes }) => writes)),
        faults: sum(those.flatMap(({ faults }) => Object.values(faults))),
        longestToFinalMs: Math.max(...those.map(({ finalAfterMs }) => finalAfterMs)),
      };
    }),
    failed: results.filter((result) => result.violations.length > 0),
    results,
  };
}

/** One line while the matrix is played. */
export function progressLine(result: RunResult, done: number, of: number): string {
  const outcome = result.violations.length === 0 ? 'ok' : 'FAILED';
  const facts = `${result.invoices} invoices, ${result.relations} relations, ${result.writes} writes, ${inWords(result.faults)}`;
  const times = `${seconds(result.tookMs)}, final after ${seconds(result.finalAfterMs)}`;
  return [
    `[${done}/${of}] ${outcome} ${nameOf(result)}: ${facts}; ${times}`,
    ...result.violations.map(({ kind, words }) => `    ${kind}: ${words}`),
  ].join('\n');
}

export function reportInWords(report: Report): string {
  const { violations, failed } = report;
  return [
    '',
    `${'scenario'.padEnd(36)} runs  failed  writes  faults  longest to final`,
    ...report.scenarios.map(
      (line) =>
        `${line.scenario.padEnd(36)} ${String(line.runs).padStart(4)}  ${String(line.failed).padStart(6)}  ` +
        `${String(line.writes).padStart(6)}  ${String(line.faults).padStart(6)}  ${seconds(line.longestToFinalMs).padStart(16)}`,
    ),
    '',
    `runs ${report.runs} (seed ${report.seed}) in ${seconds(report.tookMs)}; invoices ${report.invoices}, relations ${report.relations}`,
    `writes attempted ${report.writes}; faults fired: ${inWords(report.faults)}`,
    `duplicates ${violations.duplicate}, lost ${violations.lost}, wrong totals ${violations['wrong total']}, ` +
      `wrong values ${violations['wrong value']}, deleted ${violations.deleted}, ` +
      `strangers ${violations.stranger}, limit breaches ${violations.limit}, not final ${violations['not final']}, ` +
      `unexpected issues ${violations.issue}, errors ${violations.error}`,
    `longest time to final after the faults: ${seconds(report.longestToFinalMs)}`,
    ...failed.map((result) => `FAILED: npm run test:faults -- --only ${nameOf(result)}`),
  ].join('\n');
}

const nameOf = ({ scenario, seed }: RunResult): string => `${scenario}:${seed}`;
const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);

function addedUp(results: readonly RunResult[]): Record<string, number> {
  const total: Record<string, number> = {};
  for (const [kind, times] of results.flatMap(({ faults }) => Object.entries(faults)))
    total[kind] = (total[kind] ?? 0) + times;
  return total;
}

function inWords(faults: Readonly<Record<string, number>>): string {
  const named = Object.entries(faults).map(([kind, times]) => `${kind} ${times}`);
  return named.length === 0 ? 'no faults' : named.join(', ');
}
