import { randomUUID } from 'node:crypto';
import type { TenantId } from '../../domain/ids';
import type { TribeRelation } from '../../domain/vendors/tribe-records';
import type { WinbooksParty } from '../../domain/vendors/winbooks-records';
import type { TenantSql } from '../../store/database/database';
import { lostPartner } from '../../store/relations/link-sync';
import { closeLink, createLink } from '../../store/relations/links';
import { proposeMatches, rejectOtherMatches } from '../../store/relations/relation-matches';
import { takeQueued } from '../../store/relations/relation-queue';
import {
  approveRelations,
  beginRound,
  endRound,
  loadRoundPlaces,
  markSeenInTribe,
  queueAllUnder,
  storeRoundPlace,
} from '../../store/relations/relation-sync';
import {
  loadRelation,
  markRelationGone,
  refreshRelation,
  storeSightings,
} from '../../store/relations/tribe-relations';
import { keepParty, loadParty, storeParties } from '../../store/relations/winbooks-parties';
import { storeWinbooksRows, takeChangedParties } from '../../store/relations/winbooks-rows';
import { newActiveTenant, newTribeId, newWinbooksId, openStore, type StoreFixture } from './store-fixture';

let store: StoreFixture;
let tenant: TenantId;
beforeAll(async () => {
  store = await openStore();
});
beforeEach(async () => {
  tenant = await newActiveTenant(store.database);
});
afterAll(() => store.close());

const inStore = <Value>(work: (sql: TenantSql) => Promise<Value>): Promise<Value> =>
  store.database.asTenant(tenant, work);

const aRelation = (values: Partial<TribeRelation> = {}): TribeRelation => ({
  relationId: newTribeId(),
  kind: 'organisation',
  name: 'Peeters Hout BV',
  firstName: null,
  middleName: null,
  lastName: null,
  debtorNumber: 'C1',
  creditorNumber: null,
  vatNumber: null,
  website: null,
  emailAddress: null,
  phoneNumber: null,
  mobilePhoneNumber: null,
  invoiceAddress: null,
  customer: { relationshipId: newTribeId(), isFormer: false, paymentTermDays: null },
  supplier: null,
  changedAt: '2026-01-01T00:00:00Z',
  ...values,
});
const aParty = (values: Partial<WinbooksParty> = {}): WinbooksParty => ({
  role: 'customer',
  id: newWinbooksId(),
  code: 'C1',
  thirdId: newWinbooksId(),
  name: 'Peeters Hout BV',
  vatNumber: null,
  vatCountryCode: null,
  website: null,
  address: null,
  contact: null,
  isLocked: false,
  isHidden: false,
  civilityCode: null,
  modifiedAt: null,
  ...values,
});
const see = ({ customer, supplier, ...relation }: TribeRelation) =>
  inStore((sql) => storeSightings(sql, [{ relation, roles: { customer, supplier } }]));
const storedRelation = async ({ relationId }: TribeRelation) => {
  const stored = await inStore((sql) => loadRelation(sql, relationId));
  if (stored === null) throw new Error('the relation is not stored');
  return stored;
};
const takeAll = () => inStore((sql) => takeQueued(sql, 100));

describe('what was stored by a poll', () => {
  test('is not overwritten with what was read before it', async () => {
    const [relation, party] = [aRelation(), aParty()];
    await see(relation);
    await inStore((sql) => storeParties(sql, [party]));
    const before = {
      relation: await storedRelation(relation),
      party: await inStore((sql) => loadParty(sql, 'customer', party.id)),
    };
    await see({ ...relation, website: 'https://newer.example' });
    await inStore((sql) => storeParties(sql, [{ ...party, website: 'https://newer.example' }]));
    await inStore(async (sql) => {
      await refreshRelation(sql, relation, before.relation.storedAt);
      await keepParty(sql, party, before.party?.storedAt ?? null);
    });
    expect((await storedRelation(relation)).record.website).toBe('https://newer.example');
    expect((await inStore((sql) => loadParty(sql, 'customer', party.id)))?.record.website).toBe(
      'https://newer.example',
    );
  });

  test('is replaced with what was read later', async () => {
    const [relation, party] = [aRelation(), aParty()];
    await see(relation);
    await inStore((sql) => storeParties(sql, [party]));
    const { storedAt } = await storedRelation(relation);
    const stored = await inStore((sql) => loadParty(sql, 'customer', party.id));
    await inStore(async (sql) => {
      await refreshRelation(sql, { ...relation, name: 'Nieuw' }, storedAt);
      await keepParty(sql, { ...party, name: 'Nieuw' }, stored?.storedAt ?? null);
    });
    expect((await storedRelation(relation)).record.name).toBe('Nieuw');
    expect((await inStore((sql) => loadParty(sql, 'customer', party.id)))?.record.name).toBe('Nieuw');
  });
});

