import type { TenantId } from '../domain/ids';
import { listOpenMatches, type ListedMatch } from '../store/relations/relation-matches';
import { getTenant } from '../store/tenants/tenants';
import { refused, unknownTenant, type ActionDependencies, type Refusal } from './action';
import { page, pageOf, type Page, type PageRequest } from './page';

/** The id of a proposal. */
const CURSOR = /^\d{1,18}$/;

/** The proposed pairs that wait for a person, in the order in which they were found, a page at a time. */
export function listMatches(
  { database }: Pick<ActionDependencies, 'database'>,
  tenant: TenantId,
  request: PageRequest = {},
): Promise<Page<ListedMatch> | Refusal> {
  const { after, limit } = pageOf(request);
  return database.asTenant(tenant, async (sql) => {
    if ((await getTenant(sql)) === null) return unknownTenant(tenant);
    if (after !== null && !CURSOR.test(after)) return refused('CURSOR_UNUSABLE', { cursor: after });
    const items = await listOpenMatches(sql, { after, limit });
    return page(items, limit, ({ id }) => id);
  });
}
