import { z } from 'zod';
import type { Failure } from '../../clients/outcome';
import { readChangedLines, rowsPlace, type ChangedLine } from '../../clients/winbooks';
import { tenantId } from '../../domain/ids';
import type { SyncInput, WatchResult } from '../../domain/steps/sync-steps';
import type { TenantSql } from '../../store/database/database';
import { invoicePhases } from '../../store/payments/invoice-phases';
import {
  countDuePayments,
  hasPayments,
  stirPayments,
  type LedgerStir,
} from '../../store/payments/payment-queue';
import { advanceWatermark, readWatermark, type Watermark } from '../../store/tenants/watermarks';
import { noteConnectionFailure } from '../connection/connection-issues';
import { mayRead, openTenantWith, type TenantContext } from '../connection/tenant-connections';
import type { Dependencies } from '../dependencies';
import { lookAgainLater, withHeartbeat } from '../heartbeat';
import { inWords } from '../waiting';

/** How far the lines of the ledger were read. */
const FEED = 'winbooks.payments';

/** Where reading stopped, and the latest change that was seen since it began. */
const storedPlace = z.object({ upTo: z.string().nullable(), place: rowsPlace.nullable() });
type StoredPlace = z.output<typeof storedPlace>;

interface Due {
  readonly due: number;
  readonly arePhasesDue: boolean;
}

interface Position extends Due {
  readonly mark: Watermark | null;
  readonly hasPayments: boolean;
}

/** A poll of the ledger, and what is due after it. */
type Polled = Due & { readonly stirred: number } & (
    { readonly kind: 'whole' | 'more' } | { readonly kind: 'noAnswer'; readonly failure: Failure }
  );

/**
 * One poll of the payments: what changed in the ledger makes the invoices due that it may concern, page by page. Completes only when
 * something is due, by that or by its own time; otherwise it fails as benign, and its retry after the poll interval is the next poll.
 * While WinBooks gives no answer nothing of it is due, so that an outage costs no history.
 */
export function watchPayments(deps: Dependencies, input: SyncInput): Promise<WatchResult> {
  return withHeartbeat(async (tell) => {
    const tenant = tenantId(input.tenant);
    const { context, also } = await openTenantWith(deps, tenant, async (sql): Promise<Position> => ({
      mark: await readWatermark(sql, FEED),
      hasPayments: await hasPayments(sql),
      ...(await whatIsDue(sql)),
    }));
    const { payments } = deps.configuration.timings;
    if (!mayRead(context.tenant) || !context.settings.syncPayments)
      throw lookAgainLater('Payments are not synchronised now', 'NotSynchronised', payments.offAgainMs);
    const pollMs = context.settings.pollSeconds * 1000;
    if (!also.hasPayments) throw lookAgainLater('Nothing is booked yet', 'NothingNew', pollMs);
    const polled = await pollLedger(deps, context, also);
    tell({ winbooks: polled.kind });
    if (polled.kind === 'noAnswer') await noteConnectionFailure(deps, tenant, 'winbooks', polled.failure);
    const due = polled.kind === 'noAnswer' ? 0 : polled.due;
    if (context.tenant.state === 'active' && (due > 0 || polled.arePhasesDue))
      return { found: polled.stirred, due: Math.max(due, 1) };
    if (polled.kind === 'more') throw lookAgainLater('There is more to read', 'MoreToRead', 1);
    if (polled.kind === 'noAnswer')
      throw lookAgainLater(inWords(polled.failure), 'VendorGaveNoAnswer', pollMs, 'a failure');
    throw lookAgainLater('Nothing new', 'NothingNew', pollMs);
  });
}

/**
 * Reads the lines that changed since the last poll, a page at a time, each stored with the place where reading stopped. The first poll
 * begins at this moment: what was booked before is looked at anyway.
 */
