import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { processFacts } from '../../local/supervision/process-facts';
import { startPostgres, type PostgresServer } from '../../local/provision/postgres-server';

let folder: string;
let dataDir: string;
let said: string[];
let running: PostgresServer | null;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'postgres-server-'));
  dataDir = join(folder, 'postgres');
  said = [];
  running = null;
});
afterEach(async () => {
  await running?.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function start({ durable } = { durable: false }): Promise<PostgresServer> {
  const logFile = join(folder, 'postgres.log');
  running = await startPostgres({ dataDir, durable, logFile, say: (line) => said.push(line.en) });
  return running;
}

async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
}

test('data survive a stop and a start, and what is committed is on the disk', async () => {
  const first = await start({ durable: true });
  expect(
    await query(first.url, `select current_database() as name, current_setting('fsync') as fsync`),
  ).toEqual([{ name: 'sync', fsync: 'on' }]);
  await query(first.url, 'create table kept as select 42 as answer');
  expect((await first.stop()).code).toBe(0);
  expect(await query((await start({ durable: true })).url, 'select answer from kept')).toEqual([
    { answer: 42 },
  ]);
});

test('nobody gets in without the password, which is kept for the owner alone', async () => {
  const { url } = await start();
  expect(statSync(`${dataDir}.password`).mode & 0o777).toBe(0o600);
  const guess = new URL(url);
  guess.password = 'postgres';
  await expect(query(guess.href, 'select 1')).rejects.toMatchObject({ code: '28P01' });
});

test('a server that a killed start left behind is stopped, and nothing committed is lost', async () => {
  const script = `require('./local/provision/postgres-server').startPostgres({ dataDir: process.argv[1], durable: false,
    logFile: process.argv[1] + '.log', say: () => {} }).then(async ({ pid, url }) => {
      const client = new (require('pg').Client)({ connectionString: url });
      await client.connect();
      await client.query('create table kept as select 42 as answer');
      console.log(pid);
      process.kill(process.pid, 'SIGKILL');
    })`;
  // without setpriv the kernel does not end the server with its parent, as on a Mac
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  for (const name of ['id', 'test']) symlinkSync(join('/usr/bin', name), join(bin, name));
  const args = ['--require', './tools/typescript.cjs', '-e', script, dataDir];
  const options = { cwd: join(__dirname, '../..'), env: { ...process.env, PATH: bin } };
  const killed: unknown = await promisify(execFile)(process.execPath, args, options).catch(
    (error: unknown) => error,
  );
  const orphan = (killed as { stdout: string }).stdout.trim();
  expect(processFacts(Number(orphan))?.command).toContain('postgres');
  expect(await query((await start()).url, 'select answer from kept')).toEqual([{ answer: 42 }]);
  expect(said).toContain(`Stopping the Postgres that an earlier start left behind (process ${orphan}).`);
  expect(processFacts(Number(orphan))).toBeNull();
});

test('a stale postmaster.pid whose number belongs to another program harms neither', async () => {
  await (await start()).stop();
  writeFileSync(join(dataDir, 'postmaster.pid'), `${process.pid}\n${dataDir}\n0\n5432\n\n127.0.0.1\n`);
  const { url } = await start();
  expect(await query(url, 'select 1 as one')).toEqual([{ one: 1 }]);
});

test('a dead server that nobody has waited for yet keeps no new one from starting', async () => {
  await (await start()).stop();
  // What the shell becomes never waits for its child, which stays a zombie. Postgres asks after its own account's only.
  const { uid, gid } = statSync(dataDir);
  const parent = spawn('sh', ['-c', 'true & echo $!; exec sleep 60'], {
    uid,
    gid,
    cwd: '/',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const zombie = Number(await once(parent.stdout, 'data'));
  while (processFacts(zombie) !== null) await sleep(20);
  writeFileSync(join(dataDir, 'postmaster.pid'), `${zombie}\n${dataDir}\n0\n5432\n\n127.0.0.1\n`);
  const { url } = await start();
  expect(await query(url, 'select 1 as one')).toEqual([{ one: 1 }]);
  parent.kill('SIGKILL');
});

test('a cluster whose making was cut off is made anew', async () => {
  mkdirSync(`${dataDir}.making`);
  writeFileSync(join(`${dataDir}.making`, 'PG_VERSION'), '18\n');
  expect(await query((await start()).url, 'select 1 as one')).toEqual([{ one: 1 }]);
  expect(existsSync(`${dataDir}.making`)).toBe(false);
});

test('a lost password is said in one sentence', async () => {
  await (await start()).stop();
  rmSync(`${dataDir}.password`);
  await expect(start()).rejects.toThrow(
    /postgres\.password is missing: restore it, or remove .*postgres to begin with an empty database/,
  );
});

test('a folder of a version that is not installed is refused, not damaged', async () => {
  await (await start()).stop();
  writeFileSync(join(dataDir, 'PG_VERSION'), '9\n');
  await expect(start()).rejects.toThrow(
    'No Postgres server of version 9, which made the data here, runs on this machine',
  );
});

test('a server that cannot start says why', async () => {
  await (await start()).stop();
  writeFileSync(join(dataDir, 'postgresql.conf'), 'no_such_setting = 1\n');
  await expect(start()).rejects.toThrow(/Postgres did not start \(it ended at once\): [^]*no_such_setting/);
});
