import { ApplicationFailure } from '@temporalio/common';
import type { RequestBudget, TribeConnection, WinbooksConnection } from '../../clients/connection';
import type { Refusal } from '../../clients/outcome';
import type { TenantId } from '../../domain/ids';
import { DEFAULT_SETTINGS, tenantSettings, type TenantSettings } from '../../domain/tenant/settings';
import type { VatMap } from '../../domain/vat/vat-map';
import {
  loadCheckedConnections,
  type Connection,
  type TribeCredentials,
  type Vendor,
  type WinbooksCredentials,
} from '../../store/connections/connections';
import type { Database, TenantSql } from '../../store/database/database';
import { getTenantWithChoices } from '../../store/tenants/tenant-choices';
import type { Tenant } from '../../store/tenants/tenants';
import { CONNECTION_REFUSED, noteConnectionFailure } from './connection-issues';
import { outageListener } from './outages';
import { slotDesk, type SlotDesk } from './slot-desk';
import { tokenVault, type VaultDependencies } from './token-vault';

/** What a connection needs of a process. */
export type ConnectionDependencies = VaultDependencies;

/** Everything that one tenant's work needs: both connections, the VAT map and the settings as they are now. */
export interface TenantContext {
  readonly tenant: Tenant;
  readonly tribe: TribeConnection;
  readonly winbooks: WinbooksConnection;
  readonly winbooksConcurrency: number;
  /** Resolved from `$metadata` at connection (tribe-api §6 G1). */
  readonly invoiceDateField: string | null;
  readonly vatMap: VatMap;
  readonly settings: TenantSettings;
}

/**
 * Whether its vendors are read without a person's request: while it is active, or was paused by a person. Not while it is paused
 * because Tribe refuses us: asking again cannot help, and a refused consent must not be tried endlessly.
 */
export function mayRead({ state, pauseReason }: Tenant): boolean {
  return state === 'active' || (state === 'paused' && pauseReason !== CONNECTION_REFUSED.tribe);
}

/** Reads the tenant's context from the store. Throws (not retried) when the tenant was never connected. */
export async function openTenant(deps: ConnectionDependencies, id: TenantId): Promise<TenantContext> {
  const { context } = await openTenantWith(deps, id, async () => null);
  return context;
}

/** The same in one transaction with whatever else `read` reads of the tenant. */
export async function openTenantWith<Also>(
  deps: ConnectionDependencies,
  id: TenantId,
  read: (sql: TenantSql, tenant: Tenant, settings: TenantSettings) => Promise<Also>,
): Promise<{ readonly context: TenantContext; readonly also: Also }> {
  const { also, tenant, tribe, winbooks, vatMap, settings } = await deps.database.asTenant(
    id,
    async (sql) => {
      const found = await getTenantWithChoices(sql, tenantSettings);
      // Details that were entered and not checked yet, as in a second activation of the same tenant, are not used.
      const given = await loadCheckedConnections(sql, deps.keyRing);
      if (!found || !given.tribe || !given.winbooks)
        throw ApplicationFailure.nonRetryable(
          'The tenant has no connection details yet.',
          'TenantNotConnected',
        );
      const chosen = found.settings ?? DEFAULT_SETTINGS;
      return {
        tenant: found.tenant,
        tribe: given.tribe,
        winbooks: given.winbooks,
        vatMap: found.vatMap ?? [],
        settings: chosen,
        also: await read(sql, found.tenant, chosen),
      };
    },
  );
  const { tribeApiUrl, tribeAuthUrl, winbooksApiUrl } = deps.configuration;
  const onRefusal = (vendor: Vendor) => (refusal: Refusal) =>
    noteConnectionFailure(deps, id, vendor, refusal);
  const context: TenantContext = {
    tenant,
    tribe: {
      ...tribeConnection(deps, tribe),
      onCredentialsRefused: onRefusal('tribe'),
      onOutcome: outageListener(deps, id, 'tribe', { api: tribeApiUrl, tokens: tribeAuthUrl }),
    },
    winbooks: {
      ...winbooksConnection(deps, winbooks),
      onCredentialsRefused: onRefusal('winbooks'),
      onOutcome: outageListener(deps, id, 'winbooks', {
        api: winbooksApiUrl,
        tokens: winbooksApiUrl,
      }),
    },
    winbooksConcurrency: winbooks.concurrency,
    invoiceDateField: tribe.details.invoiceDateField ?? null,
    vatMap,
    settings,
  };
  return { context, also };
}

/** A stored Tribe connection, ready to be called. The addresses are the operator's: they follow the configuration. */
export function tribeConnection(
  deps: ConnectionDependencies,
  stored: Connection<TribeCredentials>,
): TribeConnection {
  const { clientId, clientSecret, refreshToken } = stored.credentials;
  return {
    apiUrl: deps.configuration.tribeApiUrl,
    authUrl: deps.configuration.tribeAuthUrl,
    clientId,
    clientSecret,
    ...(refreshToken === undefined ? {} : { refreshToken }),
    times: deps.configuration.timings,
    tokens: tokenVault(deps, stored.fingerprint),
    budget: requestBudget(deps, stored.fingerprint, stored.concurrency),
  };
}

/** A stored WinBooks connection, ready to be called. */
export function winbooksConnection(
  deps: ConnectionDependencies,
  stored: Connection<WinbooksCredentials>,
): WinbooksConnection {
  const { folder, email, exchangeToken } = stored.credentials;
  return {
    apiUrl: deps.configuration.winbooksApiUrl,
    folder,
    email,
    exchangeToken,
    times: deps.configuration.timings,
    tokens: tokenVault(deps, stored.fingerprint),
    budget: requestBudget(deps, stored.fingerprint, stored.concurrency),
  };
}

/** One desk per connection and process, at which its requests queue (see `slot-desk.ts`). */
const desks = new WeakMap<Database, Map<string, SlotDesk>>();

/**
 * The connection's request budget, shared by all workers. A slot is a lease of 15 s in the store that its holder renews
 * while its request may be running. A slot of a killed worker, or one that was forgotten, therefore becomes free.
 */
function requestBudget(
  { database, configuration }: Pick<ConnectionDependencies, 'database' | 'configuration'>,
  fingerprint: string,
  concurrency: number,
): RequestBudget {
  const known = desks.get(database) ?? new Map<string, SlotDesk>();
  desks.set(database, known);
  const desk = known.get(fingerprint) ?? slotDesk(database, fingerprint, configuration.timings.slots);
  known.set(fingerprint, desk);
  return { ...desk, acquire: () => desk.acquire(concurrency) };
}
