import { parseArgs } from 'node:util';

export interface Budgets {
  readonly winbooks: number;
  readonly tribe: number;
}

export interface BenchOptions {
  readonly invoices: number;
  /** Round trips to the vendors, in milliseconds. */
  readonly roundTripsMs: readonly number[];
  readonly budgets: readonly Budgets[];
  /** How often each cell is run; the median of the paired ratios counts. */
  readonly repeat: number;
  /** How long an idle tenant is observed; 0: not at all. */
  readonly idleSeconds: number;
  readonly json: boolean;
}

export const USAGE = `npm run bench -- [options]
  --invoices N        invoices per contestant and cell (1000)
  --rtt MS,MS         round trips to the vendors in milliseconds (20,150,300)
  --budgets W/T,W/T   requests at once to WinBooks and to Tribe (2/4,8/8)
  --repeat N          runs of each cell; the median ratio counts (1)
  --idle SECONDS      how long an idle tenant is observed (130)
  --quick             100 invoices, 20 ms, three runs, idle for 20 s
  --json              the result as JSON on stdout, the table on stderr`;

/** Reads the command line. Throws one sentence that says what is wrong with it. */
export function readOptions(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      invoices: { type: 'string' },
      rtt: { type: 'string' },
      budgets: { type: 'string' },
      repeat: { type: 'string' },
      idle: { type: 'string' },
      quick: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  });
  const { quick } = values;
  return {
    invoices: wholeNumber('--invoices', values.invoices ?? (quick ? '100' : '1000'), 1),
    roundTripsMs: (values.rtt ?? (quick ? '20' : '20,150,300'))
      .split(',')
      .map((text) => wholeNumber('--rtt', text, 0)),
    budgets: (values.budgets ?? '2/4,8/8').split(',').map(budgetsOf),
    repeat: wholeNumber('--repeat', values.repeat ?? (quick ? '3' : '1'), 1),
    idleSeconds: wholeNumber('--idle', values.idle ?? (quick ? '20' : '130'), 0),
    json: values.json,
  };
}

function budgetsOf(text: string): Budgets {
  const [winbooks, tribe, rest] = text.split('/');
  if (winbooks === undefined || tribe === undefined || rest !== undefined)
    throw new Error(`--budgets takes pairs like 2/4, not ${text}`);
  return { winbooks: wholeNumber('--budgets', winbooks, 1), tribe: wholeNumber('--budgets', tribe, 1) };
}

function wholeNumber(option: string, text: string, least: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < least)
    throw new Error(`${option} takes whole numbers from ${least}, not ${text}`);
  return value;
}
