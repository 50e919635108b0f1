import type { Issue } from '../issues/issue-catalogue';
import type { TenantSettings } from './settings';
import { parseSettings, type SettingName, type SettingValue } from './settings-change';
import type { TenantDefinition } from './tenants-file';
import { groupOf, codeOf } from '../vat/vat-map-change';
import { vatGroupNamed } from '../vat/vat-suggestion';
import { vatGroupLabel, type VatMap } from '../vat/vat-map';

/** A choice in a tenants file that a person has changed since. The person's choice stays. */
export interface KeptChoice {
  readonly of: 'setting' | 'vat-group';
  /** `closedPeriod`, or the name of a VAT group such as `NL - 21%`. */
  readonly name: string;
  readonly stays: SettingValue;
  readonly fileSays: SettingValue;
  /** When the person chose it. */
  readonly since: Date;
}

/** The effect of a tenants file on a tenant that is active already. */
export interface SettingsOfFile {
  readonly wanted: TenantSettings;
  readonly kept: readonly KeptChoice[];
  /** Settings that a person changed to what the file says; from now on the file controls them again. */
  readonly agreed: readonly SettingName[];
}

/**
 * The tenant's settings with those that its file names. Settings that the file does not name stay, and so do those that
 * a person has changed since the file was applied, unless the file is forced.
 *
 * @param setByPeople settings whose last change was by a person, and when
 */
export function settingsOfFile(
  now: TenantSettings,
  file: Pick<TenantDefinition, 'settings' | 'namedSettings'>,
  setByPeople: ReadonlyMap<string, Date>,
  isForced: boolean,
): (SettingsOfFile & { readonly ok: true }) | { readonly ok: false; readonly problem: Issue } {
  const wanted: Record<string, unknown> = { ...now };
  const kept: KeptChoice[] = [];
  const agreed: SettingName[] = [];
  for (const name of file.namedSettings) {
    // No start date means the day of activation, which is known here.
    const fileSays = name === 'startDate' ? (file.settings.startDate ?? now.startDate) : file.settings[name];
    const since = setByPeople.get(name);
    if (fileSays === now[name]) {
      if (since !== undefined) agreed.push(name);
    } else if (since === undefined || isForced) wanted[name] = fileSays;
    else kept.push({ of: 'setting', name, stays: now[name], fileSays, since });
  }
  // Two choices may be valid on their own and not together.
  const parsed = parseSettings(wanted);
  return parsed.ok ? { ok: true, wanted: parsed.settings, kept, agreed } : parsed;
}

/** The groups whose code a file changes, and those that stay as a person chose. */
export interface VatMapOfFile {
  /** Under the names in the file; they still have to be checked live. */
  readonly wanted: Readonly<Record<string, string>>;
  readonly kept: readonly KeptChoice[];
  /** Ids of groups to which a person gave the same code as the file. */
  readonly agreed: readonly string[];
}

/**
 * The same for the VAT map that a file names. A group that is not in the stored map may be new in Tribe, so it is
 * included.
 *
 * @param setByPeople ids of groups whose last change was by a person, and when
 */
export function vatMapOfFile(
  stored: VatMap,
  file: Readonly<Record<string, string>>,
  setByPeople: ReadonlyMap<string, Date>,
  isForced: boolean,
): VatMapOfFile {
  const wanted: Record<string, string> = {};
  const kept: KeptChoice[] = [];
  const agreed: string[] = [];
  const groups = stored.map(groupOf);
  for (const [key, code] of Object.entries(file)) {
    const group = vatGroupNamed(key, groups);
    const entry =
      typeof group === 'string' ? undefined : stored.find(({ vatGroupId }) => vatGroupId === group.id);
    const since = entry && setByPeople.get(entry.vatGroupId);
    const now = codeOf(entry);
    if (entry !== undefined && now === code.trim()) {
      if (since !== undefined) agreed.push(entry.vatGroupId);
    } else if (entry === undefined || since === undefined || isForced) wanted[key] = code;
    else
      kept.push({
        of: 'vat-group',
        name: vatGroupLabel(groupOf(entry)),
        stays: now,
        fileSays: code.trim(),
        since,
      });
  }
  return { wanted, kept, agreed };
}
