import { tenantId, tribeId } from '../../domain/ids';
import { listAuditEvents } from '../../store/issues/audit-events';
import { flagBooked } from '../../store/bookings/booked-issues';
import { tribeUser, type TribeUser } from '../integration/tribe-user';
import { allBooked, seedTenant, startStack, type Stack, UPKEEP_OFTEN } from '../support/stack';
import { ACTOR, commandOf } from './command';

const PATIENCE_MS = 600_000;

interface Issue {
  readonly code: string;
  readonly actions: readonly string[];
  readonly fix: string;
}

/** What a person says about an invoice that is booked, with the real command line beside a running stack. */
describe('the command line and issues of booked invoices', () => {
  let stack: Stack;
  let user: TribeUser;
  let tenant: string;
  let cli: ReturnType<typeof commandOf>;

  beforeAll(async () => {
    stack = await startStack(null, UPKEEP_OFTEN);
    await stack.startWorker();
    cli = commandOf(stack);
    const seeded = await seedTenant(stack, { invoices: 1 });
    tenant = seeded.id;
    user = tribeUser(stack, seeded.definition);
    await stack.activate([seeded.definition]);
    await stack.until(tenant, allBooked);
  }, PATIENCE_MS);
  afterAll(() => stack.stop(), 60_000);

  const booking = async () => {
    const [only] = await stack.bookings(tenant);
    if (only === undefined) throw new Error('there is no invoice');
    return only;
  };
  const seen = (...args: readonly string[]) =>
    cli.run('seen', '--tenant', tenant, '--invoice', '20260001', ...args);
  const issues = async () => (await cli.json('issues', '--tenant', tenant)) as Issue[];

  it(
    'seen: closes what is open, says what that was, is audited, and leaves the booking as it is',
    async () => {
      const before = await booking();
      const id = before.tribeInvoiceId;
      await user.editLine(id, { Quantity: 3 });
      await stack.until(tenant, ([now]) => now?.issueCode === 'INVOICE_CHANGED');
      expect(await issues()).toMatchObject([
        {
          code: 'INVOICE_CHANGED',
          actions: ['seen'],
          nothingBecause: null,
          fix: expect.stringMatching(/mark this issue with “seen”\.$/) as string,
        },
      ]);

      const done = await seen('--reason', ' credit note booked ');
      expect(done).toEqual({
        code: 0,
        stderr: '',
        stdout: [
          'Invoice 20260001 is booked: VEN 20260001 (2026), and stays as it is.',
          'INVOICE_CHANGED is closed. The invoice was changed in Tribe after it was booked as document 20260001 in journal VEN. Booked: €242.00, 1 Oct 2026, customer C1. In Tribe now: €363.00, 1 Oct 2026, customer C1.',
          'It stays closed until the invoice changes again in Tribe.',
          '',
        ].join('\n'),
      });
      expect(await issues()).toEqual([]);
      const { winbooksId, digest, docNumber } = before;
      expect(await booking()).toMatchObject({
        state: 'booked',
        issueCode: null,
        winbooksId,
        digest,
        docNumber,
      });
      const [audited] = await stack.database.asTenant(tenantId(tenant), (sql) => listAuditEvents(sql, 1));
      expect(audited).toMatchObject({
        actor: ACTOR,
        action: 'seen-issue',
        record: `invoice:${id}`,
        details: {
          code: 'INVOICE_CHANGED',
          reason: 'credit note booked',
          bookedCents: 24_200,
          statedCents: 36_300,
          statedDigest: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
        },
      });

      const again = await seen();
      expect(again).toEqual({
        code: 2,
        stdout: '',
        stderr: expect.stringMatching(
          /\(NOTHING_TO_SEE\)\. Invoice 20260001 is booked as VEN 20260001/,
        ) as string,
      });
    },
    PATIENCE_MS,
  );

  it(
    'seen --issue: that one alone; a code that people put right otherwise is no choice',
    async () => {
      const id = tribeId((await booking()).tribeInvoiceId);
      await user.editLine(id, { Quantity: 4 });
      await stack.until(tenant, ([now]) => now?.issueCode === 'INVOICE_CHANGED');
      await stack.database.asTenant(tenantId(tenant), (sql) =>
        flagBooked(sql, id, 'BOOKED_TWICE', { documents: 'a, b', duplicate: 'b', creditNote: '' }),
      );

      expect(await seen('--issue', 'BOOKING_DIFFERS')).toMatchObject({
        code: 2,
        stderr: expect.stringMatching(/\(NOTHING_TO_SEE\)/) as string,
      });
      expect(await seen('--issue', 'PERIOD_CLOSED')).toMatchObject({
        code: 2,
        stderr: expect.stringMatching(/^--issue cannot be "PERIOD_CLOSED"; .*INVOICE_CHANGED\n$/) as string,
      });
      expect(await seen('--reason', 'x'.repeat(201))).toMatchObject({ code: 2, stdout: '' });
      expect(await seen('--issue', 'BOOKED_TWICE')).toMatchObject({ code: 0 });
      expect((await issues()).map(({ code }) => code)).toEqual(['INVOICE_CHANGED']);
      expect((await booking()).issueCode).toBe('INVOICE_CHANGED');
    },
    PATIENCE_MS,
  );

  it(
    'seen of one that is not booked is refused, and stays as it is',
    async () => {
      const line = { quantity: 1, price: 100, vatGroup: 'BE21' };
      await user.make({ customer: 'C1', number: 'without digits', date: '2026-10-05', lines: [line] });
      await stack.until(tenant, (all) => all.some(({ state }) => state === 'held'));
      const before = await issues();

      const refused = await cli.run('seen', '--tenant', tenant, '--invoice', 'without digits');
      expect(refused).toMatchObject({ code: 2, stdout: '' });
      expect(refused.stderr).toMatch(/\(INVOICE_IS_HELD\)\. Invoice without digits is held \(\w+\)/);
      expect(await issues()).toEqual(before);
    },
    PATIENCE_MS,
  );
});
