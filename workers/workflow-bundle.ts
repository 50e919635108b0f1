import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { bundleWorkflowCode, Runtime } from '@temporalio/worker';
import type { Logger } from '../observability/logging';

const ROOT = path.join(__dirname, '..');
/** The inputs of the bundle: the workflows, the rules they import, and the SDK's version. */
const SOURCES = ['workflows', 'domain'];
const KEPT_IN = path.join(ROOT, 'node_modules', '.cache', 'tribe-winbooks-sync');

/**
 * The workflows as one script. A build includes it beside the compiled program. When run from sources, it is bundled
 * once (some seconds) and cached until a source changes, so that a killed worker is back soon.
 */
export async function workflowBundle(log: Logger): Promise<{ readonly code: string }> {
  const built = path.join(ROOT, 'workflow-bundle.js');
  if (existsSync(built)) return { code: readFileSync(built, 'utf8') };
  const kept = path.join(KEPT_IN, `workflows-${fingerprint()}.js`);
  if (existsSync(kept)) return { code: readFileSync(kept, 'utf8') };
  const { code } = await bundleWorkflowCode({
    workflowsPath: require.resolve('../workflows'),
    logger: Runtime.instance().logger,
  });
  try {
    mkdirSync(KEPT_IN, { recursive: true });
    for (const outdated of readdirSync(KEPT_IN)) rmSync(path.join(KEPT_IN, outdated), { force: true });
    writeFileSync(`${kept}.${process.pid}`, code);
    renameSync(`${kept}.${process.pid}`, kept);
  } catch (error) {
    log.debug({ err: error }, 'The bundle of the workflows was not kept; the next worker makes its own');
  }
  return { code };
}

function fingerprint(): string {
  const hash = createHash('sha256').update(readFileSync(path.join(ROOT, 'package.json')));
  for (const folder of SOURCES) {
    const files = readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' });
    for (const file of files.filter((name) => name.endsWith('.ts')).sort())
      hash.update(`${folder}/${file}\0`).update(readFileSync(path.join(ROOT, folder, file)));
  }
  return hash.digest('hex').slice(0, 16);
}
