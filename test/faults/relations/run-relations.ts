import { tenantId } from '../../../domain/ids';
import { lookAtBothSides } from '../../support/relation-views';
import type { Stack } from '../../support/stack';
import type { Twins } from '../../support/twins';
import type { Violation } from '../result';
import type { RunPlan, RunTenant } from '../scenario';
import type { Random } from '../seeded-random';
import { judgeOutcome, judgeSafety, type Wanted } from './judge-relations';
import { generateParties, partySeeds, relationSeeds } from './parties';

/** The settings of a tenant whose relations are played with; none otherwise. */
export const relationSettings = ({ relations, conflictRule }: RunPlan): object =>
  relations === 0 ? {} : { syncCustomers: true, syncSuppliers: true, syncPersons: true, conflictRule };

/** Both sides' seeds with the parties of the plan beside what is there for invoices. */
export function withParties(
  random: Random,
  { relations, everyVatNumber }: RunPlan,
  tribe: object,
  winbooks: object,
) {
  const parties = generateParties(random, relations, everyVatNumber);
  const { organisations = [] } = tribe as { readonly organisations?: readonly object[] };
  const { customers = [] } = winbooks as { readonly customers?: readonly object[] };
  const seeds = relationSeeds(parties);
  return {
    parties,
    tribe: { ...tribe, organisations: [...organisations, ...seeds.organisations], persons: seeds.persons },
    winbooks: { ...winbooks, customers: [...customers, ...partySeeds(parties)] },
  };
}

/** Safety of a tenant's relations now. */
export async function unsafeRelations(twins: Twins, tenant: RunTenant): Promise<Violation[]> {
  if (tenant.relations === null) return [];
  return judgeSafety(tenant.relations, await lookAtBothSides(twins, tenant));
}

/** What is not yet as it must be in the end. */
export async function unfinishedRelations(
  twins: Twins,
  tenant: RunTenant & { readonly relations: Wanted },
): Promise<Violation[]> {
  return judgeOutcome(tenant.relations, await lookAtBothSides(twins, tenant));
}

/** Everything stands as it must, nothing is queued, and no write is of unknown fate. */
export async function areRelationsFinal(stack: Stack, tenant: RunTenant): Promise<boolean> {
  const { relations } = tenant;
  if (relations === null) return true;
  const open = await countOpen(stack, tenant.id).catch(() => null);
  return open === 0 && (await unfinishedRelations(stack.twins, { ...tenant, relations })).length === 0;
}

/** What a tenant's relations have open in our store: for the waiting and the report, never for the judgement. */
async function countOpen(stack: Stack, tenant: string): Promise<number> {
  const counted = await stack.database.asTenant(tenantId(tenant), (sql) =>
    sql.query(
      `select (select count(*) from relation_queue where tenant_id = $1)
            + (select count(*) from links where tenant_id = $1 and pending is not null)
            + (select count(*) from vendor_writes where tenant_id = $1 and state in ('posting', 'verifying')) as open`,
      [tenant],
    ),
  );
  return Number((counted.rows[0] as { readonly open: number }).open);
}

/** For a run that did not end in time. */
export async function openRelationsInWords(stack: Stack, tenant: RunTenant): Promise<string> {
  if (tenant.relations === null) return '';
  const left = await unfinishedRelations(stack.twins, { ...tenant, relations: tenant.relations });
  const rows = await stack.database
    .asTenant(tenantId(tenant.id), (sql) =>
      sql.query(
        `select side || ' ' || role || ' ' || record_id || ' attempt ' || attempt || ' ' || coalesce(failure, '') as words
           from relation_queue where tenant_id = $1
         union all
         select kind || ' ' || record_id || ' ' || state || ' ' || coalesce(issue_code, '') as words
           from vendor_writes where tenant_id = $1 and state <> 'written'`,
        [tenant.id],
      ),
    )
    .then(({ rows }) => rows as readonly { readonly words: string }[])
    .catch(() => []);
  return [...left.map(({ words }) => words), ...rows.map(({ words }) => `[${words}]`)].join('; ');
}

/** Everything once more, at the end. What is held in the end must be explained by nothing but what the suite did. */
export async function relationsAfterwards(stack: Stack, tenant: RunTenant): Promise<Violation[]> {
  const { relations } = tenant;
  if (relations === null) return [];
  const violations = [
    ...(await unsafeRelations(stack.twins, tenant)),
    ...(await unfinishedRelations(stack.twins, { ...tenant, relations })),
  ];
  const links = await stack.database.asTenant(tenantId(tenant.id), (sql) =>
    sql.query(
      `select code, state, closed_reason as reason from links where tenant_id = $1 and state <> 'open'`,
      [tenant.id],
    ),
  );
  for (const { code, reason } of links.rows as readonly { code: string; reason: string | null }[])
    violations.push({ kind: 'issue', words: `the link of ${code} is closed: ${reason ?? ''}` });
  for (const { recordKind, code, params } of await stack.openIssues(tenant.id))
    if (recordKind === 'relation')
      violations.push({ kind: 'issue', words: `${code} is open: ${JSON.stringify(params)}` });
  return violations;
}
