import { tenantId } from '../../domain/ids';
import { listAuditEvents } from '../../store/issues/audit-events';
import { tribeUser, type TribeUser } from '../integration/tribe-user';
import { seedTenant, startStack, type Stack } from '../support/stack';
import { tenantBooks, type TenantBooks } from '../support/tenant-books';
import { ACTOR, commandOf } from './command';

const PATIENCE_MS = 600_000;
const line = { quantity: 1, price: 100, vatGroup: 'BE21' };
const foreign = { quantity: 1, price: 100, vatGroup: 'NL21' };

interface Issue {
  readonly record: string;
  readonly code: string;
  readonly actions: readonly string[];
}

interface History {
  readonly events: readonly { readonly kind: string; readonly state?: string }[];
  readonly entry: { readonly lines: readonly { readonly account: string }[] };
}

/** What a person does about held invoices, with the real command line beside a running stack. */
describe('the command line and invoices', () => {
  let stack: Stack;
  let user: TribeUser;
  let books: TenantBooks;
  let tenant: string;
  let folder: string;
  let cli: ReturnType<typeof commandOf>;

  beforeAll(async () => {
    stack = await startStack();
    await stack.startWorker();
    cli = commandOf(stack);
    const seeded = await seedTenant(stack, {
      invoices: 0,
      tribe: {
        vatGroups: [
          { code: 'BE21', name: 'BE - 21%', percentage: 21 },
          { code: 'NL21', name: 'NL - 21%', percentage: 21 },
        ],
      },
      winbooks: { closedPeriods: [{ year: 2026, month: 3 }] },
    });
    ({ id: tenant, folder } = seeded);
    user = tribeUser(stack, seeded.definition);
    books = tenantBooks(stack, seeded);
    await stack.activate([seeded.definition]);
  }, PATIENCE_MS);
  afterAll(() => stack.stop(), 60_000);

  const send = (number: string, more: object = {}): Promise<string> =>
    user.make({ customer: 'C1', number, date: '2026-10-05', lines: [line], ...more });
  const held = async (number: string, more: object = { lines: [foreign] }): Promise<string> => {
    const id = await send(number, more);
    await books.until(id, 'held');
    return id;
  };
  const auditOf = async (record: string) =>
    (await stack.database.asTenant(tenantId(tenant), (sql) => listAuditEvents(sql)))
      .filter((event) => event.record === record)
      .map(({ actor, action, details }) => ({ actor, action, details }));
  const issuesOf = async (...args: string[]) =>
    (await cli.json('issues', '--tenant', tenant, ...args)) as Issue[];

  it(
    'issues: what, why, who, what to do and what can be done, in three languages',
    async () => {
      const id = await held('20260101');
      const issues = await issuesOf();

      expect(issues).toEqual([
        {
          id: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
          code: 'VAT_GROUP_UNMAPPED',
          record: 'invoice:20260101',
          owner: 'accountant',
          title: 'VAT group without a VAT code',
          cause: expect.stringContaining('NL - 21%') as string,
          fix: expect.stringMatching(/\.$/) as string,
          openedAt: expect.stringMatching(/^\d{4}-.*Z$/) as string,
          actions: ['retry', 'skip', 'link', 'map-vat'],
          tribeId: id,
          number: '20260101',
          nothingBecause: null,
        },
      ]);
      const titles = await Promise.all(
        ['nl', 'fr', 'en'].map(async (language) => (await issuesOf('--lang', language))[0]),
      );
      expect(new Set(titles.map((issue) => JSON.stringify(issue))).size).toBe(3);
      const forPeople = await cli.run('issues', '--tenant', tenant);
      expect(forPeople.stdout).toMatch(/^invoice:20260101 {2}VAT_GROUP_UNMAPPED/);
      expect(forPeople.stdout).toMatch(/Actions: retry, skip, link, map-vat/);
      const inDutch = await cli.run('issues', '--tenant', tenant, '--lang', 'nl');
      expect(inDutch.stdout).toMatch(/ sinds 20\d\d-[-\d]+ [:\d]+ UTC {2}\[boekhouder\]\n/);
      expect(inDutch.stdout).toMatch(/Acties: retry, skip, link, map-vat/);
    },
    PATIENCE_MS,
  );

  it(
    'retry: tried again and held again is exit code 3; put right, it is booked and exit code 0',
    async () => {
      const id = await held('20260102');
      const again = await cli.run('retry', '--tenant', tenant, '--invoice', '20260102');
      expect(again).toMatchObject({
        code: 3,
        stdout: expect.stringMatching(/held: VAT_GROUP_UNMAPPED/) as string,
      });

      await user.editLine(id, {}, { VatGroup: await user.vatGroup('BE21') });
      await books.until(id, 'booked');
      const late = await cli.run('retry', '--tenant', tenant, '--invoice', 'invoice:20260102');
      expect(late).toMatchObject({ code: 2, stdout: '' });
      expect(late.stderr).toMatch(
        /^Invoice is booked \(INVOICE_IS_BOOKED\)\. Invoice 20260102 is booked as VEN 20260102 \(2026\)/,
      );
      expect(await auditOf(`invoice:${id}`)).toEqual([
        { actor: ACTOR, action: 'retry-invoice', details: { refused: 'INVOICE_IS_BOOKED' } },
        { actor: ACTOR, action: 'retry-invoice', details: { was: 'held', code: 'VAT_GROUP_UNMAPPED' } },
      ]);

      const history = (await cli.json('invoices', '--tenant', tenant, '--invoice', id)) as History;
      const states = history.events.flatMap(({ state }) => state ?? []);
      expect(states).toEqual([
        'waiting',
        'held',
        'waiting',
        'held',
        'waiting',
        'prepared',
        'posting',
        'booked',
      ]);
      expect(history.events[2]).toMatchObject({ actor: ACTOR, action: 'retry-invoice' });
      expect(history.events.find(({ state }) => state === 'booked')).toMatchObject({
        document: { winbooksId: expect.any(String) as string, journal: 'VEN', docNumber: 20260102 },
      });
      expect(history.events.at(-1)).toMatchObject({
        kind: 'action',
        details: { refused: 'INVOICE_IS_BOOKED' },
      });
      expect(history.entry.lines.map(({ account }) => account)).toContain('700000');
      const inFrench = await cli.run('invoices', '--tenant', tenant, '--invoice', '20260102', '--lang', 'fr');
      expect(inFrench.stdout).toMatch(
        /^La facture 20260102 est comptabilisée\u00a0: VEN 20260102 \(2026\)\.\n/,
      );
      expect(inFrench.stdout).toMatch(/Envoyée à WinBooks \(tentative 1\)\.\n/);
    },
    PATIENCE_MS,
  );

  it(
    'retry --issue: all that a closed period held is released by one action',
    async () => {
      const ids = [
        await held('20260111', { date: '2026-03-10' }),
        await held('20260112', { date: '2026-03-11' }),
      ];
      await stack.twins.act('winbooks', 'close-period', { folder, year: 2026, month: 3, closed: false });
      const retried = await cli.run('retry', '--tenant', tenant, '--issue', 'PERIOD_CLOSED');

      expect(retried).toMatchObject({ code: 0 });
      expect(retried.stdout).toMatch(/20260111 was tried again and is booked: VEN 20260111/);
      for (const id of ids) expect(await books.bookingOf(id)).toMatchObject({ state: 'booked' });
      const none = await cli.run('retry', '--tenant', tenant, '--issue', 'PERIOD_CLOSED');
      expect(none).toMatchObject({ code: 0, stdout: expect.stringMatching(/nothing was changed/) as string });
    },
    PATIENCE_MS,
  );

  it(
    'of two who retry at once, one wins and the other is told',
    async () => {
      await held('20260103');
      // It stays waiting, so that the second one cannot come after the first one's outcome.
      await cli.run('pause', '--tenant', tenant);
      const ends = await Promise.all(
        [1, 2].map(() => cli.run('retry', '--tenant', tenant, '--invoice', '20260103', '--no-wait')),
      );

      expect(ends.map(({ code }) => code).toSorted()).toEqual([0, 2]);
      await cli.run('resume', '--tenant', tenant);
    },
    PATIENCE_MS,
  );

  it(
    'skip: needs a reason, closes the issue, frees the number; a retry undoes it',
    async () => {
      const id = await held('20260104');
      const bare = await cli.run('skip', '--tenant', tenant, '--invoice', '20260104');
      expect(bare).toMatchObject({
        code: 2,
        stderr: expect.stringMatching(/^--reason is missing/) as string,
      });
      expect(await books.bookingOf(id)).toMatchObject({ state: 'held' });

      const done = await cli.run('skip', '--tenant', tenant, '--invoice', id, '--reason', 'booked by hand');
      expect(done).toMatchObject({ code: 0 });
      expect(await books.bookingOf(id)).toMatchObject({ state: 'skipped', skipReason: 'booked by hand' });
      expect((await issuesOf()).map(({ record }) => record)).not.toContain('invoice:20260104');
      expect(await auditOf(`invoice:${id}`)).toEqual([
        {
          actor: ACTOR,
          action: 'skip-invoice',
          details: { was: 'held', code: 'VAT_GROUP_UNMAPPED', reason: 'booked by hand' },
        },
      ]);
      const twice = await cli.run('skip', '--tenant', tenant, '--invoice', id, '--reason', 'once more');
      expect(twice).toMatchObject({
        code: 2,
        stderr: expect.stringMatching(/\(INVOICE_IS_SKIPPED\)\. .*: booked by hand\./) as string,
      });

      const undone = await cli.run('retry', '--tenant', tenant, '--invoice', '20260104');
      expect(undone.code).toBe(3);
      expect(await books.bookingOf(id)).toMatchObject({ state: 'held' });
    },
    PATIENCE_MS,
  );

  it(
    'an unknown tenant, an unknown invoice, a number of two invoices: exit code 2 and one sentence',
    async () => {
      const ids = [await held('F-1'), await held('f-1')];
      const refusals = await Promise.all([
        cli.run('issues', '--tenant', 'nobody', '--json', '--lang', 'nl'),
        cli.run('retry', '--tenant', tenant, '--invoice', '99'),
        cli.run('skip', '--tenant', tenant, '--invoice', 'F-1', '--reason', 'which?'),
        cli.run('retry', '--tenant', tenant, '--issue', 'NEAR_MISS'),
      ]);

      expect(refusals.map(({ code, stdout }) => ({ code, stdout }))).toEqual(
        refusals.map(() => ({ code: 2, stdout: '' })),
      );
      const [nobody, missing, ambiguous, nearMisses] = refusals.map(({ stderr }) => stderr);
      expect(nobody).toMatch(/^Koppeling niet gevonden \(TENANT_UNKNOWN\)\. Er is geen koppeling “nobody”\./);
      expect(missing).toMatch(/\(INVOICE_UNKNOWN\)\. Integration “\S+” has no invoice “99”\./);
      expect(nearMisses).toMatch(/\(NEAR_MISSES_ONE_BY_ONE\)/);
      for (const id of ids) expect(ambiguous).toContain(id);
      expect((await issuesOf()).filter(({ record }) => ids.some((id) => record.includes(id)))).toHaveLength(
        2,
      );
    },
    PATIENCE_MS,
  );
});
