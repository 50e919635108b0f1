import { findRoles, listRoleIds, readRelation, RELATION_LISTS } from '../../clients/tribe';
import type { TribeId } from '../../domain/ids';
import type { RelationSighting } from '../../domain/vendors/relation-sightings';
import { tenant, must, only, changesOf, named, namesIn, act, seed } from './support/tribe-relations';

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

test.each([{}, { 'navigation-filter': 'ignored', 'G8.max': '2' }])(
  'the roles of a relation are its own, and no other’s (%j)',
  async (switches) => {
    const more = Array.from({ length: 6 }, (_, index) => ({
      name: `Klant ${index}`,
      debtorNumber: `D${index}`,
    }));
    const { connection } = await tenant(switches, { organisations: [...more, ...seed.organisations] });
    const { relation, roles } = named(
      await changesOf(connection, 'organisationCustomer'),
      'Drukkerij Maes NV',
    );
    const found = must(await findRoles(connection, 'organisation', relation.relationId));
    expect(found.customer?.relationshipId).toBe(roles.customer?.relationshipId);
    expect(found.supplier).not.toBeNull();
  },
);
