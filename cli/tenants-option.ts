import { readFileSync } from 'node:fs';
import type { Language } from '../domain/issues/texts/text-types';
import { parseTenantsFile, type TenantDefinition } from '../domain/tenant/tenants-file';
import { BadInput } from './bad-input';

/** The tenants that `--tenants FILE` names; `-` is standard input, so that secrets need no file. Throws `BadInput`. */
export function readTenants(file: string, example: string, language: Language): readonly TenantDefinition[] {
  const name =
    file === '-'
      ? { nl: 'op standard input', fr: 'sur standard input', en: 'on standard input' }
      : { nl: file, fr: file, en: file };
  let text: string;
  try {
    text = readFileSync(file === '-' ? 0 : file, 'utf8');
  } catch {
    throw new BadInput({
      nl: `Het bestand met koppelingen ${name.nl} kan niet gelezen worden; voorbeeld: ${example}`,
      fr: `Le fichier d’intégrations ${name.fr} ne peut pas être lu\u00a0; exemple\u00a0: ${example}`,
      en: `The tenants file ${name.en} cannot be read; example: ${example}`,
    });
  }
  const result = parseTenantsFile(text, language);
  if (result.ok) return result.tenants;
  const colon = language === 'fr' ? '\u00a0:' : ':';
  const problems = result.problems.map(({ path, problem }) =>
    path === '' ? problem : `${path}${colon} ${problem}`,
  );
  const list = problems.length === 1 ? ` ${problems.join('')}` : `\n  ${problems.join('\n  ')}`;
  const format = 'docs/tenants-file.schema.json';
  throw new BadInput({
    nl: `Het bestand met koppelingen ${name.nl} is niet bruikbaar (zie ${format}):${list}`,
    fr: `Le fichier d’intégrations ${name.fr} n’est pas utilisable (voir ${format})\u00a0:${list}`,
    en: `The tenants file ${name.en} cannot be used (see ${format}):${list}`,
  });
}

/** `--patience SECONDS`, in milliseconds. Throws `BadInput`. */
export function patienceOf(given: string): number {
  const seconds = Number(given);
  if (/^\d{1,5}$/.test(given) && seconds > 0) return seconds * 1000;
  throw new BadInput({
    nl: '--patience is een aantal seconden van 1 tot 99999; voorbeeld: --patience 120',
    fr: '--patience est un nombre de secondes de 1 à 99999\u00a0; exemple\u00a0: --patience 120',
    en: '--patience must be a number of seconds from 1 to 99999; example: --patience 120',
  });
}
