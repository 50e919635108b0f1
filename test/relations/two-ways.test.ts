import { setTimeout as sleep } from 'node:timers/promises';
import { decideMatches } from '../../actions/decide-matches';
import { listOpenMatches } from '../../store/relations/relation-matches';
import { actionsOf } from '../actions/stack-actions';
import type { ListedRelation } from '../../store/relations/listed-relations';
import { deleteFromWinbooks } from '../integration/vendor-reader';
import { startStack, type Stack } from '../support/stack';
import { eventually, syncedTenant } from './synced-tenant';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
  // All ids are read every few seconds, so that what was deleted is soon missed.
  await stack.startWorker('worker', { TIMINGS: JSON.stringify({ relations: { allIdsEveryMs: 2_000 } }) });
});
afterEach(() => stack.retireTenants());
afterAll(() => stack.stop());
jest.setTimeout(180_000);

const stateOf = (relations: readonly ListedRelation[], name: string) =>
  relations.find((relation) => relation.name === name)?.state;

describe('the first sync', () => {
  test('links what is the same, and creates on each side what only the other one has', async () => {
    const { listed, relations, party, written } = await syncedTenant(
      stack,
      {
        organisations: [
          { name: 'Peeters Hout BV', debtorNumber: 'C1', vatNumber: 'BE0000000196', phone: '02 555 12 34' },
          {
            name: 'Nieuw BV',
            debtorNumber: 'N2',
            vatNumber: 'BE0000000295',
            website: 'https://nieuw.example',
          },
        ],
        persons: [{ firstName: 'Jan', middleName: 'van den', lastName: 'Berg', debtorNumber: 'P3' }],
      },
      [
        { code: 'C1', name: 'Peeters Hout BV', vatNumber: '0000000196', vatCountry: 'BE' },
        {
          code: 'K7',
          name: 'Alleen hier NV',
          website: 'https://alleen.example',
          address: { street: 'Kerkstraat', number: '7', zip: '9000', town: 'Gent' },
        },
        { code: 'L9', name: 'Toeleverancier NV', role: 'supplier' },
      ],
    );
    await eventually(async () => {
      const seen = await listed();
      expect(seen.map(({ name, state }) => `${name} ${state}`).toSorted()).toEqual([
        'Alleen hier NV linked',
        'Jan van den Berg linked',
        'Nieuw BV linked',
        'Peeters Hout BV linked',
        'Toeleverancier NV linked',
      ]);
    });
    expect(await party('Customer', 'N2')).toMatchObject({
      Third: { Name: 'Nieuw BV', VatNumber: '0000000295', WebSite: 'https://nieuw.example' },
    });
    expect(await party('Customer', 'P3')).toMatchObject({ Third: { Name: 'Jan van den Berg' } });
    await eventually(async () =>
      expect(await written()).toContainEqual({ side: 'winbooks', field: 'phone', cause: 'first' }),
    );
    const inTribe = await relations();
    expect(inTribe.filter(({ name }) => name === 'Alleen hier NV')).toMatchObject([{ debtorNumber: 'K7' }]);
    expect(inTribe.filter(({ name }) => name === 'Toeleverancier NV')).toMatchObject([
      { creditorNumber: 'L9' },
    ]);
  });
});

