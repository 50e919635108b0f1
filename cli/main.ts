import { ConfigurationError } from '../domain/configuration';
import { BadInput, EXIT } from './bad-input';
import { invoicesCommand } from './invoices-command';
import { sandboxCommand } from './sandbox-command';
import { serverCommand } from './server-command';
import { startCommand } from './start/start-command';
import { statusCommand } from './status-command';
import { workerCommand } from './worker-command';

type Command = (args: string[]) => Promise<number>;

const COMMANDS: Readonly<Record<string, Command>> = {
  start: startCommand,
  worker: workerCommand,
  server: serverCommand,
  status: statusCommand,
  invoices: invoicesCommand,
  sandbox: sandboxCommand,
};

const USAGE = `Usage: npm run --silent cli -- COMMAND

  start    [--tenants FILE] [--once] [--json]   run everything on this machine (npm start)
  status   [--json]                             every tenant: state, invoices, open issues, lag
  invoices --tenant ID [--json]                 the invoices of one tenant
  sandbox  [--json] [--tribe-port P] [--winbooks-port P] [--data DIR] [--seed NAME]   the two twins alone
  worker | server                               one process of the production shape

Environment: see .env.example.
`;

async function main(): Promise<number> {
  const [name, ...args] = process.argv.slice(2);
  const command = name === undefined ? undefined : COMMANDS[name];
  if (command === undefined) {
    process.stderr.write(
      name === undefined || name === '--help' ? USAGE : `Unknown command "${name}".\n\n${USAGE}`,
    );
    return name === '--help' ? EXIT.ok : EXIT.badInput;
  }
  return command(args);
}

function exitCodeFor(error: unknown): number {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  const isBadInput =
    error instanceof BadInput || error instanceof ConfigurationError || isArgumentError(error);
  return isBadInput ? EXIT.badInput : EXIT.failed;
}

/** What `parseArgs` throws about an option. */
function isArgumentError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
}

void main()
  .catch(exitCodeFor)
  .then((code) => process.exit(code));
