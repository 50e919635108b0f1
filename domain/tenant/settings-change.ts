import { z } from 'zod';
import { issue, type Issue } from '../issues/issue-catalogue';
import { tenantSettings, type TenantSettings } from './settings';

export type SettingName = keyof TenantSettings;
export const SETTING_NAMES = Object.keys(tenantSettings.shape) as SettingName[];

/** What a setting may be set to. */
export type SettingValue = string | number | boolean | null;

/** One setting that changed. */
export interface SettingChange {
  readonly name: SettingName;
  readonly before: SettingValue;
  readonly after: SettingValue;
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
 * The settings with these given another value as text. An empty text, or `null`, clears a choice if that is possible.
 * `problem`: an unknown name, or a value that the setting does not accept.
 */
export function withSettings(
  now: TenantSettings,
  given: Readonly<Record<string, string>>,
):
  { readonly ok: true; readonly settings: TenantSettings } | { readonly ok: false; readonly problem: Issue } {
  const wanted: Record<string, unknown> = { ...now };
  for (const [key, text] of Object.entries(given)) {
    const name = SETTING_NAMES.find((known) => known === key);
    if (name === undefined)
      return {
        ok: false,
        problem: issue('SETTING_UNKNOWN', { setting: key, settings: SETTING_NAMES.join(', ') }),
      };
    wanted[name] = valueOf(name, text);
  }
  return parseSettings(wanted);
}

/** The settings, or the first thing that is wrong with them. */
export function parseSettings(
  wanted: Readonly<Record<string, unknown>>,
):
  { readonly ok: true; readonly settings: TenantSettings } | { readonly ok: false; readonly problem: Issue } {
  for (const name of SETTING_NAMES)
    if (!tenantSettings.shape[name].safeParse(wanted[name]).success) {
      const value = typeof wanted[name] === 'string' || typeof wanted[name] === 'number' ? wanted[name] : '';
      return {
        ok: false,
        problem: issue('SETTING_VALUE_UNUSABLE', { setting: name, value, takes: takenBy(name) }),
      };
    }
  const parsed = tenantSettings.safeParse(wanted);
  // Each is fine alone: what is left is the one rule between two of them.
  return parsed.success
    ? { ok: true, settings: parsed.data }
    : { ok: false, problem: issue('SETTING_PREFIX_MISSING', {}) };
}

/** A command line has only text, so numbers and switches are parsed here; codes such as 700000 stay text. */
function valueOf(name: SettingName, text: string): SettingValue {
  if (text === '' || text === 'null') return null;
  if (text === 'on' || text === 'true') return isSwitch(name) ? true : text;
  if (text === 'off' || text === 'false') return isSwitch(name) ? false : text;
  if (tenantSettings.shape[name].safeParse(text).success || !/^-?\d+(\.\d+)?$/.test(text)) return text;
  return Number(text);
}

/** A value in the notation in which it is given; `–` for none. */
export function shownValue(value: SettingValue): string {
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  return value === null ? '–' : String(value);
}

const isSwitch = (name: SettingName): boolean => tenantSettings.shape[name].safeParse(true).success;

const jsonSchema = z.object({
  enum: z.array(z.string()).optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  maxLength: z.number().optional(),
  format: z.string().optional(),
});
const nullable = z.object({ anyOf: z.array(z.unknown()) });

/** Which values a setting takes, in a notation that needs no language: `hold, next-open`, `1–3600`, `YYYY-MM-DD`. */
export function takenBy(name: SettingName): string {
  const schema: unknown = z.toJSONSchema(tenantSettings.shape[name], { io: 'input' });
  if (isSwitch(name)) return 'on, off';
  const either = nullable.safeParse(schema);
  const takes = jsonSchema.parse(either.success ? either.data.anyOf[0] : schema);
  if (takes.enum !== undefined) return takes.enum.join(', ');
  if (takes.format === 'date') return 'YYYY-MM-DD';
  if (takes.maximum !== undefined) return `${takes.minimum ?? 0}–${takes.maximum}`;
  return `A–Z 0–9, 1–${takes.maxLength ?? 20}`;
}
