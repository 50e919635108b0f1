import type { OutcomeListener } from '../../clients/connection';
import type { Failure, Outcome } from '../../clients/outcome';
import type { TenantId } from '../../domain/ids';
import type { Vendor } from '../../store/connections/connections';
import type { Database, TenantSql } from '../../store/database/database';
import { retryFailing } from '../../store/bookings/failing-rows';
import { noteFailing, noteWorking, type OutageSubject } from '../../store/connections/outages';
import { inWords } from '../waiting';

/** So long after its last note a process looks in the store again, whether others have noted something else. Milliseconds. */
const LOOK_AGAIN_MS = 5_000;
/** What failed for less was no outage: a single request that went wrong, between others that did not. Milliseconds. */
const OUTAGE_MS = 10_000;

interface Noted {
  cause: string | null;
  at: number;
}

const notes = new WeakMap<Database, Map<string, Noted>>();

/** Notes each outage of a vendor at its first failure and its end at the first answer, with as few words to the store as that takes. */
export function outageListener(
  database: Database,
  tenant: TenantId,
  vendor: Vendor,
  urls: Readonly<Record<'api' | 'tokens', string>>,
): OutcomeListener {
  const noted = notes.get(database) ?? new Map<string, Noted>();
  notes.set(database, noted);
  return (outcome, at) => {
    const cause = whyFailing(outcome, at);
    if (cause === undefined) return;
    const known = noted.get(`${tenant} ${vendor}`);
    if (known?.cause === cause && Date.now() - known.at < LOOK_AGAIN_MS) return;
    noted.set(`${tenant} ${vendor}`, { cause, at: Date.now() });
    const write =
      cause === null
        ? endOutage(database, tenant, vendor)
        : database.asTenant(tenant, (sql) => noteFailing(sql, vendor, { host: hostOf(urls[at]), cause }));
    // What could not be noted is noted with the next request.
    write.catch(() => noted.delete(`${tenant} ${vendor}`));
  };
}

/** The first answer after an outage: what was put off meanwhile is tried at once. `also` is done with it, or not at all. */
export async function endOutage(
  database: Database,
  tenant: TenantId,
  subject: OutageSubject,
  also: (sql: TenantSql) => Promise<unknown> = async () => undefined,
): Promise<void> {
  await database.asTenant(tenant, async (sql) => {
    const since = await noteWorking(sql, subject);
    if (since === null) return;
    if (Date.now() - since.getTime() > OUTAGE_MS) await retryFailing(sql);
    await also(sql);
  });
}

/** Null: it answers. Undefined: the vendor was not asked, or somebody else tells (credentials that are refused have an issue). */
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
