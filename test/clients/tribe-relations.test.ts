import {
  createInvoiceAddress,
  createRelationship,
  findRelations,
  findRoles,
  listRoleIds,
  prepareRelationship,
  prepareTribeWrite,
  readRelation,
  readRelationChanges,
  RELATION_LISTS,
  setFormer,
  updateAddress,
  updateRelation,
  type RelationList,
  type RoleHolder,
} from '../../clients/tribe';
import type { TribeConnection } from '../../clients/connection';
import type { Outcome } from '../../clients/outcome';
import type { TribeId } from '../../domain/ids';
import type { RelationRole, RelationSighting } from '../../domain/vendors/relation-sightings';
import type { TribeAddress } from '../../domain/vendors/tribe-records';
import { tribeConnection } from './support/memory-connection';
import { startTwins, type Twins } from './support/twins';

let twins: Twins;
beforeAll(async () => {
  twins = await startTwins();
}, 60_000);
afterAll(() => twins.stop());
afterEach(() => twins.control('tribe', 'DELETE', 'faults'));

const address = { street: 'Kerkstraat', houseNumber: 5, postalcode: '9000', city: 'Gent', country: 'BE' };
const seed = {
  name: 'Acme BV',
  organisations: [
    {
      key: 'both',
      name: 'Drukkerij Maes NV',
      debtorNumber: 'C1',
      creditorNumber: 'S1',
      vatNumber: 'BE 0000.000.196',
      website: 'https://maes.example',
      email: 'info@maes.example',
      phone: '09 123 45 67',
      roles: ['customer', 'supplier'],
      address,
    },
    { key: 'plain', name: "Garage L'Étoile", debtorNumber: 'C2', roles: ['customer'] },
    { key: 'former', name: 'Oud Huis BV', debtorNumber: 'C3', roles: ['customer'], former: true },
    { key: 'lead', name: 'Later Klant', roles: ['lead'] },
  ],
  persons: [
    {
      key: 'jan',
      firstName: 'Jan',
      middleName: 'van den',
      lastName: 'Berg',
      debtorNumber: 'P1',
      mobile: '0470 11 22 33',
      email: 'jan@berg.example',
      address,
    },
  ],
};

let tenants = 0;
/** A tenant of its own, behaving as the switches say. */
async function tenant(switches: Readonly<Record<string, string>> = {}, given: object = {}) {
  tenants += 1;
  const id = `relations-${tenants}`;
  const client = { clientId: `rc-${tenants}`, clientSecret: `secret-${tenants}` };
  await twins.control('tribe', 'POST', 'seed', {
    tenants: [{ id, ...client, ...seed, ...given, switches }],
  });
  return { id, connection: tribeConnection('', { ...twins.tribe, ...client }) };
}

function must<Value>(outcome: Outcome<Value>): Value {
  if (outcome.kind !== 'ok') throw new Error(JSON.stringify(outcome));
  return outcome.value;
}
function only<Value>(values: readonly Value[]): Value {
  const [value] = values;
  if (value === undefined || values.length !== 1) throw new Error(`${values.length} values`);
  return value;
}

const BEGINNING = '1970-01-01T00:00:00Z';
/** All that a list shows, each relation as it was last seen. */
async function changesOf(connection: TribeConnection, list: RelationList, since = BEGINNING) {
  const from = { since, place: null };
  const seen = new Map<TribeId, RelationSighting>();
  const question = { touched: from, untouched: from, settled: null };
  for await (const page of readRelationChanges(connection, list, question)) {
    const { records, unreadable } = must(page);
    expect(unreadable).toEqual([]);
    for (const record of records) seen.set(record.relation.relationId, record);
  }
  return [...seen.values()];
}
const named = (sightings: readonly RelationSighting[], name: string): RelationSighting =>
  only(sightings.filter(({ relation }) => relation.name === name));
const namesIn = (sightings: readonly RelationSighting[]): string[] =>
  sightings.map(({ relation }) => relation.name).toSorted();

const act = (id: string, action: string, body: object) =>
  twins.control('tribe', 'POST', `actions/${action}`, { tenant: id, ...body });

async function create(
  connection: TribeConnection,
  kind: 'organisation' | 'person',
  role: RelationRole,
  holder: RoleHolder,
) {
  const prepared = must(await prepareRelationship(connection, kind, role, holder));
  const ready = must(await prepareTribeWrite(connection));
  return createRelationship(ready, prepared, { leaveBy: Date.now() + 5_000 });
}

