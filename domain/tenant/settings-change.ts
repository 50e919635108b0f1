import { tenantSettings, type TenantSettings } from './settings';

export type SettingName = keyof TenantSettings;
export const SETTING_NAMES = Object.keys(tenantSettings.shape) as SettingName[];

/** One setting that changed. */
export interface SettingChange {
  readonly name: SettingName;
  readonly before: string | number | null;
  readonly after: string | number | null;
}

/** The settings in which the two differ, in the order of the schema. */
export function settingsChanges(before: TenantSettings, after: TenantSettings): readonly SettingChange[] {
  return SETTING_NAMES.filter((name) => before[name] !== after[name]).map((name) => ({
    name,
    before: before[name],
    after: after[name],
  }));
}

/**
 * The settings after these `name=value` pairs. An empty value, or `null`, clears a choice if that is possible.
 * `problem` is one sentence about an unknown name or a value that the setting does not accept.
 */
export function withSettings(
  now: TenantSettings,
  pairs: readonly string[],
):
  | { readonly ok: true; readonly settings: TenantSettings }
  | { readonly ok: false; readonly problem: string } {
  const wanted: Record<string, unknown> = { ...now };
  for (const pair of pairs) {
    const [given = '', ...rest] = pair.split('=');
    const name = SETTING_NAMES.find((known) => known === given.trim());
    if (rest.length === 0) return problem(`"${pair}" is not of the form name=value.`);
    if (name === undefined)
      return problem(`There is no setting "${given.trim()}"; there are: ${SETTING_NAMES.join(', ')}.`);
    wanted[name] = valueOf(name, rest.join('=').trim());
  }
  const parsed = tenantSettings.safeParse(wanted);
  if (parsed.success) return { ok: true, settings: parsed.data };
  return problem(
    parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ') + '.',
  );
}

/** A command line has only text, so numbers are parsed here; codes such as 700000 stay text. */
function valueOf(name: SettingName, text: string): string | number | null {
  if (text === '' || text === 'null') return null;
  if (tenantSettings.shape[name].safeParse(text).success || !/^-?\d+(\.\d+)?$/.test(text)) return text;
  return Number(text);
}

const problem = (words: string) => ({ ok: false, problem: words }) as const;
