import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { cacheDirectory } from '../local/provision/cache-directory';
import { projectRoot } from '../local/provision/project-root';
import { findTemporalBinary } from '../local/provision/temporal-binary';

/** `npm test [-- jest arguments]`: sees first that a Temporal server is here, as that may take minutes, then runs jest. */
async function main(): Promise<void> {
  const say = (line: string): void => void process.stdout.write(`${line}\n`);
  const binary = await findTemporalBinary({ cacheDir: cacheDirectory(join(projectRoot(), '.data')), say });
  say(
    `Tests run against a Postgres and a Temporal of their own (${binary}), on free ports, without a trace afterwards.`,
  );
  const jest = join(projectRoot(), 'node_modules', 'jest', 'bin', 'jest.js');
  // Most tests wait for clocks (quiet periods, lost heartbeats), not for a core: four at once suit two cores.
  const child = spawn(process.execPath, [jest, '--maxWorkers=4', ...process.argv.slice(2)], {
    cwd: projectRoot(),
    stdio: 'inherit',
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
  child.once('exit', (code, signal) => {
    process.exitCode = code ?? 1;
    if (signal) say(`The tests were ended by ${signal}.`);
  });
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
