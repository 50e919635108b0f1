import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import {
  isRefusal,
  refusedFor,
  workingTenant,
  type ActionDependencies,
  type Refusal,
} from '../../actions/action';
import { changeSettings, type SettingsWish } from '../../actions/change-settings';
import { changeVatMap, type VatMapChanged } from '../../actions/change-vat-map';
import { createMasterDataCache } from '../../activities/master-data';
import type { Configuration } from '../../configuration/configuration';
import { settingsOfFile, vatMapOfFile, type KeptChoice } from '../../domain/tenant/file-choices';
import { tenantId } from '../../domain/ids';
import type { TenantDefinition } from '../../domain/tenant/tenants-file';
import type { Database } from '../../store/database/database';
import { keyRing } from '../../store/database/encryption';
import {
  confirmChoices,
  settingsSetByPeople,
  TENANTS_FILE,
  vatGroupsSetByPeople,
} from '../../store/tenants/people-choices';
import { lockTenant } from '../../store/tenants/tenants';
import { loadVatMap } from '../../store/tenants/vat-maps';
import { settingsChangedInWords, vatChangedInWords } from '../settings-commands';
import { refusalInWords } from '../words/problem-words';
import { throughDatabaseOutages } from './outages';

interface Applying {
  readonly database: Database;
  readonly temporal: Client;
  readonly configuration: Configuration;
  readonly say: (line: string) => void;
  /** What the file spells out counts also where a person has chosen something else since. */
  readonly isForced?: boolean;
}

const AGAIN_AFTER_MS = 5_000;

/**
 * Brings an active tenant to what its file spells out: Other Settings, and VAT groups with their codes (`suggested` leaves the
 * map alone). What the file does not name stays as it is, and so does what a person has changed since, which is said.
 * Credentials are not looked at, `reconnect` changes them. Says in one line what changed. False when something could not be
 * applied; then that part stays as it was.
 *
 * @param deadline ms since 1970: until then a vendor that does not answer is asked again
 */
export async function applyChanges(
  { database, temporal, configuration, say, isForced = false }: Applying,
  definition: TenantDefinition,
  state: string,
  deadline: number,
): Promise<boolean> {
  const tenant = tenantId(definition.id);
  const deps: ActionDependencies = {
    database,
    temporal,
    configuration,
    keyRing: keyRing(configuration.encryptionKeys),
    masterData: createMasterDataCache(),
    stopping: new AbortController().signal,
    debugPoint: async () => undefined,
    actor: TENANTS_FILE,
  };
  let keptSettings: readonly KeptChoice[] = [];
  const wish: SettingsWish = async (now, sql, version) => {
    const ofFile = settingsOfFile(now, definition, await settingsSetByPeople(sql), isForced);
    if (!ofFile.ok) return refusedFor([ofFile.problem]);
    await confirmChoices(sql, 'settings', version, ofFile.agreed);
    keptSettings = ofFile.kept;
    return ofFile.wanted;
  };
  const settings = await patiently(() => changeSettings(deps, tenant, wish));
  const { vat } = definition;
  const map = vat === 'suggested' ? NOTHING_NAMED : await patiently(() => applyVatMap(vat));

  const lines = [
    ...(settings.ok && settings.changes.length > 0
      ? [settingsChangedInWords(settings.changes, settings, 'en')]
      : []),
    ...(map.ok && map.changes.length > 0 ? [vatChangedInWords(map.changes, map, 'en')] : []),
    ...[settings, map].flatMap((each) => (each.ok ? [] : [`not changed. ${refusalInWords(each, 'en')}`])),
    ...[...keptSettings, ...(map.ok ? map.kept : [])].map(keptInWords),
  ];
  if (lines.length === 0) say(`${tenant}: is ${state} already, left as it is.`);
  for (const line of lines) say(`${tenant}: is ${state} already; ${line}`);
  return settings.ok && map.ok;

  async function applyVatMap(file: Readonly<Record<string, string>>): Promise<MapApplied | Refusal> {
    const asked = await database.asTenant(tenant, async (sql) => {
      await lockTenant(sql);
      const working = await workingTenant(sql);
      if (isRefusal(working)) return working;
      const stored = await loadVatMap(sql);
      const version = stored?.version ?? 0;
      const people = await vatGroupsSetByPeople(sql);
      const ofFile = vatMapOfFile(stored?.entries ?? [], file, people, isForced);
      await confirmChoices(sql, 'vat', version, ofFile.agreed);
      return { ...ofFile, version };
    });
    if (isRefusal(asked)) return asked;
    const { wanted, kept, version } = asked;
    // Without a change neither side needs to be asked.
    if (Object.keys(wanted).length === 0) return { ...NOTHING_NAMED, kept };
    const changed = await changeVatMap(deps, tenant, { map: wanted, ofVersion: version });
    return changed.ok ? { ...changed, kept } : changed;
  }

  async function patiently<Answer extends { readonly ok: true }>(
    change: () => Promise<Answer | Refusal>,
  ): Promise<Answer | Refusal> {
    for (;;) {
      const answer = await throughDatabaseOutages(say, change);
      if (answer.ok || answer.kind === 'bad-input' || Date.now() > deadline) return answer;
      await sleep(AGAIN_AFTER_MS);
    }
  }
}

interface MapApplied extends Omit<VatMapChanged, 'version'> {
  readonly kept: readonly KeptChoice[];
}

const NOTHING_NAMED: MapApplied = { ok: true, changes: [], released: 0, delayedBy: null, kept: [] };

/** One line per choice of a person that the file contradicts. */
export function keptInWords({ what, stays, fileSays, since }: KeptChoice): string {
  const on = since.toISOString().slice(0, 10);
  return `${what} stays ${stays ?? '–'}, as a person set it on ${on}; its file says ${fileSays ?? '–'}: with --force that counts.`;
}
