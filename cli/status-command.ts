import { readOptions } from './options';
import { EXIT } from './bad-input';
import type { Caller } from './caller';
import { withRunningStore } from '../local/local-environment';
import { tenantStatuses } from '../actions/tenant-status';
import { STATUS_SENTENCES } from './words/status-sentences';
import { statusInWords } from './words/status-words';

/** `status [--json]`: of every tenant its invoices by state, when Tribe was last read, what waits, and what stands in the way. */
export async function statusCommand(args: string[], { language }: Caller): Promise<number> {
  const { values } = readOptions({ args, options: { json: { type: 'boolean' } } });
  const tenants = await withRunningStore(process.env, tenantStatuses);
  if (values.json) {
    process.stdout.write(`${JSON.stringify({ tenants })}\n`);
    return EXIT.ok;
  }
  const now = new Date();
  const words = tenants.map((tenant) => statusInWords(tenant, now, language)).join('\n\n');
  process.stdout.write(`${words || STATUS_SENTENCES[language].noTenants}\n`);
  return EXIT.ok;
}
