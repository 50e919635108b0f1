import { z } from 'zod';
import { nearestWord } from '../nearest-word';
import { jsonProblem } from './json-problem';
import { tenantSettings } from './settings';
import { SETTING_NAMES, type SettingName } from './settings-change';

const text = (meaning: string, longest = 200) => z.string().trim().min(1).max(longest).describe(meaning);
const concurrency = z.number().int().min(1).max(16).describe('Requests at the same time, at most.');

const tenant = z.strictObject({
  id: z
    .string()
    .regex(
      /^[A-Za-z0-9][A-Za-z0-9-]{0,39}$/,
      '1 to 40 letters, digits and hyphens, not beginning with a hyphen',
    )
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
      error:
        'Expected "suggested", or an object from Tribe VAT group (id, code or name) to WinBooks VAT code',
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
  .strictObject({ tenants: z.array(tenant).min(1) })
  .describe('The tenants that `npm start` or `activate` sets up.');

export type TenantDefinition = z.output<typeof tenant> & {
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
 * misspelt setting does not silently become a default. Problems never contain secrets.
 */
export function parseTenantsFile(fileText: string): TenantsFileResult {
  let json: unknown;
  try {
    json = JSON.parse(fileText);
  } catch {
    const at = jsonProblem(fileText);
    const place = at === null ? '' : `, line ${at.line}, column ${at.column}: ${at.problem}`;
    return { ok: false, problems: [{ path: '', problem: `it is not valid JSON${place}` }] };
  }
  const parsed = tenantsFile.safeParse(json, { error: missing });
  if (!parsed.success) return { ok: false, problems: parsed.error.issues.flatMap(problemsOf) };
  const problems = repeatedIds(parsed.data.tenants);
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
  found.code === 'invalid_type' && found.input === undefined ? 'Missing' : undefined;

function problemsOf(found: z.core.$ZodIssue): readonly FileProblem[] {
  if (found.code === 'unrecognized_keys') {
    const known = keysAt(found.path);
    return found.keys.map((key) => {
      const meant = nearestWord(key, known);
      const hint = meant === null ? '' : `, did you mean ${meant}?`;
      return { path: pathOf([...found.path, key]), problem: `Unknown key${hint}` };
    });
  }
  return [{ path: pathOf(found.path), problem: found.message }];
}

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
function repeatedIds(tenants: readonly Pick<TenantDefinition, 'id'>[]): readonly FileProblem[] {
  const seen = new Set<string>();
  return tenants.flatMap(({ id }, index) => {
    const isRepeated = seen.has(id.toLowerCase());
    seen.add(id.toLowerCase());
    return isRepeated
      ? [{ path: pathOf(['tenants', index, 'id']), problem: 'Another tenant in the file has this id' }]
      : [];
  });
}

function pathOf(path: readonly PropertyKey[]): string {
  return path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '');
}
