import type { ProcessRole } from '../../local/supervision/run-file';
import {
  clearAway,
  environment,
  killAll,
  listed,
  processOf,
  runProgram,
  startProgram,
  temporaryFolder,
  until,
  untilGone,
  type Program,
} from './program';
import { bookedOnce, bookedOnceOnDisk, twinsOf, type TwinControl } from './twin-control';

const FOLDERS = { lindeboom: 'LINDEBOOM', moulin: 'MOULIN' };
const PATIENCE_MS = 600_000;

/** One start, whose processes are killed one after the other while it books; then all of them at once. */
describe('kill -9 while bookings are under way', () => {
  const dataDir = temporaryFolder();
  const env = environment({ DATA_DIR: dataDir });
  let start: Program;
  let lastNumber = 20260200;

  beforeAll(async () => {
    start = startProgram(['start'], env);
    await start.until(/stays up/);
  }, PATIENCE_MS);
  afterAll(() => clearAway(dataDir, start), 60_000);

  /** A user of Tribe sends so many invoices; returns their numbers. */
  async function send(twins: TwinControl, count: number): Promise<number[]> {
    const numbers = Array.from({ length: count }, () => (lastNumber += 1));
    for (const number of numbers) {
      await twins.send('lindeboom', {
        customer: 'C1001',
        number: String(number),
        date: '2026-11-18',
        lines: [{ description: 'Stoel', quantity: 1, price: 10 + (number % 7), vatGroup: 'BE21' }],
      });
    }
    return numbers;
  }

  /** WinBooks commits a booking and takes its time to say so. */
  const slowPost = (twins: TwinControl, ms: number, count: number): Promise<string> =>
    twins.fault({ kind: 'delay-after', method: 'POST', path: '/app/GLTransHeader/Folder/', ms, count });

  const booked = (numbers: readonly number[]): Promise<void> =>
    until(
      () =>
        numbers.every((number) => new RegExp(`${number} .* booked `).test(start.stdout().slice(shownBefore))),
      () => start.stdout().slice(shownBefore),
    );
  let shownBefore = 0;

  it.each<ProcessRole>(['server', 'worker', 'temporal', 'postgres', 'twins'])(
    'of the %s: it runs again on the same port, and every invoice is booked once',
    async (role) => {
      const twins = twinsOf(dataDir);
      const before = processOf(dataDir, role);
      shownBefore = start.stdout().length;
      const slow = await slowPost(twins, 4_000, 1);
      const numbers = await send(twins, 3);
      await until(
        async () => (await twins.fired(slow)) === 1,
        () => 'no post',
      );
      killAll([before]);

      await start.until(new RegExp(`The ${role} runs again`));
      await booked(numbers);
      expect(processOf(dataDir, role)).toEqual({ ...before, pid: expect.any(Number) as unknown });
      expect(processOf(dataDir, role).pid).not.toBe(before.pid);
      await bookedOnce(twins, 'lindeboom', 'LINDEBOOM');
    },
    PATIENCE_MS,
  );

  it(
    'of the start alone: what it started ends, and the next start goes on',
    async () => {
      const before = listed(dataDir);
      await send(twinsOf(dataDir), 2);
      killAll([processOf(dataDir, 'start')]);
      await start.ended;

      start = startProgram(['start'], env);
      await start.until(/stays up/);
      await untilGone(before, 1_000);
      await bookedOnce(twinsOf(dataDir), 'lindeboom', 'LINDEBOOM');
    },
    PATIENCE_MS,
  );

  it(
    'of all of them at once: the next start recovers, and every invoice is booked once',
    async () => {
      const twins = twinsOf(dataDir);
      const slow = await slowPost(twins, 10_000, 2);
      const numbers = await send(twins, 12);
      await until(
        async () => (await twins.fired(slow)) === 2,
        () => 'no posts',
      );
      killAll(listed(dataDir));
      await start.ended;

      const { code, stdout } = await runProgram(['start', '--once'], env);

      expect({ code, stdout }).toMatchObject({ code: 0 });
      expect(stdout).toMatch(new RegExp(`lindeboom: ${9 + lastNumber - 20260200} booked, 0 linked`));
      expect(stdout).toMatch(new RegExp(`${numbers.at(-1)} .* booked `));
      await bookedOnceOnDisk(dataDir, FOLDERS);
    },
    PATIENCE_MS,
  );
});
