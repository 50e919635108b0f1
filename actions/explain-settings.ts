import { listJournals } from '../clients/winbooks';
import { brusselsDay } from '../domain/brussels-day';
import type { TenantId } from '../domain/ids';
import { explainSettings, type ExplainedSetting } from '../domain/tenant/empty-settings';
import type { Journal } from '../domain/vendors/winbooks-records';
import { getTenant } from '../store/tenants/tenants';
import { openTenant } from '../activities/connection/tenant-connections';
import { isRefusal, unknownTenant, type ActionDependencies, type Refusal } from './action';
import { readSettings, type SettingsNow } from './change-settings';

export interface SettingsExplained extends SettingsNow {
  readonly explained: readonly ExplainedSetting[];
}

/**
 * The settings as they are now: the values that each takes, its default, and what one without a value amounts to. WinBooks is asked
 * for its journals where that decides; if it does not answer, the rest is told all the same.
 */
export async function explainedSettings(
  deps: ActionDependencies,
  tenant: TenantId,
): Promise<SettingsExplained | Refusal> {
  const now = await readSettings(deps, tenant);
  if (isRefusal(now)) return now;
  const { salesJournal, creditNoteJournal } = now.settings;
  const found = await deps.database.asTenant(tenant, getTenant);
  if (found === null) return unknownTenant(tenant);
  const isAsked = (salesJournal === null || creditNoteJournal === null) && found.activatedAt !== null;
  const facts = {
    journals: isAsked ? await journalsOf(deps, tenant) : null,
    activatedOn: found.activatedAt === null ? null : brusselsDay(found.activatedAt),
  };
  return { ...now, explained: explainSettings(now.settings, facts) };
}

async function journalsOf(deps: ActionDependencies, tenant: TenantId): Promise<readonly Journal[] | null> {
  const { winbooks } = await openTenant(deps, tenant);
  const journals = await listJournals(winbooks);
  return journals.kind === 'ok' ? journals.value : null;
}
