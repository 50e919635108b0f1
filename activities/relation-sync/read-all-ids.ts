import { listRoleIds, ROLE_SETS, roleIdsPlace, type RoleList } from '../../clients/tribe';
import { listPartyIds, rowsPlace } from '../../clients/winbooks';
import type { PartyRole } from '../../domain/vendors/winbooks-records';
import type { TenantSql } from '../../store/database/database';
import { closeUnreadableWithoutId } from '../../store/relations/reading-issues';
import {
  beginRound,
  endRound,
  loadRelationSync,
  loadRoundPlaces,
  markSeenInTribe,
  markSeenInWinbooks,
  storeRoundPlace,
} from '../../store/relations/relation-sync';
import type { TenantContext } from '../connection/tenant-connections';
import type { Dependencies } from '../dependencies';

const ROLE_LISTS = Object.keys(ROLE_SETS) as RoleList[];
const PARTY_LISTS = ['customer', 'supplier'] as const satisfies readonly PartyRole[];

/**
 * Once a day all ids of both sides are read, because neither tells what was deleted (winbooks-api §8 G16, tribe-api §2.8). What is not
 * among them is queued, and asked for by itself before anything is concluded. A round takes as many polls as it needs: each page is
 * stored with the place where reading stopped.
 */
export async function readAllIds(deps: Dependencies, context: TenantContext, until: number): Promise<void> {
  const inStore = <Value>(work: (sql: TenantSql) => Promise<Value>): Promise<Value> =>
    deps.database.asTenant(context.tenant.id, work);
  const { roundEndedSecondsAgo, isTribeRead, isWinbooksRead } = await inStore(loadRelationSync);
  const everySeconds = deps.configuration.timings.relations.allIdsEveryMs / 1000;
  const isFresh = roundEndedSecondsAgo !== null && roundEndedSecondsAgo < everySeconds;
  if (!isTribeRead || !isWinbooksRead || isFresh) return;
  const round = await inStore(beginRound);
  const places = await inStore(loadRoundPlaces);

  for (const list of ROLE_LISTS) if (!(await readTribeIds(list))) return;
  for (const role of PARTY_LISTS) if (!(await readWinbooksIds(role))) return;
  await inStore(async (sql) => {
    await endRound(sql, round);
    await closeUnreadableWithoutId(sql);
  });

  /** False when it is to be continued later. */
  async function readTribeIds(list: RoleList): Promise<boolean> {
    if (places[list] === 'done') return true;
    const place = roleIdsPlace.safeParse(places[list]).data ?? null;
    for await (const page of listRoleIds(context.tribe, list, place)) {
      if (page.kind !== 'ok') {
        // The list may have moved since: it is read again from its beginning.
        if (page.kind === 'unknown') await inStore((sql) => storeRoundPlace(sql, round, list, null));
        return false;
      }
      const { roles, next } = page.value;
      const ids = roles.map(({ relationId }) => relationId).filter((id) => id !== null);
      await inStore(async (sql) => {
        await markSeenInTribe(sql, ROLE_SETS[list].role, round, ids);
        await storeRoundPlace(sql, round, list, next ?? 'done');
      });
      if (next !== null && Date.now() > until) return false;
    }
    return true;
  }

  async function readWinbooksIds(role: PartyRole): Promise<boolean> {
    const list = `winbooks.${role}`;
    if (places[list] === 'done') return true;
    let place = rowsPlace.safeParse(places[list]).data ?? null;
    do {
      const page = await listPartyIds(context.winbooks, role, place);
      if (page.kind !== 'ok') {
        if (page.kind === 'unknown') await inStore((sql) => storeRoundPlace(sql, round, list, null));
        return false;
      }
      if (page.value === 'notOffered') return true;
      const { parties, next } = page.value;
      const ids = parties.map(({ id }) => id);
      await inStore(async (sql) => {
        await markSeenInWinbooks(sql, role, round, ids);
        await storeRoundPlace(sql, round, list, next ?? 'done');
      });
      place = next;
      if (place !== null && Date.now() > until) return false;
    } while (place !== null);
    return true;
  }
}