async function pollLedger(
  deps: Dependencies,
  { tenant, winbooks }: TenantContext,
  { mark, due, arePhasesDue }: Position,
): Promise<Polled> {
  const times = deps.configuration.timings.poll;
  const until = Date.now() + times.pagesForMs;
  let { place, upTo } = placeIn(mark);
  let version = mark?.version ?? 0;
  let stirred = 0;
  let isFilterIgnored = false;
  const since = sinceOf(mark, times);
  for (;;) {
    const page = await readChangedLines(winbooks, { since, place, isFilterIgnored });
    if (page.kind !== 'ok') {
      const now = await deps.database.asTenant(tenant.id, whatIsDue);
      return { kind: 'noAnswer', failure: page, stirred, ...now };
    }
    ({ isFilterIgnored } = page.value);
    const { lines } = page.value;
    // Where the server honours neither date nor order, a poll would read the whole ledger: the looks by time have to do.
    const next = page.value.next?.mode === 'all' ? null : page.value.next;
    // A poll without news writes nothing.
    const isNews = mark?.position == null || mark.place !== null || lines.length > 0 || next !== null;
    if (!isNews) return { kind: 'whole', stirred, due, arePhasesDue };
    const clock = page.value.vendorNow ?? new Date();
    upTo = latestOf([upTo, ...lines.map(({ modifiedAt }) => earlierOf(modifiedAt, clock))]);
    const reached = next === null ? (upTo ?? earlierOf(since, clock)) : isFilterIgnored ? null : upTo;
    const after: StoredPlace | null = next === null ? null : { upTo, place: next };
    const stored = await deps.database.asTenant(tenant.id, async (sql) => {
      if (!(await advanceWatermark(sql, FEED, reached, version, null, after))) return null;
      const count = await stirPayments(sql, lines.flatMap(stirOf));
      return { count, ...(await whatIsDue(sql)) };
    });
    // Another watch reads the same list and is further along.
    if (stored === null)
      return { kind: 'whole', stirred, ...(await deps.database.asTenant(tenant.id, whatIsDue)) };
    const { count, ...now } = stored;
    stirred += count;
    version += 1;
    if (next === null) return { kind: 'whole', stirred, ...now };
    place = next;
    if (Date.now() > until) return { kind: 'more', stirred, ...now };
  }
}

const whatIsDue = async (sql: TenantSql): Promise<Due> => ({
  due: await countDuePayments(sql),
  arePhasesDue: await invoicePhases.isDue(sql),
});

/**
 * A change of a line on a customer's account. A new invoice of the customer concerns no other one, unless it is matched: only bank and
 * miscellaneous entries do, which begin at 1000 (winbooks-api §4.9).
 */
function stirOf({ documentId, customerId, matchId, order, modifiedAt }: ChangedLine): LedgerStir[] {
  if (customerId === null || modifiedAt === null) return [];
  const concernsOthers = matchId !== null || order === null || order >= FIRST_OF_BANK;
  return [{ documentId, matchId, customerId: concernsOthers ? customerId : null, modifiedAt }];
}
const FIRST_OF_BANK = 1000;

function placeIn(mark: Watermark | null): StoredPlace {
  const stored = storedPlace.safeParse(mark?.place);
  return stored.success ? stored.data : { upTo: null, place: null };
}

/**
 * From where to read. Each poll reads a little again, because lines may appear late; a position that has not moved for longer has
 * received all of them.
 */
function sinceOf(
  mark: Watermark | null,
  { overlapMs, settledAfterMs }: Dependencies['configuration']['timings']['poll'],
): string {
  if (mark?.position == null) return new Date(Date.now() - overlapMs).toISOString();
  const isSettled = mark.unmovedSeconds * 1000 > overlapMs + settledAfterMs;
  return new Date(Date.parse(mark.position) + (isSettled ? 1_000 : -overlapMs)).toISOString();
}

/** A line that is stamped in the future must hide nothing. */
function earlierOf(at: string | null, clock: Date): string | null {
  if (at === null) return null;
  return Date.parse(at) < clock.getTime() ? at : clock.toISOString();
}

const latestOf = (moments: readonly (string | null)[]): string | null =>
  moments.reduce<string | null>(
    (latest, at) => (at !== null && (latest === null || Date.parse(at) > Date.parse(latest)) ? at : latest),
    null,
  );