describe('a change', () => {
  test('in Tribe arrives in WinBooks, and one in WinBooks in Tribe, each once', async () => {
    const tenant = await syncedTenant(
      stack,
      { organisations: [{ name: 'Peeters Hout BV', debtorNumber: 'C1', vatNumber: 'BE0000000196' }] },
      [{ code: 'C1', name: 'Peeters Hout BV', vatNumber: '0000000196', vatCountry: 'BE' }],
    );
    await tenant.untilSynced();
    await tenant.editRelation('C1', { Website: 'https://peeters.example' });
    await eventually(async () =>
      expect(await tenant.party('Customer', 'C1')).toMatchObject({
        Third: { WebSite: 'https://peeters.example' },
      }),
    );
    await tenant.editWinbooks('Third', 'C1', { Name: 'Peeters Hout & Zonen BV' });
    await eventually(async () =>
      expect((await tenant.relations()).map(({ name }) => name)).toContain('Peeters Hout & Zonen BV'),
    );
    const expected = [
      { side: 'winbooks', field: 'website', cause: 'change' },
      { side: 'tribe', field: 'name', cause: 'change' },
    ];
    await eventually(async () => expect(await tenant.written()).toEqual(expected));
    await somePolls();
    expect(await tenant.written()).toEqual(expected);
  });

  test('on both sides at once: the rule decides, and the other value is kept in the history', async () => {
    const tenant = await syncedTenant(stack, { organisations: [peeters] }, [sameInWinbooks]);
    await tenant.untilSynced();
    await tenant.paused(async () => {
      await tenant.editRelation('C1', { Website: 'https://tribe.example' });
      await tenant.editWinbooks('Third', 'C1', { WebSite: 'https://winbooks.example' });
    });
    await eventually(async () =>
      expect(await tenant.party('Customer', 'C1')).toMatchObject({
        Third: { WebSite: 'https://tribe.example' },
      }),
    );
    await eventually(async () =>
      expect(await tenant.written()).toEqual([{ side: 'winbooks', field: 'website', cause: 'conflict' }]),
    );
  });

  test('that cannot travel is an issue of its field; the other fields, and the other records, go on', async () => {
    const others = Array.from({ length: 4 }, (_, index) => ({
      name: `Zaak ${index} BV`,
      debtorNumber: `Z${index}`,
    }));
    const tenant = await syncedTenant(
      stack,
      { organisations: others },
      others.map(({ name, debtorNumber }) => ({ code: debtorNumber, name })),
    );
    await eventually(async () =>
      expect((await tenant.listed()).map(({ state }) => state)).toEqual(others.map(() => 'linked')),
    );
    for (const { debtorNumber } of others)
      await tenant.editRelation(debtorNumber, {
        EmailAddress: 'geen adres',
        Website: 'https://zaak.example',
      });
    for (const { debtorNumber } of others)
      await eventually(async () =>
        expect(await tenant.party('Customer', debtorNumber)).toMatchObject({
          Third: { WebSite: 'https://zaak.example' },
        }),
      );
    await eventually(async () =>
      expect((await stack.openIssues(tenant.id)).map(({ code }) => code)).toEqual(
        others.map(() => 'EMAIL_INVALID'),
      ),
    );
    for (const { debtorNumber } of others)
      await tenant.editRelation(debtorNumber, { EmailAddress: 'info@zaak.example' });
    await eventually(async () => expect(await stack.openIssues(tenant.id)).toEqual([]));
  });
});

describe('a customer that is locked in WinBooks', () => {
  test('becomes a former relation in Tribe, and active again when it is unlocked', async () => {
    const tenant = await syncedTenant(stack, { organisations: [peeters] }, [sameInWinbooks]);
    await tenant.untilSynced();
    const isFormer = async () =>
      (await tenant.relations()).find(({ debtorNumber }) => debtorNumber === 'C1')?.roles[0]?.former;
    await tenant.lock('C1');
    await eventually(async () => expect(await isFormer()).toBe(true));
    await tenant.lock('C1', false);
    await eventually(async () => expect(await isFormer()).toBe(false));
    await tenant.former('C1');
    await somePolls();
    expect(await tenant.party('Customer', 'C1')).toMatchObject({ IsLocked: false, IsHidden: false });
    expect(await isFormer()).toBe(true);
  });
});