describe('texts that the database does not take', () => {
  test.each([
    ['a NUL', 'Peeters\u0000Hout'],
    ['half a character, where a text was cut', 'Peeters \uD83D'],
  ])('%s: the record and its page are stored', async (_, name) => {
    const [bad, good] = [aRelation({ name }), aRelation()];
    await inStore((sql) =>
      storeSightings(
        sql,
        [bad, good].map(({ customer, supplier, ...relation }) => ({
          relation,
          roles: { customer, supplier },
        })),
      ),
    );
    expect(await takeAll()).toHaveLength(2);
    const third = { id: newWinbooksId(), code: 'T1', vatNumber: null, vatCountryCode: null };
    const party = { id: newWinbooksId(), code: 'T1', thirdId: third.id, isLocked: false, isHidden: false };
    await inStore((sql) =>
      storeWinbooksRows(sql, [
        { entity: 'third', row: { ...third, name, website: null, civilityCode: null, modifiedAt: null } },
        { entity: 'customer', row: { ...party, modifiedAt: null } },
      ]),
    );
    const parties = await inStore(async (sql) => {
      const taken = (await takeChangedParties(sql, 10, true)) ?? [];
      await storeParties(
        sql,
        taken.map(({ party }) => party),
      );
      return taken;
    });
    expect(parties).toHaveLength(1);
  });
});

describe('a row that this version does not understand', () => {
  test('holds no other third, and no other relation', async () => {
    const rows = (index: number) => {
      const third = { id: newWinbooksId(), code: `T${index}`, name: 'x', vatNumber: null };
      const party = { id: newWinbooksId(), code: `T${index}`, thirdId: third.id };
      return [
        {
          entity: 'third' as const,
          row: { ...third, vatCountryCode: null, website: null, civilityCode: null, modifiedAt: null },
        },
        {
          entity: 'customer' as const,
          row: { ...party, isLocked: false, isHidden: false, modifiedAt: null },
        },
      ];
    };
    await inStore((sql) => storeWinbooksRows(sql, [...rows(1), ...rows(2)]));
    await inStore((sql) =>
      sql.query(
        `update winbooks_rows set record = record - 'name' where tenant_id = $1 and entity = 'third' and code = 'T1'`,
        [tenant],
      ),
    );
    const parties = await inStore((sql) => takeChangedParties(sql, 10, true));
    expect(parties?.map(({ party }) => party.code)).toEqual(['T2']);

    const [bad, good] = [aRelation(), aRelation()];
    await see(bad);
    await inStore((sql) =>
      sql.query(`update tribe_relations set record = record - 'name' where tenant_id = $1`, [tenant]),
    );
    await inStore((sql) =>
      storeSightings(
        sql,
        [bad, good].map(({ customer, supplier, ...relation }) => ({
          relation,
          roles: { customer, supplier },
        })),
      ),
    );
    expect((await storedRelation(bad)).record.name).toBe(bad.name);
    expect((await storedRelation(good)).record.name).toBe(good.name);
  });
});

