import { setTimeout as sleep } from 'node:timers/promises';
import { tenantSyncWorkflowId } from '../../domain/steps/workflow-names';
import { listRelations } from '../../store/relations/listed-relations';
import { approveRelations } from '../../store/relations/relation-sync';
import { seedTenant, type Stack } from '../support/stack';
import { bothSides } from './both-sides';

const ON = { syncCustomers: true, syncSuppliers: true, syncPersons: true };

/** A tenant with relations on both sides, just activated. */
export async function syncedTenant(
  stack: Stack,
  tribe: object,
  customers: readonly object[],
  settings: object = {},
  approval: 'clear' | 'none' = 'clear',
) {
  const tenant = await seedTenant(stack, {
    invoices: 0,
    settings: { ...ON, ...settings },
    tribe,
    winbooks: { customers },
  });
  await stack.activate([{ ...tenant.definition, approve: approval }]);
  const listed = () => stack.database.asTenant(tenant.id, (sql) => listRelations(sql, { limit: 100 }));
  /** Both sides change while nobody looks. */
  const paused = async (change: () => Promise<void>): Promise<void> => {
    const loop = stack.temporal.workflow.getHandle(tenantSyncWorkflowId(tenant.id));
    await loop.executeUpdate('pause', { args: [{ reason: 'test' }] });
    await change();
    await loop.executeUpdate('resume');
  };
  /** What was written to either side, in this order. */
  const written = async (): Promise<readonly unknown[]> =>
    (
      await stack.database.asTenant(tenant.id, (sql) =>
        sql.query(`select side, field, cause from relation_history where tenant_id = $1 order by id`, [
          tenant.id,
        ]),
      )
    ).rows;
  const untilSynced = (): Promise<void> =>
    eventually(async () => {
      const seen = await listed();
      expect(seen.length > 0 && seen.every(({ syncedAt }) => syncedAt !== null)).toBe(true);
    });
  const approve = (): Promise<void> => stack.database.asTenant(tenant.id, approveRelations);
  return { ...tenant, ...bothSides(stack, tenant.definition), listed, untilSynced, paused, written, approve };
}

/** Waits until `look` gives what is expected, and fails with what it gives. */
export async function eventually(look: () => Promise<void>, withinMs = 60_000): Promise<void> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    try {
      return await look();
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await sleep(250);
    }
  }
}