/** What the reference leaves open about reading: the same relations must come out. */
const POSITIONS: readonly Readonly<Record<string, string>>[] = [
  {},
  { 'mutation-date': 'null' },
  { plus: 'space', 'base-name': 'yes' },
  { G8: '2', 'G8.max': '2', 'G8.nextLink': 'on' },
  { 'G8.max': '2' },
  { G14: 'insensitive', G21: 'present' },
  { G15: 'address-type' },
  { G16: 'iso2-lower' },
  { 'person-debtor-number': 'no' },
  { 'person-invoice-address': 'yes', 'address-touch': 'yes' },
];
test.each(POSITIONS)('the lists show every role with its relation and address (%j)', async (switches) => {
  const { connection } = await tenant(switches);
  const organisations = await changesOf(connection, 'organisationCustomer');
  expect(namesIn(organisations)).toEqual(['Drukkerij Maes NV', "Garage L'Étoile", 'Oud Huis BV']);
  expect(named(organisations, 'Drukkerij Maes NV')).toMatchObject({
    relation: {
      kind: 'organisation',
      debtorNumber: 'C1',
      creditorNumber: 'S1',
      vatNumber: 'BE 0000.000.196',
      website: 'https://maes.example',
      emailAddress: 'info@maes.example',
      phoneNumber: '09 123 45 67',
      firstName: null,
      invoiceAddress: {
        street: 'Kerkstraat',
        houseNumber: '5',
        postalCode: '9000',
        city: 'Gent',
        countryCode: 'BE',
      },
    },
    roles: { customer: { isFormer: false, paymentTermDays: 30 } },
  });
  expect(named(organisations, 'Oud Huis BV').roles).toMatchObject({ customer: { isFormer: true } });
  expect(only(await changesOf(connection, 'supplier'))).toMatchObject({
    relation: { name: 'Drukkerij Maes NV', invoiceAddress: { city: 'Gent' } },
    roles: { supplier: { isFormer: false } },
  });
  expect(only(await changesOf(connection, 'personCustomer'))).toMatchObject({
    relation: {
      kind: 'person',
      name: 'Jan van den Berg',
      firstName: 'Jan',
      middleName: 'van den',
      lastName: 'Berg',
      debtorNumber: switches['person-debtor-number'] === 'no' ? null : 'P1',
      mobilePhoneNumber: '0470 11 22 33',
      emailAddress: 'jan@berg.example',
      vatNumber: null,
      invoiceAddress: { city: 'Gent' },
    },
  });
  const lead = named(await changesOf(connection, 'organisation'), 'Later Klant');
  expect(lead.roles).toEqual({});
});

test.each(['iso3', 'none'])(
  'a country that has no code of two letters is shown as written (G16 %s)',
  async (G16) => {
    const { connection } = await tenant({ G16 });
    const relation = named(await changesOf(connection, 'organisationCustomer'), 'Drukkerij Maes NV');
    expect(relation.relation.invoiceAddress).toMatchObject({
      countryCode: null,
      writtenCountry: G16 === 'iso3' ? 'BEL' : 'België',
    });
  },
);

test('one who is customer and supplier may be two relations (G20)', async () => {
  const { connection } = await tenant({ G20: 'two-relations' });
  const customer = named(await changesOf(connection, 'organisationCustomer'), 'Drukkerij Maes NV');
  const supplier = only(await changesOf(connection, 'supplier'));
  expect(supplier.relation.relationId).not.toBe(customer.relation.relationId);
});

test.each([{ G17: 'street-only' }, { G18: 'last-name-only' }])(
  'parts that Tribe does not split (%j)',
  async (switches) => {
    const { connection } = await tenant(switches);
    const relation = named(await changesOf(connection, 'organisationCustomer'), 'Drukkerij Maes NV');
    const person = only(await changesOf(connection, 'personCustomer'));
    expect(person.relation.name).toBe('Jan van den Berg');
    if ('G17' in switches)
      expect(relation.relation.invoiceAddress).toMatchObject({ street: 'Kerkstraat 5', houseNumber: null });
    else expect(person.relation).toMatchObject({ firstName: null, lastName: 'Jan van den Berg' });
  },
);

