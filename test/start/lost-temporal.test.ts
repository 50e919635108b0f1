import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  clearAway,
  environment,
  killAll,
  processOf,
  runProgram,
  startProgram,
  temporaryFolder,
  until,
  type Program,
} from './program';
import { bookedOnce, bookedOnceOnDisk, twinsOf, type TwinControl } from './twin-control';

const PATIENCE_MS = 600_000;
const SAMPLE_INVOICES = 9;
const SENT_EACH_TIME = 8;

/** Temporal holds the control alone: everything that it knew can be lost while bookings are under way. */
describe('a deleted Temporal database', () => {
  const dataDir = temporaryFolder();
  const env = environment({ DATA_DIR: dataDir });
  let start: Program;

  beforeAll(async () => {
    start = startProgram(['start'], env);
    await start.until(/stays up/);
  }, PATIENCE_MS);
  afterAll(() => clearAway(dataDir, start), 60_000);

  const deleteTemporal = (): void => {
    const files = readdirSync(dataDir).filter((file) => file.startsWith('temporal.db'));
    expect(files).toContain('temporal.db');
    for (const file of files) rmSync(join(dataDir, file));
  };

  /** Sends invoices whose posts WinBooks commits at once and answers late; resolves when the first posts are under way. */
  async function sendSlowly(twins: TwinControl, first: number, ms: number, count: number): Promise<void> {
    const slow = await twins.fault({
      kind: 'delay-after',
      method: 'POST',
      path: '/app/GLTransHeader/Folder/',
      ms,
      count,
    });
    for (let number = first; number < first + SENT_EACH_TIME; number += 1) {
      await twins.send('lindeboom', {
        customer: 'C1002',
        number: String(number),
        date: '2026-11-19',
        lines: [{ description: 'Advies', quantity: 1, price: 20, vatGroup: 'BE21' }],
      });
    }
    await until(
      async () => (await twins.fired(slow)) >= 2,
      () => 'no posts',
    );
  }

  it(
    'under a running start: Temporal runs again, the runs are started anew, every invoice is booked once',
    async () => {
      const twins = twinsOf(dataDir);
      await sendSlowly(twins, 20260301, 8_000, 2);
      killAll([processOf(dataDir, 'temporal')]);
      deleteTemporal();

      await start.until(/The temporal runs again/);
      const all = SAMPLE_INVOICES + SENT_EACH_TIME;
      await until(
        () => bookedOnScreen() === all,
        () => start.stdout().slice(-4_000),
        200_000,
      );
      await bookedOnce(twins, 'lindeboom', 'LINDEBOOM');
    },
    PATIENCE_MS,
  );

  it(
    'between two starts: the next one finishes what was under way',
    async () => {
      await sendSlowly(twinsOf(dataDir), 20260401, 3_000, SENT_EACH_TIME);
      start.process.kill('SIGTERM');
      expect(await start.ended).toBe(0);
      deleteTemporal();

      const { code, stdout } = await runProgram(['start', '--once'], env);

      expect({ code, stdout }).toMatchObject({ code: 0 });
      expect(stdout).toMatch(
        new RegExp(`lindeboom: ${SAMPLE_INVOICES + 2 * SENT_EACH_TIME} booked, 0 linked, 0 held`),
      );
      expect(stdout).toMatch(/2026040\d .* booked /);
      expect(existsSync(join(dataDir, 'temporal.db'))).toBe(true);
      await bookedOnceOnDisk(dataDir, { lindeboom: 'LINDEBOOM', moulin: 'MOULIN' });
    },
    PATIENCE_MS,
  );

  /** How many invoices of lindeboom the screen has shown as booked. */
  function bookedOnScreen(): number {
    return new Set(
      start
        .stdout()
        .match(/^lindeboom +\d+ .* booked /gm)
        ?.map((line) => line.split(/ +/)[1]),
    ).size;
  }
});
