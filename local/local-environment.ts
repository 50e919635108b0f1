import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { readConfiguration } from '../configuration/configuration';
import { openDatabase, type Database } from '../store/database/database';
import { isDatabaseOutage } from '../store/database/store-errors';
import { errorCode } from './supervision/error-code';
import { readRunFile } from './supervision/run-file';

/** SQLSTATE of an unknown database, role, table or column. */
const NO_SCHEMA = ['3D000', '22023', '42704', '42P01', '42703'];

/**
 * The environment of a command that works beside a running `npm start`: what the user set, completed in local mode with
 * the database of that start. Nothing is added in production.
 */
function localEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const configuration = readConfiguration(env);
  if (configuration.mode === 'production') return env;
  const { dataDir } = configuration;
  const completed: NodeJS.ProcessEnv = { ...env };
  const postgresPort = readRunFile(dataDir)?.run.processes.find(({ role }) => role === 'postgres')?.port;
  const passwordFile = path.join(dataDir, 'postgres.password');
  if (configuration.databaseUrl === null && postgresPort !== undefined && existsSync(passwordFile)) {
    const password = readFileSync(passwordFile, 'utf8').trim();
    completed['DATABASE_URL'] = `postgres://postgres:${password}@127.0.0.1:${postgresPort}/sync`;
  }
  return completed;
}

/**
 * Runs `work` on the store of the running start. Throws one sentence when nothing runs, or when it does not answer
 * (yet).
 */
export async function withRunningStore<T>(
  env: NodeJS.ProcessEnv,
  work: (database: Database) => Promise<T>,
): Promise<T> {
  const { databaseUrl, dataDir, mode } = readConfiguration(localEnvironment(env));
  const where = mode === 'local' ? `on ${dataDir}` : 'at DATABASE_URL';
  if (databaseUrl === null)
    throw new Error(`Nothing runs ${where}: begin with "npm start", or set DATABASE_URL.`);
  const database = openDatabase(databaseUrl, { max: 4 });
  try {
    return await work(database);
  } catch (error) {
    if (isDatabaseOutage(error))
      throw new Error(
        `The database ${where} does not answer${mode === 'local' ? ': is "npm start" running?' : '.'}`,
        { cause: error },
      );
    if (NO_SCHEMA.includes(errorCode(error) ?? ''))
      throw new Error(
        `The database ${where} has no schema yet: ${mode === 'local' ? 'wait until it is up' : 'run the migrations first'}.`,
        { cause: error },
      );
    throw error;
  } finally {
    await database.close();
  }
}
