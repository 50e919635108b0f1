import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brusselsDay } from '../../domain/brussels-day';
import {
  clearAway,
  environment,
  listed,
  runProgram,
  startProgram,
  temporaryFolder,
  type Program,
} from './program';
import { bookedOnce, sandboxByHand, type SandboxByHand } from './twin-control';

const PATIENCE_MS = 600_000;
const DAY_MS = 24 * 3_600_000;
/** The day of the activation, or the next one right before midnight: a run may be over only after it. */
const today = brusselsDay(new Date(Date.now() + 15 * 60_000));
const yesterday = brusselsDay(new Date(Date.now() - DAY_MS));
const year = today.slice(0, 4);

const credentialsOf = (id: string) => ({ clientId: `${id}-client`, clientSecret: `${id}-secret` });
const licenceOf = (id: string) => ({ email: `${id}@office.example`, exchangeToken: `xt-${id}` });
const folderOf = (id: string): string => id.toUpperCase();
const lines = [{ description: 'Planks', quantity: 2, price: 100, vatGroup: 'BE21' }];

/** What a seed of the two twins is for a company with one customer and these invoices. */
function company(id: string, invoices: readonly object[]) {
  const customer = { name: 'Peeters Hout BV', vatNumber: 'BE0000000196' };
  return {
    tribe: {
      id,
      name: `Company ${id}`,
      ...credentialsOf(id),
      organisations: [{ ...customer, debtorNumber: 'C1' }],
      invoices: invoices.map((invoice) => ({ customer: 'C1', phase: 'Sent', lines, ...invoice })),
    },
    winbooks: {
      folder: folderOf(id),
      ...licenceOf(id),
      bookYears: [Number(year) - 1, Number(year), Number(year) + 1].map((each) => ({
        code: String(each),
        start: `${each}-01-01`,
        end: `${each}-12-31`,
      })),
      customers: [{ code: 'C1', name: customer.name, vatNumber: '0000000196' }],
    },
  };
}

function tenantOf(id: string, settings: object, clientSecret = credentialsOf(id).clientSecret) {
  return {
    id,
    name: `Company ${id}`,
    tribe: { ...credentialsOf(id), clientSecret },
    winbooks: { ...licenceOf(id), folder: folderOf(id) },
    settings: { salesJournal: 'VEN', revenueAccount: '700000', pollSeconds: 2, ...settings },
  };
}

