import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
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
import { lockTenant, type TenantState } from '../../store/tenants/tenants';
import { loadVatMap } from '../../store/tenants/vat-maps';
import { isRefusal, refusedFor, workingTenant, type ActionDependencies, type Refusal } from '../action';
import { changeSettings, type SettingsWish } from '../change-settings';
import { changeVatMap } from '../change-vat-map';
import type { VatMapChange } from '../../domain/vat/vat-map-change';
import type { ActivationEvent, AppliedChanges, DefinitionApplied } from './activation-events';
import { throughDatabaseOutages } from './outages';

/** What an activation needs of the process that runs it. */
export interface Activating {
  readonly database: Database;
  readonly temporal: Client;
  readonly configuration: Configuration;
  /** Told of everything that happens, in its order. */
  readonly report: (event: ActivationEvent) => void;
  /** How long a vendor that does not answer is asked again before the activation has failed; default two minutes. */
  readonly patienceMs?: number;
  /** What a definition names counts also where a person has chosen something else since. */
  readonly isForced?: boolean;
}

const AGAIN_AFTER_MS = 5_000;
const NOTHING = { changes: [], released: 0, delayedBy: null } as const;

/**
 * Brings an active tenant to what its definition names: Other Settings, and VAT groups with their codes (`suggested` leaves the
 * map as it is). What it does not name stays as it is, and so does what a person has changed since. Credentials are not looked
 * at: `reconnect` changes them. A part that cannot be applied stays as it was.
 *
 * @param deadline ms since 1970: until then a vendor that does not answer is asked again
 */
export async function applyChanges(
  { database, temporal, configuration, report, isForced = false }: Activating,
  definition: TenantDefinition,
  state: TenantState,
  deadline: number,
): Promise<DefinitionApplied> {
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
  const map = vat === 'suggested' ? NO_GROUPS : await patiently(() => applyVatMap(vat));
  return {
    state,
    settings: settings.ok ? settings : NOTHING,
    vat: map.ok ? map : NOTHING,
    refused: [settings, map].flatMap((each) => (each.ok ? [] : [each])),
    kept: [...keptSettings, ...(map.ok ? map.kept : [])],
  };

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
    if (Object.keys(wanted).length === 0) return { ...NO_GROUPS, kept };
    const changed = await changeVatMap(deps, tenant, { map: wanted, ofVersion: version });
    return changed.ok ? { ...changed, kept } : changed;
  }

  async function patiently<Answer extends { readonly ok: true }>(
    change: () => Promise<Answer | Refusal>,
  ): Promise<Answer | Refusal> {
    for (;;) {
      const answer = await throughDatabaseOutages(() => report({ kind: 'database-silent' }), change);
      if (answer.ok || answer.kind === 'bad-input' || Date.now() > deadline) return answer;
      await sleep(AGAIN_AFTER_MS);
    }
  }
}

interface MapApplied extends AppliedChanges<VatMapChange> {
  readonly ok: true;
  readonly kept: readonly KeptChoice[];
}

const NO_GROUPS: MapApplied = { ok: true, ...NOTHING, kept: [] };
