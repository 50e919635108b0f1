import { parseArgs } from 'node:util';
import { reconnectTenant } from '../activities/connection/reconnect-tenant';
import { tenantId } from '../domain/ids';
import { BadInput, EXIT } from './bad-input';
import { withActions } from './beside-running';

const USAGE =
  'reconnect --tenant ID [--exchange-token X] [--client-id I --client-secret S] [--refresh-token R]';

/**
 * `reconnect`: checks a tenant's connection live, with what was entered anew, and lets its work go on. Exit code 1 when
 * a vendor refuses or does not answer; nothing is saved then.
 */
export async function reconnectCommand(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      tenant: { type: 'string' },
      'exchange-token': { type: 'string' },
      'client-id': { type: 'string' },
      'client-secret': { type: 'string' },
      'refresh-token': { type: 'string' },
    },
  });
  const { tenant } = values;
  if (!tenant) throw new BadInput(`Say which tenant: ${USAGE}`);
  if (values['client-id'] !== undefined && values['client-secret'] === undefined)
    throw new BadInput(`A client id comes with its secret: ${USAGE}`);
  const result = await withActions((deps) =>
    reconnectTenant(deps, tenantId(tenant), {
      exchangeToken: values['exchange-token'],
      clientId: values['client-id'],
      clientSecret: values['client-secret'],
      refreshToken: values['refresh-token'],
    }),
  );
  if (result.ok) {
    process.stdout.write(`${tenant}: connected${result.isResumed ? ', and its work goes on' : ''}.\n`);
    if (result.delayedBy !== null) process.stdout.write(`${tenant}: it goes on later. ${result.delayedBy}\n`);
    return EXIT.ok;
  }
  process.stderr.write(`${tenant}: not connected, and nothing was changed. ${result.problem}\n`);
  return EXIT.failed;
}
