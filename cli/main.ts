import { nearestWord } from '../domain/nearest-word';
import { ConfigurationError } from '../configuration/configuration';
import type { Language } from '../domain/issues/texts/text-types';
import { BadInput, EXIT } from './bad-input';
import { takeCaller, type Caller } from './caller';

type Command = (args: string[], caller: Caller) => Promise<number>;

/** Each command is a process of its own, most of them short, and loads only what it needs. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  start: async () => (await import('./start/start-command.ts')).startCommand,
  worker: async () => (await import('./worker-command.ts')).workerCommand,
  server: async () => (await import('./server-command.ts')).serverCommand,
  activate: async () => (await import('./activate-command.ts')).activateCommand,
  status: async () => (await import('./status-command.ts')).statusCommand,
  invoices: async () => (await import('./invoices-command.ts')).invoicesCommand,
  issues: async () => (await import('./issues-command.ts')).issuesCommand,
  relations: async () => (await import('./relations-command.ts')).relationsCommand,
  matches: async () => (await import('./matches-command.ts')).matchesCommand,
  audit: async () => (await import('./audit-command.ts')).auditCommand,
  retry: async () => (await import('./invoice-commands.ts')).retryCommand,
  skip: async () => (await import('./invoice-commands.ts')).skipCommand,
  link: async () => (await import('./link-commands.ts')).linkCommand,
  rebook: async () => (await import('./invoice-commands.ts')).rebookCommand,
  relink: async () => (await import('./link-commands.ts')).relinkCommand,
  seen: async () => (await import('./seen-command.ts')).seenCommand,
  check: async () => (await import('./check-command.ts')).checkCommand,
  pause: async () => (await import('./tenant-commands.ts')).pauseCommand,
  resume: async () => (await import('./tenant-commands.ts')).resumeCommand,
  sync: async () => (await import('./tenant-commands.ts')).syncCommand,
  settings: async () => (await import('./settings-commands.ts')).settingsCommand,
  vat: async () => (await import('./settings-commands.ts')).vatCommand,
  reconnect: async () => (await import('./reconnect-command.ts')).reconnectCommand,
  sandbox: async () => (await import('./sandbox/sandbox-command.ts')).sandboxCommand,
};

const USAGE = `Usage: npm run --silent cli -- COMMAND

  start     [--tenants FILE] [--once] [--json] [--force] [--patience SECONDS]
                                             run everything on this machine (npm start)
  activate  --tenants (FILE | -) [--force] [--patience SECONDS] [--json]
                                             activate the tenants of a file on any installation
  status    [--json]                         every tenant: what waits, what is held, what stands in the way
  invoices  --tenant ID [--state S] [--from DAY] [--to DAY] [--customer C]
            [--json | --csv]
                                             the invoices of one tenant, or those that fit
  invoices  --tenant ID --invoice N [--json]
                                             the history of one invoice, what was sent and what came back
  issues    --tenant ID [--issue CODE] [--owner tenant|accountant|operator] [--json | --csv]
                                             what needs a person, why, and what can be done
  relations --tenant ID [--state S] [--search TEXT] [--limit N] [--cursor C] [--json]
                                             customers and suppliers of both sides: which are linked, only on one
                                             side, or wait for review
  relations --tenant ID --relation N [--json]
                                             what was written to either side of one relation, field by field: N is
                                             its id in Tribe, debtor or creditor number, or reference in WinBooks
  matches   --tenant ID [--limit N] [--cursor C] [--json]
                                             proposed pairs to review, and what is equal in each
  matches   accept | reject | create --tenant ID --id N [--id N …] [--json]
                                             they are the same, or not; create: neither has a partner that was
                                             proposed, so that each gets one of its own
  matches   accept --tenant ID --clear [--json]
                                             accept every clear pair, and create what has no partner, from now on
  audit     --tenant ID [--from DAY] [--limit N] [--cursor C] [--json | --csv]
                                             who did what and when, the newest first: old and new values of settings,
                                             and what was refused
  retry     --tenant ID (--invoice N | --issue CODE) [--no-wait]
                                             try a held or skipped invoice again, or all held with a code
  skip      --tenant ID --invoice N --reason R
                                             do not book this invoice
  link      --tenant ID --invoice N --document (ID | JOURNAL/NUMBER) [--force]
                                             an invoice that is held, or whose document was deleted, is this
                                             document, which WinBooks has already
  rebook    --tenant ID --invoice N [--no-wait]
                                             book an invoice again whose document was deleted in WinBooks
  relink    --tenant ID --invoice N --customer CODE
                                             the customer of this invoice is this one in WinBooks
  seen      --tenant ID --invoice N [--issue CODE] [--reason R]
                                             what is open on a booked invoice was dealt with, or is accepted
  check     --tenant ID --invoice N [--json]
                                             would this book? Writes nothing
  pause     --tenant ID [--reason R]         send nothing to WinBooks until it is resumed
  resume    --tenant ID                      go on
  sync      --tenant ID [--json]             read Tribe now instead of at the next turn
  settings  --tenant ID [--json] [--set name=value …]
                                             the Other Settings of an active tenant, or a change, checked live
  vat       --tenant ID [--json] [--map "GROUP=CODE" …]
                                             which VAT code each VAT group gets, or a change, checked live
  reconnect --tenant ID [--exchange-token X] [--client-id I --client-secret S] [--refresh-token R]
                                             check a connection live, with new details if given, and go on;
                                             a secret may be - (a line of standard input) or env:NAME
  sandbox   [--json] [--tribe-port P] [--winbooks-port P] [--data DIR] [--seed NAME]
                                             the two twins alone; with an action, beside a running start, what
                                             a person does at the vendors: send --tenant ID [--customer C]
                                             [--amount A], credit --tenant ID --invoice N [--share S], pay --tenant
                                             ID --invoice N [--amount A], lock --tenant ID --customer C [--unlock],
                                             close --tenant ID --month YYYY-MM [--reopen]; and what fails there:
                                             lose-answer [--count N], heal
  worker | server                            one process of the production shape

Every command takes --lang nl|fr|en (English without it), and --as NAME, the name in the audit trail (else the user of this
machine). --csv is for a spreadsheet in Belgium: UTF-8, cells separated by a semicolon, decimal commas; a credit is negative.
N is Tribe's number of the invoice, or Tribe's id. Exit codes: 0 done, 1 something does not work now, 2 bad input or
not possible, 3 something is held. Environment: see .env.example.
`;

async function main(given: readonly string[], caller: Caller): Promise<number> {
  const [name, ...args] = given;
  const wantsHelp = name === '--help' || (name !== 'sandbox' && args.includes('--help'));
  if (wantsHelp) {
    process.stdout.write(USAGE);
    return EXIT.ok;
  }
  const command = name !== undefined && Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command === undefined) {
    process.stderr.write(name === undefined ? USAGE : unknownCommand(name));
    return EXIT.badInput;
  }
  return (await command())(args, caller);
}

function unknownCommand(name: string): string {
  const meant = nearestWord(name, Object.keys(COMMANDS));
  const hint = meant === null ? '' : ` Did you mean "${meant}"?`;
  return `Unknown command "${name}".${hint} --help lists the commands.\n`;
}

function exitCodeFor(error: unknown, language: Language): number {
  process.stderr.write(`${sentenceOf(error, language)}\n`);
  const isBadInput =
    error instanceof BadInput || error instanceof ConfigurationError || isArgumentError(error);
  return isBadInput ? EXIT.badInput : EXIT.failed;
}

/** An error of several attempts (one per address of a host) has no words of its own; Node's advice on options confuses more than it helps. */
function sentenceOf(error: unknown, language: Language): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof BadInput) return error.in(language);
  if (error instanceof AggregateError && error.message === '')
    return error.errors.map((one: unknown) => (one instanceof Error ? one.message : String(one))).join('; ');
  return isArgumentError(error)
    ? `${error.message.split('. ')[0]}; --help shows the options.`
    : error.message;
}

/** What `parseArgs` throws about an option. */
function isArgumentError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
}

/** In the language that the arguments ask for. */
async function run(): Promise<number> {
  let language: Language = 'en';
  try {
    const { args, caller } = takeCaller(process.argv.slice(2));
    language = caller.language;
    return await main(args, caller);
  } catch (error) {
    return exitCodeFor(error, language);
  }
}

void run().then((code) => process.exit(code));