describe('a relation that a round of all ids has not seen', () => {
  test('is to be asked for, also when it changes meanwhile', async () => {
    const [gone, there] = [aRelation(), aRelation()];
    await see(gone);
    await see(there);
    await inStore((sql) => sql.query(`delete from relation_queue where tenant_id = $1`, [tenant]));
    const round = await inStore(beginRound);
    await inStore((sql) => markSeenInTribe(sql, 'customer', round, [there.relationId]));
    await inStore((sql) => endRound(sql, round));
    await see({ ...gone, website: 'https://x.example' });
    expect(await takeAll()).toMatchObject([{ recordId: gone.relationId, isMissing: true }]);
  });

  test('and that is gone, is there again once it is seen', async () => {
    const relation = aRelation();
    await see(relation);
    await inStore((sql) => markRelationGone(sql, relation.relationId));
    expect((await storedRelation(relation)).isGone).toBe(true);
    await see(relation);
    expect((await storedRelation(relation)).isGone).toBe(false);
  });
});

describe('a round of all ids', () => {
  test('continues where it stopped, and the next one begins anew', async () => {
    const round = await inStore(beginRound);
    await inStore((sql) => storeRoundPlace(sql, round, 'supplier', { readUpTo: 100, last: 'x' }));
    expect(await inStore(beginRound)).toBe(round);
    expect(await inStore(loadRoundPlaces)).toEqual({ supplier: { readUpTo: 100, last: 'x' } });
    await inStore((sql) => endRound(sql, round));
    expect(await inStore(beginRound)).toBe(round + 1);
    expect(await inStore(loadRoundPlaces)).toEqual({});
  });
});

describe('a pair that is linked', () => {
  test('queues the other records that waited for a decision about one of the two', async () => {
    const [relation, other, party] = [newTribeId(), newTribeId(), newWinbooksId()];
    const match = { role: 'customer', evidence: ['number'], score: 40, verdict: 'unclear' } as const;
    await inStore(async (sql) => {
      await proposeMatches(
        sql,
        [relation, other].map((relationId) => ({
          ...match,
          evidence: ['number'],
          relationId,
          partyId: party,
        })),
      );
      await rejectOtherMatches(sql, { role: 'customer', relationId: relation, partyId: party }, 'person');
    });
    expect(await takeAll()).toMatchObject([{ side: 'tribe', role: 'customer', recordId: other }]);
  });
});

describe('a role that a relation has twice', () => {
  test('counts as the one that is not former', async () => {
    const relation = aRelation();
    await see(relation);
    const former = { relationshipId: newTribeId(), isFormer: true, paymentTermDays: null };
    await see({ ...relation, customer: former });
    expect((await storedRelation(relation)).record.customer).toEqual(relation.customer);
  });
});

describe('another setting, or the approval', () => {
  test('queues what was left alone before, once', async () => {
    await see(aRelation());
    await inStore((sql) => storeParties(sql, [aParty()]));
    await inStore((sql) => queueAllUnder(sql, 'before'));
    await inStore((sql) => sql.query(`delete from relation_queue where tenant_id = $1`, [tenant]));
    await inStore(approveRelations);
    await inStore((sql) => queueAllUnder(sql, 'before'));
    expect(await takeAll()).toEqual([]);
    await inStore((sql) => queueAllUnder(sql, `after ${randomUUID()}`));
    expect((await takeAll()).map(({ side }) => side).toSorted()).toEqual(['tribe', 'winbooks']);
  });
});

test('a party that a person took away from its relation gets no relation of its own', async () => {
  const link = {
    kind: 'customer' as const,
    tribeRelationId: newTribeId(),
    tribeRelationshipId: newTribeId(),
    winbooksId: newWinbooksId(),
    code: 'C1',
    paymentTermDays: null,
    origin: 'matched' as const,
  };
  const party = { side: 'winbooks' as const, role: 'customer' as const, recordId: link.winbooksId };
  await inStore((sql) => createLink(sql, link));
  expect(await inStore((sql) => lostPartner(sql, party))).toBeNull();
  await inStore((sql) => closeLink(sql, link));
  expect(await inStore((sql) => lostPartner(sql, party))).toBe('person');
});
