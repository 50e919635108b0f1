import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import type { ActionDependencies, Refusal } from '../../activities/actions/action';
import { changeSettings } from '../../activities/actions/change-settings';
import { changeVatMap } from '../../activities/actions/change-vat-map';
import { createMasterDataCache } from '../../activities/invoices/master-data';
import type { Configuration } from '../../domain/configuration';
import { tenantId } from '../../domain/ids';
import type { TenantDefinition } from '../../domain/tenants-file';
import type { Database } from '../../store/database';
import { keyRing } from '../../store/encryption';
import { settingsChangedInWords, vatChangedInWords } from '../settings-commands';
import { throughDatabaseOutages } from './outages';

interface Applying {
  readonly database: Database;
  readonly temporal: Client;
  readonly configuration: Configuration;
  readonly say: (line: string) => void;
}

const AGAIN_AFTER_MS = 5_000;

/**
 * Brings an active tenant to what its file says: Other Settings, and the VAT map where the file names one (`suggested` leaves
 * the map alone: a person may have completed it). Credentials are not looked at, `reconnect` changes them. Says in one line
 * what changed. False when something could not be applied; then that part stays as it was.
 *
 * @param deadline ms since 1970: until then a vendor that does not answer is asked again
 */
export async function applyChanges(
  { database, temporal, configuration, say }: Applying,
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
    actor: 'tenants-file',
  };
  const settings = await patiently(() =>
    changeSettings(deps, tenant, (now) => ({
      ...definition.settings,
      // Not given means the day of activation, which is known by now.
      startDate: definition.settings.startDate ?? now.startDate,
    })),
  );
  const { vat } = definition;
  const map =
    vat === 'suggested'
      ? null
      : await patiently(() => changeVatMap(deps, tenant, { kind: 'whole', map: vat }));
  const lines = [
    ...(settings.ok && settings.changes.length > 0
      ? [settingsChangedInWords(settings.changes, settings)]
      : []),
    ...(map?.ok && map.changes.length > 0 ? [vatChangedInWords(map.changes, map)] : []),
    ...[settings, map].flatMap((each) => (each === null || each.ok ? [] : [`not changed. ${each.problem}`])),
  ];
  if (lines.length === 0) say(`${tenant}: is ${state} already, left as it is.`);
  for (const line of lines) say(`${tenant}: is ${state} already; ${line}`);
  return settings.ok && (map === null || map.ok);

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
