import { setTimeout as sleep } from 'node:timers/promises';
import { findKnownInvoices, MOST_IDS } from '../../clients/tribe';
import type { TribeId, WinbooksId } from '../../domain/ids';
import type { DueLook } from '../../store/bookings/late-looks';
import type { TenantContext } from '../connection/tenant-connections';
import type { Dependencies } from '../dependencies';
import { NoAnswer } from '../reading';

/** From this many documents in a period on, its list is read; fewer are read one by one. */
const WORTH_A_LIST = 4;

/** The invoices that were seen; nothing is known of the others. */
export interface Seen {
  readonly inWinbooks: ReadonlySet<TribeId>;
  readonly inTribe: ReadonlySet<TribeId>;
}

/**
 * Looks for many booked invoices at once, in both systems: in WinBooks through the list of a period's sales, which is
 * read at most every ten minutes and also serves near misses; in Tribe by twenty at a time. Throws when Tribe gives no
 * answer.
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

/** Where a list gives no answer, its rows are asked for one by one: that distinguishes an outage from a row that fails alone. */
function unlessUnanswered(error: unknown): null {
  if (error instanceof NoAnswer) return null;
  throw error;
}

/**
 * If an installation does not accept the question, or fails on one of the rows, its invoices are asked for one by one
 * later.
 */
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
