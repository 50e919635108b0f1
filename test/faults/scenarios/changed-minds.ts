import { setTimeout as sleep } from 'node:timers/promises';
import { tenantId } from '../../../domain/ids';
import { tenantSyncWorkflowId } from '../../../domain/steps/workflow-names';
import { tenantSettings } from '../../../domain/tenant/settings';
import { loadTenantSettings, saveTenantSettings } from '../../../store/tenants/tenant-settings';
import { loadVatMap, saveVatMap } from '../../../store/tenants/vat-maps';
import { BOOKING_POST, type Run, type Scenario } from '../scenario';

/** Waits until an attempt is of unknown fate: only to choose the moment, never to judge. */
async function untilUnknown(run: Run): Promise<void> {
  const deadline = Date.now() + 40_000;
  while (Date.now() < deadline) {
    const rows = await run.stack.bookings(run.tenants[0].id);
    if (rows.some(({ state }) => state === 'verifying' || state === 'posting')) return;
    if (await run.isFinal()) return;
    await sleep(50);
  }
}

async function retune(run: Run): Promise<void> {
  const sync = tenantSyncWorkflowId(tenantId(run.tenants[0].id));
  await run.stack.temporal.workflow.getHandle(sync).executeUpdate('retune');
}

type Change = (run: Run) => Promise<void>;

const otherSettings =
  (settings: object): Change =>
  async (run) => {
    run.struck('settings changed');
    await run.stack.database.asTenant(tenantId(run.tenants[0].id), async (sql) => {
      const stored = await loadTenantSettings(sql, tenantSettings);
      await saveTenantSettings(sql, { ...stored?.settings, ...settings });
    });
    await retune(run);
  };

/** 6 % goes to the code of 12 % from now on: whatever was sent already must not be sent again in another shape. */
const otherVatMap: Change = async (run) => {
  run.struck('VAT map changed');
  await run.stack.database.asTenant(tenantId(run.tenants[0].id), async (sql) => {
    const stored = await loadVatMap(sql);
    const entries = stored?.entries ?? [];
    await saveVatMap(sql, entries.toReversed());
  });
  await retune(run);
};

/** The accountant renames the customer meanwhile, whose data the next entry is made from. */
const otherMasterData: Change = async (run) => {
  run.struck('master data changed');
  await run.stack.twins.act('winbooks', 'alter', {
    folder: run.tenants[0].folder,
    model: 'Customer',
    key: 'C1',
    fields: { VatApplicable: 1 },
  });
};

const changes: readonly Change[] = [
  otherSettings({ salesJournal: 'VE2' }),
  otherSettings({ salesJournal: 'VE2', revenueAccount: '701000' }),
  otherSettings({ revenueAccount: '701000' }),
  otherVatMap,
  otherMasterData,
];

/**
 * People change their minds while an attempt is of unknown fate. Above all the journal: in another one the number is
 * free, so that nothing but the stored entry keeps the invoice from being booked twice.
 */
export const changedMinds: readonly Scenario[] = [
  {
    name: 'settings-changed-while-unknown',
    weight: 3,
    plan: () => ({ invoices: 3, later: 2, acceptsDoubles: true }),
    play: async (run) => {
      const kind = run.random.pick(['drop-after', 'late-commit', 'drop-before'] as const);
      await run.fault('winbooks', { kind, ...BOOKING_POST, ms: run.random.between(0, 2_000), count: 3 });
      const activated = run.activate();
      await untilUnknown(run);
      await activated;
      for (const change of run.random.shuffled(changes).slice(0, run.random.between(1, 2))) await change(run);
      await run.sendLater();
      await sleep(2_000);
    },
  },
];
