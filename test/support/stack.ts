import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Connection, WorkflowNotFoundError, type Client } from '@temporalio/client';
import { activateTenants, type Activation } from '../../actions/activation/activate-tenants';
import { startOurProcess, type OurCommand, type OurProcess } from '../../local/supervision/our-process';
import { readConfiguration } from '../../configuration/configuration';
import { tenantId, tribeId, type TenantId } from '../../domain/ids';
import { parseTenantsFile, type TenantDefinition } from '../../domain/tenant/tenants-file';
import { bookInvoiceWorkflowId, tenantSyncWorkflowId } from '../../domain/steps/workflow-names';
import { listBookings, type ListedBooking } from '../../store/bookings/booking-row';
import { openDatabase, type Database } from '../../store/database/database';
import { listOpenIssues, type OpenIssue } from '../../store/issues/issues';
import { listTenants, setTenantState, type TenantState } from '../../store/tenants/tenants';
import { searchableClient } from '../../temporal/search-attributes';
import { createTestDatabase, temporalAddress, type TestDatabase } from './servers';
import { startTwins, type Twins } from './twins';

/** The whole product against the twins: a database of its own, its own task queue, workers as processes. */
export interface Stack {
  readonly twins: Twins;
  readonly database: Database;
  readonly temporal: Client;
  readonly taskQueue: string;
  /** The environment of its processes. */
  readonly env: NodeJS.ProcessEnv;
  /** Starts a worker as its own process. `name` tells it apart in its debug directory; `program` replaces the product's. */
  startWorker(name?: string, env?: NodeJS.ProcessEnv, program?: WorkerProgram): Promise<TestWorker>;
  activate(tenants: readonly TenantDefinition[]): Promise<Activation[]>;
  bookings(tenant: string): Promise<ListedBooking[]>;
  openIssues(tenant: string): Promise<OpenIssue[]>;
  /** Waits until the tenant's bookings satisfy `is`; throws with what they are after `withinMs`. */
  until(
    tenant: string,
    is: (bookings: ListedBooking[]) => boolean,
    withinMs?: number,
  ): Promise<ListedBooking[]>;
  /** Between tests: also those that are suspended. */
  killWorkers(): Promise<void>;
  /** The one worker of the next test: the last that is alive, or a new one where a test has killed them all. */
  oneWorker(): Promise<TestWorker>;
  /** The loops of these tenants end, or of all: the tenant of a finished test would poll on. */
  retireTenants(only?: readonly TenantId[]): Promise<void>;
  stop(): Promise<void>;
}

export type WorkerProgram = Pick<OurCommand, 'entry' | 'args'>;
const PRODUCT: WorkerProgram = { entry: 'cli/main', args: ['worker'] };

/** The states of a tenant whose loop runs. */
const WITH_LOOP: readonly TenantState[] = ['active', 'paused', 'draining'];

/** Servers of its own instead of those of this run. The database is dropped with the stack. */
export interface StackServers {
  readonly database?: TestDatabase;
  readonly temporalAddress?: string;
  /** Between two rounds of upkeep; see `UPKEEP_OFTEN`. */
  readonly upkeepEveryMs?: number;
}

/** For tests of what upkeep does. It costs as much as the polls of a tenant, so the others have it seldom. */
export const UPKEEP_OFTEN: StackServers = { upkeepEveryMs: 1_000 };
const UPKEEP_SELDOM_MS = 5_000;

