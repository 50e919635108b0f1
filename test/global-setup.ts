import { ensurePostgres, ensureTemporal, stopServers } from './support/run-servers';

/** What the tests of the tier `system` need: Postgres and Temporal, started at the same time. */
export default async function globalSetup(): Promise<void> {
  const outcomes = await Promise.allSettled([ensurePostgres(), ensureTemporal()]);
  const failed = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failed === undefined) return;
  await stopServers();
  throw failed.reason;
}
