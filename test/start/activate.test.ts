import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandOf } from '../actions/command';
import { allBooked, seedTenant, startStack, type Stack } from '../support/stack';
import { startProgram, temporaryFolder, type Program } from './program';

const PATIENCE_MS = 600_000;
type Seeded = Awaited<ReturnType<typeof seedTenant>>;

/** An installation in production: a cluster, a database, workers; no `npm start` anywhere. */
describe('activate, with APP_MODE=production', () => {
  const folder = temporaryFolder();
  /** No tenant may choose less in production. */
  const QUIET = { quietPeriodSeconds: 120 };
  /** The clocks are those of the product. */
  const production = { APP_MODE: 'production', QUIET_PERIOD_FLOOR: 'on', TIMINGS: '' };
  let stack: Stack;
  let cli: ReturnType<typeof commandOf>;
  let worker: Program | undefined;

  beforeAll(async () => {
    stack = await startStack();
    cli = commandOf(stack, production);
  }, PATIENCE_MS);
  afterAll(async () => {
    worker?.process.kill('SIGKILL');
    await stack.stop();
    rmSync(folder, { recursive: true, force: true });
  }, 60_000);

  const given = ({ definition }: Seeded, clientSecret = definition.tribe.clientSecret): object => {
    const { namedSettings, ...tenant } = definition;
    expect(namedSettings).toContain('salesJournal');
    return { ...tenant, tribe: { ...tenant.tribe, clientSecret } };
  };
  function fileOf(...tenants: readonly object[]): string {
    const file = join(folder, 'tenants.json');
    writeFileSync(file, JSON.stringify({ tenants }));
    return file;
  }

  it(
    'without a worker, or without Temporal, it says so in a line when its patience is over: exit code 1',
    async () => {
      const file = fileOf(given(await seedTenant(stack, { settings: QUIET, invoices: 0 })));
      const alone = await cli.run('activate', '--tenants', file, '--patience', '1');
      expect(alone).toMatchObject({ code: 1, stderr: '' });
      expect(alone.stdout).toMatch(
        /^\S+: not activated: a step did not come to an end, as when no worker runs/,
      );

      const nowhere = commandOf(stack, { ...production, TEMPORAL_ADDRESS: '127.0.0.1:9' });
      const lost = await nowhere.run('activate', '--tenants', file, '--patience', '1');
      expect(lost).toMatchObject({ code: 1, stderr: '' });
      expect(lost.stdout).toMatch(
        /: not activated: Temporal does not answer\. Activate it again once it does\.\n$/,
      );
      expect(lost.stdout).not.toMatch(/^ +at /m);
    },
    PATIENCE_MS,
  );

  it(
    'activates the tenants of a file, and their invoices are booked; one that cannot be makes the exit code 1',
    async () => {
      worker = startProgram(['worker'], { ...stack.env, ...production });
      await worker.until(/Worker is running/);
      const [good, bad] = [
        await seedTenant(stack, { settings: QUIET, invoices: 2 }),
        await seedTenant(stack, { settings: QUIET, invoices: 1 }),
      ];
      const file = fileOf(given(good), given(bad, 'wrong-one'));
      const { code, stdout, stderr } = await cli.run('activate', '--tenants', file, '--json');

      expect({ code, listing: JSON.parse(stdout) as unknown }).toEqual({
        code: 1,
        listing: {
          tenants: [
            { id: good.id, outcome: 'activated', obstacles: [] },
            { id: bad.id, outcome: 'failed', obstacles: ['CONNECTION_REFUSED_TRIBE'] },
          ],
        },
      });
      expect(stderr).toMatch(new RegExp(`^${good.id}: activated ✓`, 'm'));
      expect(stderr).toMatch(new RegExp(`^${bad.id}: not activated: .*CONNECTION_REFUSED_TRIBE`, 'm'));
      expect(stderr).not.toMatch(/wrong-one/);
      expect(await stack.until(good.id, allBooked)).toHaveLength(2);
      expect(await stack.twins.ledger(bad.folder)).toEqual([]);
    },
    PATIENCE_MS,
  );

  it(
    'takes the file from standard input; done again it changes nothing: exit code 0',
    async () => {
      const seeded = await seedTenant(stack, { settings: QUIET, invoices: 1 });
      const text = JSON.stringify({ tenants: [given(seeded)] });
      const first = await cli.runWith(text, 'activate', '--tenants', '-');
      expect(first).toMatchObject({ code: 0, stderr: '' });
      expect(await cli.runWith(text, 'activate', '--tenants', '-')).toEqual({
        code: 0,
        stdout: `${seeded.id}: is active already, left as it is.\n`,
        stderr: '',
      });
      await stack.until(seeded.id, allBooked);
    },
    PATIENCE_MS,
  );

  it('a file that cannot be used: exit code 2, and nothing is tried', async () => {
    expect(await cli.run('activate')).toMatchObject({
      code: 2,
      stderr: '--tenants is missing; example: activate --tenants tenants.json\n',
    });
    const { code, stderr } = await cli.runWith('{"tenants": []}', 'activate', '--tenants', '-');
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.stringMatching(/^The tenants file on standard input cannot be used/) as string,
    });
  }, 60_000);
});