/** Twins started by hand, seeded over their control API, and a tenants file: as a user with systems of their own. */
describe('npm start -- --tenants FILE', () => {
  const dataDir = temporaryFolder();
  let sandbox: SandboxByHand;
  let env: NodeJS.ProcessEnv;
  let start: Program | undefined;

  beforeAll(async () => {
    sandbox = await sandboxByHand(['--seed', 'none']);
    const { tribe, winbooks } = sandbox.announced;
    env = environment({
      DATA_DIR: dataDir,
      TRIBE_API_URL: tribe.apiUrl,
      TRIBE_AUTH_URL: tribe.authUrl,
      WINBOOKS_API_URL: winbooks.apiUrl,
    });
    const companies = [
      company('acme', [
        { number: `${year}0001`, date: `${Number(year) - 1}-12-30` },
        { number: `${year}0002`, date: `${year}-01-04` },
        { number: `${year}0003`, date: `${year}-01-05` },
      ]),
      company('young', [
        { number: `${year}0001`, date: yesterday },
        { number: `${year}0002`, date: today },
      ]),
      company('doubt', [
        { number: `${year}0001`, date: today },
        { number: `${year}0002`, date: today, lines: [{ description: 'Planks', quantity: 2, price: 100 }] },
      ]),
      company('locked', [{ number: `${year}0001`, date: today }]),
      company('remote', [{ number: `${year}0001`, date: today }]),
    ];
    await sandbox.control.seed(
      { tenants: companies.map(({ tribe: side }) => side) },
      { folders: companies.map(({ winbooks: side }) => side) },
    );
    await sandbox.control.book({
      folder: folderOf('acme'),
      journal: 'VEN',
      docNumber: Number(`${year}0003`),
      date: `${year}-01-05`,
      customer: 'C1',
      gross: 242,
      net: 200,
    });
  }, PATIENCE_MS);
  afterAll(async () => {
    sandbox.program.process.kill('SIGKILL');
    await clearAway(dataDir, start);
  }, 60_000);

  function tenantsFile(...tenants: readonly object[]): string {
    const file = join(dataDir, 'tenants.json');
    writeFileSync(file, JSON.stringify({ tenants }));
    return file;
  }

  interface Run {
    readonly code: number | null;
    readonly stderr: string;
    readonly summary: {
      readonly tenants: readonly { readonly id: string; readonly invoices: readonly object[] }[];
      readonly urls: object;
    };
  }

  /** With all that the program said, for whoever reads why not. */
  function expectCode(run: Run, code: number): void {
    if (run.code !== code)
      throw new Error(`Ended with ${run.code}, not ${code}:\n${JSON.stringify(run, null, 1)}`);
  }

  async function once(file: string, args: readonly string[] = [], given = env): Promise<Run> {
    const { code, stdout, stderr } = await runProgram(
      ['start', '--tenants', file, '--once', '--json', ...args],
      given,
    );
    const last = stdout.trimEnd();
    if (last === '' || last.includes('\n')) throw new Error(`Not one line on stdout:\n${stdout}\n${stderr}`);
    return { code, stderr, summary: JSON.parse(last) as Run['summary'] };
  }

  describe('for the first time', () => {
    let first: Run;

    beforeAll(async () => {
      first = await once(
        tenantsFile(tenantOf('acme', { startDate: `${year}-01-01` }), tenantOf('young', {})),
      );
    }, PATIENCE_MS);

    it('starts no twins, seeds nothing, and ends with 0 when all is booked or linked', async () => {
      expectCode(first, 0);
      expect(Object.keys(first.summary.urls).sort()).toEqual(['api', 'server', 'temporalUi']);
      expect(first.stderr).not.toMatch(/twins/);
      expect((await sandbox.control.tenants()).map(({ id }) => id)).not.toContain('lindeboom');
    });

    it('books into the systems that the environment names, and links what stands there already', async () => {
      expect(first.summary.tenants[0]).toMatchObject({
        id: 'acme',
        booked: 1,
        linked: 1,
        held: 0,
        skipped: 0,
        invoices: [
          { number: `${year}0002`, date: `${year}-01-04`, state: 'booked', linked: false },
          { number: `${year}0003`, date: `${year}-01-05`, state: 'booked', linked: true },
        ],
      });
      expect(await sandbox.control.ledger(folderOf('acme'))).toHaveLength(2);
    });

    it('without a start date leaves out what is dated before the day of activation: not listed, not counted', async () => {
      const [, young] = first.summary.tenants;
      expect(young).toMatchObject({ id: 'young', booked: 1, linked: 0, held: 0, skipped: 0 });
      expect(young?.invoices).toMatchObject([{ number: `${year}0002`, date: today }]);
      expect(await sandbox.control.ledger(folderOf('young'))).toMatchObject([
        { docNumber: Number(`${year}0002`) },
      ]);
    });
  });

  it(
    'a tenant that is active already is left as it is where its file says nothing new; a held invoice makes the exit code 3',
    async () => {
      const file = tenantsFile(
        tenantOf('acme', { startDate: `${year}-01-01` }, 'another secret'),
        tenantOf('doubt', {}),
      );
      const run = await once(file);

      expectCode(run, 3);
      const { stderr, summary } = run;
      expect(stderr).toMatch(/acme: is active already, left as it is/);
      expect(summary.tenants).toMatchObject([
        { id: 'acme', booked: 1, linked: 1, held: 0 },
        { id: 'doubt', booked: 1, linked: 0, held: 1 },
      ]);
      expect(summary.tenants[1]?.invoices[1]).toMatchObject({
        number: `${year}0002`,
        state: 'held',
        issue: expect.stringMatching(/^[A-Z_]+$/) as unknown,
        winbooksId: null,
      });
      expect(await sandbox.control.ledger(folderOf('doubt'))).toHaveLength(1);
    },
    PATIENCE_MS,
  );

  it(
    'an active tenant whose file changes a setting wrongly goes on as it was, and the exit code is 1; rightly, it is applied',
    async () => {
      const wrong = tenantOf('acme', { startDate: `${year}-01-01`, salesJournal: 'NONE' });
      const first = await once(tenantsFile(wrong));
      expectCode(first, 1);
      expect(first.stderr).toMatch(/acme: is active already; not changed\. .*\(JOURNAL_UNKNOWN\)/);
      expect(first.summary.tenants).toMatchObject([{ id: 'acme', booked: 1, linked: 1, obstacles: [] }]);

      const earlier = tenantOf('acme', { startDate: `${Number(year) - 1}-01-01` });
      const second = await once(tenantsFile(earlier));
      expectCode(second, 0);
      expect(second.stderr).toContain(
        `acme: is active already; startDate ${year}-01-01 → ${Number(year) - 1}-01-01; no held invoice depended on it.`,
      );
      expect(second.summary.tenants).toMatchObject([{ id: 'acme', booked: 2, linked: 1 }]);
    },
    PATIENCE_MS,
  );

  it(
    'a wrong client secret fails that tenant alone, says what to do, and the exit code is 1',
    async () => {
      const file = tenantsFile(tenantOf('locked', {}, 'wrong-one'), tenantOf('acme', {}));
      const run = await once(file);

      expectCode(run, 1);
      const { stderr, summary } = run;
      expect(stderr).toMatch(/locked: not activated: .*\(CONNECTION_REFUSED_TRIBE\)/);
      expect(stderr).not.toMatch(/wrong-one/);
      expect(summary.tenants).toMatchObject([
        { id: 'locked', booked: 0, invoices: [], obstacles: ['CONNECTION_REFUSED_TRIBE'] },
        { id: 'acme', booked: 2, linked: 1, obstacles: [] },
      ]);
      expect(await sandbox.control.ledger(folderOf('locked'))).toEqual([]);
    },
    PATIENCE_MS,
  );

  it(
    'a vendor that cannot be reached is waited for as long as the patience lasts, and the exit code is 1',
    async () => {
      const nowhere = {
        ...env,
        TRIBE_API_URL: 'http://127.0.0.1:9/v1',
        TRIBE_AUTH_URL: 'http://127.0.0.1:9',
      };
      const run = await once(tenantsFile(tenantOf('remote', {})), ['--patience', '20'], nowhere);

      expectCode(run, 1);
      const { stderr, summary } = run;
      expect(stderr).toMatch(/remote: not activated: .*\(VENDOR_UNREACHABLE\)/);
      expect(summary.tenants).toMatchObject([{ id: 'remote', obstacles: ['VENDOR_UNREACHABLE'] }]);
    },
    PATIENCE_MS,
  );

  it(
    'with the mistake mended it is activated; it stays up, and an invoice sent later is booked too',
    async () => {
      start = startProgram(['start', '--tenants', tenantsFile(tenantOf('locked', {}))], env);
      await start.until(/stays up/);

      expect(listed(dataDir).map(({ role }) => role)).not.toContain('twins');
      await sandbox.control.send('locked', { customer: 'C1', number: `${year}0002`, date: today, lines });
      await start.until(new RegExp(`${year}0002 .* booked `));
      await bookedOnce(sandbox.control, 'locked', folderOf('locked'));
      start.process.kill('SIGINT');
      expect(await start.ended).toBe(0);
    },
    PATIENCE_MS,
  );
});

test('the twins by hand say where they are in their first line, and SIGTERM ends them', async () => {
  const { program, announced } = await sandboxByHand([]);
  expect(announced.tribe.tenants).toContainEqual({
    id: 'lindeboom',
    clientId: 'lindeboom-client',
    clientSecret: 'lindeboom-secret',
  });
  expect(announced.winbooks.folders).toContainEqual({
    folder: 'MOULIN',
    email: 'compta@moulin.example',
    exchangeToken: 'xt-moulin',
  });
  expect((await fetch(`${announced.tribe.authUrl}/_control/health`)).status).toBe(200);
  program.process.kill('SIGTERM');

  expect(await program.ended).toBe(0);
  await expect(fetch(`${announced.winbooks.apiUrl}/_control/health`)).rejects.toThrow('fetch failed');
}, 60_000);
