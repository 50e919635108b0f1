import { parseArgs } from 'node:util';
import { EXIT } from './bad-input';
import { withRunningStore } from '../local/local-environment';
import { statusInWords } from './status-words';
import { tenantStatuses } from '../actions/tenant-status';

/** `status [--json]`: of every tenant its invoices by state, when Tribe was last read, what waits, and what stands in the way. */
export async function statusCommand(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { json: { type: 'boolean' } } });
  const tenants = await withRunningStore(process.env, tenantStatuses);
  if (values.json) {
    process.stdout.write(`${JSON.stringify({ tenants })}\n`);
    return EXIT.ok;
  }
  const now = new Date();
  const words = tenants.map((tenant) => statusInWords(tenant, now)).join('\n\n');
  process.stdout.write(`${words || 'No tenants yet.'}\n`);
  return EXIT.ok;
}
