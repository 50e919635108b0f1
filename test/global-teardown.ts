import { stopServers } from './support/run-servers';

/** Runs once for each tier, after the last test of all. */
export default async function globalTeardown(): Promise<void> {
  await stopServers();
}
