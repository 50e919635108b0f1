import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { z } from 'zod';
import { tenantId, type TenantId } from '../domain/ids';
import { tenantSyncWorkflowId } from '../domain/steps/workflow-names';
import { allBooked, runOf, seedTenant, type Stack, type TestWorker } from '../test/support/stack';
import type { BareJob } from './bare-loop';
import { callsOf, lastSeqs, type Calls } from './calls';
import type { LatencyProxy } from './latency-proxy';
import type { Budgets } from './options';

/** Where everything of a bench runs: the product's stack with one worker, and the vendors' distance. */
export interface Ground {
  readonly stack: Stack;
  readonly worker: TestWorker;
  readonly proxies: {
    readonly tribe: LatencyProxy;
    readonly winbooks: LatencyProxy;
  };
}

export interface Cell {
  readonly invoices: number;
  readonly roundTripMs: number;
  readonly budgets: Budgets;
}

/** One contestant's way through a cell. */
export interface Run {
  readonly ms: number;
  readonly calls: Calls;
  /** Documents in the ledger that are wrong, missing or too many; empty: the ledger is right. */
  readonly wrong: readonly string[];
}

export interface ProductRun extends Run {
  /** Events of each booking's history. */
  readonly events: { readonly most: number; readonly mean: number };
  /** Resident memory of the worker right after the last booking. Bytes. */
  readonly workerRssBytes: number;
}

const WARM_UP = 3;
const FIRST_NUMBER = 20260001;

/**
 * The product books `invoices` of one tenant whose customer is linked and whose caches are warm: the tenant is paused while
 * Tribe gets the invoices, then resumed. The clock runs from the start of the first run to the last booking.
 */
export async function runProduct(ground: Ground, cell: Cell): Promise<ProductRun> {
  const { stack } = ground;
  const { id, folder, definition } = await seedTenant(stack, {
    invoices: WARM_UP,
    settings: { pollSeconds: 60 },
  });
  await stack.activate([
    {
      ...definition,
      tribe: { ...definition.tribe, concurrency: cell.budgets.tribe },
      winbooks: { ...definition.winbooks, concurrency: cell.budgets.winbooks },
    },
  ]);
  await stack.until(id, allBooked);
  const sync = stack.temporal.workflow.getHandle(tenantSyncWorkflowId(id));
  await sync.executeUpdate('pause', { args: [{ reason: 'bench' }] });
  await addInvoices(stack, id, cell.invoices);
  const since = await lastSeqs(stack.twins);
  setRoundTrip(ground, cell.roundTripMs);
  await sync.executeUpdate('resume');
  const total = cell.invoices + WARM_UP;
  await untilBooked(stack, id, total, patienceMs(cell));
  setRoundTrip(ground, 0);
  const workerRssBytes = await residentBytes(ground.worker.process.pid);
  await sync.executeUpdate('pause', { args: [{ reason: 'bench' }] });

  const bookings = (await stack.bookings(id)).filter(
    ({ number }) => Number(number) >= FIRST_NUMBER + WARM_UP,
  );
  const events: number[] = [];
  const starts: number[] = [];
  for (const booking of bookings) {
    const run = stack.temporal.workflow.getHandle(runOf(id, booking));
    await run.result();
    const { historyLength, startTime } = await run.describe();
    events.push(historyLength);
    starts.push(startTime.getTime());
  }
  const startedAt = Math.min(...starts);
  const endedAt = Math.max(...bookings.map(({ bookedAt }) => bookedAt?.getTime() ?? 0));
  return {
    ms: endedAt - startedAt,
    calls: await callsOf(stack.twins, since, folder, idsOf(bookings)),
    wrong: await wrongInLedger(stack, folder, total),
    events: { most: Math.max(...events), mean: events.reduce((sum, each) => sum + each, 0) / events.length },
    workerRssBytes,
  };
}

/** The bare loop books as many, of a tenant of its own in the same twins, in a process of its own. */
export async function runBareLoop(ground: Ground, cell: Cell): Promise<Run> {
  const { stack, proxies } = ground;
  const { id, folder, definition } = await seedTenant(stack, { invoices: 0 });
  await addInvoices(stack, id, cell.invoices, 0);
  const listed = invoiceList.parse(await stack.twins.look('tribe', `invoices?tenant=${id}`));
  const since = await lastSeqs(stack.twins);
  const job: BareJob = {
    tribeAuthUrl: proxies.tribe.url,
    tribeApiUrl: proxies.tribe.url + new URL(stack.twins.tribeApiUrl).pathname,
    winbooksUrl: proxies.winbooks.url,
    clientId: definition.tribe.clientId,
    clientSecret: definition.tribe.clientSecret,
    email: definition.winbooks.email,
    exchangeToken: definition.winbooks.exchangeToken,
    folder,
    invoices: listed.map((invoice) => invoice.id),
    winbooksConcurrency: cell.budgets.winbooks,
    tribeConcurrency: cell.budgets.tribe,
  };
  setRoundTrip(ground, cell.roundTripMs);
  const { startedAt, endedAt } = await bareLoop(job, patienceMs(cell));
  setRoundTrip(ground, 0);
  return {
    ms: endedAt - startedAt,
    calls: await callsOf(stack.twins, since, folder, job.invoices),
    wrong: await wrongInLedger(stack, folder, cell.invoices),
  };
}

