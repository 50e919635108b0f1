import type { VatChoice } from '../../domain/steps/activation-steps';
import type { Configuration } from '../../configuration/configuration';
import { settingsOfFile, vatMapOfFile, type KeptChoice } from '../../domain/tenant/file-choices';
import type { TenantId } from '../../domain/ids';
import type { Issue } from '../../domain/issues/issue-catalogue';
import { DEFAULT_SETTINGS, tenantSettings, type TenantSettings } from '../../domain/tenant/settings';
import type { TenantDefinition } from '../../domain/tenant/tenants-file';
import type { Database, TenantSql } from '../../store/database/database';
import { keyRing } from '../../store/database/encryption';
import {
  confirmChoices,
  settingsSetByPeople,
  vatGroupsSetByPeople,
} from '../../store/tenants/people-choices';
import { loadTenantSettings, saveTenantSettings } from '../../store/tenants/tenant-settings';
import { createTenant, getTenant } from '../../store/tenants/tenants';
import { loadVatMap } from '../../store/tenants/vat-maps';
import { saveConnections } from './save-connections';

interface Storing {
  readonly database: Database;
  readonly configuration: Configuration;
  readonly isForced?: boolean;
}

/** The versions of what was stored, and which VAT codes are asked for. */
export interface Stored {
  readonly tribe: number;
  readonly winbooks: number;
  readonly settings: number;
  readonly vat: VatChoice;
  readonly kept: readonly KeptChoice[];
}

/** Stores what a person would enter in the wizard; only versions travel through Temporal. */
export function storeDefinition(
  { database, configuration, isForced = false }: Storing,
  tenant: TenantId,
  definition: TenantDefinition,
): Promise<Stored | { readonly problem: Issue }> {
  const ring = keyRing(configuration.encryptionKeys);
  return database.asTenant(tenant, async (sql) => {
    const choices = await choicesToStore(sql, definition, isForced);
    if ('problem' in choices) return choices;
    await createTenant(sql, definition.name);
    return {
      ...(await saveConnections(sql, { configuration, keyRing: ring }, definition)),
      settings: await saveTenantSettings(sql, choices.settings),
      vat: choices.vat,
      kept: choices.kept,
    };
  });
}

interface ChoicesToStore {
  readonly settings: TenantSettings;
  readonly vat: VatChoice;
  readonly kept: readonly KeptChoice[];
}

/**
 * What an activation begins with. The file alone, as long as the tenant was never active; else what the tenant has, with what
 * the file spells out and no person has changed since. A problem: two choices that do not go together.
 */
async function choicesToStore(
  sql: TenantSql,
  definition: TenantDefinition,
  isForced: boolean,
): Promise<ChoicesToStore | { readonly problem: Issue }> {
  const { settings, vat } = definition;
  const wasActive = ((await getTenant(sql))?.activatedAt ?? null) !== null;
  if (!wasActive) return { settings, vat, kept: [] };
  const { settings: now, version } = (await loadTenantSettings(sql, tenantSettings)) ?? {
    settings: DEFAULT_SETTINGS,
    version: 0,
  };
  const ofFile = settingsOfFile(now, definition, await settingsSetByPeople(sql), isForced);
  if (!ofFile.ok) return ofFile;
  const stored = (await loadVatMap(sql))?.entries ?? [];
  const map =
    vat === 'suggested' ? null : vatMapOfFile(stored, vat, await vatGroupsSetByPeople(sql), isForced);
  // From now on what was forced is the file's.
  if (isForced) await confirmChoices(sql, 'settings', version, definition.namedSettings);
  return {
    settings: ofFile.wanted,
    vat: map === null ? 'suggested' : map.wanted,
    kept: [...ofFile.kept, ...(map?.kept ?? [])],
  };
}
