import type { Failure } from '../clients/outcome';
import { checkTribeCredentials, readIdentity } from '../clients/tribe';
import { checkWinbooksCredentials, probeFolder } from '../clients/winbooks';
import type { TenantId } from '../domain/ids';
import type { Issue } from '../domain/issues/issue-catalogue';
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
  type Vendor,
  type WinbooksCredentials,
} from '../store/connections/connections';
import type { TenantSql } from '../store/database/database';
import { closeIssue } from '../store/issues/issues';
import { getTenant, resumeTenant } from '../store/tenants/tenants';
import { failed, refused, vendorFailed, type ActionDependencies, type Refusal } from './action';
import { wakeLoop } from './tenant-loop';
import { CONNECTION_REFUSED } from '../activities/connection/connection-issues';
import {
  tribeConnection,
  winbooksConnection,
  type ConnectionDependencies,
} from '../activities/connection/tenant-connections';
import { audited } from './audited';

/** What a person entered anew; all else stays as it is. */
export interface NewCredentials {
  readonly clientId?: string | undefined;
  readonly clientSecret?: string | undefined;
  readonly refreshToken?: string | undefined;
  readonly exchangeToken?: string | undefined;
}

export interface Reconnected {
  readonly ok: true;
  /** A pause that a dead consent had caused has ended. */
  readonly isResumed: boolean;
  /** Why its work does not go on at once; null when it does. */
  readonly delayedBy: Issue | null;
}

/**
 * Connects a tenant again: checks both sides live, saves what is new as the next version of its connection, closes the
 * issues and ends a pause that a dead consent had caused. Its loop goes on from its watermark by itself. Refused when the
 * credentials belong to another Tribe organisation.
 */
export async function reconnectTenant(
  deps: ConnectionDependencies & Pick<ActionDependencies, 'temporal' | 'actor'>,
  id: TenantId,
  given: NewCredentials,
): Promise<Reconnected | Refusal> {
  return audited(deps, id, { action: 'reconnect' }, async () => {
    const stored = await deps.database.asTenant(id, async (sql) => ({
      tenant: await getTenant(sql),
      tribe: await loadConnection(sql, deps.keyRing, 'tribe'),
      winbooks: await loadConnection(sql, deps.keyRing, 'winbooks'),
    }));
    const { tenant, tribe: tribeBefore, winbooks: winbooksBefore } = stored;
    if (!tenant || !tribeBefore || !winbooksBefore)
      return refused('TENANT_NEVER_CONNECTED', { integration: id });
    const tribe = withCredentials(deps, tribeBefore, newTribeCredentials(tribeBefore.credentials, given));
    const winbooks = withCredentials(deps, winbooksBefore, {
      ...winbooksBefore.credentials,
      exchangeToken: given.exchangeToken ?? winbooksBefore.credentials.exchangeToken,
    });

    const problem =
      (await problemWithTribe(deps, tribe, tenant.tribeOrganisationId)) ??
      (await problemWithWinbooks(deps, winbooks));
    if (problem !== null) return problem;

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
      await recordAuditEvent(sql, {
        actor: deps.actor,
        action: 'reconnect',
        record: 'tenant',
        details: { renewed: namesOf(given) },
      });
      return mayResume;
    });
    const awake = isResumed || tenant.state === 'active' ? await wakeLoop(deps, id) : null;
    return { ok: true, isResumed, delayedBy: awake === null || awake.ok ? null : awake };
  });
}

/** Which credentials were given, never their values; null when none were. */
const namesOf = (given: NewCredentials): string | null =>
  Object.entries(given)
    .flatMap(([name, value]) => (value === undefined ? [] : [name]))
    .join(', ') || null;

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
): Promise<Refusal | null> {
  const connection = tribeConnection(deps, wanted);
  // The vault may hold a token that still lives: a changed secret shows only when a new one is asked for.
  const held = await connection.tokens.read();
  if (held !== null) await connection.tokens.store({ ...held, expiresAt: 0 }, held.version);
  const accepted = await checkTribeCredentials(connection);
  if (accepted.kind !== 'ok') return notAccepted('tribe', accepted);
  const identity = await readIdentity(connection);
  if (identity.kind !== 'ok') return notAccepted('tribe', identity);
  return organisation === null || identity.value.relationId === organisation
    ? null
    : refused('TRIBE_ORGANISATION_DIFFERS', {});
}

async function problemWithWinbooks(
  deps: ConnectionDependencies,
  wanted: Connection<WinbooksCredentials>,
): Promise<Refusal | null> {
  const connection = winbooksConnection(deps, wanted);
  const accepted = await checkWinbooksCredentials(connection);
  if (accepted.kind !== 'ok') return notAccepted('winbooks', accepted);
  const probed = await probeFolder(connection);
  return probed.kind === 'ok' ? null : notAccepted('winbooks', probed);
}

/** Why a side does not let us in, or that it does not answer. */
function notAccepted(vendor: Vendor, failure: Failure): Refusal {
  return failure.kind === 'refused' || failure.kind === 'unauthorised'
    ? failed(CONNECTION_REFUSED[vendor], { words: failure.words })
    : vendorFailed(vendor === 'tribe' ? 'Tribe' : 'WinBooks', failure);
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
