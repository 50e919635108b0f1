import { mkdtemp, rm } from 'node:fs/promises';
import { appendFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  askToken,
  documentedSale,
  end,
  FolderCaller,
  type RunningSandbox,
  startSandbox,
  type Tokens,
} from './winbooks-sandbox';

interface JournalEntry {
  seq: number;
  method: string;
  path: string;
  query: string;
  status: number;
  fault: string | null;
  durationMs: number;
  committed: boolean;
  underWay: boolean;
  requestBody?: string;
  authTail?: string;
}

const customers = [{ code: 'ALICE', name: 'Alice Wilder' }];

describe('faults and journal', () => {
  let sandbox: RunningSandbox;
  let folder: FolderCaller;
  let count = 0;

  beforeAll(async () => (sandbox = await startSandbox('--seed', 'none')));
  afterAll(() => sandbox.stop());
  beforeEach(async () => {
    folder = await new FolderCaller(sandbox.url, `F${++count}`).open({ customers });
    await folder.control('DELETE', 'faults');
    await folder.control('DELETE', 'journal');
  });

  const fault = async (order: Record<string, unknown>): Promise<string> => {
    const answer = await folder.control('POST', 'faults', {
      path: 'GLTransHeader/',
      method: 'POST',
      ...order,
    });
    if (answer.status !== 200) throw new Error(answer.text);
    return (answer.json as { id: string }).id;
  };
  const book = async (docNumber = 7) =>
    folder.app('POST', 'GLTransHeader', await documentedSale(folder, { header: { DocNumber: docNumber } }));
  const journal = async (since = 0): Promise<JournalEntry[]> =>
    (await folder.control('GET', `journal?since=${since}`)).json as JournalEntry[];
  const bookings = async (): Promise<JournalEntry[]> =>
    (await journal()).filter(({ method, path }) => method === 'POST' && path.includes('/GLTransHeader/'));
  const until = async (isDone: () => Promise<boolean>): Promise<void> => {
    const deadline = Date.now() + 5_000;
    while (!(await isDone())) {
      if (Date.now() > deadline) throw new Error('it never happened');
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };

  it('journals what came and what was answered, and nothing of the control API', async () => {
    await book();
    await book();
    const entries = await bookings();
    expect(
      entries.map(({ status, committed, fault: kind, underWay }) => [status, committed, kind, underWay]),
    ).toEqual([
      [200, true, null, false],
      [409, false, null, false],
    ]);
    expect(JSON.parse(entries[0]?.requestBody ?? '')).toMatchObject({ DocNumber: 7 });
    expect(entries[0]?.authTail).toMatch(/^.{6}$/);
    const all = await journal();
    expect(all.some(({ path }) => path.startsWith('/_control'))).toBe(false);
    expect(all.filter(({ path, committed }) => path.endsWith('ExecuteCriteria') && committed)).toEqual([]);
    expect(await journal(all.at(-1)?.seq)).toEqual([]);
    expect((await folder.control('GET', 'health')).json).toEqual({ ok: true });
  });

  it('delay-before: handles late, and shows the request while it is under way', async () => {
    await fault({ kind: 'delay-before', ms: 300 });
    const answer = book();
    await until(async () => (await bookings()).length === 1);
    expect(await bookings()).toMatchObject([{ underWay: true, committed: false, status: 0 }]);
    expect(await folder.ledger()).toEqual([]);
    expect((await answer).status).toBe(200);
    expect(await bookings()).toMatchObject([{ underWay: false, committed: true, status: 200 }]);
  });

  it('delay-after: commits at once and answers late', async () => {
    await fault({ kind: 'delay-after', ms: 300 });
    const answer = book();
    await until(async () => (await folder.ledger()).length === 1);
    expect(await bookings()).toMatchObject([{ underWay: true, committed: true }]);
    expect((await answer).status).toBe(200);
    expect((await bookings())[0]?.durationMs).toBeGreaterThanOrEqual(290);
  });

  it('strikes only requests with the body that it is meant for', async () => {
    await fault({ kind: 'status', status: 500, requestBody: '"DocNumber":7,' });
    expect([(await book(7)).status, (await book(8)).status]).toEqual([500, 200]);
  });

  it('drop-before: breaks the socket and keeps nothing', async () => {
    await fault({ kind: 'drop-before' });
    await expect(book()).rejects.toThrow();
    expect(await folder.ledger()).toEqual([]);
    expect(await bookings()).toMatchObject([{ fault: 'drop-before', status: 0, committed: false }]);
  });

  it('drop-after: commits and breaks the socket', async () => {
    await fault({ kind: 'drop-after' });
    await expect(book()).rejects.toThrow();
    expect(await folder.ledger()).toHaveLength(1);
    expect(await bookings()).toMatchObject([{ fault: 'drop-after', committed: true }]);
  });

  it('late-commit: breaks the socket at once and commits later', async () => {
    await fault({ kind: 'late-commit', ms: 200 });
    await expect(book()).rejects.toThrow();
    expect(await folder.ledger()).toEqual([]);
    await until(async () => (await folder.ledger()).length === 1);
    expect(await bookings()).toMatchObject([{ committed: true }]);
  });

  it('status: answers with it, with or without committing first', async () => {
    await fault({ kind: 'status', status: 502, retryAfterSeconds: 3, count: 1 });
    const refused = await book();
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([502, '3']);
    expect(await folder.ledger()).toEqual([]);
    await fault({ kind: 'status', status: 504, handled: true });
    expect((await book()).status).toBe(504);
    expect(await folder.ledger()).toHaveLength(1);
    expect((await bookings()).map(({ status, committed }) => [status, committed])).toEqual([
      [502, false],
      [504, true],
    ]);
  });

  it('html-200: a page instead of an answer, with or without committing first', async () => {
    await fault({ kind: 'html-200', count: 1 });
    const page = await book();
    expect([page.status, page.headers.get('content-type'), page.text.slice(0, 9)]).toEqual([
      200,
      'text/html; charset=utf-8',
      '<!DOCTYPE',
    ]);
    expect(await folder.ledger()).toEqual([]);
    await fault({ kind: 'html-200', handled: true });
    expect((await book()).status).toBe(200);
    expect(await folder.ledger()).toHaveLength(1);
  });

  it('half-body: commits and breaks off in the middle of the answer', async () => {
    await fault({ kind: 'half-body' });
    await expect(book()).rejects.toThrow();
    expect(await folder.ledger()).toHaveLength(1);
  });

  it('text-plain: the right answer under the wrong type', async () => {
    await fault({ kind: 'text-plain' });
    const answer = await book();
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/plain']);
    expect(answer.json).toMatchObject({ Href: expect.stringContaining('/GLTransHeader/') as unknown });
  });

  it('expire-token: 401 from then on, until the token is refreshed', async () => {
    const { refresh_token } = await folder.signIn();
    await fault({ kind: 'expire-token', count: 1 });
    expect((await book()).status).toBe(401);
    expect((await folder.app('GET', 'Customer/ALICE')).status).toBe(401);
    const refreshed = (await askToken(sandbox.url, folder.email, 'refresh_token', refresh_token))
      .json as Tokens;
    folder.useToken(refreshed.access_token);
    expect((await book()).status).toBe(200);
  });

  it('revoke-token: the refresh token is dead too, the exchange token is not', async () => {
    const { refresh_token } = await folder.signIn();
    await fault({ kind: 'revoke-token', count: 1 });
    expect((await book()).status).toBe(401);
    expect((await askToken(sandbox.url, folder.email, 'refresh_token', refresh_token)).status).toBe(400);
    await folder.signIn();
    expect((await book()).status).toBe(200);
  });

  it('revoke-access: even the exchange token is dead until access is granted again', async () => {
    const { refresh_token } = await folder.signIn();
    await folder.act('revoke-access');
    expect((await folder.app('GET', 'Customer/ALICE')).status).toBe(401);
    expect((await askToken(sandbox.url, folder.email, 'refresh_token', refresh_token)).status).toBe(400);
    expect((await askToken(sandbox.url, folder.email, 'exchange_token', folder.exchangeToken)).status).toBe(
      400,
    );
    await folder.act('revoke-access', { revoked: false });
    await folder.signIn();
    expect((await folder.app('GET', 'Customer/ALICE')).status).toBe(200);
  });

  it('rate-limit: so many a second, then 429', async () => {
    await fault({ kind: 'rate-limit', limit: 2, method: 'GET', path: '/Customer/', retryAfterSeconds: 1 });
    const answers = await Promise.all([1, 2, 3].map(() => folder.app('GET', 'Customer/ALICE')));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 429]);
    await new Promise((resolve) => setTimeout(resolve, 1_050));
    expect((await folder.app('GET', 'Customer/ALICE')).status).toBe(200);
  });

  it('concurrency-limit: so many at once, then 429', async () => {
    await fault({ kind: 'concurrency-limit', limit: 1, method: 'GET', path: '/Customer/' });
    await fault({ kind: 'delay-before', ms: 200, method: 'GET', path: '/Customer/' });
    const slow = folder.app('GET', 'Customer/ALICE');
    await until(async () => (await journal()).some(({ underWay }) => underWay));
    expect((await folder.app('GET', 'Customer/ALICE')).status).toBe(429);
    expect((await slow).status).toBe(200);
  });

  it('fires at most count times, skips some first, and counts', async () => {
    const id = await fault({ kind: 'status', status: 503, skip: 1, count: 1 });
    expect([(await book(1)).status, (await book(2)).status, (await book(3)).status]).toEqual([200, 503, 200]);
    expect((await folder.control('GET', 'faults')).json).toMatchObject([{ id, kind: 'status', fired: 1 }]);
    expect((await folder.control('DELETE', `faults/${id}`)).status).toBe(200);
    expect((await folder.control('DELETE', `faults/${id}`)).status).toBe(404);
    expect((await folder.control('GET', 'faults')).json).toEqual([]);
  });

  it('strikes at a rate that the seed makes repeatable', async () => {
    const pattern = async (seed: number): Promise<boolean[]> => {
      await folder.control('DELETE', 'faults');
      await fault({ kind: 'status', status: 503, rate: 0.5, seed, method: 'GET', path: '/Customer/' });
      const hits: boolean[] = [];
      for (let index = 0; index < 20; index++)
        hits.push((await folder.app('GET', 'Customer/ALICE')).status === 503);
      return hits;
    };
    const first = await pattern(7);
    expect(first).toEqual(await pattern(7));
    expect(first).not.toEqual(await pattern(8));
    expect(first.filter(Boolean).length).toBeGreaterThan(3);
    expect(first.filter(Boolean).length).toBeLessThan(17);
  });

  it.each([
    ['an unknown kind', { kind: 'earthquake' }],
    ['a misspelt field', { kind: 'status', stats: 500 }],
    ['a bad pattern', { kind: 'status', path: '(' }],
  ])('refuses %s', async (_what, order) => {
    expect((await folder.control('POST', 'faults', order)).status).toBe(400);
  });
});

