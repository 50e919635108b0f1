import { setTimeout as sleep } from 'node:timers/promises';
import {
  allBooked,
  runOf,
  seedTenant,
  startStack,
  type Stack,
  type TestWorker,
  UPKEEP_OFTEN,
} from '../support/stack';
import { temporalCli } from '../support/temporal-cli';
import type { JournalledRequest } from '../support/twins';

/** A suspended worker may be handed tasks that time out one after the other; a busy machine is slow on top of that. */
const PATIENCE_MS = 240_000;

/**
 * The worker dies, sleeps or is doubled at the worst moments. The judge is the WinBooks twin's own ledger: each
 * invoice exactly once.
 */
describe('a worker killed at the worst moment', () => {
  let stack: Stack;
  let worker: TestWorker;

  beforeAll(async () => {
    stack = await startStack(null, UPKEEP_OFTEN);
  }, 120_000);
  beforeEach(async () => {
    worker = await stack.oneWorker();
  }, 120_000);
  afterEach(() => stack.retireTenants());
  afterAll(() => stack.stop(), 60_000);

  const isBookingPost = ({ method, path }: JournalledRequest): boolean =>
    method === 'POST' && /\/app\/GLTransHeader\/Folder\//.test(path);
  /** Bookings that reached the twin of this folder. */
  const postsTo = async (folder: string): Promise<number> =>
    (await stack.twins.journal('winbooks')).filter(
      (request) => isBookingPost(request) && request.path.includes(folder),
    ).length;
  const referencesOf = async (folder: string): Promise<(string | null)[]> =>
    (await stack.twins.ledger(folder)).map(({ reference }) => reference);

  it(
    'after WinBooks committed and before the answer arrived: booked once, found by look-up',
    async () => {
      const { id, folder, definition } = await seedTenant(stack, { invoices: 1 });
      const fault = await stack.twins.fault('winbooks', {
        kind: 'delay-after',
        method: 'POST',
        path: '/app/GLTransHeader/Folder/',
        ms: 20_000,
        count: 1,
      });
      await stack.activate([definition]);
      while ((await stack.twins.fired('winbooks', fault)) === 0) await sleep(50);
      while ((await stack.twins.ledger(folder)).length === 0) await sleep(50);
      worker.kill('SIGKILL');

      await stack.startWorker();
      const [booking] = await stack.until(id, allBooked);

      expect(await referencesOf(folder)).toEqual([booking?.reference]);
      expect(booking).toMatchObject({ everUnknown: true, linked: false, issueCode: null });
    },
    PATIENCE_MS,
  );

  it.each(['before-fence', 'after-fence', 'before-read-back', 'before-settle'])(
    '%s: booked once',
    async (point) => {
      const { id, folder, definition } = await seedTenant(stack, { invoices: 1 });
      worker.stopAt(point);
      await stack.activate([definition]);
      await worker.reached(point);
      worker.kill('SIGKILL');

      await stack.startWorker();
      const [booking] = await stack.until(id, allBooked);

      expect(await referencesOf(folder)).toEqual([booking?.reference]);
    },
    PATIENCE_MS,
  );

  it(
    'suspended before the fence and woken after another worker booked: the fence refuses it',
    async () => {
      const { id, folder, definition } = await seedTenant(stack, { invoices: 1 });
      worker.stopAt('before-fence');
      await stack.activate([definition]);
      await worker.reached('before-fence');
      worker.kill('SIGSTOP');

      await stack.startWorker();
      await stack.until(id, allBooked);
      const posts = await postsTo(folder);
      worker.release('before-fence');
      worker.kill('SIGCONT');
      await sleep(3_000);

      expect(await referencesOf(folder)).toHaveLength(1);
      expect(await postsTo(folder)).toBe(posts);
    },
    PATIENCE_MS,
  );

  it(
    'suspended after the fence for longer than a request may take to leave: it never leaves',
    async () => {
      const { id, folder, definition } = await seedTenant(stack, { invoices: 1 });
      worker.stopAt('after-fence');
      await stack.activate([definition]);
      await worker.reached('after-fence');
      worker.kill('SIGSTOP');

      await stack.startWorker();
      await stack.until(id, allBooked, 60_000);
      worker.release('after-fence');
      worker.kill('SIGCONT');
      await sleep(3_000);

      expect(await referencesOf(folder)).toHaveLength(1);
      expect(await postsTo(folder)).toBe(1);
    },
    PATIENCE_MS,
  );

  it(
    'reset, and started again after it closed: the row says booked, nothing is sent',
    async () => {
      const { id, folder, definition } = await seedTenant(stack, { invoices: 1 });
      await stack.activate([definition]);
      const [booking] = await stack.until(id, allBooked);
      if (booking === undefined) throw new Error('nothing was booked');
      const workflowId = runOf(id, booking);
      await stack.temporal.workflow.getHandle(workflowId).result();

      await temporalCli([
        'workflow',
        'reset',
        '--workflow-id',
        workflowId,
        '--event-id',
        '4',
        '--reason',
        'test',
      ]);
      expect(await stack.temporal.workflow.getHandle(workflowId).result()).toMatchObject({ state: 'booked' });
      const again = await stack.temporal.workflow.start('bookInvoice', {
        workflowId,
        taskQueue: stack.taskQueue,
        args: [{ tenant: id, invoice: booking.tribeInvoiceId }],
      });

      expect(await again.result()).toMatchObject({ state: 'booked' });
      expect(await referencesOf(folder)).toHaveLength(1);
    },
    PATIENCE_MS,
  );
});
