import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { readConfiguration } from '../configuration/configuration';
import { openDatabase, type Database } from '../store/database/database';
import { isDatabaseOutage } from '../store/database/store-errors';
import { errorCode } from './supervision/error-code';
import { readRunFile } from './supervision/run-file';
import { ToldError } from '../domain/told-error';

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
  const isLocal = mode === 'local';
  const place = isLocal
    ? { nl: `op ${dataDir}`, fr: `sur ${dataDir}`, en: `on ${dataDir}` }
    : { nl: 'op DATABASE_URL', fr: 'sur DATABASE_URL', en: 'at DATABASE_URL' };
  if (databaseUrl === null)
    throw new ToldError({
      nl: `Er loopt niets ${place.nl}: begin met "npm start", of stel DATABASE_URL in.`,
      fr: `Rien ne tourne ${place.fr}\u00a0: commencez par «\u00a0npm start\u00a0», ou indiquez DATABASE_URL.`,
      en: `Nothing runs ${place.en}: begin with "npm start", or set DATABASE_URL.`,
    });
  const database = openDatabase(databaseUrl, { max: 4 });
  try {
    return await work(database);
  } catch (error) {
    if (isDatabaseOutage(error))
      throw new ToldError(
        {
          nl: `De databank ${place.nl} antwoordt niet${isLocal ? ': loopt "npm start"?' : '.'}`,
          fr: `La base de données ${place.fr} ne répond pas${isLocal ? '\u00a0: «\u00a0npm start\u00a0» tourne-t-il\u00a0?' : '.'}`,
          en: `The database ${place.en} does not answer${isLocal ? ': is "npm start" running?' : '.'}`,
        },
        { cause: error },
      );
    if (NO_SCHEMA.includes(errorCode(error) ?? ''))
      throw new ToldError(
        {
          nl: `De databank ${place.nl} heeft nog geen schema: ${isLocal ? 'wacht tot ze klaar is' : 'voer eerst de migraties uit'}.`,
          fr: `La base de données ${place.fr} n’a pas encore de schéma\u00a0: ${isLocal ? 'attendez qu’elle soit prête' : 'exécutez d’abord les migrations'}.`,
          en: `The database ${place.en} has no schema yet: ${isLocal ? 'wait until it is up' : 'run the migrations first'}.`,
        },
        { cause: error },
      );
    throw error;
  } finally {
    await database.close();
  }
}
