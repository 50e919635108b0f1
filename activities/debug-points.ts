import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** The step boundaries at which the failure tests stop, kill or suspend a worker. */
export type DebugPoint =
  | 'watch-written'
  | 'dispatched'
  | 'after-prepare'
  | 'before-fence'
  | 'after-fence'
  | 'after-post'
  | 'before-read-back'
  | 'before-settle'
  | 'after-look-up'
  | 'before-verify-settle'
  | 'before-customer-fence'
  | 'after-customer-fence'
  | 'before-customer-read-back'
  | 'before-debtor-number'
  | 'after-debtor-number'
  | 'relations-read'
  | 'relations-taken'
  | 'before-relation-fence'
  | 'after-relation-fence'
  | 'before-relation-read-back'
  | 'before-relation-write'
  | 'after-relation-write'
  | 'standing-stored'
  | 'before-phase-write'
  | 'after-phase-write'
  | 'before-relation-settle'
  | 'after-creation'
  | 'before-adoption'
  | 'before-token-store'
  | 'tie-out-page-read'
  | 'tie-out-compared';

/**
 * Stops here as long as `<directory>/<point>.stop` exists, and signals it with `<point>.reached`. Off unless a
 * directory is configured, which production refuses.
 */
export function debugPoints(directory: string | null): (point: DebugPoint) => Promise<void> {
  if (directory === null) return async () => undefined;
  return async (point) => {
    const stop = path.join(directory, `${point}.stop`);
    if (!existsSync(stop)) return;
    writeFileSync(path.join(directory, `${point}.reached`), String(process.pid));
    while (existsSync(stop)) await sleep(50);
  };
}
