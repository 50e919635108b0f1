import { defaultPayloadConverter } from '@temporalio/common';
import { allBooked, runOf, seedTenant, startStack, type Stack } from '../support/stack';

const PATIENCE_MS = 180_000;

/** Whoever opens a run that waits must see what it waits for, without opening a payload. */
describe('timers in Temporal UI', () => {
  let stack: Stack;

  beforeAll(async () => {
    stack = await startStack();
    await stack.startWorker();
  }, PATIENCE_MS);
  afterAll(() => stack.stop(), 60_000);

  it(
    'each says in words what comes after it, when a request was lost',
    async () => {
      const { id, folder, definition } = await seedTenant(stack, { invoices: 1 });
      await stack.twins.fault('winbooks', {
        method: 'POST',
        path: `/app/GLTransHeader/Folder/${folder}$`,
        kind: 'drop-before',
        count: 1,
      });
      await stack.activate([definition]);
      const [booking] = await stack.until(id, allBooked);
      if (booking === undefined) throw new Error('nothing was booked');

      const { events } = await stack.temporal.workflow.getHandle(runOf(id, booking)).fetchHistory();
      const timers = (events ?? []).filter((event) => event.timerStartedEventAttributes);
      const summaries = timers.map(({ userMetadata }) =>
        userMetadata?.summary ? defaultPayloadConverter.fromPayload(userMetadata.summary) : null,
      );
      expect(summaries).toContain('Not found: wait, then look in WinBooks again');
      expect(summaries).not.toContain(null);
    },
    PATIENCE_MS,
  );
});
