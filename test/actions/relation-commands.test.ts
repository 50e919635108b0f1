import { setTimeout as sleep } from 'node:timers/promises';
import { listAuditEvents } from '../../store/issues/audit-events';
import { eventually, syncedTenant } from '../relations/synced-tenant';
import { startStack, type Stack } from '../support/stack';
import { ACTOR, commandOf } from './command';

const PATIENCE_MS = 600_000;

interface Match {
  readonly id: string;
  readonly tribe: { readonly name: string };
  readonly winbooks: { readonly code: string };
  readonly evidence: readonly string[];
  readonly verdict: string;
}

/** What a person decides about proposed pairs before anything is written, with the real command line beside a running stack. */
describe('the command line and relations', () => {
  let stack: Stack;
  let tenant: Awaited<ReturnType<typeof syncedTenant>>;
  let cli: ReturnType<typeof commandOf>;

  beforeAll(async () => {
    stack = await startStack();
    await stack.startWorker();
    cli = commandOf(stack);
    tenant = await syncedTenant(
      stack,
      {
        organisations: [
          { name: 'Peeters Hout BV', debtorNumber: 'C1', vatNumber: 'BE0000000196' },
          { name: 'Janssens NV', vatNumber: 'BE0000000295', website: 'https://janssens.example' },
          { name: 'Maes BV', debtorNumber: 'M1', vatNumber: 'BE0000000394' },
          { name: 'Claes BV', debtorNumber: 'K1', vatNumber: 'BE0000000493' },
          { name: 'Alleen Tribe BV', debtorNumber: 'A1' },
        ],
      },
      [
        { code: 'C1', name: 'Peeters Hout BV', vatNumber: '0000000196', vatCountry: 'BE' },
        { code: 'J7', name: 'Drukkerij', vatNumber: '0000000295', vatCountry: 'BE' },
        { code: 'M7', name: 'Bakkerij', vatNumber: '0000000394', vatCountry: 'BE' },
        { code: 'K7', name: 'Slagerij', vatNumber: '0000000493', vatCountry: 'BE' },
      ],
      {},
      'none',
    );
  }, PATIENCE_MS);
  afterAll(() => stack.stop(), 60_000);

  const run = (command: string, ...args: readonly string[]) =>
    cli.run(...command.split(' '), '--tenant', tenant.id, ...args);
  const matches = async () => (await cli.json('matches', '--tenant', tenant.id)) as Match[];
  const idOf = async (name: string): Promise<string> => {
    const found = (await matches()).find(({ tribe }) => tribe.name === name);
    if (found === undefined) throw new Error(`nothing is proposed for ${name}`);
    return found.id;
  };
  const states = async () => {
    const listed = (await cli.json('relations', '--tenant', tenant.id)) as { name: string; state: string }[];
    return listed.map(({ name, state }) => `${name}: ${state}`).toSorted();
  };

  it(
    'nothing is written: clear and unclear pairs wait, each with what is equal',
    async () => {
      await eventually(async () => expect(await matches()).toHaveLength(4));
      const found = await matches();
      expect(
        found.map(({ tribe, winbooks, verdict }) => `${tribe.name} ${winbooks.code} ${verdict}`).toSorted(),
      ).toEqual([
        'Claes BV K7 unclear',
        'Janssens NV J7 unclear',
        'Maes BV M7 unclear',
        'Peeters Hout BV C1 clear',
      ]);
      expect(found.find(({ verdict }) => verdict === 'clear')?.evidence).toEqual(['number', 'vatNumber']);
      expect(await tenant.written()).toEqual([]);
      const { stdout } = await run('relations', '--state', 'review', '--lang', 'nl');
      expect(stdout).toMatch(/^Naam +Nummer +WinBooks +Rol +Status\n/);
      expect(stdout).toMatch(/^Peeters Hout BV +C1 +C1 +klant +na te kijken$/m);
      expect(stdout.split('\n').every(({ length }) => length < 80)).toBe(true);
      const { tenants } = (await cli.json('status')) as {
        tenants: { id: string; relationsToReview: number; lagSeconds: object }[];
      };
      expect(tenants.find(({ id }) => id === tenant.id)).toMatchObject({
        relationsToReview: 4,
        lagSeconds: { winbooksToTribe: expect.any(Number) as unknown },
      });
    },
    PATIENCE_MS,
  );

  it(
    'accept links that pair and synchronises it alone; its history tells each value',
    async () => {
      const id = await idOf('Janssens NV');
      const accepted = await run('matches accept', '--id', id);
      expect(accepted).toEqual({ code: 0, stderr: '', stdout: 'Janssens NV is linked to J7 Drukkerij.\n' });
      await eventually(async () =>
        expect(await tenant.party('Customer', 'J7')).toMatchObject({
          Third: { WebSite: 'https://janssens.example' },
        }),
      );
      await eventually(async () => expect(await states()).toContain('Janssens NV: linked'));
      const history = await run('relations', '--relation', 'J7', '--lang', 'fr');
      expect(history.stdout).toMatch(
        /^Janssens NV \(organisation, client, liée\)\. Dernière synchronisation/,
      );
      expect(history.stdout).toMatch(/WinBooks {2}site web\u00a0: – → https:\/\/janssens\.example/);
      expect(await cli.json('relations', '--tenant', tenant.id, '--relation', 'J7')).toMatchObject({
        relation: { name: 'Janssens NV', winbooksCustomer: 'J7', state: 'linked' },
        changes: expect.arrayContaining([
          expect.objectContaining({ side: 'winbooks', field: 'website', previous: null, cause: 'first' }),
        ]) as unknown,
      });
      const again = await run('matches accept', '--id', id, '--lang', 'nl');
      expect(again).toMatchObject({ code: 2, stdout: '' });
      expect(again.stderr).toMatch(/\(PROPOSAL_DECIDED\)\. Voorstel \d+ is al aanvaard\./);
    },
    PATIENCE_MS,
  );

  it(
    'reject and create: both records stay alone, and nothing is created before that is approved',
    async () => {
      const rejected = await run('matches reject', '--id', await idOf('Maes BV'), '--id', '999999');
      expect(rejected.code).toBe(2);
      expect(rejected.stdout).toMatch(
        /^Maes BV and M7 Bakkerij are not the same\.\nNothing is created until/,
      );
      expect(rejected.stderr).toMatch(/\(PROPOSAL_UNKNOWN\)/);
      expect(await run('matches create', '--id', await idOf('Claes BV'))).toMatchObject({
        code: 0,
        stderr: '',
      });
      await sleep(3_000);
      expect(await states()).toEqual([
        'Alleen Tribe BV: only-tribe',
        'Bakkerij: only-winbooks',
        'Claes BV: only-tribe',
        'Janssens NV: linked',
        'Maes BV: only-tribe',
        'Peeters Hout BV: review',
        'Slagerij: only-winbooks',
      ]);
    },
    PATIENCE_MS,
  );

  it(
    'accept --clear links every clear pair, and what has no partner is created',
    async () => {
      const { code, stdout } = await run('matches accept', '--clear', '--as', 'anna');
      expect({ code, stdout }).toEqual({
        code: 0,
        stdout: `${tenant.id}: 1 clear proposed pair was accepted. What has no partner is created on the other side now.\n`,
      });
      await eventually(async () =>
        expect(await states()).toEqual(
          [
            'Alleen Tribe BV',
            'Bakkerij',
            'Claes BV',
            'Janssens NV',
            'Maes BV',
            'Peeters Hout BV',
            'Slagerij',
          ].map((name) => `${name}: linked`),
        ),
      );
      expect(await matches()).toEqual([]);
      // Nobody was linked to whom a person said it is not.
      const linked = (await cli.json('relations', '--tenant', tenant.id)) as {
        name: string;
        winbooksCustomer: string;
      }[];
      expect(linked.map(({ name, winbooksCustomer }) => `${name} ${winbooksCustomer}`).toSorted()).toEqual([
        'Alleen Tribe BV A1',
        'Bakkerij M7',
        'Claes BV K1',
        'Janssens NV J7',
        'Maes BV M1',
        'Peeters Hout BV C1',
        'Slagerij K7',
      ]);
      const events = await stack.database.asTenant(tenant.id, (sql) => listAuditEvents(sql));
      expect(
        events
          .filter(({ action }) => /proposal|relations/.test(action))
          .map(({ actor, action, details }) => [actor, action, details['refused'] ?? null]),
      ).toEqual([
        ['cli:anna', 'approve-relations', null],
        [ACTOR, 'separate-proposal', null],
        [ACTOR, 'reject-proposal', null],
        [ACTOR, 'accept-proposal', 'PROPOSAL_DECIDED'],
        [ACTOR, 'accept-proposal', null],
      ]);
    },
    PATIENCE_MS,
  );

  it('what is asked for unclearly is said, and changes nothing', async () => {
    expect(await run('matches accept')).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/^--id is missing/) as unknown,
    });
    expect(await run('matches merge', '--id', '1')).toMatchObject({ code: 2 });
    expect(await run('relations', '--state', 'lost')).toMatchObject({ code: 2 });
    const unknown = await run('relations', '--relation', 'nobody', '--lang', 'fr');
    expect(unknown.stderr).toMatch(/\(RELATION_UNKNOWN\)/);
    const page = (await cli.json('relations', '--tenant', tenant.id, '--limit', '2')) as {
      relations: object[];
      next: string;
    };
    expect(page.relations).toHaveLength(2);
    const rest = await cli.json('relations', '--tenant', tenant.id, '--cursor', page.next);
    expect(rest).toHaveLength(5);
  });
});
