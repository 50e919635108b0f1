import { tenantSettings, type TenantSettings } from './settings';

export type SettingName = keyof TenantSettings;
export const SETTING_NAMES = Object.keys(tenantSettings.shape) as SettingName[];

/** One setting that is another by now. */
export interface SettingChange {
  readonly name: SettingName;
  readonly before: string | number | null;
  readonly after: string | number | null;
}

/** In which settings the two differ, in the order of the schema. */
export function settingsChanges(before: TenantSettings, after: TenantSettings): readonly SettingChange[] {
  return SETTING_NAMES.filter((name) => before[name] !== after[name]).map((name) => ({
    name,
    before: before[name],
    after: after[name],
  }));
}

/**
 * The settings with these `name=value` pairs applied. An empty value, or `null`, takes a choice back where that is possible.
 * `problem` is one sentence: an unknown name, or a value that the setting does not take.
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

/** Numbers are written as text on a command line; codes such as 700000 stay text. */
function valueOf(name: SettingName, text: string): string | number | null {
  if (text === '' || text === 'null') return null;
  if (tenantSettings.shape[name].safeParse(text).success || !/^-?\d+(\.\d+)?$/.test(text)) return text;
  return Number(text);
}

const problem = (words: string) => ({ ok: false, problem: words }) as const;
