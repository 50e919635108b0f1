import {
  readRelationChanges,
  RELATION_LISTS,
  ROLE_SETS,
  type RelationChangesPage,
  type RelationList,
} from '../../clients/tribe';
import type { Failure } from '../../clients/outcome';
import { storeSightings } from '../../store/relations/tribe-relations';
import { settleUnreadable } from '../../store/relations/reading-issues';
import { loadRelationSync, markSideRead } from '../../store/relations/relation-sync';
import { rewindWatermark } from '../../store/tenants/watermarks';
import type { TenantContext } from '../connection/tenant-connections';
import type { Dependencies } from '../dependencies';
import {
  isAheadOf,
  marksAfter,
  questionFrom,
  readFeedMarks,
  writeFeedMarks,
  type TwoListFeed,
} from '../feed-marks';

/** How far a poll of one side came. Pages that were read before it ended are stored in any case. */
export type SidePolled = { readonly found: number } & (
  | { readonly kind: 'whole' }
  /** There is more to read at once. */
  | { readonly kind: 'more' }
  | { readonly kind: 'noAnswer'; readonly failure: Failure }
);

const feedOf = (list: RelationList): TwoListFeed => ({
  touched: `tribe.relations.${list}`,
  untouched: `tribe.relations.${list}.untouched`,
});

const isRoleList = (list: RelationList): boolean => Object.hasOwn(ROLE_SETS, list);

/**
 * Reads what changed in Tribe's lists of relations since they were read last, page by page; each page is stored with the place where
 * reading stopped, so that the next poll, in any process, continues there. The first sync reads the lists of roles, which show every
 * relation with its address; the other lists are followed from then on.
 */
export async function pollTribeRelations(
  deps: Pick<Dependencies, 'database' | 'configuration'>,
  context: TenantContext,
  until: number,
): Promise<SidePolled> {
  const tenant = context.tenant.id;
  const { isTribeRead } = await deps.database.asTenant(tenant, loadRelationSync);
  let found = 0;
  for (const list of RELATION_LISTS) {
    if (!isTribeRead && !isRoleList(list)) continue;
    const polled = await pollList(deps, context, list, until);
    found += polled.found;
    if (polled.kind !== 'whole') return { ...polled, found };
  }
  if (!isTribeRead) await deps.database.asTenant(tenant, (sql) => markSideRead(sql, 'tribe'));
  return { kind: 'whole', found };
}

async function pollList(
  deps: Pick<Dependencies, 'database' | 'configuration'>,
  context: TenantContext,
  list: RelationList,
  until: number,
): Promise<SidePolled> {
  const tenant = context.tenant.id;
  const times = deps.configuration.timings.poll;
  const feed = feedOf(list);
  let marks = await deps.database.asTenant(tenant, (sql) => readFeedMarks(sql, feed, null, times));
  let found = 0;
  for await (const page of readRelationChanges(context.tribe, list, questionFrom(marks, times))) {
    if (page.kind !== 'ok') return { kind: 'noAnswer', failure: page, found };
    const clock = page.value.vendorNow ?? new Date();
    if (isAheadOf(clock, marks, times)) {
      await deps.database.asTenant(tenant, (sql) => rewindWatermark(sql, feed.touched));
      return { kind: 'more', found };
    }
    const moved = marksAfter(marks, page.value, clock, times);
    const stored = await storePage(deps, context, page.value, (sql) =>
      writeFeedMarks(sql, feed, marks, moved, null),
    );
    // Another watch reads the same list and is further along.
    if (stored === null) return { kind: 'whole', found };
    marks = moved;
    found += stored;
    const isLast = page.value.next === null && page.value.pass !== 'touched';
    if (!isLast && Date.now() > until) return { kind: 'more', found };
  }
  return { kind: 'whole', found };
}

/** Null when another watch has moved the place of the list. */
function storePage(
  deps: Pick<Dependencies, 'database'>,
  context: TenantContext,
  page: RelationChangesPage,
  movePlace: Parameters<typeof deps.database.asTenant<boolean>>[1],
): Promise<number | null> {
  return deps.database.asTenant(context.tenant.id, async (sql) => {
    if (!(await movePlace(sql))) return null;
    const readable = page.records.flatMap(({ relation, roles }) => [
      relation.relationId,
      ...Object.values(roles).map((role) => role?.relationshipId),
    ]);
    await settleUnreadable(sql, { vendor: 'Tribe', unreadable: page.unreadable, readable });
    return storeSightings(sql, page.records);
  });
}
