import type { OutcomeListener } from '../../clients/connection';
import type { Failure, Outcome } from '../../clients/outcome';
import type { Configuration } from '../../configuration/configuration';
import type { TenantId } from '../../domain/ids';
import type { Vendor } from '../../store/connections/connections';
import type { Database, TenantSql } from '../../store/database/database';
import { retryFailing } from '../../store/bookings/failing-rows';
import { noteFailing, noteWorking, type OutageSubject } from '../../store/connections/outages';
import { retryUpdates } from '../../store/vendor-writes/vendor-updates';
import type { Dependencies } from '../dependencies';
import { inWords } from '../waiting';

type OutageDependencies = Pick<Dependencies, 'database' | 'configuration'>;

interface Noted {
  cause: string | null;
  at: number;
}

const notes = new WeakMap<Database, Map<string, Noted>>();

/** Notes each outage of a vendor at its first failure, and its end at the first answer. The store is asked only when that changes. */
export function outageListener(
  deps: OutageDependencies,
  tenant: TenantId,
  vendor: Vendor,
  urls: Readonly<Record<'api' | 'tokens', string>>,
): OutcomeListener {
  const { database } = deps;
  const { lookAgainMs } = deps.configuration.timings.outages;
  const noted = notes.get(database) ?? new Map<string, Noted>();
  notes.set(database, noted);
  return (outcome, at) => {
    const cause = whyFailing(outcome, at);
    if (cause === undefined) return;
    const known = noted.get(`${tenant} ${vendor}`);
    if (known?.cause === cause && Date.now() - known.at < lookAgainMs) return;
    noted.set(`${tenant} ${vendor}`, { cause, at: Date.now() });
    const write =
      cause === null
        ? endOutage(deps, tenant, vendor)
        : database.asTenant(tenant, (sql) => noteFailing(sql, vendor, { host: hostOf(urls[at]), cause }));
    // If it could not be noted, the next request notes it.
    write.catch(() => noted.delete(`${tenant} ${vendor}`));
  };
}

/** Ends an outage at the first answer: what was postponed meanwhile is tried at once. */
export async function endOutage(
  { database, configuration }: OutageDependencies,
  tenant: TenantId,
  subject: OutageSubject,
): Promise<void> {
  await database.asTenant(tenant, (sql) => outageEnded(sql, configuration, subject));
}

/** The same in the caller's transaction. Returns whether there was an outage. */
export async function outageEnded(
  sql: TenantSql,
  { timings }: Pick<Configuration, 'timings'>,
  subject: OutageSubject,
): Promise<boolean> {
  const since = await noteWorking(sql, subject);
  if (since === null) return false;
  if (Date.now() - since.getTime() > timings.outages.shortestMs) {
    await retryFailing(sql);
    if (subject === 'tribe') await retryUpdates(sql);
  }
  return true;
}

/** Null: it answers. Undefined: nothing is to be noted. The vendor was not asked, or refused credentials have an issue of their own. */
function whyFailing(outcome: Outcome<unknown>, at: 'api' | 'tokens'): string | null | undefined {
  switch (outcome.kind) {
    case 'ok':
    case 'absent':
      return null;
    case 'refused':
      return outcome.about === undefined ? null : undefined;
    case 'throttled':
      return at === 'tokens' ? undefined : whyInWords(outcome);
    case 'unauthorised':
    case 'unavailable':
    case 'unknown':
      return whyInWords(outcome);
  }
}

/** Why a vendor gave no answer, for a person: with the reason that our client saw. */
export function whyInWords(failure: Failure): string {
  return 'reason' in failure ? `${inWords(failure)} (${failure.reason})` : inWords(failure);
}

/** `api.tribecrm.nl`, or the text itself where it is no URL. */
export const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : url);
