import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { tenantSyncWorkflowId } from '../domain/steps/workflow-names';
import { listRelations } from '../store/relations/listed-relations';
import globalSetup from '../test/global-setup';
import { stopServers } from '../test/support/run-servers';
import { seedTenant, startStack, type Stack } from '../test/support/stack';
import { lastSeqs } from './calls';

/**
 * What the sync of relations costs: calls, seconds, memory and events, for a first sync and in steady state. Half of the relations are
 * on both sides, a quarter is on each side alone, and all have an address.
 *
 * node --require ./tools/typescript.cjs bench/relations.ts [--relations 2000] [--changes 50]
 */
async function bench(relations: number, changes: number): Promise<void> {
  await globalSetup();
  const stack = await startStack();
  try {
    const worker = await stack.startWorker();
    await sleep(3_000);
    const idleBytes = residentBytes(worker.process.pid);
    const tenant = await seedTenant(stack, {
      invoices: 0,
      settings: { syncCustomers: true, syncSuppliers: true },
      ...sides(relations),
    });
    const before = await lastSeqs(stack.twins);
    const startedAt = Date.now();
    await stack.activate([tenant.definition]);
    let mostBytes = 0;
    await until(async () => {
      mostBytes = Math.max(mostBytes, residentBytes(worker.process.pid));
      return isSynced(stack, tenant.id);
    });
    const seconds = (Date.now() - startedAt) / 1000;
    const created = relations;
    const calls = await callsSince(stack, before);
    const records = 2 * relations;
    report('first sync', {
      'records, both sides': records,
      'created, both sides': created,
      seconds,
      'reads per record': calls.reads / records,
      'writes per created': calls.writes / created,
      'MB above idle': (mostBytes - idleBytes) / 2 ** 20,
    });

    const sync = stack.temporal.workflow.getHandle(tenantSyncWorkflowId(tenant.id));
    const eventsBefore = (await sync.describe()).historyLength;
    const steady = await lastSeqs(stack.twins);
    const changedAt = Date.now();
    const known = await listed(stack, tenant.id);
    for (const { tribeId } of known.filter((each) => each.tribeId !== null).slice(0, changes))
      await stack.twins.act('tribe', 'actions/edit', {
        tenant: tenant.id,
        id: tribeId,
        values: { Website: 'https://changed.example' },
        links: {},
      });
    await until(async () => (await written(stack, tenant.id)) >= changes);
    const polls = (Date.now() - changedAt) / 1000;
    const after = await callsSince(stack, steady);
    report('steady state', {
      'changed records': changes,
      'seconds until all arrived': polls,
      'events per changed record': ((await sync.describe()).historyLength - eventsBefore) / changes,
      'writes per changed record': after.writes / changes,
      'reads, pages included': after.reads,
    });
  } finally {
    await stack.stop();
    await stopServers();
  }
}

function sides(count: number) {
  const numbers = Array.from({ length: count }, (_, index) => index);
  const both = numbers.slice(0, count / 2);
  const address = (index: number) => ({
    street: 'Kerkstraat',
    number: String(index + 1),
    zip: '9000',
    town: 'Gent',
  });
  return {
    tribe: {
      organisations: [
        ...both.map((index) => ({
          name: `Samen ${index} BV`,
          debtorNumber: `B${index}`,
          address: ofTribe(index),
        })),
        ...both.map((index) => ({
          name: `Tribe ${index} BV`,
          debtorNumber: `T${index}`,
          address: ofTribe(index),
        })),
      ],
    },
    winbooks: {
      customers: [
        ...both.map((index) => ({ code: `B${index}`, name: `Samen ${index} BV`, address: address(index) })),
        ...both.map((index) => ({
          code: `W${index}`,
          name: `WinBooks ${index} NV`,
          address: address(index),
        })),
      ],
    },
  };
}

const ofTribe = (index: number) => ({
  street: 'Kerkstraat',
  houseNumber: index + 1,
  postalcode: '9000',
  city: 'Gent',
  country: 'BE',
});

const listed = (stack: Stack, tenant: Parameters<Stack['database']['asTenant']>[0]) =>
  stack.database.asTenant(tenant, (sql) => listRelations(sql, { limit: 100_000 }));

async function isSynced(stack: Stack, tenant: Parameters<typeof listed>[1]): Promise<boolean> {
  const relations = await listed(stack, tenant);
  return relations.length > 0 && relations.every(({ syncedAt }) => syncedAt !== null);
}

async function written(stack: Stack, tenant: Parameters<typeof listed>[1]): Promise<number> {
  const { rows } = await stack.database.asTenant(tenant, (sql) =>
    sql.query(
      `select count(*)::int as written from relation_history where tenant_id = $1 and field = 'website' and side = 'winbooks'`,
      [tenant],
    ),
  );
  return (rows[0] as { written: number }).written;
}

async function callsSince(stack: Stack, since: Awaited<ReturnType<typeof lastSeqs>>) {
  const requests = [
    ...(await stack.twins.journal('tribe', since.tribe)),
    ...(await stack.twins.journal('winbooks', since.winbooks)),
  ].filter(({ path }) => !/token/i.test(path));
  const writes = requests.filter(
    ({ method, path }) => method === 'PUT' || (method === 'POST' && !path.includes('ExecuteCriteria')),
  );
  return { reads: requests.length - writes.length, writes: writes.length };
}

async function until(is: () => Promise<boolean>): Promise<void> {
  while (!(await is())) await sleep(500);
}

function residentBytes(pid: number): number {
  const [, pages = '0'] = readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ');
  return Number(pages) * 4096;
}

function report(what: string, figures: Readonly<Record<string, number>>): void {
  process.stdout.write(`${what}\n`);
  for (const [name, value] of Object.entries(figures))
    process.stdout.write(`  ${name}: ${Number.isInteger(value) ? value : value.toFixed(2)}\n`);
}

const { values } = parseArgs({
  options: { relations: { type: 'string', default: '2000' }, changes: { type: 'string', default: '50' } },
});
void bench(Number(values.relations), Number(values.changes)).then(() => process.exit(0));
