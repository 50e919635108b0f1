import { z } from 'zod';
import { readRows, rowsPlace, type RowsPage } from '../../clients/winbooks';
import type { WinbooksEntity, WinbooksRows } from '../../domain/vendors/winbooks-rows';
import type { TenantSql } from '../../store/database/database';
import { enqueueRecords } from '../../store/relations/relation-queue';
import { noteForbidden, settleUnreadable } from '../../store/relations/reading-issues';
import { loadRelationSync, markSideRead } from '../../store/relations/relation-sync';
import { storeParties } from '../../store/relations/winbooks-parties';
import { storeWinbooksRows, takeChangedParties, type WinbooksRow } from '../../store/relations/winbooks-rows';
import { advanceWatermark, readWatermark, touchPoll, type Watermark } from '../../store/tenants/watermarks';
import type { TenantContext } from '../connection/tenant-connections';
import type { Dependencies } from '../dependencies';
import type { SidePolled } from './poll-tribe-relations';

/** Customers and suppliers last: by then what they are put together from is there. */
const ENTITIES = [
  'contact',
  'thirdContact',
  'address',
  'third',
  'customer',
  'supplier',
] as const satisfies readonly WinbooksEntity[];

/** Parties are put together this many thirds at a time. */
const THIRDS_AT_ONCE = 50;

/**
 * Reads what changed in WinBooks' lists since they were read last, page by page, and puts the parties together of which something
 * changed (winbooks-api §5.a). Each page is stored with the place where reading stopped, so that the next poll, in any process,
 * continues there. WinBooks may not honour a filter: what did not change is recognised by its content.
 */
export async function pollWinbooksRows(
  deps: Pick<Dependencies, 'database' | 'configuration'>,
  context: TenantContext,
  until: number,
): Promise<SidePolled> {
  const tenant = context.tenant.id;
  let hasContacts = true;
  for (const entity of ENTITIES) {
    const polled = await pollRows(deps, context, entity, until);
    await deps.database.asTenant(tenant, (sql) => noteForbidden(sql, entity, polled.kind === 'forbidden'));
    if (polled.kind === 'notOffered' || polled.kind === 'forbidden')
      hasContacts &&= entity !== 'contact' && entity !== 'thirdContact';
    else if (polled.kind !== 'whole') return { ...polled, found: 0 };
  }
  const isFirst = !(await deps.database.asTenant(tenant, loadRelationSync)).isWinbooksRead;
  let found = 0;
  for (;;) {
    const stored = await deps.database.asTenant(tenant, async (sql) => {
      const parties = await takeChangedParties(sql, THIRDS_AT_ONCE, hasContacts);
      if (parties === null) return null;
      const count = await storeParties(
        sql,
        parties.map(({ party }) => party),
      );
      // No list tells of an address or contact that was deleted, and until now all of them were read just before.
      const unsure = isFirst ? [] : parties.filter(({ isOneOfSeveral }) => isOneOfSeveral);
      const records = unsure.map(({ party: { role, id } }) => ({ role, recordId: id }));
      await enqueueRecords(sql, 'winbooks', records, true);
      return count;
    });
    if (stored === null) break;
    found += stored;
    if (Date.now() > until) return { kind: 'more', found };
  }
  if (isFirst) await deps.database.asTenant(tenant, (sql) => markSideRead(sql, 'winbooks'));
  return { kind: 'whole', found };
}

type RowsPolled =
  | { readonly kind: 'whole' }
  | { readonly kind: 'more' }
  | { readonly kind: 'notOffered' }
  | { readonly kind: 'forbidden' }
  | Omit<Extract<SidePolled, { readonly kind: 'noAnswer' }>, 'found'>;

/**
 * Where reading stopped. `began`: the vendor's clock when the first full reading began; changes are read from there. `upTo`: the latest
 * date that was seen in a list that is not read in the order of its dates: the watermark moves there at its end, not before.
 */
const storedPlace = z.object({
  began: z.string().nullable(),
  upTo: z.string().nullable().default(null),
  place: rowsPlace.nullable(),
});
type StoredPlace = z.output<typeof storedPlace>;

async function pollRows(
  deps: Pick<Dependencies, 'database' | 'configuration'>,
  context: TenantContext,
  entity: WinbooksEntity,
  until: number,
): Promise<RowsPolled> {
  const tenant = context.tenant.id;
  const feed = `winbooks.${entity}`;
  const { overlapMs } = deps.configuration.timings.poll;
  const mark = await deps.database.asTenant(tenant, (sql) => readWatermark(sql, feed));
  let { began, place, upTo } = placeIn(mark);
  let version = mark?.version ?? 0;
  const position = mark?.position ?? null;
  const since = position === null ? null : new Date(Date.parse(position) - overlapMs).toISOString();
  let isFilterIgnored = false;
  for (;;) {
    const page: Awaited<ReturnType<typeof readRows<WinbooksEntity>>> = await readRows(
      context.winbooks,
      entity,
      { since, place, isFilterIgnored },
    );
    if (page.kind !== 'ok') return { kind: 'noAnswer', failure: page };
    if (page.value === 'notOffered' || page.value === 'forbidden') return { kind: page.value };
    const { next, vendorNow } = page.value;
    ({ isFilterIgnored } = page.value);
    const clock = vendorNow ?? new Date();
    began = since === null ? (began ?? clock.toISOString()) : null;
    upTo = laterOf(upTo, earlierOf(page.value.upTo, clock));
    const isInOrder = since !== null && !isFilterIgnored;
    const reached = isInOrder || next === null ? (since === null ? began : upTo) : null;
    const after: StoredPlace | null = next === null ? null : { began, upTo, place: next };
    const rows = page.value;
    const isMoved = await deps.database.asTenant(tenant, async (sql) => {
      await storeWinbooksRows(sql, rowsIn(entity, rows));
      const readable = rows.rows.map(({ id }) => id);
      await settleUnreadable(sql, { vendor: 'WinBooks', unreadable: rows.unreadable, readable });
      return movePlace(sql, feed, { version, reached, after });
    });
    // Another watch reads the same list and is further along.
    if (!isMoved) return { kind: 'whole' };
    version += 1;
    if (next === null) return { kind: 'whole' };
    place = next;
    if (Date.now() > until) return { kind: 'more' };
  }
}

function placeIn(mark: Watermark | null): StoredPlace {
  const stored = storedPlace.safeParse(mark?.place);
  return stored.success ? stored.data : { began: null, upTo: null, place: null };
}

async function movePlace(
  sql: TenantSql,
  feed: string,
  {
    version,
    reached,
    after,
  }: { readonly version: number; readonly reached: string | null; readonly after: StoredPlace | null },
): Promise<boolean> {
  const isMoved = await advanceWatermark(sql, feed, reached, version, null, after);
  if (isMoved && after === null) await touchPoll(sql, feed);
  return isMoved;
}

/** A row that is stamped in the future must hide nothing. */
function earlierOf(upTo: string | null, clock: Date): string | null {
  if (upTo === null) return null;
  return Date.parse(upTo) < clock.getTime() ? upTo : clock.toISOString();
}

const laterOf = (one: string | null, other: string | null): string | null =>
  one === null || other === null ? (one ?? other) : Date.parse(one) < Date.parse(other) ? other : one;

const rowsIn = (entity: WinbooksEntity, page: RowsPage<WinbooksRows[WinbooksEntity]>): WinbooksRow[] =>
  page.rows.map((row) => ({ entity, row }) as WinbooksRow);
