import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { historyToJSON } from '@temporalio/common/lib/proto-utils';
import packageJson from '../package.json';
import { projectRoot } from '../local/supervision/project-root';
import { activationWorkflowId, tenantSyncWorkflowId, tieOutWorkflowId } from '../domain/steps/workflow-names';
import globalSetup from './global-setup';
import { stopServers } from './support/run-servers';
import { allBooked, runOf, seedTenant, startStack, type Stack } from './support/stack';
import { recordedSeed } from './support/recorded-seed';

/**
 * Records one history of each workflow type and path into `test/histories/<version>/`, from real runs against the twins.
 * Histories of released versions are never replaced: bump the version first, or name another directory.
 */
async function main(): Promise<void> {
  const directory = path.join(__dirname, 'histories', process.argv[2] ?? packageJson.version);
  mkdirSync(directory, { recursive: true });
  await globalSetup();
  const stack = await startStack();
  try {
    for (const [name, workflowId] of Object.entries(await runEverything(stack))) {
      const history = await stack.temporal.workflow.getHandle(workflowId).fetchHistory();
      const text = historyToJSON(history).replaceAll(`${projectRoot()}/`, './');
      writeFileSync(path.join(directory, `${name}.json`), `${text}\n`);
      process.stdout.write(`${name}: ${history.events?.length ?? 0} events\n`);
    }
  } finally {
    await stack.stop();
    await stopServers();
  }
}

/** Takes one tenant through its life; returns the workflow id of each story. */
async function runEverything(stack: Stack): Promise<Record<string, string>> {
  await stack.startWorker();
  const [known, unknown] = recordedSeed.customers;
  const line = { description: 'Planks', quantity: 2, price: 100, vatGroup: 'BE21' };
  const invoice = (customer: string, number: string, more: object = {}): object => ({
    customer,
    number,
    date: '2026-10-05',
    lines: [line],
    ...more,
  });
  const { id, definition } = await seedTenant(stack, {
    invoices: 0,
    id: recordedSeed.tenantId,
    folder: recordedSeed.folder,
    credentials: recordedSeed.credentials,
    tribe: {
      name: recordedSeed.companyName,
      organisations: recordedSeed.customers,
      invoices: [invoice(known.debtorNumber, '20260001')],
    },
    winbooks: {
      customers: [{ code: known.debtorNumber, name: known.name, vatNumber: known.vatNumber.slice(2) }],
    },
  });
  await stack.activate([definition]);
  await stack.until(id, allBooked);

  const add = (body: object): Promise<unknown> =>
    stack.twins.act('tribe', 'invoices', { tenant: id, ...body });
  await add(invoice(unknown.debtorNumber, '20260002'));
  await add(invoice(known.debtorNumber, '20260003', { discountPercentage: 10 }));
  await stack.until(
    id,
    (rows) => rows.length === 3 && rows.every(({ state }) => state === 'booked' || state === 'held'),
  );
  await stack.twins.fault('winbooks', {
    kind: 'drop-after',
    method: 'POST',
    path: '/app/GLTransHeader/Folder/',
    count: 1,
  });
  await add(invoice(known.debtorNumber, '20260004'));
  await stack.until(id, (rows) =>
    rows.some(({ number, state }) => number === '20260004' && state === 'booked'),
  );
  await stack.twins.fault('winbooks', {
    kind: 'drop-before',
    method: 'POST',
    path: '/app/GLTransHeader/Folder/',
    count: 1,
  });
  await add(invoice(known.debtorNumber, '20260005'));
  const rows = await stack.until(id, (now) =>
    now.some(({ number, state }) => number === '20260005' && state === 'booked'),
  );

  await stack.temporal.workflow.execute('tieOut', {
    workflowId: tieOutWorkflowId(id, null),
    taskQueue: stack.taskQueue,
    args: [{ tenant: id, month: null }],
  });
  const sync = stack.temporal.workflow.getHandle(tenantSyncWorkflowId(id));
  await sync.executeUpdate('pause', { args: [{ reason: 'recording' }] });
  await sync.executeUpdate('resume');
  await sync.signal('wake');
  await sync.executeUpdate('drain');
  await sync.result();

  const run = (number: string): string => {
    const row = rows.find((candidate) => candidate.number === number);
    if (row === undefined) throw new Error(`Invoice ${number} was not found`);
    return runOf(id, row);
  };
  return {
    'activation-clear': activationWorkflowId(id),
    'tenant-sync-pause-resume-drain': tenantSyncWorkflowId(id),
    'tie-out': tieOutWorkflowId(id, null),
    'book-invoice-booked': run('20260001'),
    'book-invoice-customer-created': run('20260002'),
    'book-invoice-held': run('20260003'),
    'book-invoice-answer-lost': run('20260004'),
    'book-invoice-request-lost': run('20260005'),
  };
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exit(1);
  },
);