export interface TestWorker {
  readonly process: OurProcess;
  /** What it writes to stdout and stderr. */
  readonly logFile: string;
  /** From now on this worker stops at the named point (see activities/debug-points.ts). */
  stopAt(point: string): void;
  /** Waits until it has stopped there. */
  reached(point: string, withinMs?: number): Promise<void>;
  /** Lets it go on, and stops there no more. */
  release(point: string): void;
  kill(signal: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT'): void;
  isAlive(): boolean;
  /** Goes on if it was suspended, and stops nowhere from now on. */
  recover(): void;
}

/** @param shared the twins of another stack, which stops them: a second, empty store on the same vendors */
export async function startStack(shared: Twins | null = null, servers: StackServers = {}): Promise<Stack> {
  const directory = mkdtempSync(path.join(tmpdir(), 'stack-'));
  const address = servers.temporalAddress ?? temporalAddress();
  const [twins, testDatabase] = await Promise.all([
    shared ?? startTwins(directory),
    servers.database ?? createTestDatabase(),
  ]);
  const taskQueue = `test-${randomBytes(6).toString('hex')}`;
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    APP_MODE: 'local',
    DATABASE_URL: testDatabase.url,
    DATA_DIR: directory,
    TEMPORAL_ADDRESS: address,
    TASK_QUEUE: taskQueue,
    ENCRYPTION_KEYS: `test:${randomBytes(32).toString('base64')}`,
    TRIBE_API_URL: twins.tribeApiUrl,
    TRIBE_AUTH_URL: twins.tribeUrl,
    WINBOOKS_API_URL: twins.winbooksUrl,
    LOG_LEVEL: 'info',
    QUIET_PERIOD_FLOOR: 'off',
    // What was read stays fresh for longer than a test takes: what a person puts right must be read anew by itself.
    TIMINGS: JSON.stringify({
      upkeep: { everyMs: servers.upkeepEveryMs ?? UPKEEP_SELDOM_MS },
      masterData: { freshMs: 60_000 },
    }),
  };
  const configuration = readConfiguration(env);
  const database = openDatabase(testDatabase.url, { max: 4 });
  const connection = await Connection.connect({ address });
  const temporal = searchableClient(connection, 'default').client;
  const workers: TestWorker[] = [];
  let started = 0;
  const startWorker: Stack['startWorker'] = async (
    name = `worker-${(started += 1)}`,
    extra = {},
    program = PRODUCT,
  ) => {
    const worker = await startTestWorker(directory, name, { ...env, ...extra }, program);
    workers.push(worker);
    return worker;
  };
  const killWorkersBut = async (kept: TestWorker | null): Promise<void> => {
    for (const worker of workers.splice(0)) {
      if (worker === kept) continue;
      worker.kill('SIGKILL');
      await worker.process.exited;
    }
    if (kept !== null) workers.push(kept);
  };
  const bookings = (tenant: string): Promise<ListedBooking[]> =>
    database.asTenant(tenantId(tenant), (sql) => listBookings(sql));

