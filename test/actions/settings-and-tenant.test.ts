import { changeSettings } from '../../actions/change-settings';
import { changeVatMap } from '../../actions/change-vat-map';
import { pauseTenant, resumeTenant } from '../../actions/pause-tenant';
import { syncNow } from '../../actions/sync-now';
import { problemInWords } from '../../cli/words/problem-words';
import { tenantId } from '../../domain/ids';
import { issue } from '../../domain/issues/issue-catalogue';
import { tenantSyncWorkflowId } from '../../domain/steps/workflow-names';
import { listAuditEvents } from '../../store/issues/audit-events';
import { openIssue } from '../../store/issues/issues';
import { getTenant } from '../../store/tenants/tenants';
import { tribeUser, type TribeUser } from '../integration/tribe-user';
import { seedTenant, startStack, type Stack } from '../support/stack';
import { ACTOR, commandOf } from './command';
import { actionsOf } from './stack-actions';

const PATIENCE_MS = 600_000;
const lineOf = (vatGroup: string) => ({ quantity: 1, price: 100, vatGroup });

interface Trail {
  readonly events: readonly { readonly action: string }[];
  readonly next: string | null;
}
const today = new Date().toISOString().slice(0, 10);

/** What an operator changes about a tenant that runs. */
describe('the command line and an active tenant', () => {
  let stack: Stack;
  let cli: ReturnType<typeof commandOf>;
  type Seeded = Awaited<ReturnType<typeof seedTenant>> & { readonly user: TribeUser };

  beforeAll(async () => {
    stack = await startStack();
    await stack.startWorker();
    cli = commandOf(stack);
  }, PATIENCE_MS);
  afterEach(() => stack.retireTenants());
  afterAll(() => stack.stop(), 60_000);

  const activeTenant = async (settings: object = {}): Promise<Seeded> => {
    const seeded = await seedTenant(stack, {
      invoices: 0,
      settings,
      tribe: {
        vatGroups: [
          { code: 'BE21', name: 'BE - 21%', percentage: 21 },
          { code: 'NL21', name: 'NL - 21%', percentage: 21 },
        ],
      },
      winbooks: { closedPeriods: [{ year: 2026, month: 3 }] },
    });
    await stack.activate([seeded.definition]);
    return { ...seeded, user: tribeUser(stack, seeded.definition) };
  };
  const send = ({ user }: Seeded, number: string, more: object = {}): Promise<string> =>
    user.make({ customer: 'C1', number, date: '2026-10-05', lines: [lineOf('BE21')], ...more });
  const untilState = (tenant: string, id: string, state: string) =>
    stack.until(
      tenant,
      (all) => all.some((booking) => booking.tribeInvoiceId === id && booking.state === state),
      60_000,
    );
  const auditOf = (tenant: string) =>
    stack.database.asTenant(tenantId(tenant), async (sql) =>
      (await listAuditEvents(sql)).map(({ actor, action, details }) => ({ actor, action, details })),
    );
  const tenantNow = (tenant: string) => stack.database.asTenant(tenantId(tenant), getTenant);

  it(
    'vat: a group that gets its code books what was held for it by itself; the list shows both sides',
    async () => {
      const seeded = await activeTenant();
      const { id: tenant } = seeded;
      const id = await send(seeded, '20260301', { lines: [lineOf('NL21')] });
      await untilState(tenant, id, 'held');
      expect(await cli.json('vat', '--tenant', tenant)).toMatchObject({
        unmapped: ['NL - 21%'],
        groups: expect.arrayContaining([expect.objectContaining({ code: 'BE21', vatCode: '21' })]) as unknown,
        codes: expect.arrayContaining([expect.objectContaining({ code: '21' })]) as unknown,
      });

      const wrong = await changeVatMap(actionsOf(stack), tenant, { map: { NL21: '99' } });
      expect(wrong).toMatchObject({
        ok: false,
        kind: 'bad-input',
        code: 'VAT_MAP_UNUSABLE',
        params: {
          group: 'NL21',
          problem: expect.stringMatching(/^VAT code 99 is not in the WinBooks folder/) as string,
        },
      });
      const mapped = await cli.run('vat', '--tenant', tenant, '--map', 'NL - 21%=21');
      expect(mapped).toMatchObject({
        code: 0,
        stdout: `${tenant}: VAT group NL - 21%: – → 21; 1 held invoice is tried again.\n`,
      });
      await untilState(tenant, id, 'booked');
      const [event] = await auditOf(tenant);
      expect(event).toEqual({ actor: ACTOR, action: 'map-vat', details: { version: 2, released: 1 } });
      expect(await changeVatMap(actionsOf(stack), tenant, { map: { NL21: '21' } })).toMatchObject({
        ok: true,
        version: 2,
        changes: [],
      });
    },
    PATIENCE_MS,
  );

  it(
    'settings: checked live, stored as the next version, and what was held for a closed period books by itself',
    async () => {
      const seeded = await activeTenant();
      const { id: tenant, folder } = seeded;
      const id = await send(seeded, '20260302', { date: '2026-03-10' });
      await untilState(tenant, id, 'held');
      const wrong = await cli.run('settings', '--tenant', tenant, '--set', 'revenueAccount=799999');
      expect(wrong).toMatchObject({ code: 2, stdout: '' });
      expect(wrong.stderr).toBe(
        `${problemInWords(issue('ACCOUNT_UNKNOWN', { account: '799999' }), 'en')} Nothing was changed.\n`,
      );
      expect(await cli.json('settings', '--tenant', tenant)).toMatchObject({
        version: 1,
        settings: { revenueAccount: '700000', closedPeriod: 'hold' },
      });
      const explained = await cli.run('settings', '--tenant', tenant, '--lang', 'fr');
      expect(explained.stdout).toMatch(
        /^creditNoteJournal +–\n {2}Code du journal des notes de crédit\. .* Vide\u00a0: /m,
      );

      const changed = await cli.run('settings', '--tenant', tenant, '--set', 'closedPeriod=next-open');
      expect(changed).toMatchObject({
        code: 0,
        stdout: `${tenant}: closedPeriod hold → next-open; 1 held invoice is tried again.\n`,
      });
      await untilState(tenant, id, 'booked');
      expect(await stack.twins.ledger(folder)).toMatchObject([{ docNumber: 20260302, date: '2026-04-01' }]);
      expect(await cli.json('invoices', '--tenant', tenant)).toMatchObject([
        { number: '20260302', date: '2026-03-10', bookedOn: '2026-04-01', moved: true },
      ]);
      const [event] = await auditOf(tenant);
      expect(event).toEqual({
        actor: ACTOR,
        action: 'change-settings',
        details: { version: 2, released: 1, changed: 'closedPeriod' },
      });

      // By whom, from what to what, and what was refused; also for a spreadsheet.
      const who = ['--as', 'anna', '--lang', 'fr'];
      await cli.run('settings', '--tenant', tenant, '--set', 'pollSeconds=2', ...who);
      const trail = (await cli.json('audit', '--tenant', tenant, '--limit', '3')) as Trail;
      expect(trail.events).toMatchObject([
        { actor: 'cli:anna', changes: [{ name: 'pollSeconds', before: 1, after: 2 }] },
        { actor: ACTOR, changes: [{ name: 'closedPeriod', before: 'hold', after: 'next-open' }] },
        { actor: ACTOR, action: 'change-settings', details: { refused: 'ACCOUNT_UNKNOWN' } },
      ]);
      const more = (await cli.json('audit', '--tenant', tenant, '--cursor', trail.next ?? '')) as Trail;
      expect(more).toMatchObject({ next: null });
      expect(more.events.map(({ action }) => action)).toContain('activate');
      const inFrench = await cli.run('audit', '--tenant', tenant, '--lang', 'fr');
      expect(inFrench.stdout.replaceAll(/\s+/g, ' ')).toMatch(/ anna réglages modifiés : pollSeconds 1 → 2/);
      const sheet = await cli.run('audit', '--tenant', tenant, '--csv', '--from', today);
      expect(sheet.stdout).toMatch(
        /^\uFEFFWhen;Who;What;About;Choice;Before;After;.*\r\n[-\d]+ [:\d]+;anna;settings changed;/,
      );
      expect(await cli.run('audit', '--tenant', tenant, '--from', '2026-02-30')).toMatchObject({ code: 2 });
      const invoices = await cli.run('invoices', '--tenant', tenant, '--csv', '--lang', 'nl');
      expect(invoices.stdout).toMatch(
        /^\uFEFFNummer;Datum;.*\r\n20260302;2026-03-10;.*;factuur;121,00;EUR;121,00;geboekt;VEN;20260302;/,
      );
    },
    PATIENCE_MS,
  );

  it(
    'settings: an earlier start date finds what the watch had passed; a poll interval takes effect',
    async () => {
      const seeded = await activeTenant({ startDate: '2026-10-01' });
      const { id: tenant } = seeded;
      const [early, late] = [
        await send(seeded, '20260303', { date: '2026-09-05' }),
        await send(seeded, '20260304'),
      ];
      await untilState(tenant, late, 'booked');
      await untilState(tenant, late, 'booked');
      expect((await stack.bookings(tenant)).map(({ number }) => number)).toEqual(['20260304']);

      const changed = await changeSettings(actionsOf(stack), tenant, (now) => ({
        ...now,
        startDate: '2026-09-01' as typeof now.startDate,
        pollSeconds: 2,
      }));
      expect(changed).toMatchObject({ ok: true, delayedBy: null });
      await untilState(tenant, early, 'booked');
      const state: { words: string } = await stack.temporal.workflow
        .getHandle(tenantSyncWorkflowId(tenant))
        .query('state');
      expect(state).toMatchObject({ state: 'active' });
    },
    PATIENCE_MS,
  );

  it(
    'a tenants file that changes an active tenant is applied; what it says wrongly changes nothing',
    async () => {
      const seeded = await activeTenant();
      const { id: tenant, definition } = seeded;
      const id = await send(seeded, '20260305', { lines: [lineOf('NL21')] });
      await untilState(tenant, id, 'held');
      const apply = async (given: object) =>
        (await stack.activate([{ ...definition, ...given }]))[0]?.outcome;

      expect(await apply({})).toBe('was-active');
      expect(await apply({ vat: { BE21: '99' } })).toBe('not-changed');
      expect(await apply({ settings: { ...definition.settings, salesJournal: 'ACH' } })).toBe('not-changed');
      expect((await auditOf(tenant)).slice(0, 2)).toEqual([
        {
          actor: 'tenants-file',
          action: 'change-settings',
          details: { refused: expect.any(String) as string },
        },
        { actor: 'tenants-file', action: 'map-vat', details: { refused: 'VAT_MAP_UNUSABLE' } },
      ]);
      expect(await apply({ vat: { BE21: '21', NL21: '21' } })).toBe('was-active');
      await untilState(tenant, id, 'booked');
      expect(await apply({ vat: { BE21: '21', 'NL - 21%': '21' } })).toBe('was-active');
      const maps = (await auditOf(tenant)).filter(({ action }) => action === 'map-vat');
      expect(maps.map(({ actor }) => actor)).toEqual(['tenants-file', 'tenants-file', 'activation']);
    },
    PATIENCE_MS,
  );

  it(
    'pause and resume: by the loop, twice is no harm, and a pause for a blind look-up ends with its issue',
    async () => {
      const seeded = await activeTenant();
      const { id: tenant, folder } = seeded;
      const paused = await cli.run('pause', '--tenant', tenant, '--reason', 'year-end closing');
      expect(paused).toMatchObject({
        code: 0,
        stdout: expect.stringMatching(/: paused \(year-end closing\)/) as string,
      });
      expect(await tenantNow(tenant)).toMatchObject({ state: 'paused', pauseReason: 'year-end closing' });
      expect(await pauseTenant(actionsOf(stack), tenant, 'again')).toEqual({
        ok: true,
        wasSo: true,
        reason: 'year-end closing',
      });
      const id = await send(seeded, '20260306');
      expect(await syncNow(actionsOf(stack), tenant)).toMatchObject({ ok: true, isPaused: true });
      expect(await cli.json('invoices', '--tenant', tenant)).toMatchObject([
        { tribeId: id, number: '20260306', state: 'waiting', winbooksId: null, bookedAt: null },
      ]);

      const resumed = await cli.run('resume', '--tenant', tenant);
      expect(resumed).toMatchObject({ code: 0 });
      await untilState(tenant, id, 'booked');
      expect(await resumeTenant(actionsOf(stack), tenant)).toMatchObject({ ok: true, wasSo: true });
      expect((await auditOf(tenant)).slice(0, 4).map(({ actor, action }) => `${actor} ${action}`)).toEqual([
        `${ACTOR} ask-resume`,
        'sync resume',
        `${ACTOR} ask-pause`,
        'sync pause',
      ]);

      await pauseTenant(actionsOf(stack), tenant, 'LOOKUP_BLIND');
      await stack.database.asTenant(tenant, (sql) =>
        openIssue(sql, 'LOOKUP_BLIND', { kind: 'invoice', id }, { journal: 'VEN', docNumber: 1 }),
      );
      expect(await cli.json('issues', '--tenant', tenant)).toMatchObject([{ actions: ['resume'] }]);
      expect(await resumeTenant(actionsOf(stack), tenant)).toMatchObject({
        ok: true,
        reason: 'LOOKUP_BLIND',
      });
      expect(await stack.openIssues(tenant)).toEqual([]);
      expect(await stack.twins.ledger(folder)).toHaveLength(1);
    },
    PATIENCE_MS,
  );

  it(
    'sync: Tribe is read now, not at the next turn',
    async () => {
      const seeded = await activeTenant({ pollSeconds: 600 });
      const { id: tenant } = seeded;
      await syncNow(actionsOf(stack), tenant);
      const id = await send(seeded, '20260307');

      // Perhaps not found by this reading: the turn that began with the first one may not be over yet.
      expect(await cli.json('sync', '--tenant', tenant)).toMatchObject({ tenant, paused: false });
      expect((await stack.bookings(tenant)).map(({ tribeInvoiceId }) => tribeInvoiceId)).toEqual([id]);
      await untilState(tenant, id, 'booked');
      expect(await cli.json('sync', '--tenant', tenant)).toMatchObject({ found: 0, waiting: 0 });
    },
    PATIENCE_MS,
  );

  it(
    'without Temporal: pausing says so and changes nothing; skipping needs none; a retry goes on later',
    async () => {
      const seeded = await activeTenant();
      const { id: tenant } = seeded;
      const id = await send(seeded, '20260308', { lines: [lineOf('NL21')] });
      await untilState(tenant, id, 'held');
      const alone = commandOf(stack, { TEMPORAL_ADDRESS: '127.0.0.1:9' });
      const paused = await alone.run('pause', '--tenant', tenant);
      expect(paused).toMatchObject({ code: 1, stdout: '' });
      expect(paused.stderr).toMatch(/^Temporal does not answer \(TEMPORAL_NO_ANSWER\)\. .*\n$/);
      expect(await tenantNow(tenant)).toMatchObject({ state: 'active' });

      const skipped = await alone.run('skip', '--tenant', tenant, '--invoice', id, '--reason', 'by hand');
      expect(skipped.code).toBe(0);
      const retried = await alone.run('retry', '--tenant', tenant, '--invoice', id);
      expect(retried).toMatchObject({
        code: 0,
        stdout: expect.stringMatching(/Temporal does not answer/) as string,
      });
      expect((await cli.run('pause', '--tenant', 'nobody')).code).toBe(2);
    },
    PATIENCE_MS,
  );
});