test.each<[string, Readonly<Record<string, string>>]>([
  ['as usual', {}],
  ['where changes have no date before the first', { 'mutation-date': 'null' }],
  ['where a changed address touches its relation', { 'address-touch': 'yes' }],
  ['where addresses are known by type', { G15: 'address-type' }],
])('each change appears in one of the lists (%s)', async (_, switches) => {
  const { id, connection } = await tenant(switches);
  const key = async (name: string) =>
    named(await changesOf(connection, 'organisationCustomer'), name).relation;
  const [maes, etoile] = [await key('Drukkerij Maes NV'), await key("Garage L'Étoile")];
  const since = new Date(Math.ceil((Date.now() + 1) / 1000) * 1000);
  await new Promise((resolve) => setTimeout(resolve, since.getTime() - Date.now() + 20));
  const listed = async () => {
    const found: Record<string, string[]> = {};
    for (const list of RELATION_LISTS)
      found[list] = namesIn(await changesOf(connection, list, since.toISOString()));
    return found;
  };
  const none = {
    organisationCustomer: [],
    personCustomer: [],
    supplier: [],
    organisation: [],
    person: [],
    address: [],
  };
  expect(await listed()).toEqual(none);

  await act(id, 'change', { id: maes.invoiceAddress?.id, body: { City: 'Brugge' } });
  const touched = switches['address-touch'] === 'yes' ? ['Drukkerij Maes NV'] : [];
  expect(await listed()).toEqual({ ...none, address: ['Drukkerij Maes NV'], organisation: touched });
  const seen = named(await changesOf(connection, 'address', since.toISOString()), 'Drukkerij Maes NV');
  expect(seen).toMatchObject({ relation: { invoiceAddress: { city: 'Brugge' } }, roles: {} });

  await act(id, 'change', { relation: 'P1', body: { LastName: 'Bergh' } });
  await act(id, 'deactivate', { relation: 'S1', role: 'supplier' });
  await act(id, 'add-role', { relation: 'lead', role: 'customer' });
  await act(id, 'change', { relation: 'C2', body: { Name: 'Garage De Ster' } });
  expect(await listed()).toMatchObject({
    organisationCustomer: ['Later Klant'],
    supplier: ['Drukkerij Maes NV'],
    organisation: expect.arrayContaining(['Garage De Ster']) as string[],
    person: ['Jan van den Bergh'],
  });
  const supplier = only(await changesOf(connection, 'supplier', since.toISOString()));
  expect(supplier.roles.supplier?.isFormer).toBe(true);
  expect(etoile.name).toBe("Garage L'Étoile");
});

test('one relation is read with its roles; a role that ended is null, a relation that ended is absent', async () => {
  const { id, connection } = await tenant();
  const { relation, roles } = named(await changesOf(connection, 'organisationCustomer'), 'Drukkerij Maes NV');
  const supplier = only(await changesOf(connection, 'supplier')).roles.supplier;
  const key = {
    kind: 'organisation' as const,
    relationId: relation.relationId,
    customer: roles.customer?.relationshipId ?? null,
    supplier: supplier?.relationshipId ?? null,
  };
  expect(must(await readRelation(connection, key))).toMatchObject({
    name: 'Drukkerij Maes NV',
    customer: roles.customer,
    supplier,
    invoiceAddress: { city: 'Gent' },
  });
  expect(must(await findRoles(connection, 'organisation', relation.relationId))).toEqual({
    customer: roles.customer,
    supplier,
  });
  await act(id, 'delete', { id: key.customer });
  expect(must(await readRelation(connection, key))).toMatchObject({ customer: null, supplier });
  await act(id, 'delete', { id: relation.relationId });
  expect((await readRelation(connection, key)).kind).toBe('absent');
});

test('of two merged relations one ends, and its roles are on the other', async () => {
  const { id, connection } = await tenant();
  const before = await changesOf(connection, 'organisationCustomer');
  const keyOf = ({ relation, roles }: RelationSighting) => ({
    kind: 'organisation' as const,
    relationId: relation.relationId,
    customer: roles.customer?.relationshipId ?? null,
    supplier: null,
  });
  const [maes, etoile] = ['Drukkerij Maes NV', "Garage L'Étoile"].map((name) => named(before, name));
  if (maes === undefined || etoile === undefined) throw new Error('no seed');
  await act(id, 'merge', { from: 'C1', into: 'C2' });
  expect((await readRelation(connection, keyOf(maes))).kind).toBe('absent');
  expect(must(await readRelation(connection, keyOf(etoile))).customer).toEqual(etoile.roles.customer);
  expect(only(await changesOf(connection, 'supplier')).relation.relationId).toBe(etoile.relation.relationId);
});

