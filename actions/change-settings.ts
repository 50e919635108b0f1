import type { TenantId } from '../domain/ids';
import { codesCuredBy } from '../domain/ways-out/issue-actions';
import type { Issue } from '../domain/issues/issue-catalogue';
import { DEFAULT_SETTINGS, tenantSettings, type TenantSettings } from '../domain/tenant/settings';
import { settingsChanges, type SettingChange, type SettingName } from '../domain/tenant/settings-change';
import { INVOICE_FEED } from '../domain/steps/sync-steps';
import { recordAuditEvent } from '../store/issues/audit-events';
import type { TenantSql } from '../store/database/database';
import { loadTenantSettings, saveTenantSettings } from '../store/tenants/tenant-settings';
import { getTenant, lockTenant } from '../store/tenants/tenants';
import { rewindWatermark } from '../store/tenants/watermarks';
import { answeredOnce } from '../activities/connection/vendor-answers';
import { checkSettingsLive, quietPeriodProblems } from '../activities/activation/check-settings';
import { openTenant } from '../activities/connection/tenant-connections';
import { ensureTieOutSchedule } from '../activities/tie-out/tie-out-schedule';
import {
  isRefusal,
  refused,
  refusedFor,
  unknownTenant,
  workingTenant,
  type ActionDependencies,
  type Refusal,
} from './action';
import { askLoop } from './tenant-loop';
import { reopenSkippedByRule, retryHeldFor } from '../store/bookings/held-bookings';
import { enqueueUnlinked } from '../store/relations/relation-queue';
import { audited } from './audited';

/** The settings as they are now. */
export interface SettingsNow {
  readonly ok: true;
  /** 0 while none were saved. */
  readonly version: number;
  readonly settings: TenantSettings;
}

/** What a change of something that bookings depend on has led to. */
export interface Released {
  /** Held invoices that are tried again because of it. */
  readonly released: number;
  /** Why they, or the new poll interval, do not take effect at once; null when they do. */
  readonly delayedBy: Issue | null;
}

export type SettingsChanged = SettingsNow & Released & { readonly changes: readonly SettingChange[] };

export function readSettings(
  { database }: Pick<ActionDependencies, 'database'>,
  tenant: TenantId,
): Promise<SettingsNow | Refusal> {
  return database.asTenant(tenant, async (sql) =>
    (await getTenant(sql)) === null ? unknownTenant(tenant) : settingsNow(sql),
  );
}

/** What somebody wants, given the settings as they are now; asked with the tenant locked, so that nobody changes them meanwhile. */
export type SettingsWish = (
  now: TenantSettings,
  sql: TenantSql,
  version: number,
) => TenantSettings | Refusal | Promise<TenantSettings | Refusal>;

/**
 * Changes the Other Settings of an active or paused tenant: checked live against the folder as at activation, stored as the
 * next version, audited, and read by the tenant's loop. What was held for a reason that settings may cure is tried again; what
 * was sent, or may have been, stays as it is. Nothing is stored when a check fails.
 */
export async function changeSettings(
  deps: ActionDependencies,
  tenant: TenantId,
  change: SettingsWish,
): Promise<SettingsChanged | Refusal> {
  return audited(deps, tenant, { action: 'change-settings' }, async () => {
    const asked = await deps.database.asTenant(tenant, async (sql) => {
      await lockTenant(sql);
      const working = await workingTenant(sql);
      if (isRefusal(working)) return working;
      const before = await settingsNow(sql);
      return { before, wanted: await change(before.settings, sql, before.version) };
    });
    if (isRefusal(asked)) return asked;
    const { before, wanted } = asked;
    if (isRefusal(wanted)) return wanted;
    const changes = settingsChanges(before.settings, wanted);
    if (changes.length === 0) return { ...before, changes, released: 0, delayedBy: null };

    // A shorter one of an earlier version stays readable, and is not used as it is.
    const isQuietChanged = wanted.quietPeriodSeconds !== before.settings.quietPeriodSeconds;
    const tooShort = isQuietChanged ? quietPeriodProblems(wanted, deps.configuration) : [];
    if (tooShort.length > 0) return refusedFor(tooShort);
    const { winbooks } = await openTenant(deps, tenant);
    const { issues } = await checkSettingsLive(winbooks, wanted, answeredOnce);
    if (issues.length > 0) return refusedFor(issues);
    const saved = await deps.database.asTenant(tenant, (sql) => save(sql, deps.actor, before, wanted));
    if (isRefusal(saved)) return saved;
    const told = await askLoop(deps, tenant, 'retune');
    // Where Temporal does not answer, the reconciler moves it later.
    if (wanted.tieOutHour !== before.settings.tieOutHour && told.ok)
      await ensureTieOutSchedule(deps.temporal, deps.configuration.taskQueue, tenant, wanted.tieOutHour);
    return {
      ok: true,
      version: saved.version,
      settings: wanted,
      changes,
      released: saved.released,
      delayedBy: told.ok ? null : told,
    };
  });
}

async function save(sql: TenantSql, actor: string, before: SettingsNow, wanted: TenantSettings) {
  await lockTenant(sql);
  const now = await settingsNow(sql);
  if (now.version !== before.version) return refused('SETTINGS_CHANGED_MEANWHILE', {});
  const version = await saveTenantSettings(sql, wanted);
  // Older invoices may be wanted now: those that a rule has skipped, and those that the watch has passed already.
  const isEarlier = comesBefore(wanted.startDate, before.settings.startDate);
  if (isEarlier) {
    await rewindWatermark(sql, INVOICE_FEED);
    await reopenSkippedByRule(sql, wanted.startDate);
  }
  const released = (await retryHeldFor(sql, codesCuredBy('settings'))).length;
  const changes = settingsChanges(before.settings, wanted);
  // Relations that were left alone may be wanted now.
  if (changes.some(({ name }) => SCOPE_OF_RELATIONS.has(name))) await enqueueUnlinked(sql);
  await recordAuditEvent(sql, {
    actor,
    action: 'change-settings',
    record: 'tenant',
    details: { version, released, changed: changes.map(({ name }) => name).join(', ') },
    changes,
  });
  return { version, released };
}

const SCOPE_OF_RELATIONS: ReadonlySet<string> = new Set([
  'syncCustomers',
  'syncSuppliers',
  'syncPersons',
  'createInWinbooks',
] satisfies SettingName[]);

const comesBefore = (wanted: string | null, before: string | null): boolean =>
  before !== null && (wanted === null || wanted < before);

async function settingsNow(sql: TenantSql): Promise<SettingsNow> {
  const stored = await loadTenantSettings(sql, tenantSettings);
  return { ok: true, version: stored?.version ?? 0, settings: stored?.settings ?? DEFAULT_SETTINGS };
}
