import { setTimeout as sleep } from 'node:timers/promises';
import { winbooksId, type TenantId } from '../../domain/ids';
import type { TenantSql } from '../../store/database/database';
import { fenceThirdPart, settleThirdPart, storeClock } from '../../store/relations/third-parts';
import { newActiveTenant, openStore, type StoreFixture } from './store-fixture';

let store: StoreFixture;
let tenant: TenantId;
beforeAll(async () => {
  store = await openStore();
  tenant = await newActiveTenant(store.database);
});
afterAll(() => store.close());

const inStore = <Value>(work: (sql: TenantSql) => Promise<Value>) => store.database.asTenant(tenant, work);
const QUIET_S = 120;

describe('an address of a third', () => {
  test('is sent by one of two that read the third before it was there, and by nobody until its fate is known', async () => {
    const part = { thirdId: winbooksId('third-1'), part: 'address' } as const;
    const fence = async (readAt: string, quietSeconds = QUIET_S) =>
      inStore((sql) => fenceThirdPart(sql, part, readAt, quietSeconds));
    const readAt = await inStore(storeClock);
    const both = await Promise.all([fence(readAt), fence(readAt)]);
    expect(both.toSorted()).toEqual([false, true]);
    expect(await fence(await inStore(storeClock))).toBe(false);

    await inStore((sql) => settleThirdPart(sql, part));
    expect(await fence(readAt)).toBe(false);
    expect(await fence(await inStore(storeClock))).toBe(true);
  });

  test('whose answer was lost is sent again by whoever reads the third after the quiet period', async () => {
    const part = { thirdId: winbooksId('third-2'), part: 'contact' } as const;
    const readAt = await inStore(storeClock);
    expect(await inStore((sql) => fenceThirdPart(sql, part, readAt, 0))).toBe(true);
    await sleep(10);
    const later = await inStore(storeClock);
    expect(await inStore((sql) => fenceThirdPart(sql, part, later, 0))).toBe(false);
    await inStore((sql) =>
      sql.query(`update third_parts set sent_at = sent_at - interval '6 seconds' where tenant_id = $1`, [
        tenant,
      ]),
    );
    expect(await inStore((sql) => fenceThirdPart(sql, part, later, 0))).toBe(true);
  });

  test('is not sent for a tenant that is not active', async () => {
    const part = { thirdId: winbooksId('third-3'), part: 'address' } as const;
    const readAt = await inStore(storeClock);
    await inStore((sql) => sql.query(`update tenants set state = 'paused' where id = $1`, [tenant]));
    expect(await inStore((sql) => fenceThirdPart(sql, part, readAt, QUIET_S))).toBe(false);
  });
});