describe('a record that is deleted', () => {
  test('closes its link, and is not created again, also when the survivor changes later', async () => {
    const tenant = await syncedTenant(
      stack,
      { organisations: [peeters, { name: 'Blijft BV', debtorNumber: 'C2' }] },
      [sameInWinbooks, { code: 'C2', name: 'Blijft BV' }],
    );
    await eventually(async () =>
      expect((await tenant.listed()).map(({ state }) => state)).toEqual(['linked', 'linked']),
    );
    await deleteFromWinbooks(stack, tenant.definition, 'Customer/C1');
    await eventually(async () => expect(stateOf(await tenant.listed(), peeters.name)).toBe('closed'));
    await tenant.editRelation('C1', { Website: 'https://later.example' });
    await tenant.editRelation('C2', { Website: 'https://blijft.example' });
    await eventually(async () =>
      expect(await tenant.party('Customer', 'C2')).toMatchObject({
        Third: { WebSite: 'https://blijft.example' },
      }),
    );
    expect(await tenant.party('Customer', 'C1')).toBeNull();
    expect(stateOf(await tenant.listed(), peeters.name)).toBe('closed');
  });
});

describe('a record that was merged into another one', () => {
  test.each([
    ['before it was missed', 'first'],
    ['and made after it was missed', 'later'],
  ])('is offered as the new partner, and linked by a person only: %s', async (_, when) => {
    const other = { code: 'C9', name: 'Peeters Groep NV', vatNumber: '0000000196', vatCountry: 'BE' };
    const tenant = await syncedTenant(stack, { organisations: [peeters] }, [sameInWinbooks]);
    await tenant.untilSynced();
    if (when === 'first') await tenant.addCustomer(other);
    await deleteFromWinbooks(stack, tenant.definition, 'Customer/C1');
    await deleteFromWinbooks(stack, tenant.definition, 'Third/C1');
    if (when === 'later') {
      await eventually(async () => expect(stateOf(await tenant.listed(), peeters.name)).toBe('closed'));
      await tenant.addCustomer(other);
    }
    const asReview = { name: peeters.name, state: 'review', winbooksCustomer: 'C9' };
    await eventually(async () => expect(await tenant.listed()).toMatchObject([asReview]));
    await somePolls();
    expect(await tenant.listed()).toMatchObject([asReview]);
    const [match] = await stack.database.asTenant(tenant.id, (sql) =>
      listOpenMatches(sql, { after: null, limit: 10 }),
    );
    expect(match).toMatchObject({ verdict: 'unclear', partyCode: 'C9' });
    await decideMatches(actionsOf(stack), tenant.id, 'accept', [match?.id ?? '']);
    await eventually(async () => expect(stateOf(await tenant.listed(), peeters.name)).toBe('linked'));
  });
});

describe('without approval', () => {
  test('nothing is written to either side, and clear pairs wait as proposals', async () => {
    const tenant = await syncedTenant(
      stack,
      { organisations: [peeters, { name: 'Alleen in Tribe BV', debtorNumber: 'T5' }] },
      [sameInWinbooks, { code: 'W6', name: 'Alleen in WinBooks NV' }],
      {},
      'none',
    );
    await eventually(async () =>
      expect((await tenant.listed()).map(({ name, state }) => `${name} ${state}`).toSorted()).toEqual([
        'Alleen in Tribe BV only-tribe',
        'Alleen in WinBooks NV only-winbooks',
        'Peeters Hout BV review',
      ]),
    );
    await somePolls();
    expect(await tenant.party('Customer', 'T5')).toBeNull();
    expect((await tenant.relations()).map(({ name }) => name)).not.toContain('Alleen in WinBooks NV');
    expect(await tenant.written()).toEqual([]);
  });
});

const peeters = { name: 'Peeters Hout BV', debtorNumber: 'C1', vatNumber: 'BE0000000196' };
const sameInWinbooks = { code: 'C1', name: 'Peeters Hout BV', vatNumber: '0000000196', vatCountry: 'BE' };

/** Long enough for what is wrong to show itself: tenants of tests poll every second. */
const somePolls = (): Promise<void> => sleep(4_000);
