import { readOptions } from './options';
import { reconnectTenant } from '../actions/reconnect-tenant';
import { EXIT, missing } from './bad-input';
import { exitRefused, say, tenantOption, withActions } from './beside-running';
import { secretReader } from './secret-option';
import { COMMAND_WORDS } from './words/command-words';
import { problemInWords } from './words/problem-words';
import type { Caller } from './caller';

const EXAMPLE = 'reconnect --tenant acme --exchange-token -';

/**
 * `reconnect`: checks a tenant's connection live, with what was entered anew, and lets its work go on. A secret is given as it
 * is, as `-` (the next line of standard input, in the order below) or as `env:NAME`. Exit code 1 when a vendor refuses or does
 * not answer; nothing is saved then.
 */
export async function reconnectCommand(args: string[], { language, actor }: Caller): Promise<number> {
  const { values } = readOptions({
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
    throw missing('--client-secret', 'reconnect --tenant acme --client-id I --client-secret -');
  const secret = secretReader(process.stdin, process.env);
  const given = {
    exchangeToken: await secret('exchange-token', values['exchange-token']),
    clientId: values['client-id'],
    clientSecret: await secret('client-secret', values['client-secret']),
    refreshToken: await secret('refresh-token', values['refresh-token']),
  };
  const result = await withActions(actor, (deps) => reconnectTenant(deps, tenant, given));
  const words = COMMAND_WORDS[language];
  if (!result.ok) {
    if (result.kind === 'failed') process.stderr.write(`${tenant}: ${words.notConnected} `);
    return exitRefused(result, language);
  }
  say(`${tenant}: ${words.connected(result.isResumed)}`);
  if (result.delayedBy !== null)
    say(`${tenant}: ${words.later} ${problemInWords(result.delayedBy, language)}`);
  return EXIT.ok;
}
