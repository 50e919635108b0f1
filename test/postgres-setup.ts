import { ensurePostgres, stopServers } from './support/run-servers';

/** What the tests of the tier `store` need. */
export default async function postgresSetup(): Promise<void> {
  try {
    await ensurePostgres();
  } catch (error) {
    await stopServers();
    throw error;
  }
}
