import { setTimeout as sleep } from 'node:timers/promises';
import { findKnownInvoices, MOST_IDS } from '../../clients/tribe';
import type { TribeId, WinbooksId } from '../../domain/ids';
import type { DueLook } from '../../store/bookings/late-looks';
import type { TenantContext } from '../connection/tenant-connections';
import type { Dependencies } from '../dependencies';
import { NoAnswer } from '../reading';

/** A period is listed where so many of its documents are to be seen; for fewer, each is asked for by itself. */
const WORTH_A_LIST = 4;

/** Those that were seen; of the others nothing is known. */
export interface Seen {
  readonly inWinbooks: ReadonlySet<TribeId>;
  readonly inTribe: ReadonlySet<TribeId>;
}

/**
 * Looks for many booked invoices at once, in both systems: in WinBooks by the list of a period's sales, which is read at most every
 * ten minutes and serves the near misses too; in Tribe twenty by twenty. Throws when Tribe gives no answer.
 */
export async function stillThere(
  deps: Dependencies,
  context: TenantContext,
  due: readonly DueLook[],
): Promise<Seen> {
  const booked = due.filter(({ isBooked }) => isBooked);
  return {
    inWinbooks: await inWinbooks(
      deps,
      context,
      booked.filter(({ isPlain }) => isPlain),
    ),
    inTribe: await inTribe(context, booked),
  };
}

async function inWinbooks(
  deps: Dependencies,
  context: TenantContext,
  due: readonly DueLook[],
): Promise<ReadonlySet<TribeId>> {
  const folder = deps.masterData.of(context.winbooks);
  const seen = new Set<TribeId>();
  for (const [period, rows] of byPeriod(due)) {
    if (rows.length < WORTH_A_LIST) continue;
    const listed = await Promise.race([
      folder.salesOf(period).catch(unlessUnanswered),
      sleep(deps.configuration.timings.upkeep.listWithinMs, null, { ref: false }),
    ]);
    for (const { id, winbooksId } of rows)
      if (winbooksId !== null && listed?.has(winbooksId) === true) seen.add(id);
  }
  return seen;
}

function byPeriod(due: readonly DueLook[]): ReadonlyMap<WinbooksId, DueLook[]> {
  const periods = new Map<WinbooksId, DueLook[]>();
  for (const row of due)
    if (row.periodId !== null) periods.set(row.periodId, [...(periods.get(row.periodId) ?? []), row]);
  return periods;
}

/** What one list does not answer is asked one by one, where an outage is told from a row that fails alone. */
function unlessUnanswered(error: unknown): null {
  if (error instanceof NoAnswer) return null;
  throw error;
}

/** An installation that does not take the question, or one of whose rows it fails at, is asked one by one, later. */
async function inTribe({ tribe }: TenantContext, due: readonly DueLook[]): Promise<ReadonlySet<TribeId>> {
  const seen = new Set<TribeId>();
  const ids = due.map(({ id }) => id);
  for (let from = 0; from < ids.length; from += MOST_IDS) {
    const known = await findKnownInvoices(tribe, ids.slice(from, from + MOST_IDS));
    if (known.kind !== 'ok') return seen;
    for (const id of known.value) seen.add(id);
  }
  return seen;
}
