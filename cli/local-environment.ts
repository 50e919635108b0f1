import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { readConfiguration, type Configuration } from '../domain/configuration';
import { ensureLocalKey } from './provision/local-key';
import { readRunFile } from './supervision/run-file';

/**
 * The environment of a command that works beside a running `npm start`: what the user set, completed in local mode with the
 * database, the Temporal address and the key of that start. Adds nothing in production.
 */
export function localEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const configuration = readConfiguration(env);
  if (configuration.mode === 'production') return env;
  const { dataDir } = configuration;
  const portOf = (role: 'postgres' | 'temporal'): number | undefined =>
    readRunFile(dataDir)?.run.processes.find((process) => process.role === role)?.port;
  const completed: NodeJS.ProcessEnv = { ...env };
  const postgresPort = portOf('postgres');
  const passwordFile = path.join(dataDir, 'postgres.password');
  if (configuration.databaseUrl === null && postgresPort !== undefined && existsSync(passwordFile)) {
    const password = readFileSync(passwordFile, 'utf8').trim();
    completed['DATABASE_URL'] = `postgres://postgres:${password}@127.0.0.1:${postgresPort}/sync`;
  }
  const temporalPort = portOf('temporal');
  if (configuration.temporalAddress === null && temporalPort !== undefined)
    completed['TEMPORAL_ADDRESS'] = `127.0.0.1:${temporalPort}`;
  if (configuration.encryptionKeys.length === 0) completed['ENCRYPTION_KEYS'] = ensureLocalKey(dataDir);
  return completed;
}

/** A configuration whose store can be reached; throws one sentence when nothing runs here. */
export function configurationOfRunning(
  env: NodeJS.ProcessEnv,
): Configuration & { readonly databaseUrl: string } {
  const configuration = readConfiguration(localEnvironment(env));
  const { databaseUrl } = configuration;
  if (databaseUrl === null)
    throw new Error(`Nothing runs on ${configuration.dataDir}: begin with "npm start", or set DATABASE_URL.`);
  return { ...configuration, databaseUrl };
}
