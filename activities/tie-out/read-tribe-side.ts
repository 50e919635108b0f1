import { z } from 'zod';
import { listPlace, MOST_IDS, readInvoicesById, readSentInvoices } from '../../clients/tribe';
import type { TribeId } from '../../domain/ids';
import type { TieOutRead, TieOutRunInput } from '../../domain/steps/tie-out-steps';
import { saveProgress, type TieOutRun } from '../../store/tie-out/tie-out-runs';
import { bookingsOf, stageInvoices, unseenBookings } from '../../store/tie-out/staged-invoices';
import type { TenantContext } from '../connection/tenant-connections';
import type { Dependencies } from '../dependencies';
import { withHeartbeat } from '../heartbeat';
import { noAnswer } from '../reading';
import { openRun } from './open-run';
import { daysOf } from './tie-out-scope';
import { goneSide, sidesOf } from './tribe-side';

const progress = z.object({
  place: listPlace.nullable(),
  rows: z.number(),
  /** The list was read to its end; what it did not show is asked for by id. */
  isListed: z.boolean(),
  isWhole: z.boolean(),
});
type Progress = z.output<typeof progress>;
const NOTHING: Progress = { place: null, rows: 0, isListed: false, isWhole: false };

/**
 * Reads Tribe's Sent and Paid invoices page by page, each with what is expected of the ledger. A page is stored with the place where
 * reading stopped, so that a run which is killed goes on there. Booked invoices that the list did not show are asked for by their ids:
 * they were deleted, moved to another month, or are in a phase of their own.
 */
export function readTribeSide(deps: Dependencies, input: TieOutRunInput): Promise<TieOutRead> {
  return withHeartbeat(async (show) => {
    const { context, run } = await openRun(deps, input);
    const until = Date.now() + deps.configuration.timings.tieOut.stepMs;
    let at = progress.catch(NOTHING).parse(run.progress['tribe'] ?? NOTHING);
    while (!at.isWhole && Date.now() < until && !deps.stopping.aborted) {
      at = at.isListed ? await readUnseen(deps, context, run, at) : await readListed(deps, context, run, at);
      show({ rows: at.rows });
    }
    return { rows: at.rows, isWhole: at.isWhole };
  });
}

async function readListed(
  deps: Dependencies,
  context: TenantContext,
  run: TieOutRun,
  at: Progress,
): Promise<Progress> {
  const days = daysOf(run.month, context.settings.startDate);
  const page = await readSentInvoices(context.tribe, context.invoiceDateField ?? '', days, at.place);
  if (page.kind !== 'ok') throw noAnswer('Tribe', page);
  const { invoices, next } = page.value;
  await deps.debugPoint('tie-out-page-read');
  return deps.database.asTenant(context.tenant.id, async (sql) => {
    await stageInvoices(sql, run.id, await sidesOf(sql, context, invoices));
    const after = { place: next, rows: at.rows + invoices.length, isListed: next === null, isWhole: false };
    await saveProgress(sql, run.id, 'tribe', after);
    return after;
  });
}

async function readUnseen(
  deps: Dependencies,
  context: TenantContext,
  run: TieOutRun,
  at: Progress,
): Promise<Progress> {
  const tenant = context.tenant.id;
  const days = daysOf(run.month, context.settings.startDate);
  const ids = await deps.database.asTenant(tenant, (sql) => unseenBookings(sql, run.id, days, MOST_IDS));
  if (ids.length > 0) await stageById(deps, context, run.id, ids);
  const after = { ...at, rows: at.rows + ids.length, isWhole: ids.length === 0 };
  await deps.database.asTenant(tenant, (sql) => saveProgress(sql, run.id, 'tribe', after));
  return after;
}

/** Stages these invoices as they are now in any phase, or as deleted. At most `MOST_IDS`. */
export async function stageById(
  deps: Pick<Dependencies, 'database'>,
  context: TenantContext,
  run: string,
  ids: readonly TribeId[],
): Promise<void> {
  const read = await readInvoicesById(context.tribe, context.invoiceDateField ?? '', ids);
  if (read.kind !== 'ok') throw noAnswer('Tribe', read);
  const present = new Set(read.value.map(({ id }) => id));
  const gone = ids.filter((id) => !present.has(id));
  await deps.database.asTenant(context.tenant.id, async (sql) => {
    const sides = await sidesOf(sql, context, read.value);
    const bookings = await bookingsOf(sql, gone);
    await stageInvoices(sql, run, [...sides, ...gone.map((id) => goneSide(id, bookings.get(id) ?? null))]);
  });
}