async function bareLoop(job: BareJob, timeout: number): Promise<{ startedAt: number; endedAt: number }> {
  const directory = mkdtempSync(path.join(tmpdir(), 'bare-loop-'));
  const file = path.join(directory, 'job.json');
  writeFileSync(file, JSON.stringify(job), { mode: 0o600 });
  try {
    const program = path.join(__dirname, 'bare-loop.ts');
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--require', path.join(__dirname, '../tools/typescript.cjs'), program, file],
      { timeout },
    );
    return times.parse(JSON.parse(stdout));
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

const times = z.object({ startedAt: z.number(), endedAt: z.number() });
const invoiceList = z.array(z.object({ id: z.string() }));

/** Plain invoices of one line at 21 %, one after another on the days of one month. */
async function addInvoices(stack: Stack, tenant: TenantId, count: number, from = WARM_UP): Promise<void> {
  for (let index = 0; index < count; index += 1)
    await stack.twins.act('tribe', 'invoices', {
      tenant,
      customer: 'C1',
      number: String(FIRST_NUMBER + from + index),
      date: `2026-10-${String(1 + Math.floor((index * 28) / count)).padStart(2, '0')}`,
      lines: [{ description: 'Planks', quantity: 2 + index, price: 100, vatGroup: 'BE21' }],
    });
}

/** Asks the store seldom, and only for a count: the contestants need the machine. */
async function untilBooked(stack: Stack, tenant: TenantId, total: number, withinMs: number): Promise<void> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const result = await stack.database.asTenant(tenantId(tenant), (sql) =>
      sql.query(`select count(*) as booked from bookings where tenant_id = $1 and state = 'booked'`, [
        tenant,
      ]),
    );
    const { booked } = z.object({ booked: z.number() }).parse(result.rows[0]);
    if (booked === total) return;
    if (Date.now() > deadline)
      throw new Error(`${booked} of ${total} invoices are booked after ${withinMs} ms`);
    await sleep(250);
  }
}

/** Ten times what the vendors' limit allows at best, and a second per invoice: the machine may be busy. */
const patienceMs = ({ invoices, roundTripMs, budgets }: Cell): number =>
  60_000 + 1_000 * invoices + (10 * invoices * 4 * roundTripMs) / budgets.winbooks;

function setRoundTrip({ proxies }: Ground, ms: number): void {
  for (const proxy of Object.values(proxies)) proxy.setRoundTrip(ms);
}

/** Every number once, with the gross amount of its invoice and a reference of its own. */
async function wrongInLedger(stack: Stack, folder: string, documents: number): Promise<string[]> {
  const ledger = await stack.twins.ledger(folder);
  const wrong = ledger.length === documents ? [] : [`${ledger.length} documents instead of ${documents}`];
  const numbers = new Set(ledger.map(({ docNumber }) => docNumber));
  for (let index = 0; index < documents; index += 1)
    if (!numbers.has(FIRST_NUMBER + index)) wrong.push(`${FIRST_NUMBER + index} is missing`);
  const references = new Set(ledger.map(({ reference }) => reference));
  if (references.has(null) || references.size !== ledger.length) wrong.push('references are not unique');
  for (const entry of ledger) {
    const cents = entry.lines.map(({ amount }) => Math.round(amount * 100));
    const [gross = 0, net = 0] = cents;
    const sum = cents.reduce((total, each) => total + each, 0);
    if (sum !== 0 || gross !== -net + Math.round(-net * 0.21))
      wrong.push(`${entry.docNumber} has wrong amounts`);
  }
  return wrong;
}

async function residentBytes(pid: number): Promise<number> {
  const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(pid)]);
  return Number(stdout.trim()) * 1024;
}

const idsOf = (bookings: readonly { readonly tribeInvoiceId: string }[]): string[] =>
  bookings.map(({ tribeInvoiceId }) => tribeInvoiceId);