describe('durability', () => {
  let data: string;
  beforeEach(async () => (data = await mkdtemp(join(tmpdir(), 'winbooks-twin-'))));
  afterEach(() => rm(data, { recursive: true, force: true }));

  it('a committed write, tokens and switches survive SIGKILL, a torn line does not hurt', async () => {
    const first = await startSandbox('--seed', 'none', '--data', data);
    const folder = await new FolderCaller(first.url, 'KEPT').open({ customers });
    await folder.act('switches', { G3: 'null' });
    const { access_token } = await folder.signIn();
    await folder.control('POST', 'faults', { kind: 'drop-after', method: 'POST', path: 'GLTransHeader/' });
    await expect(folder.app('POST', 'GLTransHeader', await documentedSale(folder))).rejects.toThrow();
    const before = await folder.ledger();
    expect(before).toHaveLength(1);
    await end(first.process, 'SIGKILL');
    appendFileSync(join(data, 'winbooks.jsonl'), '[["KEPT/Customer","x",{"Id"');

    const second = await startSandbox('--seed', 'none', '--data', data);
    const again = new FolderCaller(second.url, 'KEPT');
    again.useToken(access_token);
    expect(await again.ledger()).toEqual(before);
    const missing = await again.app('GET', 'Customer/NOPE');
    expect([missing.status, missing.text]).toEqual([200, 'null']);
    expect((await again.app('POST', 'GLTransHeader', await documentedSale(again))).status).toBe(409);
    await second.stop();
  });

  it('seeding again leaves a folder as it is', async () => {
    const first = await startSandbox('--seed', 'sample', '--data', data);
    const folder = new FolderCaller(first.url, 'LINDEBOOM', 'boekhouding@lindeboom.example', 'xt-lindeboom');
    await folder.signIn();
    await folder.app('POST', 'Customer/MINE', { Third: { Name: 'Mine' } });
    await first.stop();
    const second = await startSandbox('--seed', 'sample', '--data', data);
    const again = new FolderCaller(second.url, 'LINDEBOOM', 'boekhouding@lindeboom.example', 'xt-lindeboom');
    await again.signIn();
    expect((await again.app('GET', 'Customer/MINE')).json).toMatchObject({ Code: 'MINE' });
    const seeded = await again.control('POST', 'seed', {
      folders: [{ folder: 'LINDEBOOM', email: 'x', exchangeToken: 'y' }],
    });
    expect(seeded.json).toEqual({ folders: [{ folder: 'LINDEBOOM', state: 'existing' }] });
    await second.stop();
  });

  it('ends with its parent', async () => {
    const sandbox = await startSandbox('--seed', 'none');
    const gone = new Promise<number | null>((resolve) =>
      sandbox.process.once('exit', (code) => resolve(code)),
    );
    sandbox.process.disconnect();
    expect(await gone).toBe(0);
  });
});
