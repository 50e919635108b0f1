import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import fc from 'fast-check';
import { childLogger, createLogger, type Logger } from '../../observability/logging';

function recorded(write: (logger: Logger) => void): { text: string; lines: Record<string, unknown>[] } {
  let text = '';
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      text += chunk.toString();
      done();
    },
  });
  write(createLogger('worker', 'info', sink));
  const lines = text.trimEnd().split('\n').filter(Boolean);
  return { text, lines: lines.map((line) => JSON.parse(line) as Record<string, unknown>) };
}

test('a line is one JSON object with level, role, time and the ids of its logger', () => {
  const { lines } = recorded((logger) =>
    childLogger(logger, { tenant: 't1', workflowId: 'invoice:t1:i9', activityId: '3' }).info(
      { attempt: 2 },
      'posted',
    ),
  );
  expect(lines).toEqual([
    {
      ...{
        level: 'info',
        role: 'worker',
        tenant: 't1',
        workflowId: 'invoice:t1:i9',
        activityId: '3',
        attempt: 2,
        msg: 'posted',
      },
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/) as unknown,
    },
  ]);
});

test('lines below the level are not written', () => {
  expect(recorded((logger) => logger.debug('noise')).text).toBe('');
});

const sensitive = [
  ...[
    'clientSecret',
    'client_secret',
    'exchangeToken',
    'accessToken',
    'access_token',
    'refreshToken',
    'authorization',
    'Authorization',
  ],
  ...[
    'password',
    'x-api-key',
    'Set-Cookie',
    'DATABASE_URL',
    'name',
    'firstName',
    'Email',
    'phone',
    'address',
    'vatNumber',
    'VatNumber',
  ],
  ...['customer', 'customerName', 'customer_name'],
];

test.each(sensitive)('the field %s is replaced at any depth', (field) => {
  const nesting = fc.array(fc.constantFrom('object', 'array'), { maxLength: 6 });
  fc.assert(
    fc.property(nesting, (levels) => {
      const leaf: unknown = { [field]: 'hush-hush', invoice: '2026-17' };
      const nested = levels.reduce(
        (inner, level) => (level === 'array' ? [inner] : { request: inner }),
        leaf,
      );
      const { text } = recorded((logger) => logger.info({ nested }, 'x'));
      expect(text).toContain('2026-17');
      expect(text).not.toContain('hush-hush');
    }),
    { numRuns: 30 },
  );
});

test('a sensitive object is replaced as a whole', () => {
  const { lines } = recorded((logger) => logger.info({ customer: { code: 'C1', vat: 'BE0' } }));
  expect(lines[0]?.['customer']).toBe('[redacted]');
});

test('what a child logger carries is redacted too', () => {
  const { text } = recorded((logger) => logger.child({ password: 'hush-hush', tenant: 't1' }).info('x'));
  expect(text).toContain('"tenant":"t1"');
  expect(text).not.toContain('hush-hush');
});

test('an error keeps message, stack and code, and so does its cause; nothing else of it is written', () => {
  const cause = Object.assign(new Error('socket closed'), {
    code: 'ECONNRESET',
    request: { body: 'hush-hush' },
  });
  const error = Object.assign(new Error('post failed', { cause }), { code: 'POST', headers: ['hush-hush'] });
  const { text, lines } = recorded((logger) => {
    logger.error(error);
    logger.error({ err: error, attempt: 1 }, 'said otherwise');
    logger.error({ failures: [error] });
  });
  const logged = {
    ...{ message: 'post failed', code: 'POST', stack: error.stack },
    cause: { message: 'socket closed', code: 'ECONNRESET', stack: cause.stack },
  };
  expect(lines.map((line) => line['err'] ?? (line['failures'] as unknown[])[0])).toEqual([
    logged,
    logged,
    logged,
  ]);
  expect(text).not.toContain('hush-hush');
});

test('an object that contains itself does not stop the program', () => {
  const loop: Record<string, unknown> = { invoice: '2026-17' };
  loop['self'] = loop;
  expect(recorded((logger) => logger.info(loop)).text).toContain('2026-17');
});

test('a log file is made with its folder and readable by its owner alone', () => {
  const folder = mkdtempSync(join(tmpdir(), 'logging-'));
  const file = join(folder, 'logs', 'worker.log');
  createLogger('worker', 'info', { file }).info('started');
  expect(readFileSync(file, 'utf8')).toContain('"msg":"started"');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  rmSync(folder, { recursive: true });
});
