import { readFileSync } from 'node:fs';
import { seedTenant, startStack, type Stack, type TestWorker } from '../support/stack';

const PATIENCE_MS = 180_000;

/** What may never stand in a log: credentials, and what says who somebody is. */
const secret = {
  credentials: {
    clientId: 'logged-client-41ab',
    clientSecret: 'logged-secret-93cd',
    email: 'boekhouding@logged-office.example',
    exchangeToken: 'xt-logged-77ef',
  },
  customers: [
    {
      debtorNumber: 'C1',
      name: 'Geheime Klant BV',
      vatNumber: 'BE0000000196',
      email: 'an@geheime-klant.example',
    },
    {
      debtorNumber: 'C2',
      name: 'Client Secret SRL',
      vatNumber: 'BE0000000295',
      email: 'luc@client-secret.example',
    },
  ],
} as const;
const secretTexts = [
  ...Object.values(secret.credentials),
  ...secret.customers.flatMap(({ name, vatNumber, email }) => [name, vatNumber, vatNumber.slice(2), email]),
];

type Line = Readonly<Record<string, unknown>>;

/** What the worker says after a run in which much went wrong: every line fit for anyone who reads logs. */
describe("the worker's log", () => {
  let stack: Stack;
  let worker: TestWorker;
  let text: string;
  let lines: Line[];

  beforeAll(async () => {
    stack = await startStack();
    worker = await stack.startWorker('logged', { LOG_LEVEL: 'debug' });
    const { id, folder, definition } = await seedTenant(stack, {
      invoices: 0,
      credentials: secret.credentials,
      tribe: {
        organisations: secret.customers,
        invoices: [
          ['C1', '20260001', 'BE21'],
          ['C2', '20260002', 'BE21'],
          ['C2', 'NO DIGITS', 'BE21'],
        ].map(([customer, number, vatGroup]) => ({
          customer,
          number,
          date: '2026-10-05',
          lines: [{ quantity: 1, price: 10, vatGroup }],
        })),
      },
      winbooks: { customers: [{ code: 'C1', name: secret.customers[0].name, vatNumber: '0000000196' }] },
    });
    const inFolder = (path: string, fault: object) =>
      stack.twins.fault('winbooks', { path: `${path}/Folder/${folder}`, count: 1, ...fault });
    await inFolder('/app/GLTransHeader', { kind: 'drop-after', method: 'POST' });
    await inFolder('/app/Customer/C2', {
      kind: 'status',
      status: 400,
      method: 'POST',
      body: JSON.stringify({ Message: `${secret.customers[1].name} is not welcome` }),
    });
    await inFolder('/app/GLTransHeaders', { kind: 'html-200' });
    await inFolder('/app/Journals', { kind: 'status', status: 500, skip: 2 });
    await stack.twins.fault('tribe', { kind: 'drop-before', path: 'Activity_Invoice', count: 2 });
    const refused = { ...definition, tribe: { ...definition.tribe, clientSecret: 'wrong-secret-55aa' } };
    await stack.activate([refused]);
    await stack.activate([definition]);
    await stack.until(
      id,
      (all) => JSON.stringify(all.map(({ state }) => state).toSorted()) === '["booked","held","held"]',
    );
    await worker.process.stop();
    text = readFileSync(worker.logFile, 'utf8');
    lines = text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Line);
  }, PATIENCE_MS);
  afterAll(() => stack.stop(), 60_000);

  it('is JSON, line by line, with time, level and role', () => {
    expect(lines.length).toBeGreaterThan(5);
    for (const line of lines)
      expect(line).toMatchObject({
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/) as string,
        level: expect.stringMatching(/^(debug|info|warn|error)$/) as string,
        role: 'worker',
      });
  });

  it.each([...secretTexts, 'wrong-secret-55aa'])('holds no %s', (word) => {
    expect(text.includes(word)).toBe(false);
  });

  it('holds no token of a vendor', async () => {
    const tails = new Set(
      [...(await stack.twins.journal('tribe')), ...(await stack.twins.journal('winbooks'))].flatMap(
        (request) => ('authTail' in request ? [String(request.authTail)] : []),
      ),
    );
    expect(tails.size).toBeGreaterThan(1);
    for (const tail of tails) expect(text.includes(tail)).toBe(false);
  });

  it('tells of each activity which run and which activity it was, failures among them', () => {
    const aboutActivities = lines.filter(({ msg }) =>
      /^activity (started|completed|failed)/i.test(String(msg)),
    );

    expect(aboutActivities.some(({ msg }) => /fail/i.test(String(msg)))).toBe(true);
    for (const line of aboutActivities)
      expect(line).toMatchObject({
        workflowId: expect.stringMatching(/^(activation|sync|invoice):/) as string,
        activityId: expect.any(String) as string,
        activityType: expect.any(String) as string,
      });
  });

  it('knows no error that nobody handled', () => {
    expect(text).not.toMatch(/unhandled|uncaught/i);
    expect(lines.filter(({ level }) => level === 'error' || level === 'fatal')).toEqual([]);
  });
});
