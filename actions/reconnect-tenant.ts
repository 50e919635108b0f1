import type { Outcome } from '../clients/outcome';
import { checkTribeCredentials, readIdentity } from '../clients/tribe';
import { checkWinbooksCredentials, probeFolder } from '../clients/winbooks';
import type { TenantId } from '../domain/ids';
import { recordAuditEvent } from '../store/issues/audit-events';
import { dueNow } from '../store/bookings/booking-queue';
import {
  fingerprintOf,
  loadConnection,
  recordConnectionCheck,
  saveConnection,
  type Connection,
  type Credentials,
  type TribeCredentials,
  type WinbooksCredentials,
} from '../store/connections/connections';
import type { TenantSql } from '../store/database/database';
import { closeIssue } from '../store/issues/issues';
import { getTenant, resumeTenant } from '../store/tenants/tenants';
import type { Dependencies } from '../activities/dependencies';
import { wakeLoop } from './tenant-loop';
import { inWords } from '../activities/waiting';
import { CONNECTION_REFUSED } from '../activities/connection/connection-issues';
import {
  tribeConnection,
  winbooksConnection,
  type ConnectionDependencies,
} from '../activities/connection/tenant-connections';

/** What a person entered anew; all else stays as it is. */
export interface NewCredentials {
  readonly clientId?: string | undefined;
  readonly clientSecret?: string | undefined;
  readonly refreshToken?: string | undefined;
  readonly exchangeToken?: string | undefined;
}

/**
 * `delayedBy`: connected, and why its work does not go on at once. `problem`: in words for a person, without secrets; nothing
 * was saved then.
 */
export type ReconnectResult =
  | { readonly ok: true; readonly isResumed: boolean; readonly delayedBy: string | null }
  | { readonly ok: false; readonly isUnknown: boolean; readonly problem: string };

/**
 * Connects a tenant again: checks both sides live, saves what is new as the next version of its connection, closes the
 * issues and ends a pause that a dead consent had caused. Its loop goes on from its watermark by itself. Refused when the
 * credentials belong to another Tribe organisation.
 */
export async function reconnectTenant(
  deps: ConnectionDependencies & Pick<Dependencies, 'temporal'>,
  id: TenantId,
  given: NewCredentials,
): Promise<ReconnectResult> {
  const stored = await deps.database.asTenant(id, async (sql) => ({
    tenant: await getTenant(sql),
    tribe: await loadConnection(sql, deps.keyRing, 'tribe'),
    winbooks: await loadConnection(sql, deps.keyRing, 'winbooks'),
  }));
  const { tenant, tribe: tribeBefore, winbooks: winbooksBefore } = stored;
  if (!tenant || !tribeBefore || !winbooksBefore)
    return { ok: false, isUnknown: true, problem: `There is no tenant "${id}" that was ever connected.` };
  const tribe = withCredentials(deps, tribeBefore, newTribeCredentials(tribeBefore.credentials, given));
  const winbooks = withCredentials(deps, winbooksBefore, {
    ...winbooksBefore.credentials,
    exchangeToken: given.exchangeToken ?? winbooksBefore.credentials.exchangeToken,
  });

  const problem =
    (await problemWithTribe(deps, tribe, tenant.tribeOrganisationId)) ??
    (await problemWithWinbooks(deps, winbooks));
  if (problem !== null) return refused(problem);

  const isResumed = await deps.database.asTenant(id, async (sql) => {
    await saveChecked(deps, sql, tribeBefore, tribe);
    await saveChecked(deps, sql, winbooksBefore, winbooks);
    for (const vendor of ['tribe', 'winbooks'] as const)
      await closeIssue(sql, CONNECTION_REFUSED[vendor], { kind: 'connection', id: vendor });
    const now = await getTenant(sql);
    const mayResume = now?.state === 'paused' && now.pauseReason === CONNECTION_REFUSED.tribe;
    if (mayResume) await resumeTenant(sql);
    // What waited for the connection is due at once.
    if (mayResume || now?.state === 'active') await dueNow(sql);
    await recordAuditEvent(sql, { actor: 'person', action: 'reconnect', record: 'tenant' });
    return mayResume;
  });
  const awake = isResumed || tenant.state === 'active' ? await wakeLoop(deps, id) : null;
  return { ok: true, isResumed, delayedBy: awake === null || awake.ok ? null : awake.problem };
}

const refused = (problem: string): ReconnectResult => ({ ok: false, isUnknown: false, problem });

/** Another application has no part in the old one's consent: without a new refresh token it has its own credentials. */
function newTribeCredentials(now: TribeCredentials, given: NewCredentials): TribeCredentials {
  const { refreshToken: consent, ...rest } = now;
  const isSameApplication = given.clientId === undefined || given.clientId === now.clientId;
  const refreshToken = given.refreshToken ?? (isSameApplication ? consent : undefined);
  return {
    ...rest,
    clientId: given.clientId ?? now.clientId,
    clientSecret: given.clientSecret ?? now.clientSecret,
    ...(refreshToken === undefined ? {} : { refreshToken }),
  };
}

function withCredentials<Secrets extends Credentials>(
  { keyRing }: ConnectionDependencies,
  stored: Connection<Secrets>,
  credentials: Secrets,
): Connection<Secrets> {
  return { ...stored, credentials, fingerprint: fingerprintOf(keyRing, credentials) };
}

async function problemWithTribe(
  deps: ConnectionDependencies,
  wanted: Connection<TribeCredentials>,
  organisation: string | null,
): Promise<string | null> {
  const connection = tribeConnection(deps, wanted);
  // The vault may hold a token that still lives: a changed secret shows only when a new one is asked for.
  const held = await connection.tokens.read();
  if (held !== null) await connection.tokens.store({ ...held, expiresAt: 0 }, held.version);
  const accepted = await checkTribeCredentials(connection);
  if (accepted.kind !== 'ok') return said('Tribe', accepted);
  const identity = await readIdentity(connection);
  if (identity.kind !== 'ok') return said('Tribe', identity);
  return organisation === null || identity.value.relationId === organisation
    ? null
    : 'These credentials belong to another Tribe organisation than the one that the tenant stands for.';
}

async function problemWithWinbooks(
  deps: ConnectionDependencies,
  wanted: Connection<WinbooksCredentials>,
): Promise<string | null> {
  const connection = winbooksConnection(deps, wanted);
  const accepted = await checkWinbooksCredentials(connection);
  if (accepted.kind !== 'ok') return said('WinBooks', accepted);
  const probed = await probeFolder(connection);
  return probed.kind === 'ok' ? null : said('WinBooks', probed);
}

function said(vendor: string, outcome: Exclude<Outcome<unknown>, { kind: 'ok' }>): string {
  const words = outcome.kind === 'refused' || outcome.kind === 'unauthorised' ? ` (${outcome.words})` : '';
  return `${vendor}: ${inWords(outcome)}${words}`;
}

/** A new version where the credentials changed; the same one, checked again, where they did not. */
async function saveChecked(
  deps: ConnectionDependencies,
  sql: TenantSql,
  before: Connection,
  wanted: Connection,
): Promise<void> {
  const { credentials, concurrency, details } = wanted;
  const isNew = JSON.stringify(credentials) !== JSON.stringify(before.credentials);
  const version = isNew
    ? await saveConnection(sql, deps.keyRing, { credentials, concurrency, details })
    : before.version;
  await recordConnectionCheck(sql, credentials.vendor, version);
}
