import type { TenantId } from '../domain/ids';
import { codesCuredBy } from '../domain/ways-out/issue-actions';
import { issue } from '../domain/issues/issue-catalogue';
import type { VatMap } from '../domain/vat/vat-map';
import { vatMapChanges, withChosenCodes, type VatMapChange } from '../domain/vat/vat-map-change';
import type { VatCode } from '../domain/vendors/winbooks-records';
import { recordAuditEvent } from '../store/issues/audit-events';
import type { TenantSql } from '../store/database/database';
import { lockTenant } from '../store/tenants/tenants';
import { loadVatMap, saveVatMap } from '../store/tenants/vat-maps';
import { answeredOnce } from '../activities/connection/vendor-answers';
import { readVatSides } from '../activities/activation/map-vat-groups';
import { openTenant } from '../activities/connection/tenant-connections';
import {
  isRefusal,
  refused,
  refusedFor,
  workingTenant,
  type ActionDependencies,
  type Refusal,
} from './action';
import type { Released } from './change-settings';
import { askLoop } from './tenant-loop';
import { retryHeldFor } from '../store/bookings/held-bookings';
import { audited } from './audited';

/** The map as it is stored, laid beside what both sides have now. */
export interface VatMapNow {
  readonly ok: true;
  readonly version: number;
  /** Every group of Tribe, also one that is new there. */
  readonly map: VatMap;
  /** The folder's codes. */
  readonly codes: readonly VatCode[];
}

export interface VatMapChanged extends Released {
  readonly ok: true;
  readonly version: number;
  readonly changes: readonly VatMapChange[];
}

/** Which groups get which code; null takes a group's code away. Groups that are not named stay as they are. */
export interface VatMapWish {
  readonly map: Readonly<Record<string, string | null>>;
  /** The version that the wish was made for; absent: whatever is stored. */
  readonly ofVersion?: number;
}

/** Reads both sides now. */
export async function readVatMap(deps: ActionDependencies, tenant: TenantId): Promise<VatMapNow | Refusal> {
  const stored = await storedMap(deps, tenant);
  if (isRefusal(stored)) return stored;
  const sides = await readVatSides(await openTenant(deps, tenant), answeredOnce);
  if ('code' in sides) return refusedFor([sides]);
  const { map } = withChosenCodes(stored.map, {}, sides.groups, sides.codes);
  return { ok: true, version: stored.version, map, codes: sides.codes };
}

/**
 * Changes the VAT map of an active or paused tenant: checked live against both sides as at activation, stored whole as the next
 * version and audited. What was held for its VAT group or code is tried again; what was sent, or may have been, stays as it is.
 * Nothing is stored when a part of the wish cannot be followed.
 */
export async function changeVatMap(
  deps: ActionDependencies,
  tenant: TenantId,
  wish: VatMapWish,
): Promise<VatMapChanged | Refusal> {
  return audited(deps, tenant, { action: 'map-vat' }, async () => {
    const before = await storedMap(deps, tenant);
    if (isRefusal(before)) return before;
    if (before.version !== (wish.ofVersion ?? before.version)) return SOMEBODY_ELSE;

    const sides = await readVatSides(await openTenant(deps, tenant), answeredOnce);
    if ('code' in sides) return refusedFor([sides]);
    const { map, problems } = withChosenCodes(before.map, wish.map, sides.groups, sides.codes);
    if (problems.length > 0) {
      return refusedFor(
        problems.map(({ key, problem }) => issue('VAT_MAP_UNUSABLE', { group: key, problem })),
      );
    }
    const changes = vatMapChanges(before.map, map);
    if (changes.length === 0)
      return { ok: true, version: before.version, changes, released: 0, delayedBy: null };
    const saved = await deps.database.asTenant(tenant, (sql) =>
      save(sql, deps.actor, before.version, map, changes),
    );
    if (isRefusal(saved)) return saved;
    const told = await askLoop(deps, tenant, 'retune');
    return { ok: true, ...saved, changes, delayedBy: told.ok ? null : told };
  });
}

const SOMEBODY_ELSE = refused('VAT_MAP_CHANGED_MEANWHILE', {});

async function save(
  sql: TenantSql,
  actor: string,
  seenVersion: number,
  map: VatMap,
  changes: readonly VatMapChange[],
) {
  await lockTenant(sql);
  if (((await loadVatMap(sql))?.version ?? 0) !== seenVersion) return SOMEBODY_ELSE;
  const version = await saveVatMap(sql, map);
  const released = (await retryHeldFor(sql, codesCuredBy('map-vat'))).length;
  await recordAuditEvent(sql, {
    actor,
    action: 'map-vat',
    record: 'tenant',
    details: { version, released },
    changes: changes.map(({ group, ...each }) => ({ name: group, ...each })),
  });
  return { version, released };
}

function storedMap(
  { database }: ActionDependencies,
  tenant: TenantId,
): Promise<{ readonly version: number; readonly map: VatMap } | Refusal> {
  return database.asTenant(tenant, async (sql) => {
    const working = await workingTenant(sql);
    if (isRefusal(working)) return working;
    const stored = await loadVatMap(sql);
    return { version: stored?.version ?? 0, map: stored?.entries ?? [] };
  });
}
