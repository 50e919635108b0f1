import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { ask, clientOf, form, only } from './tribe-fixture';

/** What was answered is kept, also when the process is killed the moment after. */

const root = resolve(__dirname, '../..');
let folder: string;
let running: ChildProcess | null = null;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tribe-twin-'));
});
afterAll(async () => {
  running?.kill('SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

interface Summary {
  tribe: { authUrl: string; tenants: { id: string; clientId: string; clientSecret: string }[] };
}

async function start(): Promise<Summary['tribe']> {
  const child = spawn(
    process.execPath,
    ['--require', './tools/typescript.cjs', 'sandbox/main.ts', '--data', folder, '--json'],
    {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  running = child;
  for await (const line of createInterface({ input: child.stdout }))
    return (JSON.parse(line) as Summary).tribe;
  throw new Error('the sandbox said nothing');
}

async function kill(): Promise<void> {
  const child = running;
  if (child === null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
  running = null;
}

test('records, tokens, sequence and switches survive a kill; the sample is not planted twice', async () => {
  const first = await start();
  const credentials = first.tenants.find(({ id }) => id === 'moulin');
  const answer = await form(first.authUrl, {
    grant_type: 'client_credentials',
    client_id: credentials?.clientId ?? '',
    client_secret: credentials?.clientSecret ?? '',
  });
  const token = String(answer.body['access_token']);
  const created = await clientOf(first.authUrl, token).send('POST', 'odata/Relation_Organization', {
    Name: 'Blijft BV',
  });
  const invoice = {
    tenant: 'moulin',
    customer: 'K201',
    date: '2026-11-20',
    lines: [{ quantity: 1, price: 10, vatGroup: 'BE6' }],
  };
  const control = (base: string, path: string, body: object) =>
    ask(`${base}/_control/${path}`, { method: 'POST', body: JSON.stringify(body) });
  expect((await control(first.authUrl, 'invoices', invoice)).body['number']).toBe('F2026-0047');
  await control(first.authUrl, 'switches', { tenant: 'moulin', G1: 'Date' });
  await kill();

  const second = await start();
  const client = clientOf(second.authUrl, token);
  const kept = await only(client, "odata/Relation_Organization?$filter=Name eq 'Blijft BV'");
  expect(kept['ID']).toBe(created.body['ID']);
  const bill = await only(
    client,
    "odata/Activity_Invoice?$filter=Number eq 'F2026-0047'&$expand=ProductLines",
  );
  expect([bill['Date'], bill['Amount']]).toEqual(['2026-11-20', 10]);
  expect((await control(second.authUrl, 'invoices', invoice)).body['number']).toBe('F2026-0048');
  expect(await client.rows('odata/Activity_Invoice')).toHaveLength(8);
});
