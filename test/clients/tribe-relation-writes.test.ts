import {
  createInvoiceAddress,
  createRelationship,
  findRelations,
  findRoles,
  prepareRelationship,
  prepareTribeWrite,
  setFormer,
  updateAddress,
  updateRelation,
} from '../../clients/tribe';
import type { TribeAddress } from '../../domain/vendors/tribe-records';
import { twins, tenant, must, only, changesOf, named, create } from './support/tribe-relations';

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
