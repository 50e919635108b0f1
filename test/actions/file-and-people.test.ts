import { activateTenants } from '../../actions/activation/activate-tenants';
import { readConfiguration } from '../../configuration/configuration';
import { parseTenantsFile, type TenantDefinition } from '../../domain/tenant/tenants-file';
import { SETTING_NAMES } from '../../domain/tenant/settings-change';
import { getTenant } from '../../store/tenants/tenants';
import { seedTenant, startStack, type Stack } from '../support/stack';
import { tribeUser } from '../integration/tribe-user';
import { activationInWords } from '../../cli/words/activation-words';
import { commandOf } from './command';

const PATIENCE_MS = 600_000;
const today = new Date().toISOString().slice(0, 10);

/** A restart, or `activate`, applies the tenants file again: what a person has set since must not be lost by that. */
describe('a tenants file and the person who runs the tenant', () => {
  let stack: Stack;
  let cli: ReturnType<typeof commandOf>;

  beforeAll(async () => {
    stack = await startStack();
    await stack.startWorker();
    cli = commandOf(stack);
  }, PATIENCE_MS);
  afterEach(() => stack.retireTenants());
  afterAll(() => stack.stop(), 60_000);

  const activeTenant = async () => {
    const seeded = await seedTenant(stack, {
      invoices: 0,
      tribe: {
        vatGroups: [
          { code: 'BE21', name: 'BE - 21%', percentage: 21 },
          { code: 'NL21', name: 'NL - 21%', percentage: 21 },
          { code: 'FR21', name: 'FR - 21%', percentage: 21 },
        ],
      },
      winbooks: { closedPeriods: [{ year: 2026, month: 3 }] },
    });
    await stack.activate([seeded.definition]);
    return seeded;
  };

  /** The definition as a file says it that spells out these settings, and this VAT map. */
  function fileOf(definition: TenantDefinition, settings: object, vat: object | 'suggested' = 'suggested') {
    const { namedSettings, ...given } = definition;
    const parsed = parseTenantsFile(JSON.stringify({ tenants: [{ ...given, settings, vat }] }));
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
    expect(namedSettings.length).toBeLessThan(SETTING_NAMES.length);
    return parsed.tenants;
  }

  async function apply(tenants: readonly TenantDefinition[], isForced = false) {
    const said: string[] = [];
    const configuration = readConfiguration(stack.env);
    const { database, temporal } = stack;
    const [activation] = await activateTenants(
      {
        database,
        temporal,
        configuration,
        report: (event) => said.push(...activationInWords(event, 'en')),
        isForced,
      },
      tenants,
    );
    return { outcome: activation?.outcome, said };
  }

  const settingsOf = async (tenant: string): Promise<object> =>
    ((await cli.json('settings', '--tenant', tenant)) as { settings: object }).settings;
  const mapOf = async (tenant: string): Promise<Record<string, string | null>> => {
    const { groups } = (await cli.json('vat', '--tenant', tenant)) as {
      groups: { code: string; vatCode: string | null }[];
    };
    return Object.fromEntries(groups.map(({ code, vatCode }) => [code, vatCode]));
  };

  it(
    'a restart leaves alone what the file does not name: a held invoice that a setting released stays booked',
    async () => {
      const { id: tenant, definition } = await activeTenant();
      const invoice = await tribeUser(stack, definition).make({
        customer: 'C1',
        number: '20260401',
        date: '2026-03-10',
        lines: [{ quantity: 1, price: 100, vatGroup: 'BE21' }],
      });
      await stack.until(tenant, (all) => all[0]?.state === 'held');
      await cli.run('settings', '--tenant', tenant, '--set', 'closedPeriod=next-open');
      await stack.until(tenant, (all) => all[0]?.state === 'booked');

      expect(await apply([definition])).toEqual({
        outcome: 'was-active',
        said: [`${tenant}: is active already, left as it is.`],
      });
      expect(await settingsOf(tenant)).toMatchObject({ closedPeriod: 'next-open' });
      expect((await stack.bookings(tenant))[0]).toMatchObject({ tribeInvoiceId: invoice, state: 'booked' });
    },
    PATIENCE_MS,
  );

  it(
    'what the file names and a person has changed since stays, and is said at every start, until it is forced',
    async () => {
      const { id: tenant, definition } = await activeTenant();
      await cli.run('settings', '--tenant', tenant, '--set', 'closedPeriod=next-open');
      const stays = `${tenant}: is active already; closedPeriod stays next-open, as a person set it on ${today}; its file says hold: with --force that counts.`;

      for (let start = 0; start < 2; start += 1)
        expect(await apply(fileOf(definition, { closedPeriod: 'hold' }))).toEqual({
          outcome: 'was-active',
          said: [stays],
        });
      // The file has changed too, in another setting.
      expect((await apply(fileOf(definition, { closedPeriod: 'hold', pollSeconds: 9 }))).said).toEqual([
        `${tenant}: is active already; pollSeconds 1 → 9; no held invoice depended on it.`,
        stays,
      ]);
      expect(await settingsOf(tenant)).toMatchObject({ closedPeriod: 'next-open', pollSeconds: 9 });

      const forced = await apply(fileOf(definition, { closedPeriod: 'hold' }), true);
      expect(forced.said).toEqual([
        `${tenant}: is active already; closedPeriod next-open → hold; no held invoice depended on it.`,
      ]);
      // From now on it is the file's again.
      await apply(fileOf(definition, { closedPeriod: 'next-open' }));
      expect(await settingsOf(tenant)).toMatchObject({ closedPeriod: 'next-open' });
    },
    PATIENCE_MS,
  );

  it(
    'a file that comes to say what a person has set may change it afterwards; a key that leaves the file changes nothing',
    async () => {
      const { id: tenant, definition } = await activeTenant();
      await cli.run(
        'settings',
        '--tenant',
        tenant,
        '--set',
        'closedPeriod=next-open',
        '--set',
        'pollSeconds=7',
      );
      await apply(fileOf(definition, { closedPeriod: 'next-open' }));
      expect((await apply(fileOf(definition, {}))).said).toEqual([
        `${tenant}: is active already, left as it is.`,
      ]);
      await apply(fileOf(definition, { closedPeriod: 'hold' }));
      expect(await settingsOf(tenant)).toMatchObject({ closedPeriod: 'hold', pollSeconds: 7 });
    },
    PATIENCE_MS,
  );

  it(
    'an invalid value in the file changes nothing at all, and a choice of a person is not even compared with it',
    async () => {
      const { id: tenant, definition } = await activeTenant();
      await cli.run('settings', '--tenant', tenant, '--set', 'salesJournal=');
      const wrong = await apply(fileOf(definition, { revenueAccount: '799999', pollSeconds: 9 }));
      expect(wrong.outcome).toBe('not-changed');
      expect(wrong.said).toEqual([expect.stringMatching(/not changed\. .*ACCOUNT_UNKNOWN/) as string]);
      expect(await settingsOf(tenant)).toMatchObject({ revenueAccount: '700000', pollSeconds: 1 });
      expect((await apply(fileOf(definition, { salesJournal: 'NONE' }))).said).toEqual([
        expect.stringMatching(/salesJournal stays –, as a person set it .*; its file says NONE/) as string,
      ]);
    },
    PATIENCE_MS,
  );

  it(
    'a VAT map that is spelled out: the groups that it does not name, and those that a person has changed, stay',
    async () => {
      const { id: tenant, definition } = await activeTenant();
      await apply(fileOf(definition, {}, { BE21: '21', FR21: '21' }));
      expect(await mapOf(tenant)).toEqual({ BE21: '21', NL21: null, FR21: '21' });
      await cli.run('vat', '--tenant', tenant, '--map', 'NL21=21', '--map', 'FR21=');

      expect((await apply(fileOf(definition, {}, { BE21: '21', FR21: '21' }))).said).toEqual([
        `${tenant}: is active already; VAT group FR - 21% stays –, as a person set it on ${today}; its file says 21: with --force that counts.`,
      ]);
      expect(await mapOf(tenant)).toEqual({ BE21: '21', NL21: '21', FR21: null });
      await apply(fileOf(definition, {}, { FR21: '21' }), true);
      expect(await mapOf(tenant)).toEqual({ BE21: '21', NL21: '21', FR21: '21' });
    },
    PATIENCE_MS,
  );

  it(
    'a tenant that is activated again keeps what a person has completed',
    async () => {
      const { id: tenant, definition } = await activeTenant();
      await cli.run('settings', '--tenant', tenant, '--set', 'closedPeriod=next-open');
      await cli.run('vat', '--tenant', tenant, '--map', 'NL21=21');
      await stack.temporal.workflow.getHandle(`sync:${tenant}`).executeUpdate('drain');
      await stack.temporal.workflow.getHandle(`sync:${tenant}`).result();
      expect(await stack.database.asTenant(tenant, getTenant)).toMatchObject({ state: 'inactive' });

      expect(await apply([definition])).toMatchObject({ outcome: 'activated' });
      expect(await settingsOf(tenant)).toMatchObject({ closedPeriod: 'next-open' });
      expect(await mapOf(tenant)).toEqual({ BE21: '21', NL21: '21', FR21: null });
    },
    PATIENCE_MS,
  );
});
