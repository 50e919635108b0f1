import { z } from 'zod';
import type { TenantId } from '../../domain/ids';
import type { ControlSql, TenantSql } from '../database/database';
import { firstRow, parseRows, tenantIdColumn } from '../database/row-parsing';
import { unlessTaken } from '../database/unique-violation';

const TENANT_STATES = ['new', 'activating', 'active', 'paused', 'draining', 'inactive'] as const;
export type TenantState = (typeof TENANT_STATES)[number];

export const tenantRow = z.object({
  id: tenantIdColumn,
  name: z.string(),
  state: z.enum(TENANT_STATES),
  pauseReason: z.string().nullable(),
  tribeOrganisationId: z.string().nullable(),
  winbooksUrl: z.string().nullable(),
  winbooksFolder: z.string().nullable(),
  createdAt: z.date(),
  activatedAt: z.date().nullable(),
});
export type Tenant = z.output<typeof tenantRow>;
export const TENANT_COLUMNS = `id, name, state, pause_reason as "pauseReason", tribe_organisation_id as "tribeOrganisationId",
  winbooks_url as "winbooksUrl", winbooks_folder as "winbooksFolder", created_at as "createdAt", activated_at as "activatedAt"`;

/** Creates the transaction's tenant in state `new`; false when it exists already, and then nothing changes. */
export async function createTenant(sql: TenantSql, name: string): Promise<boolean> {
  const result = await sql.query(
    `insert into tenants (id, name) values ($1, $2) on conflict (id) do nothing`,
    [sql.tenantId, name],
  );
  return result.rowCount === 1;
}

/** The transaction's tenant; null when it was never created. */
export async function getTenant(sql: TenantSql): Promise<Tenant | null> {
  const result = await sql.query(`select ${TENANT_COLUMNS} from tenants where id = $1`, [sql.tenantId]);
  return firstRow(tenantRow, result);
}

/** A state that only another version knows is returned as it is, so that the tenant does not hide others. */
const listedTenantRow = tenantRow
  .pick({ id: true, createdAt: true, activatedAt: true })
  .extend({ state: z.string() });
export type ListedTenant = z.output<typeof listedTenantRow>;

/** Every tenant with its state, oldest first. */
export async function listTenants(sql: ControlSql): Promise<ListedTenant[]> {
  const result = await sql.query(
    `select id, state, created_at as "createdAt", activated_at as "activatedAt" from tenants order by created_at, id`,
  );
  return parseRows(listedTenantRow, result);
}

export interface TenantIdentity {
  readonly tribeOrganisationId: string;
  readonly winbooksUrl: string;
  readonly winbooksFolder: string;
}

/** Records which organisation and folder the tenant stands for; false once it is active. */
export async function recordTenantIdentity(sql: TenantSql, identity: TenantIdentity): Promise<boolean> {
  const result = await sql.query(
    `update tenants set tribe_organisation_id = $2, winbooks_url = $3, winbooks_folder = $4
      where id = $1 and state in ('new', 'activating', 'inactive')`,
    [
      sql.tenantId,
      identity.tribeOrganisationId,
      identity.winbooksUrl.replace(/\/+$/, ''),
      identity.winbooksFolder,
    ],
  );
  return result.rowCount === 1;
}

/**
 * new, activating or inactive → active. A conflict: another active tenant has this Tribe organisation or this
 * WinBooks folder. `not-ready`: the identity is not recorded, or the tenant is in another state.
 */
export async function activateTenant(
  sql: TenantSql,
): Promise<'active' | 'not-ready' | { readonly conflict: 'tribe' | 'winbooks' }> {
  const outcome = await unlessTaken(sql, () =>
    sql.query(
      `update tenants set state = 'active', activated_at = coalesce(activated_at, now()), pause_reason = null
        where id = $1 and state in ('new', 'activating', 'inactive')
          and tribe_organisation_id is not null and winbooks_url is not null and winbooks_folder is not null`,
      [sql.tenantId],
    ),
  );
  if ('takenBy' in outcome) {
    return { conflict: outcome.takenBy === 'tenants_tribe_organisation_once' ? 'tribe' : 'winbooks' };
  }
  if (outcome.value.rowCount === 1) return 'active';
  return (await getTenant(sql))?.state === 'active' ? 'active' : 'not-ready';
}

/** active → paused: no fence that starts after this commit lets a write through. False in any other state. */
export async function pauseTenant(sql: TenantSql, reason: string): Promise<boolean> {
  const result = await sql.query(
    `update tenants set state = 'paused', pause_reason = $2 where id = $1 and state = 'active'`,
    [sql.tenantId, reason],
  );
  return result.rowCount === 1;
}

/** paused → active. False in any other state. */
export async function resumeTenant(sql: TenantSql): Promise<boolean> {
  const result = await sql.query(
    `update tenants set state = 'active', pause_reason = null where id = $1 and state = 'paused'`,
    [sql.tenantId],
  );
  return result.rowCount === 1;
}

/** Moves the tenant to `next`, from one of `from` only. For activation and drain; see `activateTenant` for active. */
export async function setTenantState(
  sql: TenantSql,
  next: Exclude<TenantState, 'active' | 'paused'>,
  from: readonly TenantState[],
): Promise<boolean> {
  const result = await sql.query(
    `update tenants set state = $2, pause_reason = null where id = $1 and state = any($3::text[])`,
    [sql.tenantId, next, from],
  );
  return result.rowCount === 1;
}

/** Locks the tenant's row for the rest of the transaction, so that versions are numbered consecutively. */
export async function lockTenant(sql: TenantSql): Promise<TenantId> {
  await sql.query(`select from tenants where id = $1 for no key update`, [sql.tenantId]);
  return sql.tenantId;
}
