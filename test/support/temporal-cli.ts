import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { cacheDirectory } from '../../local/provision/cache-directory';
import { projectRoot } from '../../local/supervision/project-root';
import { findTemporalBinary } from '../../local/provision/temporal-binary';
import { temporalAddress } from './servers';

/** Runs the operator's own tool against the test server (or `address`); returns what it printed. */
export async function temporalCli(args: readonly string[], address = temporalAddress()): Promise<string> {
  const cacheDir = cacheDirectory(path.join(projectRoot(), '.data'));
  const binary = await findTemporalBinary({ cacheDir, say: () => undefined });
  const { stdout } = await promisify(execFile)(binary, [...args, '--address', address]);
  return stdout;
}