test.each([{}, { 'G8.max': '2' }, { 'G8.nextLink': 'on', 'G8.max': '2' }])(
  'the ids of a role are all listed (%j)',
  async (switches) => {
    const { connection } = await tenant(switches);
    const ids: (TribeId | null)[] = [];
    for await (const page of listRoleIds(connection, 'organisationCustomer'))
      ids.push(...must(page).roles.map(({ relationId }) => relationId));
    const customers = await changesOf(connection, 'organisationCustomer');
    expect([...new Set(ids)].toSorted()).toEqual(
      customers.map(({ relation }) => relation.relationId).toSorted(),
    );
  },
);

test('a change writes the fields that it names and no others', async () => {
  const { connection } = await tenant();
  const { relation } = named(await changesOf(connection, 'organisationCustomer'), 'Drukkerij Maes NV');
  const change = { name: 'Drukkerij Maes & Zoon', vatNumber: 'BE0000000196', website: null };
  expect(await updateRelation(connection, 'organisation', relation.relationId, change)).toEqual({
    kind: 'ok',
    value: null,
  });
  const changed = named(await changesOf(connection, 'organisationCustomer'), 'Drukkerij Maes & Zoon');
  expect(changed.relation).toEqual({
    ...relation,
    ...change,
    changedAt: changed.relation.changedAt,
  });
  const person = only(await changesOf(connection, 'personCustomer')).relation;
  await updateRelation(connection, 'person', person.relationId, {
    middleName: null,
    mobilePhoneNumber: '+32470',
  });
  expect(only(await changesOf(connection, 'personCustomer')).relation).toMatchObject({
    name: 'Jan Berg',
    mobilePhoneNumber: '+32470',
    emailAddress: person.emailAddress,
  });
});

test('a person whose debtor number Tribe does not hold refuses it, and says so', async () => {
  const { connection } = await tenant({ 'person-debtor-number': 'no' });
  const { relationId } = only(await changesOf(connection, 'personCustomer')).relation;
  expect(await updateRelation(connection, 'person', relationId, { debtorNumber: 'P9' })).toMatchObject({
    kind: 'refused',
    status: 400,
  });
});

const paris: TribeAddress = {
  street: 'Rue de Rivoli',
  houseNumber: '10',
  houseNumberSuffix: 'bis',
  extra: null,
  postalCode: '75001',
  city: 'Paris',
  countryCode: 'FR',
};
test.each<Readonly<Record<string, string>>>([
  {},
  { G15: 'address-type' },
  { G16: 'iso2-lower' },
  { G16: 'iso3', 'G8.max': '5' },
  { G16: 'none' },
])('an address is changed by its own id, or made where there is none (%j)', async (switches) => {
  const { connection } = await tenant(switches);
  const addressOf = async (name: string) =>
    named(await changesOf(connection, 'organisationCustomer'), name).relation;
  const { invoiceAddress } = await addressOf('Drukkerij Maes NV');
  if (invoiceAddress === null) throw new Error('no address');
  const change = { city: 'Paris', countryCode: 'FR', extra: 'Étage 2' };
  expect((await updateAddress(connection, invoiceAddress.id, change)).kind).toBe('ok');
  const country = (await addressOf('Drukkerij Maes NV')).invoiceAddress;
  expect(country).toMatchObject({
    id: invoiceAddress.id,
    street: 'Kerkstraat',
    city: 'Paris',
    extra: 'Étage 2',
  });
  expect(country?.writtenCountry).not.toBe(invoiceAddress.writtenCountry);

  const { relationId } = await addressOf("Garage L'Étoile");
  expect((await createInvoiceAddress(connection, relationId, paris)).kind).toBe('ok');
  // Sent again, it changes the one that exists.
  expect((await createInvoiceAddress(connection, relationId, { ...paris, city: 'Lyon' })).kind).toBe('ok');
  const made = (await addressOf("Garage L'Étoile")).invoiceAddress;
  expect(made).toMatchObject({
    street: 'Rue de Rivoli',
    houseNumber: '10',
    houseNumberSuffix: 'bis',
    city: 'Lyon',
  });
  expect(made?.writtenCountry).toBe(country?.writtenCountry);
});

test('a country that Tribe does not have is refused before anything is sent', async () => {
  const { connection } = await tenant();
  const { invoiceAddress } = named(
    await changesOf(connection, 'organisationCustomer'),
    'Drukkerij Maes NV',
  ).relation;
  if (invoiceAddress === null) throw new Error('no address');
  expect(
    await updateAddress(connection, invoiceAddress.id, { city: 'Suva', countryCode: 'FJ' }),
  ).toMatchObject({
    kind: 'refused',
    words: 'Tribe has no country FJ',
  });
  expect(
    named(await changesOf(connection, 'organisationCustomer'), 'Drukkerij Maes NV').relation.invoiceAddress,
  ).toEqual(invoiceAddress);
});

