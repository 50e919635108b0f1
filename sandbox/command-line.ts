import { parseArgs } from 'node:util';
import { faultKinds } from './kernel/faults';
import { tribeSwitches } from './tribe/tribe-twin';
import { winbooksSwitches } from './winbooks/switches/switch-list';
import { userActions } from './winbooks/control/user-actions';

/** The options of a sandbox; port 0 means any free port. */
export interface SandboxOrder {
  tribePort: number;
  winbooksPort: number;
  host: string;
  /** Folder for the state of the twins; in memory only when absent. */
  dataDir?: string;
  seed: 'sample' | 'awkward' | 'none';
  json: boolean;
}

/**
 * Reads the command line; returns `help` when help was asked for. Throws an `Error` whose message is meant for people.
 */
export function readCommandLine(args: string[]): SandboxOrder | 'help' {
  const { values } = parseArgs({
    args,
    options: {
      'tribe-port': { type: 'string', default: '0' },
      'winbooks-port': { type: 'string', default: '0' },
      host: { type: 'string', default: '127.0.0.1' },
      data: { type: 'string' },
      seed: { type: 'string', default: 'sample' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return 'help';
  const { seed } = values;
  if (seed !== 'sample' && seed !== 'awkward' && seed !== 'none') {
    throw new Error(`--seed is sample, awkward or none, not "${seed}"`);
  }
  return {
    tribePort: portOf('--tribe-port', values['tribe-port']),
    winbooksPort: portOf('--winbooks-port', values['winbooks-port']),
    host: values.host,
    ...(values.data === undefined ? {} : { dataDir: values.data }),
    seed,
    json: values.json,
  };
}

function portOf(option: string, value: string): number {
  const port = Number(value);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error(`${option} is a port number, not "${value}"`);
  return port;
}

/** The help text: options, fault kinds, and the switches of both twins with their positions. */
export function helpText(): string {
  return [
    'Twins of the Tribe and WinBooks APIs, for trying and testing without either.',
    '',
    'sandbox [--tribe-port P] [--winbooks-port P] [--host H] [--data DIR] [--seed sample|awkward|none] [--json]',
    '',
    'On either port: POST /_control/seed, GET and DELETE /_control/journal?since=N, /_control/health, GET /_control/switches.',
    '',
    'Faults, on the port of either twin: POST /_control/faults',
    '  {"kind", "method"?, "path"? and "requestBody"? (patterns), "ms"?, "count"?, "rate"?, "seed"?, "skip"?,',
    '   "status"?, "retryAfterSeconds"?, "limit"?, "handled"?, "body"?}',
    ...Object.entries(faultKinds).map(([kind, about]) => row(kind, about)),
    '',
    'WinBooks, as its user: POST /_control/<action> {"folder", …}; GET /_control/ledger?folder=F shows what is booked,',
    'GET /_control/thirds?folder=F the customers and suppliers',
    ...Object.entries(userActions).map(([name, { about }]) => row(name, about)),
    '',
    'WinBooks: POST /_control/switches {"folder"?, "<switch>": "<position>"} (the first is the default)',
    ...Object.entries(winbooksSwitches).map(([name, { about, positions }]) => row(name, about, positions)),
    '',
    'Tribe: POST /_control/switches {"tenant"?, "<switch>": "<position>"} (the first is the default)',
    ...tribeSwitches.map(({ id, question, positions }) => row(id, question, positions)),
    '',
  ].join('\n');
}

function row(name: string, about: string, positions: readonly string[] = []): string {
  return `  ${name.padEnd(18)} ${about}${positions.length === 0 ? '' : `: ${positions.join(' | ')}`}`;
}
