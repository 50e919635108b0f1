import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** The step boundaries at which the failure tests stop, kill or suspend a worker. */
export type DebugPoint =
  | 'before-fence'
  | 'after-fence'
  | 'before-read-back'
  | 'before-settle'
  | 'before-customer-fence'
  | 'before-customer-read-back'
  | 'before-token-store';

/**
 * Stops here for as long as `<directory>/<point>.stop` exists, and says so with `<point>.reached`. Off unless a directory
 * is configured, which production refuses.
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