  return {
    twins,
    database,
    temporal,
    taskQueue,
    env,
    startWorker,
    activate: (tenants) =>
      activateTenants({ database, temporal, configuration, report: () => undefined }, tenants),
    bookings,
    openIssues: (tenant) => database.asTenant(tenantId(tenant), (sql) => listOpenIssues(sql)),
    until: async (tenant, is, withinMs = 120_000) => {
      const deadline = Date.now() + withinMs;
      for (;;) {
        const now = await bookings(tenant);
        if (is(now)) return now;
        if (Date.now() > deadline) {
          const seen = now.map(({ number, state, attempt, winbooksId, issueCode }) => ({
            number,
            state,
            attempt,
            winbooksId,
            issueCode,
          }));
          throw new Error(`Not reached in ${withinMs} ms: ${JSON.stringify(seen)}`);
        }
        await sleep(150);
      }
    },
    killWorkers: () => killWorkersBut(null),
    oneWorker: async () => {
      const kept = workers.findLast((worker) => worker.isAlive()) ?? null;
      await killWorkersBut(kept);
      kept?.recover();
      return kept ?? (await startWorker());
    },
    retireTenants: async (only) => {
      const ids = only ?? (await database.asControl(listTenants)).map(({ id }) => id);
      for (const id of ids) {
        const had = await database.asTenant(id, (sql) => setTenantState(sql, 'inactive', WITH_LOOP));
        if (had) await temporal.workflow.getHandle(tenantSyncWorkflowId(id)).terminate().catch(unlessEnded);
      }
    },
    stop: async () => {
      for (const worker of workers) worker.kill('SIGKILL');
      await connection.close();
      await database.close();
      if (shared === null) await twins.stop();
      await testDatabase.drop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** A test may have ended the loop itself. */
function unlessEnded(error: unknown): void {
  if (!(error instanceof WorkflowNotFoundError)) throw error;
}

async function startTestWorker(
  directory: string,
  name: string,
  env: NodeJS.ProcessEnv,
  program: WorkerProgram,
): Promise<TestWorker> {
  const points = mkdtempSync(path.join(directory, `${name}-`));
  const logFile = path.join(directory, `${name}.log`);
  const running = await startOurProcess({
    ...program,
    env: { ...env, DEBUG_POINTS: points },
    logFile,
    announces: 'message',
    readyWithinMs: 60_000,
    graceMs: 5_000,
  });
  let isAlive = true;
  void running.exited.then(() => (isAlive = false));
  const file = (point: string, what: 'stop' | 'reached'): string => path.join(points, `${point}.${what}`);
  return {
    process: running,
    logFile,
    stopAt: (point) => writeFileSync(file(point, 'stop'), ''),
    reached: async (point, withinMs = 90_000) => {
      const deadline = Date.now() + withinMs;
      while (!existsSync(file(point, 'reached'))) {
        if (Date.now() > deadline) throw new Error(`The worker did not reach ${point}`);
        await sleep(25);
      }
    },
    release: (point) => rmSync(file(point, 'stop'), { force: true }),
    kill: (signal) => {
      // Once it has ended, its pid may be somebody else's.
      if (!isAlive) return;
      if (signal === 'SIGKILL') isAlive = false;
      try {
        process.kill(running.pid, signal);
      } catch {
        // It has just ended.
      }
    },
    isAlive: () => isAlive,
    recover: () => {
      for (const left of readdirSync(points)) rmSync(path.join(points, left), { force: true });
      if (isAlive) process.kill(running.pid, 'SIGCONT');
    },
  };
}

interface TenantCredentials {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly email: string;
  readonly exchangeToken: string;
}

/** A tenant with one customer and `invoices` plain Sent invoices, seeded in both twins under a name of its own. */
export async function seedTenant(
  stack: Stack,
  wanted: {
    readonly invoices: number;
    readonly settings?: object;
    readonly inWinbooks?: boolean;
    readonly id?: string;
    readonly folder?: string;
    readonly credentials?: TenantCredentials;
    readonly tribe?: object;
    readonly winbooks?: object;
  },
): Promise<{ readonly id: TenantId; readonly folder: string; readonly definition: TenantDefinition }> {
  const id = wanted.id ?? `t-${randomBytes(5).toString('hex')}`;
  const folder = wanted.folder ?? id.toUpperCase().replace('-', '');
  const { clientId, clientSecret, email, exchangeToken } = wanted.credentials ?? {
    clientId: `${id}-client`,
    clientSecret: `${id}-secret`,
    email: `${id}@office.example`,
    exchangeToken: `xt-${id}`,
  };
  const credentials = { clientId, clientSecret };
  const licence = { email, exchangeToken };
  const numbers = Array.from({ length: wanted.invoices }, (_, index) => 20260001 + index);
  await stack.twins.seed(
    {
      tenants: [
        {
          id,
          name: `Company ${id}`,
          ...credentials,
          organisations: [
            {
              name: 'Peeters Hout BV',
              debtorNumber: 'C1',
              vatNumber: 'BE0000000196',
              email: 'jan@peeters.example',
            },
          ],
          invoices: numbers.map((number, index) => ({
            customer: 'C1',
            number: String(number),
            date: `2026-10-${String(1 + (index % 28)).padStart(2, '0')}`,
            lines: [{ description: 'Planks', quantity: 2 + index, price: 100, vatGroup: 'BE21' }],
          })),
          ...wanted.tribe,
        },
      ],
    },
    {
      folders: [
        {
          folder,
          ...licence,
          customers:
            (wanted.inWinbooks ?? true)
              ? [{ code: 'C1', name: 'Peeters Hout BV', vatNumber: '0000000196' }]
              : [],
          ...wanted.winbooks,
        },
      ],
    },
  );
  const parsed = parseTenantsFile(
    JSON.stringify({
      tenants: [
        {
          id,
          name: `Company ${id}`,
          tribe: credentials,
          winbooks: { ...licence, folder },
          settings: {
            startDate: '2026-01-01',
            salesJournal: 'VEN',
            revenueAccount: '700000',
            pollSeconds: 1,
            quietPeriodSeconds: 2,
            // Tests of invoices look at what they wrote themselves.
            syncCustomers: false,
            syncSuppliers: false,
            syncPayments: false,
            ...wanted.settings,
          },
        },
      ],
    }),
  );
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const [definition] = parsed.tenants;
  if (definition === undefined) throw new Error('No tenant was defined');
  return { id: tenantId(id), folder, definition };
}

/** The workflow id of a booking's runs. */
export const runOf = (tenant: string, booking: Pick<ListedBooking, 'tribeInvoiceId'>): string =>
  bookInvoiceWorkflowId(tenantId(tenant), tribeId(booking.tribeInvoiceId));

export const allBooked = (bookings: readonly ListedBooking[]): boolean =>
  bookings.length > 0 && bookings.every(({ state }) => state === 'booked');
