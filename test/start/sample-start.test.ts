import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { processFacts } from '../../local/supervision/process-facts';
import {
  clearAway,
  environment,
  listed,
  npmStart,
  processOf,
  runProgram,
  startProgram,
  temporaryFolder,
  untilGone,
  urlsOf,
  type Ended,
  type Program,
} from './program';
import { bookedOnce, bookedOnceOnDisk, twinsOf } from './twin-control';

const FOLDERS = { lindeboom: 'LINDEBOOM', moulin: 'MOULIN' };
const INVOICES = { lindeboom: 9, moulin: 6 };

/** How long `cli --help` takes on two idle cores. */
const IDLE_HELP_MS = 1_500;

/** Every key of an invoice in `--json`, as scripts rely on them. */
const INVOICE_KEYS = [
  'tribeId',
  'number',
  'date',
  'customer',
  'grossCents',
  'currency',
  'folderGrossCents',
  'folderCurrency',
  'kind',
  'state',
  'linked',
  'journal',
  'docNumber',
  'bookYear',
  'bookedOn',
  'moved',
  'winbooksId',
  'issue',
  'bookedAt',
];

/** One data folder for the whole file, from its first start on. */
describe('npm start with the sample companies', () => {
  const dataDir = temporaryFolder();
  const env = environment({ DATA_DIR: dataDir });
  let start: Program | undefined;

  afterAll(() => clearAway(dataDir, start), 60_000);

  it('--once --json books every invoice; the last line of stdout is the summary, people read stderr', async () => {
    const { code, stdout, stderr } = await npmStart(['--once', '--json'], env);

    expect({ code, stderr }).toMatchObject({ code: 0 });
    const lines = stdout.trimEnd().split('\n');
    const summary = JSON.parse(lines.pop() ?? '') as Summary;
    expect(lines.filter((line) => line !== '' && !line.startsWith('> '))).toEqual([]);
    expect(summary.tenants).toMatchObject([
      { id: 'lindeboom', booked: 9, linked: 0, held: 0, skipped: 0 },
      { id: 'moulin', booked: 6, linked: 0, held: 0, skipped: 0 },
    ]);
    expect(summary.urls).toMatchObject({ server: expect.stringMatching(/^http/) as unknown });
    for (const { seconds, invoices, booked } of summary.tenants) {
      expect(seconds).toBeGreaterThan(0);
      expect(invoices).toHaveLength(booked);
      for (const invoice of invoices) expect(Object.keys(invoice)).toEqual(INVOICE_KEYS);
    }
    expect(summary.tenants[0]?.invoices[1]).toMatchObject({
      number: '20260102',
      date: '2026-09-11',
      customer: "Garage L'Étoile SRL",
      grossCents: 15881,
      currency: 'EUR',
      kind: 'invoice',
      state: 'booked',
      linked: false,
      journal: 'VEN',
      docNumber: 20260102,
      bookYear: '2026',
      issue: null,
    });
    expect(stderr).toMatch(/lindeboom: activated ✓/);
    expect(stderr).toMatch(/20260109 .* booked /);
    // After the last invoice nothing is printed that could not be opened any more.
    const afterwards = stderr.slice(stderr.lastIndexOf(' booked '));
    expect(afterwards).toMatch(/ends now, its addresses too/);
    expect(afterwards).not.toMatch(/https?:/);
    expect(existsSync(join(dataDir, 'run.json'))).toBe(false);
    await bookedOnceOnDisk(dataDir, FOLDERS);
  }, 240_000);

  it('again at once: up within 30 s, books nothing more and says so', async () => {
    const slowness = await slownessOfThisMachine();
    const startedAt = Date.now();
    const again = startProgram(['start', '--once'], env);
    await again.until(/already, left as it is/);
    const upAfterMs = Date.now() - startedAt;

    expect(await again.ended).toBe(0);
    expect(again.stdout()).toMatch(/lindeboom: nothing new to book/);
    expect(again.stdout()).toMatch(/moulin: nothing new to book/);
    expect(upAfterMs / slowness).toBeLessThan(30_000);
    await bookedOnceOnDisk(dataDir, FOLDERS);
  }, 240_000);

  describe('that stays up', () => {
    beforeAll(async () => {
      start = startProgram(['start'], env);
      await start.until(/stays up and/);
    }, 200_000);

    it('tells people its addresses, and that of its health can be opened', async () => {
      const said = start?.stdout() ?? '';
      for (const url of Object.values(urlsOf(dataDir))) expect(said).toContain(` ${url}`);
      const health = /health +(\S+)/.exec(said)?.[1] ?? '';
      expect((await fetch(health)).status).toBe(200);
    });

    it('lists every process by its own pid in run.json, with the addresses', () => {
      const commands = Object.fromEntries(
        listed(dataDir).map(({ role, pid }) => [role, processFacts(pid)?.command]),
      );

      expect(processOf(dataDir, 'start').pid).toBe(start?.process.pid);
      expect(commands).toEqual({
        start: expect.stringMatching(/cli\/main\.ts start$/) as unknown,
        worker: expect.stringMatching(/cli\/main\.ts worker$/) as unknown,
        server: expect.stringMatching(/cli\/main\.ts server$/) as unknown,
        temporal: expect.stringMatching(/^\S*temporal\S* server start-dev/) as unknown,
        postgres: expect.stringMatching(/^\S*postgres -D/) as unknown,
        twins: expect.stringMatching(/sandbox\/main\.ts/) as unknown,
      });
      const url = new URL(urlsOf(dataDir)['server'] ?? '');
      expect(processOf(dataDir, 'server').port).toBe(Number(url.port));
    });

    it('is ready, and shows Temporal UI', async () => {
      const { server = '', temporalUi = '' } = urlsOf(dataDir);
      expect((await fetch(`${server}/health/ready`)).status).toBe(200);
      expect((await fetch(temporalUi)).status).toBe(200);
    });

    it('status --json tells of every tenant', async () => {
      const { code, stdout } = await runProgram(['status', '--json'], env);

      expect(code).toBe(0);
      const { tenants } = JSON.parse(stdout) as { tenants: { id: string; lagSeconds: object }[] };
      expect(tenants.sort((one, other) => one.id.localeCompare(other.id))).toMatchObject(
        Object.entries(INVOICES).map(([id, booked]) => ({
          id,
          state: 'active',
          invoices: { booked, held: 0, waiting: 0 },
          issues: 0,
          relationsToReview: 0,
          lagSeconds: { tribeToWinbooks: expect.any(Number) as unknown },
        })),
      );
    });

    it('status says in words when Tribe was read, and that nothing waits or stands in the way', async () => {
      const { code, stdout } = await runProgram(['status'], env);

      expect(code).toBe(0);
      const paragraphs = stdout.trimEnd().split('\n\n').toSorted();
      expect(paragraphs.map((paragraph) => paragraph.split('\n')[0])).toEqual(
        Object.entries(INVOICES).map(([id, booked]) => `${id}: active; ${booked} booked.`),
      );
      for (const paragraph of paragraphs) {
        expect(paragraph).toMatch(/ {2}Tribe was last read \d+ s ago; it is read every \d+ s\./);
        expect(paragraph).toMatch(/ {2}Nothing stands in the way\.$/);
      }
    });

    it('invoices --json tells of every invoice', async () => {
      const { code, stdout } = await runProgram(['invoices', '--tenant', 'moulin', '--json'], env);

      expect(code).toBe(0);
      const invoices = JSON.parse(stdout) as Record<string, unknown>[];
      expect(invoices.map(({ number }) => number)).toEqual(
        [41, 42, 43, 44, 45, 46].map((number) => `F2026-00${number}`),
      );
      for (const invoice of invoices) {
        expect(Object.keys(invoice)).toEqual(INVOICE_KEYS);
        expect(invoice).toMatchObject({ state: 'booked', journal: 'VTE', linked: false });
      }
    });

    it('invoices of an unknown tenant: bad input, in one sentence', async () => {
      const { code, stdout, stderr } = await runProgram(['invoices', '--tenant', 'nobody', '--json'], env);

      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toMatch(/There is no integration “nobody”/);
    });

    it('a second start on the same data folder is refused in one sentence, and changes nothing', async () => {
      const before = listed(dataDir);
      const { code, stdout, stderr } = await runProgram(['start'], env);

      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
      expect(sentences(stderr)).toEqual([
        `Another start (process ${start?.process.pid}) is running on ${dataDir}: stop it, or choose another DATA_DIR.`,
      ]);
      expect(listed(dataDir)).toEqual(before);
    });

    it('a copy on another data folder runs beside it, on ports of its own', async () => {
      const other = temporaryFolder();
      try {
        const copy = startProgram(['start'], environment({ DATA_DIR: other }));
        await copy.until(/stays up/);
        const ports = (folder: string): number[] =>
          listed(folder)
            .map(({ port }) => port)
            .filter((port) => port > 0);
        expect(new Set([...ports(dataDir), ...ports(other)]).size).toBe(8);
        await bookedOnce(twinsOf(other), 'lindeboom', 'LINDEBOOM');
        copy.process.kill('SIGINT');
        expect(await copy.ended).toBe(0);
        expect((await fetch(`${urlsOf(dataDir)['server']}/health/ready`)).status).toBe(200);
      } finally {
        await clearAway(other);
      }
    }, 240_000);

    it('SIGTERM stops everything it started, with exit code 0 and without a run file', async () => {
      const running = listed(dataDir);
      start?.process.kill('SIGTERM');

      expect(await start?.ended).toBe(0);
      await untilGone(running, 1_000);
      expect(existsSync(join(dataDir, 'run.json'))).toBe(false);
    }, 60_000);
  });

  it('status when nothing runs any more says so in one sentence', async () => {
    const { code, stdout, stderr } = await runProgram(['status', '--json'], env);

    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(sentences(stderr)).toEqual([expect.stringContaining(`Nothing runs on ${dataDir}`)]);
  });
});

interface Summary {
  readonly tenants: readonly {
    readonly id: string;
    readonly booked: number;
    readonly seconds: number;
    readonly invoices: readonly object[];
  }[];
  readonly urls: Readonly<Record<string, string>>;
}

/** 1 on two idle cores; 2 when even `cli --help` takes twice the time, as beside other work. */
async function slownessOfThisMachine(): Promise<number> {
  const startedAt = Date.now();
  await runProgram(['--help'], environment({}));
  return Math.max(1, (Date.now() - startedAt) / IDLE_HELP_MS);
}

const sentences = (text: Ended['stderr']): string[] => text.trimEnd().split('\n');
