import { nearestWord } from '../domain/nearest-word';
import { ConfigurationError } from '../configuration/configuration';
import { ToldError } from '../domain/told-error';
import type { Language } from '../domain/issues/texts/text-types';
import { BadInput, EXIT } from './bad-input';
import { takeCaller, type Caller } from './caller';
import { usage } from './words/usage';

type Command = (args: string[], caller: Caller) => Promise<number>;

/** Each command is a process of its own, most of them short, and loads only what it needs. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  start: async () => {
    const { startCommand } = await import('./start/start-command.ts');
    const { actAtTwins } = await import('./sandbox/sandbox-command.ts');
    return (args, caller) => startCommand(args, caller, actAtTwins);
  },
  worker: async () => (await import('./worker-command.ts')).workerCommand,
  server: async () => (await import('./server-command.ts')).serverCommand,
  activate: async () => (await import('./activate-command.ts')).activateCommand,
  status: async () => (await import('./status-command.ts')).statusCommand,
  invoices: async () => (await import('./invoices-command.ts')).invoicesCommand,
  payments: async () => (await import('./payments-command.ts')).paymentsCommand,
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
  'tie-out': async () => (await import('./tie-out-command.ts')).tieOutCommand,
  pause: async () => (await import('./tenant-commands.ts')).pauseCommand,
  resume: async () => (await import('./tenant-commands.ts')).resumeCommand,
  sync: async () => (await import('./tenant-commands.ts')).syncCommand,
  settings: async () => (await import('./settings-commands.ts')).settingsCommand,
  vat: async () => (await import('./settings-commands.ts')).vatCommand,
  keys: async () => (await import('./keys-command.ts')).keysCommand,
  reconnect: async () => (await import('./reconnect-command.ts')).reconnectCommand,
  sandbox: async () => (await import('./sandbox/sandbox-command.ts')).sandboxCommand,
};

async function main(given: readonly string[], caller: Caller): Promise<number> {
  const [name, ...args] = given;
  const wantsHelp = name === '--help' || (name !== 'sandbox' && args.includes('--help'));
  if (wantsHelp) {
    process.stdout.write(usage(caller.language));
    return EXIT.ok;
  }
  const command = name !== undefined && Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command === undefined) {
    if (name !== undefined) throw unknownCommand(name);
    process.stderr.write(usage(caller.language));
    return EXIT.badInput;
  }
  return (await command())(args, caller);
}

function unknownCommand(name: string): BadInput {
  const meant = nearestWord(name, Object.keys(COMMANDS));
  const hint = (words: string): string => (meant === null ? '' : ` ${words}`);
  return new BadInput({
    nl: `Het commando "${name}" bestaat niet.${hint(`Bedoelt u "${meant}"?`)} --help toont de commando’s.`,
    fr: `La commande «\u00a0${name}\u00a0» n’existe pas.${hint(`Pensez-vous à «\u00a0${meant}\u00a0»\u00a0?`)} --help montre les commandes.`,
    en: `Unknown command "${name}".${hint(`Did you mean "${meant}"?`)} --help lists the commands.`,
  });
}

function exitCodeFor(error: unknown, language: Language): number {
  process.stderr.write(`${sentenceOf(error, language)}\n`);
  return error instanceof BadInput || error instanceof ConfigurationError ? EXIT.badInput : EXIT.failed;
}

/** An error of several attempts (one per address of a host) has no words of its own. */
function sentenceOf(error: unknown, language: Language): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof ToldError) return error.in(language);
  if (error instanceof AggregateError && error.message === '')
    return error.errors.map((one: unknown) => (one instanceof Error ? one.message : String(one))).join('; ');
  return error.message;
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
