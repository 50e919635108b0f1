import { parseArgs } from 'node:util';
import { EXIT } from './bad-input';
import { withRunningStore } from './local-environment';
import { tenantStatuses } from './tenant-status';

/** `status [--json]`: every tenant with its state, invoices by state, open issues and lag. */
export async function statusCommand(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { json: { type: 'boolean' } } });
  const tenants = await withRunningStore(process.env, tenantStatuses);
  if (values.json) {
    process.stdout.write(`${JSON.stringify({ tenants })}\n`);
    return EXIT.ok;
  }
  for (const { id, state, invoices, issues, lagSeconds } of tenants) {
    const counts = Object.entries(invoices).filter(([, count]) => count > 0);
    const lag =
      lagSeconds.tribeToWinbooks === null ? 'never polled' : `${lagSeconds.tribeToWinbooks} s behind`;
    const listed = counts.map(([name, count]) => `${count} ${name}`).join(', ') || 'no invoices';
    process.stdout.write(`${id}: ${state}; ${listed}; ${issues} open issues; ${lag}\n`);
  }
  if (tenants.length === 0) process.stdout.write('No tenants yet.\n');
  return EXIT.ok;
}
