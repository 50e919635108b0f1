import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startOurProcess, type OurCommand, type OurProcess } from '../../local/supervision/our-process';
import { freePort } from '../../local/supervision/ports';
import { processFacts } from '../../local/supervision/process-facts';
import { spawnForeign } from '../../local/supervision/running-process';
import { supervise } from '../../local/supervision/supervised-process';

let folder: string;
const started: OurProcess[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'our-process-'));
});
afterEach(async () => {
  for (const { pid } of started.splice(0)) if (processFacts(pid)) process.kill(pid, 'SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

async function startChild(
  behaviour: string,
  changes: Partial<OurCommand> & { port?: number } = {},
): Promise<OurProcess> {
  const { port = 0, ...others } = changes;
  const child = await startOurProcess({
    entry: 'test/support/supervised-child',
    args: [String(port), behaviour],
    env: process.env,
    logFile: join(folder, 'logs', 'child.log'),
    announces: 'message',
    readyWithinMs: 20_000,
    graceMs: 5_000,
    ...others,
  });
  started.push(child);
  return child;
}

const portOf = (child: OurProcess): number => (child.announced as { port: number }).port;
const pidAt = async (port: number): Promise<number> =>
  Number(await (await fetch(`http://127.0.0.1:${port}`)).text());

async function until(condition: () => boolean | Promise<boolean>, withinMs = 10_000): Promise<void> {
  const deadline = Date.now() + withinMs;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error('it did not happen in time');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

test.each(['message', 'first-line'] as const)(
  'a program that announces itself by %s is ready when it says so',
  async (announces) => {
    const child = await startChild(announces, { announces });
    expect(await pidAt(portOf(child))).toBe(child.pid);
    expect(await child.stop()).toEqual({ code: 0, signal: null });
    expect(await child.stop()).toEqual({ code: 0, signal: null });
  },
);

test('a program that ends instead is reported with its own last words', async () => {
  await expect(startChild('crashing')).rejects.toThrow(
    /supervised-child 0 crashing did not start, it ended with 3: [^]*out of luck/,
  );
});

test('a program that never becomes ready is ended', async () => {
  await expect(startChild('silent', { readyWithinMs: 3_000 })).rejects.toThrow('it was not ready in 3 s');
});

test('a program that ignores SIGTERM is killed after its grace', async () => {
  const child = await startChild('stubborn', { graceMs: 300 });
  expect(await child.stop()).toEqual({ code: null, signal: 'SIGKILL' });
});

test('our programs, and where the system can also foreign ones, end when their parent is killed', async () => {
  const script = `const { startOurProcess } = require('./local/supervision/our-process');
    const { spawnForeign } = require('./local/supervision/running-process');
    const logFile = process.argv[1] + '/child.log';
    Promise.all([
      startOurProcess({ entry: 'test/support/supervised-child', args: ['0', 'message'], env: process.env, logFile,
        announces: 'message', readyWithinMs: 20000, graceMs: 1000 }),
      spawnForeign({ file: 'sleep', args: ['300'], logFile, stopSignal: 'SIGTERM', graceMs: 1000 }),
    ]).then((both) => { console.log(JSON.stringify(both.map(({ pid }) => pid))); process.kill(process.pid, 'SIGKILL'); })`;
  const killed: unknown = await promisify(execFile)(
    process.execPath,
    ['--require', './tools/typescript.cjs', '-e', script, folder],
    {
      cwd: join(__dirname, '../..'),
    },
  ).catch((error: unknown) => error);
  expect(killed).toMatchObject({ signal: 'SIGKILL' });
  const [ours, foreign] = JSON.parse((killed as { stdout: string }).stdout) as [number, number];
  await until(() => processFacts(ours) === null);
  if (process.platform === 'linux') await until(() => processFacts(foreign) === null);
  else process.kill(foreign, 'SIGTERM');
});

test('a program that cannot be executed is an error, not a crash', async () => {
  const missing = spawnForeign({
    file: join(folder, 'missing'),
    args: [],
    logFile: join(folder, 'x.log'),
    stopSignal: 'SIGTERM',
    graceMs: 1,
  });
  const ended = await missing.then(({ exited }) => exited).catch((error: unknown) => error);
  expect(ended).not.toMatchObject({ code: 0 });
});

describe('supervision', () => {
  const said: string[] = [];
  const pids: number[] = [];
  beforeEach(() => {
    said.length = 0;
    pids.length = 0;
  });

  const superviseChild = (port: number): ReturnType<typeof supervise<OurProcess>> =>
    supervise({
      role: 'server',
      start: (dead) => startChild('message', { port: dead ? portOf(dead) : port }),
      onRunning: ({ pid }) => pids.push(pid),
      say: (line) => said.push(line.en),
    });

  test('a process that is killed comes back on the same port', async () => {
    const port = await freePort();
    const supervised = await superviseChild(port);
    const first = supervised.current().pid;
    process.kill(first, 'SIGKILL');
    await until(() => pids.length === 2);
    expect(await pidAt(port)).toBe(supervised.current().pid);
    expect(supervised.current().pid).not.toBe(first);
    expect(said).toEqual([
      'The server ended unasked (SIGKILL); it is started again.',
      'The server runs again.',
    ]);
    await supervised.stop();
  });

  test('a stopped process stays stopped, also when it was just about to be started again', async () => {
    const port = await freePort();
    const supervised = await superviseChild(port);
    process.kill(supervised.current().pid, 'SIGKILL');
    await supervised.current().exited;
    await supervised.stop();
    await expect(fetch(`http://127.0.0.1:${port}`)).rejects.toThrow('fetch failed');
    expect(pids).toHaveLength(1);
  });

  test('it goes on trying, with growing pauses, until the process can start', async () => {
    const attempts: number[] = [];
    const supervised = await supervise({
      role: 'worker',
      start: async (dead) => {
        attempts.push(Date.now());
        if (dead && attempts.length < 4) throw new Error('the disk is full');
        return startChild('message');
      },
      onRunning: ({ pid }) => pids.push(pid),
      say: (line) => said.push(line.en),
    });
    process.kill(supervised.current().pid, 'SIGKILL');
    await until(() => pids.length === 2);
    const [, second = 0, third = 0, fourth = 0] = attempts;
    expect(third - second).toBeGreaterThanOrEqual(990);
    expect(fourth - third).toBeGreaterThanOrEqual(1_990);
    expect(said.filter((line) => line.endsWith('the disk is full'))).toHaveLength(2);
    await supervised.stop();
  });
});

test('logs are appended to, readable by their owner, and kept from one start to the next', async () => {
  for (let round = 0; round < 2; round++) await startChild('crashing').catch(() => undefined);
  const log = readFileSync(join(folder, 'logs', 'child.log'), 'utf8');
  expect(log.match(/out of luck/g)).toHaveLength(2);
});
