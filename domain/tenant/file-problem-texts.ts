import type { z } from 'zod';
import type { Language, Texts } from '../issues/texts/text-types';

/** What the schema says of a value by name, because its own words depend on the reader. */
export const NAMED_PROBLEMS = {
  missing: { nl: 'Ontbreekt', fr: 'Manque', en: 'Missing' },
  idForm: {
    nl: '1 tot 40 letters, cijfers en koppeltekens, zonder koppelteken vooraan',
    fr: '1 à 40 lettres, chiffres et traits d’union, sans trait d’union au début',
    en: '1 to 40 letters, digits and hyphens, not beginning with a hyphen',
  },
  vatChoice: {
    nl: 'Verwacht wordt "suggested", of een object van een btw-groep in Tribe (id, code of naam) naar een btw-code in WinBooks',
    fr: '«\u00a0suggested\u00a0» est attendu, ou un objet qui va d’un groupe de TVA de Tribe (id, code ou nom) à un code TVA de WinBooks',
    en: 'Expected "suggested", or an object from Tribe VAT group (id, code or name) to WinBooks VAT code',
  },
  prefixMissing: {
    nl: 'Met after-prefix is een prefix nodig',
    fr: 'Avec after-prefix, un préfixe est nécessaire',
    en: 'after-prefix needs to know the prefix',
  },
  idTaken: {
    nl: 'Een andere koppeling in het bestand heeft dit id',
    fr: 'Une autre intégration du fichier a cet id',
    en: 'Another tenant in the file has this id',
  },
} as const satisfies Readonly<Record<string, Texts>>;

/** What is wrong with a value, in words that never repeat it. */
export function problemInWords(found: z.core.$ZodIssue, language: Language): string {
  if (Object.hasOwn(NAMED_PROBLEMS, found.message))
    return NAMED_PROBLEMS[found.message as keyof typeof NAMED_PROBLEMS][language];
  return textsOf(found)?.[language] ?? found.message;
}

/** Null for what the format of the file cannot come to. */
function textsOf(found: z.core.$ZodIssue): Texts | null {
  switch (found.code) {
    case 'invalid_type':
      return expected(TYPES[found.expected] ?? null);
    case 'too_small':
    case 'too_big': {
      const limit = Number(found.code === 'too_small' ? found.minimum : found.maximum);
      const side = found.code === 'too_small' ? 'least' : 'most';
      return found.origin === 'string' ? lengthOf(side, limit) : valueOf(side, limit, found.origin);
    }
    case 'invalid_value':
      return oneOf(found.values.map(String).join(', '));
    case 'invalid_format':
      return expected({
        nl: 'een dag zoals 2026-01-31',
        fr: 'un jour comme 2026-01-31',
        en: 'a day such as 2026-01-31',
      });
    default:
      return null;
  }
}

const TYPES: Readonly<Record<string, Texts>> = {
  string: {
    nl: 'een tekst tussen aanhalingstekens',
    fr: 'un texte entre guillemets',
    en: 'a text in quotes',
  },
  number: { nl: 'een getal', fr: 'un nombre', en: 'a number' },
  int: { nl: 'een geheel getal', fr: 'un nombre entier', en: 'a whole number' },
  boolean: { nl: 'true of false', fr: 'true ou false', en: 'true or false' },
  object: { nl: 'een object, { … }', fr: 'un objet, { … }', en: 'an object, { … }' },
  array: { nl: 'een lijst, [ … ]', fr: 'une liste, [ … ]', en: 'a list, [ … ]' },
};

const expected = (what: Texts | null): Texts | null =>
  what && {
    nl: `Verwacht wordt ${what.nl}`,
    fr: `Attendu\u00a0: ${what.fr}`,
    en: `Expected ${what.en}`,
  };

const oneOf = (values: string): Texts => ({
  nl: `Verwacht wordt een van: ${values}`,
  fr: `Attendu\u00a0: une valeur parmi ${values}`,
  en: `Expected one of ${values}`,
});

function lengthOf(side: 'least' | 'most', characters: number): Texts {
  if (side === 'least')
    return { nl: 'Mag niet leeg zijn', fr: 'Ne peut pas être vide', en: 'Must not be empty' };
  return {
    nl: `Hoogstens ${characters} tekens`,
    fr: `${characters} caractères au plus`,
    en: `At most ${characters} characters`,
  };
}

function valueOf(side: 'least' | 'most', limit: number, origin: string): Texts {
  if (origin === 'array') return { nl: 'De lijst is leeg', fr: 'La liste est vide', en: 'The list is empty' };
  return side === 'least'
    ? { nl: `Minstens ${limit}`, fr: `Au moins ${limit}`, en: `At least ${limit}` }
    : { nl: `Hoogstens ${limit}`, fr: `${limit} au plus`, en: `At most ${limit}` };
}
