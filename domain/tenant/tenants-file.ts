import { z } from 'zod';
import { nearestWord } from '../nearest-word';
import type { Language, Texts } from '../issues/texts/text-types';
import { NAMED_PROBLEMS, problemInWords } from './file-problem-texts';
import { jsonProblem, type JsonProblem } from './json-problem';
import { tenantSettings } from './settings';
import { SETTING_NAMES, type SettingName } from './settings-change';

type NamedProblem = keyof typeof NAMED_PROBLEMS;

const text = (meaning: string, longest = 200) => z.string().trim().min(1).max(longest).describe(meaning);
const concurrency = z.number().int().min(1).max(16).describe('Requests at the same time, at most.');

/** One tenant of the file; the API takes the same parts one by one. */
export const tenantParts = z.strictObject({
  id: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,39}$/, 'idForm' satisfies NamedProblem)
    .describe('Our own id of the tenant; never changes.'),
  name: text('Name for people.'),
  tribe: z.strictObject({
    clientId: text('Client id of the Tribe application.'),
    clientSecret: text('Its secret.', 2000),
    refreshToken: text(
      "Refresh token of a user's consent (authorization code, scope `offline`). Without it the application's own client credentials are used.",
      4000,
    ).optional(),
    concurrency: concurrency.default(4),
  }),
  winbooks: z.strictObject({
    email: text('E-mail address of the WinBooks user.'),
    exchangeToken: text('Exchange token that the user made in WinBooks on Web.', 2000),
    folder: text('Code of the folder.', 100),
    concurrency: concurrency.default(2),
  }),
  vat: z
    .union([z.literal('suggested'), z.record(z.string().trim().min(1), z.string().trim().min(1))], {
      error: 'vatChoice' satisfies NamedProblem,
    })
    .default('suggested')
    .describe('"suggested", or Tribe VAT group (id, code or name) to WinBooks VAT code.'),
  settings: tenantSettings.prefault({}),
  approve: z
    .enum(['clear', 'none'])
    .default('clear')
    .describe('"clear" links customers that match without doubt, "none" links nothing yet.'),
});

const tenantsFile = z
  .strictObject({ tenants: z.array(tenantParts).min(1) })
  .describe('The tenants that `npm start` or `activate` sets up.');

export type TenantDefinition = z.output<typeof tenantParts> & {
  /** The settings that the file names. The others have default values here, which do not apply to an active tenant. */
  readonly namedSettings: readonly SettingName[];
};

/** Reads which settings a file names, after its shape has been checked. */
const spelledOut = z.object({
  tenants: z.array(z.object({ settings: z.record(z.string(), z.unknown()).default({}) })),
});

/** One problem and its place: `tenants[0].winbooks.folder`. It never contains a value of the file. */
interface FileProblem {
  readonly path: string;
  readonly problem: string;
}

export type TenantsFileResult =
  | { readonly ok: true; readonly tenants: readonly TenantDefinition[] }
  | { readonly ok: false; readonly problems: readonly FileProblem[] };

/**
 * Reads the text of a tenants file. Every problem is listed with its path. Unknown keys are problems, so that a
 * misspelt setting does not silently become a default. Problems never contain secrets; they are in
 * the language of the reader.
 */
export function parseTenantsFile(fileText: string, language: Language = 'en'): TenantsFileResult {
  let json: unknown;
  try {
    json = JSON.parse(fileText);
  } catch {
    const at = jsonProblem(fileText);
    return { ok: false, problems: [{ path: '', problem: notJson(at)[language] }] };
  }
  const parsed = tenantsFile.safeParse(json, { error: missing });
  if (!parsed.success)
    return { ok: false, problems: parsed.error.issues.flatMap((found) => problemsOf(found, language)) };
  const problems = repeatedIds(parsed.data.tenants, language);
  if (problems.length > 0) return { ok: false, problems };
  const given = spelledOut.parse(json).tenants;
  const tenants = parsed.data.tenants.map((each, index) => ({
    ...each,
    namedSettings: SETTING_NAMES.filter((name) => Object.hasOwn(given[index]?.settings ?? {}, name)),
  }));
  return { ok: true, tenants };
}

/** The file's JSON Schema, for editors; kept in `docs/tenants-file.schema.json`. */
export function tenantsFileSchema(): object {
  return z.toJSONSchema(tenantsFile, { io: 'input' });
}

const missing = (found: z.core.$ZodRawIssue): string | undefined =>
  found.code === 'invalid_type' && found.input === undefined ? ('missing' satisfies NamedProblem) : undefined;

function notJson(at: JsonProblem | null): Texts {
  const place = (line: string, column: string, texts: keyof Texts): string =>
    at === null
      ? ''
      : `, ${line} ${at.line}, ${column} ${at.column}${texts === 'fr' ? '\u00a0' : ''}: ${at.problem[texts]}`;
  return {
    nl: `het is geen geldige JSON${place('lijn', 'kolom', 'nl')}`,
    fr: `ce n’est pas du JSON valable${place('ligne', 'colonne', 'fr')}`,
    en: `it is not valid JSON${place('line', 'column', 'en')}`,
  };
}

function problemsOf(found: z.core.$ZodIssue, language: Language): readonly FileProblem[] {
  if (found.code === 'unrecognized_keys') {
    const known = keysAt(found.path);
    return found.keys.map((key) => {
      const meant = nearestWord(key, known);
      return { path: pathOf([...found.path, key]), problem: unknownKey(meant)[language] };
    });
  }
  return [{ path: pathOf(found.path), problem: problemInWords(found, language) }];
}

const unknownKey = (meant: string | null): Texts =>
  meant === null
    ? { nl: 'Onbekende naam', fr: 'Nom inconnu', en: 'Unknown key' }
    : {
        nl: `Onbekende naam, bedoelt u ${meant}?`,
        fr: `Nom inconnu, pensez-vous à ${meant}\u00a0?`,
        en: `Unknown key, did you mean ${meant}?`,
      };

const schemaNode = z.looseObject({
  properties: z.record(z.string(), z.unknown()).optional(),
  items: z.unknown().optional(),
});

/** The keys that the format has at a path. */
function keysAt(path: readonly PropertyKey[]): readonly string[] {
  let node: unknown = tenantsFileSchema();
  for (const part of path) {
    const { properties, items } = schemaNode.parse(node ?? {});
    node = typeof part === 'number' ? items : properties?.[String(part)];
  }
  return Object.keys(schemaNode.parse(node ?? {}).properties ?? {});
}

/** Ids name workflows and rows; people would confuse two ids that differ only in case. */
function repeatedIds(
  tenants: readonly Pick<TenantDefinition, 'id'>[],
  language: Language,
): readonly FileProblem[] {
  const seen = new Set<string>();
  return tenants.flatMap(({ id }, index) => {
    const isRepeated = seen.has(id.toLowerCase());
    seen.add(id.toLowerCase());
    return isRepeated
      ? [{ path: pathOf(['tenants', index, 'id']), problem: NAMED_PROBLEMS.idTaken[language] }]
      : [];
  });
}

function pathOf(path: readonly PropertyKey[]): string {
  return path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '');
}
