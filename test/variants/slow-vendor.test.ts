import { listCustomers, prepareWrite } from '../../clients/winbooks';
import { winbooksConnection } from '../clients/support/memory-connection';
import { ScriptedVendor, withTokens, type ScriptedAnswer } from '../clients/support/scripted-vendor';

/** A vendor that answers one request and turns the next away, over and over (winbooks-api §8 G2). */
describe('a vendor that allows few requests', () => {
  const vendors: ScriptedVendor[] = [];
  afterEach(() => Promise.all(vendors.splice(0).map((vendor) => vendor.close())));

  const everySecond = async (retryAfter: string) => {
    let asked = 0;
    const answer = (): ScriptedAnswer =>
      (asked += 1) % 2 === 0
        ? { status: 429, headers: { 'retry-after': retryAfter }, body: { Message: 'Too many requests.' } }
        : { body: [] };
    const vendor = await ScriptedVendor.start(withTokens(answer));
    vendors.push(vendor);
    return { vendor, connection: winbooksConnection(vendor.origin) };
  };

  it('still answers a question of several requests, each after its short silence', async () => {
    const { vendor, connection } = await everySecond('1');
    const startedAt = Date.now();

    expect(await listCustomers(connection)).toEqual({ kind: 'ok', value: [] });
    expect(vendor.seen.length).toBeGreaterThan(2);
    expect(Date.now() - startedAt).toBeGreaterThanOrEqual(1_000);
  });

  it('is given its silence before a write too', async () => {
    const { connection } = await everySecond('1');
    await listCustomers(connection);
    const startedAt = Date.now();
    const ready = await prepareWrite(connection);

    expect(ready.kind).toBe('ok');
    expect(Date.now() - startedAt).toBeGreaterThanOrEqual(950);
    if (ready.kind === 'ok') await ready.value.release();
  });

  it('is not waited for when it asks for a long silence: the slot is for others', async () => {
    const { connection } = await everySecond('30');
    const startedAt = Date.now();

    expect(await listCustomers(connection)).toEqual({ kind: 'throttled', retryAfterMs: 30_000 });
    expect(Date.now() - startedAt).toBeLessThan(2_000);
    expect(connection.budget.out).toBe(0);
  });
});