test.each([
  ['written', { kind: 'ok', value: 'written' }],
  ['ignored', { kind: 'ok', value: 'ignored' }],
  ['refused', { kind: 'refused', status: 400 }],
])('a role that ends: Tribe’s answer is %s (G22)', async (G22, outcome) => {
  const { connection } = await tenant({ G22 });
  const supplier = only(await changesOf(connection, 'supplier'));
  const id = supplier.roles.supplier?.relationshipId;
  if (id === undefined) throw new Error('no role');
  const since = new Date('2026-10-01T08:00:00Z');
  expect(await setFormer(connection, 'supplier', id, { since })).toMatchObject(outcome);
  const isFormer = async () => only(await changesOf(connection, 'supplier')).roles.supplier?.isFormer;
  expect(await isFormer()).toBe(G22 === 'written');
  if (G22 !== 'written') return;
  expect(await setFormer(connection, 'supplier', id, null)).toMatchObject(outcome);
  expect(await isFormer()).toBe(false);
});

const FIELDS = { name: 'Nieuw & Co', vatNumber: 'BE0000000295', debtorNumber: 'C77', phoneNumber: '02 111' };
test.each<Readonly<Record<string, string>>>([
  {},
  { G13: '200' },
  { G13: '204' },
  { G13: '201-id-only' },
  { G12: 'create', G14: 'insensitive' },
  { G15: 'address-type', G16: 'none' },
  { plus: 'space', 'base-name': 'yes' },
])(
  'an organisation is created with its role and address in one request, and found again (%j)',
  async (switches) => {
    const { connection } = await tenant(switches);
    const id = must(await create(connection, 'organisation', 'customer', { fields: FIELDS, address: paris }));
    const made = named(await changesOf(connection, 'organisationCustomer'), 'Nieuw & Co');
    expect(made.roles.customer).toMatchObject({ isFormer: false });
    expect(id).toBe(made.roles.customer?.relationshipId);
    expect(made.relation).toMatchObject({ ...FIELDS, invoiceAddress: { city: 'Paris', houseNumber: '10' } });
    for (const lookUp of [
      { field: 'DebtorNumber', value: 'c77' },
      { field: 'VATNumber', value: '0000000295' },
      { field: 'Name', value: 'nieuw & co' },
    ] as const)
      expect(only(must(await findRelations(connection, 'organisation', lookUp)))).toEqual({
        ...made.relation,
        changedAt: expect.any(String) as string,
      });
  },
);

test('a role is added to a relation that exists; a person is created with the parts of a name', async () => {
  const { connection } = await tenant({ 'person-invoice-address': 'yes' });
  const etoile = named(await changesOf(connection, 'organisationCustomer'), "Garage L'Étoile").relation;
  must(await create(connection, 'organisation', 'supplier', { relationId: etoile.relationId }));
  expect(must(await findRoles(connection, 'organisation', etoile.relationId))).toMatchObject({
    customer: { isFormer: false },
    supplier: { isFormer: false },
  });
  const person = { firstName: 'An', middleName: 'de', lastName: 'Wit', debtorNumber: 'P2' };
  must(await create(connection, 'person', 'customer', { fields: person, address: paris }));
  expect(named(await changesOf(connection, 'personCustomer'), 'An de Wit').relation).toMatchObject({
    ...person,
    invoiceAddress: { city: 'Paris' },
  });
  expect(
    await prepareRelationship(connection, 'person', 'supplier', { relationId: etoile.relationId }),
  ).toMatchObject({
    kind: 'refused',
  });
});

test('a write whose answer is lost is of unknown fate, and is not repeated', async () => {
  const { connection } = await tenant();
  const prepared = must(
    await prepareRelationship(connection, 'organisation', 'customer', { fields: FIELDS, address: null }),
  );
  await twins.control('tribe', 'POST', 'faults', {
    kind: 'drop-after',
    method: 'POST',
    path: 'Customer',
    count: 1,
  });
  const ready = must(await prepareTribeWrite(connection));
  const options = { leaveBy: Date.now() + 5_000, timeoutMs: 3_000 };
  expect((await createRelationship(ready, prepared, options)).kind).toBe('unknown');
  expect((await createRelationship(ready, prepared, options)).kind).toBe('unavailable');
  const found = must(
    await findRelations(connection, 'organisation', { field: 'DebtorNumber', value: 'C77' }),
  );
  expect(must(await findRoles(connection, 'organisation', only(found).relationId)).customer).not.toBeNull();
});
