import { setTimeout as sleep } from 'node:timers/promises';
import { allBooked, seedTenant, startStack, type Stack } from '../support/stack';
import { commandOf } from './command';

const PATIENCE_MS = 600_000;
const APPLICATION = { clientId: 'marketplace', clientSecret: 'marketplace-secret' };

/** New credentials of a running tenant, given so that no list of processes shows them. */
describe('reconnect', () => {
  let stack: Stack;

  beforeAll(async () => {
    stack = await startStack();
    await stack.startWorker();
    await stack.twins.act('tribe', 'seed', {
      applications: [
        {
          ...APPLICATION,
          name: 'Marketplace',
          redirectUris: ['http://127.0.0.1:9/cb'],
          scopes: ['read', 'write', 'offline'],
        },
      ],
    });
  }, 120_000);
  afterEach(() => stack.retireTenants());
  afterAll(() => stack.stop(), 60_000);

  const sendAnother = (tenant: string): Promise<unknown> =>
    stack.twins.act('tribe', 'invoices', {
      tenant,
      customer: 'C1',
      number: '20260900',
      date: '2026-10-30',
      phase: 'Sent',
      lines: [{ description: 'Beams', quantity: 1, price: 50, vatGroup: 'BE21' }],
    });
  const untilIssue = async (tenant: string, code: string): Promise<void> => {
    const deadline = Date.now() + 90_000;
    while (!(await stack.openIssues(tenant)).some((issue) => issue.code === code)) {
      if (Date.now() > deadline) throw new Error(`${code} was not opened`);
      await sleep(100);
    }
  };
  const bothBooked = (bookings: Parameters<typeof allBooked>[0]): boolean =>
    bookings.length === 2 && allBooked(bookings);

  it(
    'with a new exchange token from standard input: a wrong one changes nothing, the right one lets the work go on',
    async () => {
      const { id, folder, definition } = await seedTenant(stack, { invoices: 1 });
      await stack.twins.act('winbooks', 'switches', { folder, tokenSeconds: '5' });
      await stack.activate([definition]);
      await stack.until(id, allBooked, PATIENCE_MS);
      await stack.twins.act('winbooks', 'revoke-access', {
        folder,
        revoked: false,
        exchangeToken: 'xt-fresh',
      });
      await sendAnother(id);
      await untilIssue(id, 'CONNECTION_REFUSED_WINBOOKS');
      const cli = commandOf(stack, { SPARE_TOKEN: 'xt-made-up' });
      expect(await cli.json('issues', '--tenant', id)).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ record: 'connection:winbooks', actions: ['reconnect'] }),
        ]),
      );

      const wrong = await cli.run('reconnect', '--tenant', id, '--exchange-token', 'env:SPARE_TOKEN');
      expect(wrong).toMatchObject({ code: 1, stdout: '' });
      expect(wrong.stderr).toMatch(
        /: not connected, and nothing was changed\. .*\(CONNECTION_REFUSED_WINBOOKS\)/,
      );
      expect(wrong.stderr).not.toContain('xt-made-up');
      const none = await cli.run('reconnect', '--tenant', id, '--exchange-token', '-');
      expect(none).toMatchObject({
        code: 2,
        stderr: '--exchange-token -: no line for it came on standard input.\n',
      });

      const right = await cli.runWith('xt-fresh\n', 'reconnect', '--tenant', id, '--exchange-token', '-');
      expect(right).toMatchObject({ code: 0, stdout: expect.stringMatching(/: connected/) as string });
      await stack.until(id, bothBooked, PATIENCE_MS);
      expect(await stack.openIssues(id)).toEqual([]);
      expect(await stack.twins.ledger(folder)).toHaveLength(2);
    },
    PATIENCE_MS,
  );

  it(
    "with another application's id and secret: the work goes on with its own rights",
    async () => {
      const { id, folder, definition } = await seedTenant(stack, { invoices: 1 });
      const grant = await stack.twins.act('tribe', 'grants', { tenant: id, clientId: APPLICATION.clientId });
      const { refreshToken } = grant as { refreshToken: string };
      await stack.activate([{ ...definition, tribe: { ...definition.tribe, ...APPLICATION, refreshToken } }]);
      await stack.until(id, allBooked, PATIENCE_MS);
      const { clientId, clientSecret } = definition.tribe;
      const cli = commandOf(stack);
      const reconnect = (secret: string) =>
        cli.runWith(
          `${secret}\n`,
          'reconnect',
          '--tenant',
          id,
          '--client-id',
          clientId,
          '--client-secret',
          '-',
        );

      expect(await reconnect('made-up')).toMatchObject({ code: 1, stdout: '' });
      const right = await reconnect(clientSecret);
      expect(right).toMatchObject({ code: 0, stdout: `${id}: connected.\n` });
      await sendAnother(id);
      await stack.until(id, bothBooked, PATIENCE_MS);
      expect(await stack.twins.ledger(folder)).toHaveLength(2);
      expect(await cli.run('reconnect', '--tenant', 'nobody')).toMatchObject({
        code: 2,
        stderr: expect.stringMatching(/\(TENANT_NEVER_CONNECTED\)\. .*“nobody”/) as string,
      });
    },
    PATIENCE_MS,
  );
});
