import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder of our package.json, whether we run from the sources or from `dist`. */
export function projectRoot(from = __dirname): string {
  if (existsSync(join(from, 'package.json'))) return from;
  const parent = dirname(from);
  if (parent === from) throw new Error('The project folder was not found: package.json is missing.');
  return projectRoot(parent);
}
