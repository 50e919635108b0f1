import type { WinbooksConnection } from '../../clients/connection';
import type { Failure } from '../../clients/outcome';
import type { Configuration } from '../../configuration/configuration';
import type { TenantId } from '../../domain/ids';
import { issue, type IssueCode } from '../../domain/issues/issue-catalogue';
import { recordAuditEvent } from '../../store/issues/audit-events';
import { closeIssue, hasOpenIssue, openIssue } from '../../store/issues/issues';
import type { TenantSql } from '../../store/database/database';
import type { Vendor } from '../../store/connections/connections';
import { noteFailing, type OutageCause, listOutages } from '../../store/connections/outages';
import { pauseTenant } from '../../store/tenants/tenants';
import type { Dependencies } from '../dependencies';
import { outageEnded } from './outages';
import { probeFolder } from '../../clients/winbooks';

export const CONNECTION_REFUSED = {
  tribe: 'CONNECTION_REFUSED_TRIBE',
  winbooks: 'CONNECTION_REFUSED_WINBOOKS',
} as const satisfies Readonly<Record<Vendor, IssueCode>>;

const ABOUT_TRIBE = { kind: 'connection', id: 'tribe' } as const;

/**
 * A connection that is refused needs a person: opens its issue. A consent that is no longer valid (tribe-api §1.4) also pauses the
 * tenant, because asking again cannot help. An outage needs nobody: it passes.
 */
export async function noteConnectionFailure(
  deps: Pick<Dependencies, 'database'>,
  tenant: TenantId,
  vendor: Vendor,
  failure: Failure,
): Promise<void> {
  if (failure.kind !== 'refused' && failure.kind !== 'unauthorised') return;
  const code = CONNECTION_REFUSED[vendor];
  const isGrantDead = failure.kind === 'refused' && failure.about === 'grant';
  await deps.database.asTenant(tenant, async (sql) => {
    await openIssue(sql, code, { kind: 'connection', id: vendor }, { words: failure.words });
    if (vendor === 'tribe') await closeIssue(sql, 'POLL_FAILS', ABOUT_TRIBE);
    if (isGrantDead && (await pauseTenant(sql, code)))
      await recordAuditEvent(sql, {
        actor: 'worker',
        action: 'pause',
        record: 'tenant',
        details: { cause: code },
      });
  });
}

export async function noteConnectionWorks(
  deps: Pick<Dependencies, 'database'>,
  tenant: TenantId,
  vendor: Vendor,
): Promise<void> {
  await deps.database.asTenant(tenant, (sql) =>
    closeIssue(sql, CONNECTION_REFUSED[vendor], { kind: 'connection', id: vendor }),
  );
}

/** An issue opens after this number of failed polls in a row. The command `status` shows the first one. */
const SHOWN_AFTER = 5;

/** Notes that reading Tribe has failed, for whatever reason. A poll that keeps failing opens an issue. */
export async function notePollFailed(
  deps: Pick<Dependencies, 'database'>,
  tenant: TenantId,
  why: OutageCause,
): Promise<void> {
  await deps.database.asTenant(tenant, async (sql) => {
    const { since, failures } = await noteFailing(sql, 'poll', why);
    if (failures < SHOWN_AFTER) return;
    // The issue about the refused access gives the reason already.
    if (await hasOpenIssue(sql, CONNECTION_REFUSED.tribe, ABOUT_TRIBE)) return;
    const { code, params } = issue('POLL_FAILS', {
      words: why.cause,
      host: why.host ?? 'Tribe',
      since: `${since.toISOString().slice(0, 16).replace('T', ' ')} UTC`,
    });
    await openIssue(sql, code, ABOUT_TRIBE, params);
  });
}

/** Tribe answers: a refused access and an outage have ended. In the caller's transaction. */
export async function tribeAnswers(
  sql: TenantSql,
  configuration: Pick<Configuration, 'timings'>,
): Promise<void> {
  await closeIssue(sql, CONNECTION_REFUSED.tribe, ABOUT_TRIBE);
  await outageEnded(sql, configuration, 'tribe');
}

/** The same once Tribe was read to its end: the issue of failed polls closes, and what waited for it is tried at once. */
export async function tribeWasRead(
  sql: TenantSql,
  configuration: Pick<Configuration, 'timings'>,
): Promise<void> {
  await tribeAnswers(sql, configuration);
  if (await outageEnded(sql, configuration, 'poll')) await closeIssue(sql, 'POLL_FAILS', ABOUT_TRIBE);
}

/** Whether WinBooks is known to refuse the tenant's credentials, or to give no answer. */
export async function isWinbooksSilent(sql: TenantSql): Promise<boolean> {
  return (
    (await hasOpenIssue(sql, CONNECTION_REFUSED.winbooks, { kind: 'connection', id: 'winbooks' })) ||
    (await listOutages(sql)).some(({ subject }) => subject === 'winbooks')
  );
}

/** Asks WinBooks again, and closes the issue once it accepts us. The listener of the connection notes the end of an outage. */
export async function recheckWinbooks(
  deps: Pick<Dependencies, 'database'>,
  { tenant, winbooks }: { readonly tenant: { readonly id: TenantId }; readonly winbooks: WinbooksConnection },
): Promise<void> {
  const probed = await probeFolder(winbooks);
  if (probed.kind === 'ok') await noteConnectionWorks(deps, tenant.id, 'winbooks');
}
