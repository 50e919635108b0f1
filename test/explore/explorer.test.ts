import { execFile } from 'node:child_process';
import path from 'node:path';

/** A slice of `npm run test:explore`, in a process of its own: the explorer replaces clocks and timers. */
const MAIN = path.join('test', 'explore', 'main.ts');
const SLICE = 60;

interface Played {
  readonly code: number;
  readonly said: string;
}

function play(...args: string[]): Promise<Played> {
  const env = { ...process.env };
  delete env['EXPLORE_SEED'];
  return new Promise((resolve) => {
    const command = ['--require', './tools/typescript.cjs', MAIN, ...args];
    execFile(
      process.execPath,
      command,
      { cwd: path.join(__dirname, '..', '..'), env, maxBuffer: 64 * 1024 * 1024 },
      (error, out, err) => resolve({ code: error === null ? 0 : 1, said: `${out}${err}` }),
    );
  });
}

test('a slice of the interleavings books every invoice exactly once', async () => {
  const { code, said } = await play('--runs', String(SLICE), '--lanes', '1');
  expect(said).toContain(`${SLICE} interleavings in`);
  expect(said).toContain(' s, 0 with findings');
  expect(code).toBe(0);
}, 600_000);

test('a seed plays the same twice', async () => {
  const [one, other] = [
    await play('--runs', '3', '--lanes', '1', '--traces'),
    await play('--runs', '3', '--lanes', '1', '--traces'),
  ];
  const traces = ({ said }: Played): string =>
    said.replace(/^\d+ interleavings in .*$/m, '').replace(/^\d+ of .*\n/gm, '');
  expect(traces(one)).toContain('calm from here on');
  expect(traces(other)).toBe(traces(one));
}, 300_000);

test.each([
  ['fence', /duplicate: /],
  ['read-back', /lost: \d+: booked for us, and not in the ledger/],
  ['look-up', /duplicate: /],
  ['quiet-period', /duplicate: /],
])(
  'without the %s it finds what goes wrong within 2,000 interleavings',
  async (weakness, finding) => {
    const { code, said } = await play(
      '--runs',
      '2000',
      '--lanes',
      '1',
      '--without',
      weakness,
      '--until-found',
    );
    expect(said).toMatch(finding);
    expect(code).toBe(1);
  },
  600_000,
);
