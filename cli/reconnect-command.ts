import { parseArgs } from 'node:util';
import { reconnectTenant, type ReconnectResult } from '../activities/connection/reconnect-tenant';
import { readConfiguration } from '../domain/configuration';
import { tenantId } from '../domain/ids';
import { keyRing } from '../store/encryption';
import { connectClient } from '../workers/temporal-client';
import { BadInput, EXIT } from './bad-input';
import { withRunningStore } from './local-environment';
import { ensureLocalKey } from './provision/local-key';
import { readRunFile } from './supervision/run-file';

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
  const env = besideRunning(process.env);
  const result = await withRunningStore(env, async (database): Promise<ReconnectResult> => {
    const configuration = readConfiguration(env);
    // The Temporal client reads the environment (@temporalio/envconfig).
    Object.assign(process.env, env);
    const temporal = await connectClient();
    try {
      const debugPoint = async (): Promise<void> => undefined;
      const ring = keyRing(configuration.encryptionKeys);
      return await reconnectTenant(
        { database, temporal, configuration, keyRing: ring, debugPoint },
        tenantId(tenant),
        {
          exchangeToken: values['exchange-token'],
          clientId: values['client-id'],
          clientSecret: values['client-secret'],
          refreshToken: values['refresh-token'],
        },
      );
    } finally {
      await temporal.connection.close();
    }
  });
  if (result.ok) {
    process.stdout.write(`${tenant}: connected${result.isResumed ? ', and its work goes on' : ''}.\n`);
    return EXIT.ok;
  }
  process.stderr.write(`${tenant}: not connected, and nothing was changed. ${result.problem}\n`);
  return EXIT.failed;
}

/** In local mode: with the key, the Temporal server and the twins of the `npm start` that runs on the data folder. */
function besideRunning(given: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { mode, dataDir, temporalAddress, encryptionKeys } = readConfiguration(given);
  const env = { ...given };
  if (mode === 'production') return env;
  const running = readRunFile(dataDir)?.run;
  const temporal = running?.processes.find(({ role }) => role === 'temporal');
  if (temporalAddress === null && temporal !== undefined)
    env['TEMPORAL_ADDRESS'] = `127.0.0.1:${temporal.port}`;
  if (encryptionKeys.length === 0) env['ENCRYPTION_KEYS'] = ensureLocalKey(dataDir);
  const { tribeTwin, winbooksTwin } = running?.urls ?? {};
  if (tribeTwin !== undefined && winbooksTwin !== undefined) {
    env['TRIBE_API_URL'] = tribeTwin;
    env['TRIBE_AUTH_URL'] = new URL(tribeTwin).origin;
    env['WINBOOKS_API_URL'] = winbooksTwin;
  }
  return env;
}
