import type { TenantId } from '../domain/ids';
import { listRelations, type ListedRelation, type RelationFilter } from '../store/relations/listed-relations';
import { getTenant } from '../store/tenants/tenants';
import { refused, unknownTenant, type ActionDependencies, type Refusal } from './action';
import { page, pageOf, type Page, type PageRequest } from './page';

export type RelationsOf = Pick<RelationFilter, 'state' | 'search'>;

const CURSOR = /^(?:r:|w:(?:customer|supplier):)\S{1,100}$/;

/** The relations of Tribe, then the customers and suppliers that only WinBooks has, a page at a time. */
export function listTenantRelations(
  { database }: Pick<ActionDependencies, 'database'>,
  tenant: TenantId,
  wanted: RelationsOf,
  request: PageRequest = {},
): Promise<Page<ListedRelation> | Refusal> {
  const { after, limit } = pageOf(request);
  return database.asTenant(tenant, async (sql) => {
    if ((await getTenant(sql)) === null) return unknownTenant(tenant);
    if (after !== null && !CURSOR.test(after)) return refused('CURSOR_UNUSABLE', { cursor: after });
    const items = await listRelations(sql, { ...wanted, after, limit });
    return page(items, limit, ({ key }) => key);
  });
}
