import { readOptions } from './options';
import { EXIT, missing } from './bad-input';
import { withActions } from './beside-running';
import { activateTenants, PATIENCE_MS, type Activation } from '../actions/activation/activate-tenants';
import { patienceOf, readTenants } from './tenants-option';
import { activationInWords } from './words/activation-words';
import type { Caller } from './caller';

const EXAMPLE = 'activate --tenants tenants.json';

/**
 * `activate --tenants (FILE | -) [--force] [--patience SECONDS] [--json]`: takes tenants through activation on any installation,
 * as `npm start` does on one machine, and gives active ones what their file changes. Exit code 1 when one of them could not be
 * activated or changed; the others are.
 */
export async function activateCommand(args: string[], { language, actor }: Caller): Promise<number> {
  const { values } = readOptions({
    args,
    options: {
      tenants: { type: 'string' },
      force: { type: 'boolean' },
      patience: { type: 'string' },
      json: { type: 'boolean' },
    },
  });
  if (values.tenants === undefined) throw missing('--tenants', EXAMPLE);
  const tenants = readTenants(values.tenants, EXAMPLE, language);
  const patienceMs = values.patience === undefined ? PATIENCE_MS : patienceOf(values.patience);
  // With --json stdout carries one line; everything for people goes to stderr.
  const output = values.json ? process.stderr : process.stdout;
  const activations = await withActions(actor, ({ database, temporal, configuration }) =>
    activateTenants(
      {
        database,
        temporal,
        configuration,
        report: (event) => {
          for (const line of activationInWords(event, language)) output.write(`${line}\n`);
        },
        patienceMs,
        isForced: values.force ?? false,
      },
      tenants,
    ),
  );
  if (values.json) process.stdout.write(`${JSON.stringify({ tenants: activations.map(listing) })}\n`);
  const isWell = activations.every(({ outcome }) => outcome === 'activated' || outcome === 'was-active');
  return isWell ? EXIT.ok : EXIT.failed;
}

/** One tenant as `activate --json` prints it: a contract with whoever scripts this program. */
function listing({ tenant, outcome, issueCodes }: Activation) {
  return { id: tenant, outcome, obstacles: issueCodes };
}
