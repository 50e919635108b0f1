import { parseArgs } from 'node:util';
import { reconnectTenant } from '../actions/reconnect-tenant';
import { BadInput, EXIT } from './bad-input';
import { say, tenantOption, withActions } from './beside-running';
import { secretReader } from './secret-option';

const EXAMPLE = 'reconnect --tenant acme --exchange-token -';

/**
 * `reconnect`: checks a tenant's connection live, with what was entered anew, and lets its work go on. A secret is given as it
 * is, as `-` (the next line of standard input, in the order below) or as `env:NAME`. Exit code 1 when a vendor refuses or does
 * not answer; nothing is saved then.
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
  const tenant = tenantOption(values.tenant, EXAMPLE);
  if (values['client-id'] !== undefined && values['client-secret'] === undefined)
    throw new BadInput('A client id comes with its secret: --client-id I --client-secret S');
  const secret = secretReader(process.stdin, process.env);
  const given = {
    exchangeToken: await secret('exchange-token', values['exchange-token']),
    clientId: values['client-id'],
    clientSecret: await secret('client-secret', values['client-secret']),
    refreshToken: await secret('refresh-token', values['refresh-token']),
  };
  const result = await withActions((deps) => reconnectTenant(deps, tenant, given));
  if (result.ok) {
    say(`${tenant}: connected${result.isResumed ? ', and its work goes on' : ''}.`);
    if (result.delayedBy !== null) say(`${tenant}: it goes on later. ${result.delayedBy}`);
    return EXIT.ok;
  }
  process.stderr.write(
    result.isUnknown
      ? `${result.problem}\n`
      : `${tenant}: not connected, and nothing was changed. ${result.problem}\n`,
  );
  return result.isUnknown ? EXIT.badInput : EXIT.failed;
}
