import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { openTenant } from '../../activities/connection/tenant-connections';
import { createMasterDataCache } from '../../activities/master-data';
import { reportNumberGaps } from '../../activities/invoices/number-gaps';
import { tenantStatuses, type TenantStatus } from '../../actions/tenant-status';
import { readConfiguration } from '../../configuration/configuration';
import { tribeId, type TenantId } from '../../domain/ids';
import { dueNow, recordFound } from '../../store/bookings/booking-queue';
import { keyRing } from '../../store/database/encryption';
import { pauseTenant, resumeTenant } from '../../store/tenants/tenants';
import { allBooked, seedTenant, startStack, type Stack, UPKEEP_OFTEN } from '../support/stack';

const PATIENCE_MS = 240_000;

/** Eight of thirty rows are bad, each in its way: the other twenty-two never wait for them. */
describe('bad rows among good ones', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack(null, UPKEEP_OFTEN);
    await stack.startWorker();
  }, PATIENCE_MS);
  afterEach(() => stack.retireTenants());
  afterAll(() => stack.stop(), 60_000);

  const asOwner = async (statement: string): Promise<void> => {
    const client = new Client({ connectionString: stack.env['DATABASE_URL'] });
    await client.connect();
    try {
      await client.query(statement);
    } finally {
      await client.end();
    }
  };
  const inList = (ids: readonly string[]): string => ids.map((id) => `'${id}'`).join(', ');
  const statusOf = async (id: TenantId): Promise<TenantStatus | undefined> =>
    (await tenantStatuses(stack.database)).find((status) => status.id === id);
  const until = async (is: () => Promise<boolean>, withinMs = 60_000): Promise<void> => {
    const deadline = Date.now() + withinMs;
    while (!(await is())) {
      if (Date.now() > deadline) throw new Error(`Not so within ${withinMs} ms: ${String(is)}`);
      await sleep(100);
    }
  };
  const codesOf = async (id: TenantId): Promise<string[]> =>
    (await stack.openIssues(id)).map(({ code }) => code);

  it(
    'that a newer version has stored: they are shown, and book once that version is back',
    async () => {
      const { id, folder, definition } = await seedTenant(stack, { invoices: 0 });
      await stack.activate([definition]);
      await stack.database.asTenant(id, (sql) => pauseTenant(sql, 'test'));
      for (let index = 0; index < 30; index += 1)
        await stack.twins.act('tribe', 'invoices', {
          tenant: id,
          customer: 'C1',
          number: String(20260001 + index),
          date: '2026-10-05',
          phase: 'Sent',
          lines: [{ description: 'Beams', quantity: 1, price: 50, vatGroup: 'BE21' }],
        });
      const rows = await stack.until(id, (all) => all.length === 30);
      const bad = rows.slice(0, 8).map(({ tribeInvoiceId }) => tribeInvoiceId);
      await asOwner(
        `update bookings set entry = '{"writtenBy": "a newer version"}' where tribe_invoice_id in (${inList(bad)})`,
      );
      await stack.database.asTenant(id, async (sql) => (await resumeTenant(sql)) && dueNow(sql));

      await stack.until(id, (all) => all.filter(({ state }) => state === 'booked').length === 22);
      await until(async () => (await codesOf(id)).length === 8);
      expect(new Set(await codesOf(id))).toEqual(new Set(['ROW_NOT_UNDERSTOOD']));
      expect(await stack.twins.ledger(folder)).toHaveLength(22);

      await asOwner(
        `update bookings set entry = null, due_at = now() where tribe_invoice_id in (${inList(bad)})`,
      );
      await stack.until(id, allBooked);
      expect(await codesOf(id)).toEqual([]);
      expect(await stack.twins.ledger(folder)).toHaveLength(30);
    },
    PATIENCE_MS,
  );

  it(
    'that are looked at again: the others are, and these are put off with an issue until they can be',
    async () => {
      const { id, definition } = await seedTenant(stack, { invoices: 30 });
      await stack.activate([definition]);
      const rows = await stack.until(id, (all) => all.length === 30 && allBooked(all));
      const [unread, strange] = [rows.slice(0, 8), rows.slice(8, 16)].map((some) =>
        some.map(({ tribeInvoiceId }) => tribeInvoiceId as string),
      );
      const fault = await stack.twins.fault('tribe', {
        kind: 'status',
        status: 500,
        path: `Activity_Invoice\\((${(unread ?? []).join('|')})\\)`,
      });
      await asOwner(`update bookings set entry = entry || '{"newer": 1}' where tribe_invoice_id in (${inList(strange ?? [])});
        update bookings set look_at_change = true, recheck_at = now() - interval '1 minute' where tenant_id = '${id}'`);

      const notYet = async (): Promise<number> => {
        const { rows: left } = await stack.database.asTenant(id, (sql) =>
          sql.query(`select tribe_invoice_id as id from bookings where look_at_change or recheck_at < now()`),
        );
        return (left as { id: string }[]).filter(
          (row) => !(unread ?? []).includes(row.id) && !(strange ?? []).includes(row.id),
        ).length;
      };
      await until(async () => (await notYet()) === 0, 120_000);
      // What was put off for failing need not wait a minute here.
      await until(async () => {
        await asOwner(
          `update bookings set compare_at = null where tribe_invoice_id in (${inList(unread ?? [])})`,
        );
        await sleep(500);
        return (await codesOf(id)).length === 16;
      }, 120_000);
      const issues = await stack.openIssues(id);
      const about = (code: string): string[] =>
        issues
          .filter((issue) => issue.code === code)
          .map(({ recordId }) => recordId)
          .toSorted();
      expect(about('READING_FAILS')).toEqual(unread?.toSorted());
      expect(about('ROW_NOT_UNDERSTOOD')).toEqual(strange?.toSorted());

      await fetch(`${stack.twins.tribeUrl}/_control/faults/${fault}`, { method: 'DELETE' });
      await asOwner(
        `update bookings set entry = entry - 'newer', compare_at = null, recheck_at = now() where tenant_id = '${id}'`,
      );
      await until(async () => (await codesOf(id)).length === 0, 120_000);
      expect(
        (await stack.bookings(id)).every(({ state, issueCode }) => state === 'booked' && issueCode === null),
      ).toBe(true);
    },
    PATIENCE_MS,
  );

  it(
    'that Temporal does not take: the others are started',
    async () => {
      const { id, folder, definition } = await seedTenant(stack, { invoices: 22 });
      await stack.database.asTenant(id, async () => undefined);
      await stack.activate([{ ...definition, approve: 'none' }]);
      const tooLong = Array.from({ length: 8 }, (_, index) => tribeId(`${index}${'x'.repeat(1_200)}`));
      await stack.database.asTenant(id, (sql) =>
        recordFound(
          sql,
          tooLong.map((long, index) => ({
            id: long,
            number: `2025000${index}`,
            date: null,
            changedAt: '2026-10-01T00:00:00Z',
          })),
        ),
      );
      await asOwner(`update bookings set invoice_date = '2025-01-01' where length(tribe_invoice_id) > 1000`);
      await stack.until(id, (all) => all.filter(({ state }) => state === 'booked').length === 22);
      expect(await stack.twins.ledger(folder)).toHaveLength(22);
      await until(async () => (await codesOf(id)).filter((code) => code === 'INVOICE_FAILS').length === 8);
    },
    PATIENCE_MS,
  );

  it(
    'a poll that fails is named in status at once, gets an issue when it keeps failing, and both end by themselves',
    async () => {
      const { id, definition } = await seedTenant(stack, { invoices: 1 });
      await stack.activate([definition]);
      await stack.until(id, allBooked);
      const fault = await stack.twins.fault('tribe', { kind: 'status', status: 503, path: '/odata/' });
      await until(
        async () => (await statusOf(id))?.failing.some(({ what }) => what === 'tribe') === true,
        20_000,
      );
      expect((await statusOf(id))?.failing[0]).toMatchObject({
        vendor: 'Tribe',
        host: new URL(stack.twins.tribeApiUrl).host,
        cause: 'no usable answer (status 503)',
        since: expect.stringMatching(/^\d{4}-/) as string,
      });
      await until(async () => (await codesOf(id)).includes('POLL_FAILS'));
      await fetch(`${stack.twins.tribeUrl}/_control/faults/${fault}`, { method: 'DELETE' });
      await until(async () => (await codesOf(id)).length === 0 && (await statusOf(id))?.failing.length === 0);
    },
    PATIENCE_MS,
  );

  it(
    'also when it is the store that does not take what was read',
    async () => {
      const { id, folder, definition } = await seedTenant(stack, { invoices: 0 });
      await stack.activate([{ ...definition, approve: 'none' }]);
      await asOwner(`create function refuse() returns trigger language plpgsql as
          $$ begin if new.tenant_id = '${id}' then raise exception 'no more rows'; end if; return new; end $$;
        create trigger refuse before insert on bookings for each row execute function refuse()`);
      await stack.twins.act('tribe', 'invoices', {
        tenant: id,
        customer: 'C1',
        number: '20260500',
        date: '2026-10-05',
        phase: 'Sent',
        lines: [{ description: 'Beams', quantity: 1, price: 50, vatGroup: 'BE21' }],
      });
      await until(async () => (await codesOf(id)).includes('POLL_FAILS'));
      expect((await statusOf(id))?.failing).toMatchObject([
        { what: 'poll', vendor: null, cause: 'error: no more rows' },
      ]);
      await asOwner('drop trigger refuse on bookings; drop function refuse()');
      await stack.until(id, allBooked);
      await until(async () => (await codesOf(id)).length === 0);
      expect(await stack.twins.ledger(folder)).toHaveLength(1);
    },
    PATIENCE_MS,
  );

  it(
    'a WinBooks that does not answer is named at once, too',
    async () => {
      const { id, definition } = await seedTenant(stack, { invoices: 3 });
      await stack.activate([definition]);
      await stack.until(id, allBooked);
      const fault = await stack.twins.fault('winbooks', { kind: 'status', status: 503, path: '/app/' });
      await stack.twins.act('tribe', 'invoices', {
        tenant: id,
        customer: 'C1',
        number: '20260900',
        date: '2026-10-30',
        phase: 'Sent',
        lines: [{ description: 'Beams', quantity: 1, price: 50, vatGroup: 'BE21' }],
      });
      await until(async () => (await statusOf(id))?.failing.some(({ what }) => what === 'winbooks') === true);
      await fetch(`${stack.twins.winbooksUrl}/_control/faults/${fault}`, { method: 'DELETE' });
      await stack.until(id, (all) => all.length === 4 && allBooked(all));
      await until(async () => (await statusOf(id))?.failing.length === 0);
      expect(await codesOf(id)).toEqual([]);
    },
    PATIENCE_MS,
  );

  it(
    'numbers that WinBooks cannot be asked for: the others that are missing are told',
    async () => {
      const line = { description: 'Beams', quantity: 1, price: 50, vatGroup: 'BE21' };
      const invoice = (number: string) => ({ customer: 'C1', number, date: '2026-10-05', lines: [line] });
      const { id, definition } = await seedTenant(stack, {
        invoices: 0,
        tribe: { invoices: [invoice('20260001'), invoice('20260032')] },
      });
      await stack.activate([definition]);
      await stack.until(id, (all) => all.length === 2 && allBooked(all));
      await stack.killWorkers();
      // The leases of the killed worker would be waited out.
      await asOwner('delete from connection_slots');
      const configuration = readConfiguration(stack.env);
      const deps = {
        database: stack.database,
        temporal: stack.temporal,
        configuration,
        keyRing: keyRing(configuration.encryptionKeys),
        masterData: createMasterDataCache(),
        stopping: new AbortController().signal,
        debugPoint: async () => undefined,
      };
      const report = async (): Promise<number> => {
        await asOwner(`update bookings set booked_at = now() - interval '2 hours' where tenant_id = '${id}';
          update watermarks set polled_at = now() - interval '2 hours' where tenant_id = '${id}'`);
        await reportNumberGaps(deps, await openTenant(deps, id));
        const [gap] = (await stack.openIssues(id)).filter(({ code }) => code === 'NUMBER_GAP');
        return numbersIn(String(gap?.params['numbers']));
      };
      await stack.twins.fault('winbooks', {
        kind: 'status',
        status: 500,
        path: '/ExecuteCriteria',
        count: 8,
      });
      expect(await report()).toBe(22);
      expect(await report()).toBe(30);
    },
    PATIENCE_MS,
  );
});

/** How many numbers `20260002–20260009, 20260012` are. */
function numbersIn(words: string): number {
  return words.split(', ').reduce((sum, part) => {
    const [first = NaN, last = first] = part.split(/[–-]/).map(Number);
    return sum + last - first + 1;
  }, 0);
}
