import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { claimDataDir } from '../../local/supervision/orphans';
import { choosePort, freePort } from '../../local/supervision/ports';
import { processFacts } from '../../local/supervision/process-facts';
import { readRunFile, removeRunFile, writeRunFile, type ProcessRole } from '../../local/supervision/run-file';
import { ToldError } from '../../domain/told-error';
import type { Texts } from '../../domain/issues/texts/text-types';

let dataDir: string;
let said: string[];
const children: ChildProcess[] = [];

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'data-folder-'));
  said = [];
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  rmSync(dataDir, { recursive: true, force: true });
});

const say = (line: Texts): void => void said.push(line.en);
const ended = (child: ChildProcess): Promise<NodeJS.Signals | null> =>
  new Promise((resolve) => child.once('exit', (_, signal) => resolve(signal)));

/** A process whose command line looks like the given one, as the real ones are recognised by it. */
async function processNamed(commandLine: string, onSigterm = ''): Promise<ChildProcess & { pid: number }> {
  const script = `${onSigterm}; setInterval(() => {}, 1000); console.log('up')`;
  const child = spawn(process.execPath, ['-e', script, ...commandLine.split(' ')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  await new Promise((resolve) => child.stdout.once('data', resolve));
  return Object.assign(child, { pid: child.pid ?? 0 });
}

const listing = (...listed: [ProcessRole, number][]): void =>
  writeRunFile(dataDir, { processes: listed.map(([role, pid]) => ({ role, pid, port: 0 })), urls: {} });

describe('the run file', () => {
  test('has exactly its two lists and is for its owner alone', () => {
    const run = {
      processes: [{ role: 'server' as const, pid: 7, port: 8080 }],
      urls: { console: 'http://127.0.0.1:8080' },
    };
    writeRunFile(dataDir, run);
    expect(JSON.parse(readFileSync(join(dataDir, 'run.json'), 'utf8'))).toEqual(run);
    expect(statSync(join(dataDir, 'run.json')).mode & 0o777).toBe(0o600);
    expect(readRunFile(dataDir)?.run).toEqual(run);
    removeRunFile(dataDir);
    expect(readRunFile(dataDir)).toBeNull();
  });

  test('that is damaged lists nothing', () => {
    writeFileSync(join(dataDir, 'run.json'), '{"processes":[{"role":"star');
    expect(readRunFile(dataDir)?.run).toEqual({ processes: [], urls: {} });
  });
});

describe('a start claims its data folder', () => {
  test('and is listed there at once, in a folder that it makes when needed', async () => {
    const fresh = join(dataDir, 'deep', 'data');
    await claimDataDir(fresh, say);
    expect(readRunFile(fresh)?.run.processes).toEqual([{ role: 'start', pid: process.pid, port: 0 }]);
    expect(said).toEqual([]);
  });

  test('but not while another start is alive there', async () => {
    const other = await processNamed('cli/main.ts start');
    listing(['start', other.pid]);
    await expect(claimDataDir(dataDir, say)).rejects.toThrow(
      `Another start (process ${other.pid}) is running on ${dataDir}: stop it, or choose another DATA_DIR.`,
    );
    const refusal: unknown = await claimDataDir(dataDir, say).catch((error: unknown) => error);
    expect(refusal instanceof ToldError && refusal.in('nl')).toBe(
      `Op ${dataDir} loopt al een start (proces ${other.pid}): stop die, of kies een andere DATA_DIR.`,
    );
    expect(processFacts(other.pid)).not.toBeNull();
  });

  test('and ends what a killed start left behind, users before servers', async () => {
    const temporal = await processNamed('temporal server start-dev --port 1');
    const worker = await processNamed('cli/main.ts worker');
    listing(['start', 2 ** 22 + 1], ['temporal', temporal.pid], ['worker', worker.pid]);
    const ends = Promise.all([ended(temporal), ended(worker)]);
    await claimDataDir(dataDir, say);
    expect(await ends).toEqual(['SIGTERM', 'SIGTERM']);
    expect(said.map((line) => /the (\w+) that/.exec(line)?.[1])).toEqual(['worker', 'temporal']);
  });

  test('and kills an orphan that does not listen', async () => {
    const deaf = await processNamed('cli/main.ts server', `process.on('SIGTERM', () => {})`);
    listing(['server', deaf.pid]);
    const end = ended(deaf);
    await claimDataDir(dataDir, say);
    expect(await end).toBe('SIGKILL');
  }, 30_000);

  test('and leaves a process alone whose number was listed but whose command is another', async () => {
    const stranger = await processNamed('somebody-elses-program');
    listing(['worker', stranger.pid], ['start', stranger.pid]);
    await claimDataDir(dataDir, say);
    expect(processFacts(stranger.pid)).not.toBeNull();
    expect(said).toEqual([]);
  });

  test('and leaves a process alone that is younger than the list: the number was given out again', async () => {
    const younger = await processNamed('cli/main.ts worker');
    listing(['worker', younger.pid]);
    const anHourAgo = new Date(Date.now() - 3_600_000);
    utimesSync(join(dataDir, 'run.json'), anHourAgo, anHourAgo);
    await claimDataDir(dataDir, say);
    expect(processFacts(younger.pid)).not.toBeNull();
  });

  test('and of several at once exactly one wins', async () => {
    const claim = `require('./local/supervision/orphans').claimDataDir(process.argv[1], () => {})
      .then(() => console.log('mine'), (error) => console.log(error.message)).then(() => setTimeout(() => {}, 60000))`;
    const starts = [1, 2, 3].map(() => {
      const args = ['--require', './tools/typescript.cjs', '-e', claim, dataDir, 'cli/main'];
      const child = spawn(process.execPath, args, {
        cwd: join(__dirname, '../..'),
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      children.push(child);
      return new Promise<string>((resolve) =>
        child.stdout.once('data', (line: Buffer) => resolve(line.toString().trim())),
      );
    });
    const answers = await Promise.all(starts);
    expect(answers.filter((answer) => answer === 'mine')).toHaveLength(1);
    expect(answers.filter((answer) => answer.startsWith('Another start'))).toHaveLength(2);
    expect(existsSync(join(dataDir, 'run.json'))).toBe(true);
  });
});

test('what the system says of this process is true', () => {
  const facts = processFacts(process.pid);
  expect(facts?.command).toContain('jest');
  expect(Math.abs((facts?.startedAt ?? 0) - (Date.now() - process.uptime() * 1000))).toBeLessThan(3_000);
});

describe('a port that is taken', () => {
  test('is replaced by a free one, unless the user gave it', async () => {
    const taken = createServer();
    const port = await new Promise<number>((resolve) =>
      taken.listen(0, '127.0.0.1', () => resolve((taken.address() as { port: number }).port)),
    );
    const choice = { wanted: port, host: '127.0.0.1', setting: 'PORT' };
    expect(await choosePort({ ...choice, given: false })).not.toBe(port);
    await expect(choosePort({ ...choice, given: true })).rejects.toThrow(
      `Port ${port} on 127.0.0.1 is in use: stop what listens there or change PORT.`,
    );
    await new Promise((resolve) => taken.close(resolve));
  });

  test('and one that is free is kept', async () => {
    const port = await freePort();
    expect(await choosePort({ wanted: port, given: true, host: '127.0.0.1', setting: 'PORT' })).toBe(port);
  });
});
