import { readFileSync } from 'node:fs';
import { parseTenantsFile, type TenantDefinition } from '../domain/tenant/tenants-file';
import { BadInput } from './bad-input';

/** The tenants that `--tenants FILE` names; `-` is standard input, so that secrets need no file. Throws `BadInput`. */
export function readTenants(file: string, example: string): readonly TenantDefinition[] {
  const name = file === '-' ? 'on standard input' : file;
  let text: string;
  try {
    text = readFileSync(file === '-' ? 0 : file, 'utf8');
  } catch {
    throw new BadInput(`The tenants file ${name} cannot be read; example: ${example}`);
  }
  const result = parseTenantsFile(text);
  if (result.ok) return result.tenants;
  const problems = result.problems.map(({ path, problem }) =>
    path === '' ? problem : `${path}: ${problem}`,
  );
  const list = problems.length === 1 ? ` ${problems.join('')}` : `\n  ${problems.join('\n  ')}`;
  throw new BadInput(`The tenants file ${name} cannot be used (see docs/tenants-file.schema.json):${list}`);
}

/** `--patience SECONDS`, in milliseconds. Throws `BadInput`. */
export function patienceOf(given: string): number {
  const seconds = Number(given);
  if (/^\d{1,5}$/.test(given) && seconds > 0) return seconds * 1000;
  throw new BadInput('--patience must be a number of seconds from 1 to 99999; example: --patience 120');
}
