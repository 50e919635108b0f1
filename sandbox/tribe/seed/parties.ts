import { customFieldName } from '../model/tenant-schema';
import { type Scalar, type StoredRecord } from '../records/stored-record';
import { type RecordBuilder } from './record-builder';
import {
  type AddressSeed,
  type OrganisationSeed,
  type PersonSeed,
  type RoleSeed,
  type TenantSeed,
} from './seed-format';

const roleTypes: Record<RoleSeed, string> = {
  customer: 'CommercialRelationship_Customer',
  supplier: 'Supplier',
  lead: 'CommercialRelationship_Lead',
  prospect: 'CommercialRelationship_Prospect',
};

/** The tenant's own organisation, its identity and one employee (tribe-api §3.1, §3.16). */
export function addOwnOrganisation(builder: RecordBuilder, seed: TenantSeed): StoredRecord {
  const own = builder.add('Relation_Organization', 'own', { Name: seed.name, VATNumber: seed.vatNumber });
  builder.add(
    'Relationship_Organization_Identity',
    'own',
    { Name: seed.name },
    { Relation: own.id, Organization: own.id },
  );
  const person = builder.add('Relation_Person', 'employee', { FirstName: 'Service', LastName: 'Account' });
  builder.add(
    'Relationship_Person_Contact_Employee',
    'employee',
    {},
    { Relation: own.id, Person: person.id },
  );
  return own;
}

/**
 * Adds an organisation with its addresses and roles; with switch G20, a customer that is also a supplier becomes two.
 */
export function addOrganisation(builder: RecordBuilder, own: StoredRecord, seed: OrganisationSeed): void {
  const roles = seed.roles ?? ['customer'];
  if (roles.length > 1 && builder.tenant.position('G20') === 'two-relations') {
    for (const role of roles)
      addOrganisation(builder, own, { ...seed, roles: [role], key: `${keyOf(seed)}/${role}` });
    return;
  }
  const key = keyOf(seed);
  const values = {
    Name: seed.name,
    VATNumber: seed.vatNumber,
    Website: seed.website,
    EmailAddress: seed.email,
    PhoneNumber: seed.phone,
    DebtorNumber: seed.debtorNumber,
    CreditorNumber: seed.creditorNumber,
    Number: nextRelationNumber(builder),
    SeedKey: key,
    ...customValues(seed.custom),
  };
  const organisation = builder.add('Relation_Organization', key, values);
  addAddresses(builder, organisation, 'Organization', seed.address);
  for (const role of roles) addRole(builder, own, organisation, 'Organization', role, seed);
}

/** Adds a private person, with a supplier role only if switch G21 has one. */
export function addPerson(builder: RecordBuilder, own: StoredRecord, seed: PersonSeed): void {
  const wholeName = [seed.firstName, seed.middleName, seed.lastName]
    .filter((part) => part !== undefined)
    .join(' ');
  const name =
    builder.tenant.position('G18') === 'last-name-only'
      ? { LastName: wholeName }
      : { FirstName: seed.firstName, MiddleName: seed.middleName, LastName: seed.lastName };
  const key = keyOf({ ...seed, name: wholeName });
  const person = builder.add('Relation_Person', key, {
    ...name,
    EmailAddress: seed.email,
    PhoneNumber: seed.phone,
    MobilePhoneNumber: seed.mobile,
    DebtorNumber: seed.debtorNumber,
    Number: nextRelationNumber(builder),
    SeedKey: key,
    ...customValues(seed.custom),
  });
  addAddresses(builder, person, 'Person', seed.address);
  for (const role of seed.roles ?? ['customer']) addRole(builder, own, person, 'Person', role, seed);
}

/** The relation number: a sequence of its own, separate from debtor numbers. */
function nextRelationNumber(builder: RecordBuilder): number {
  return 500 + builder.unit.ofTypes(['Relation_Organization', 'Relation_Person']).length;
}

function keyOf(seed: { key?: string | undefined; debtorNumber?: string | undefined; name: string }): string {
  return seed.key ?? seed.debtorNumber ?? seed.name;
}

function customValues(custom: Record<string, Scalar> | undefined): Record<string, Scalar> {
  return Object.fromEntries(Object.entries(custom ?? {}).map(([id, value]) => [customFieldName(id), value]));
}

/** Gives a relation a role, with our own organisation as its parent. */
export function addRole(
  builder: RecordBuilder,
  own: StoredRecord,
  child: StoredRecord,
  kind: 'Organization' | 'Person',
  role: RoleSeed,
  seed: { former?: boolean | undefined; paymentTermInDays?: number | undefined },
): void {
  if (kind === 'Person' && role === 'supplier' && builder.tenant.position('G21') === 'absent') return;
  const isFormer = seed.former ?? false;
  builder.add(
    `Relationship_${kind}_${roleTypes[role]}`,
    `${child.id}/${role}`,
    {
      IsFormer: isFormer,
      FormerDate: isFormer ? '2026-01-31T09:00:00Z' : null,
      PaymentTermInDays: seed.paymentTermInDays ?? 30,
      MailingOptOut: false,
    },
    { Relation: own.id, [kind]: child.id },
  );
}

function addAddresses(
  builder: RecordBuilder,
  owner: StoredRecord,
  kind: 'Organization' | 'Person',
  seed: AddressSeed | undefined,
): void {
  if (seed === undefined) return;
  const streetLine = [seed.street, seed.houseNumber, seed.suffix]
    .filter((part) => part !== undefined)
    .join(' ');
  const street =
    builder.tenant.position('G17') === 'street-only'
      ? { Street: streetLine }
      : { Street: seed.street, HouseNumber: seed.houseNumber, HouseNumberSuffix: seed.suffix };
  const country = builder.byCode('Datastore_Country', seed.country ?? 'BE');
  const place = { ...street, Extra: seed.extra, Postalcode: seed.postalcode, City: seed.city };
  const names = kind === 'Person' ? ['Address', 'InvoiceAddress'] : ['VisitingAddress', 'InvoiceAddress'];
  const links = names.map((name) => {
    const type = builder.byCode('Datastore_AdressType', name === 'InvoiceAddress' ? 'Invoice' : 'Visiting');
    const address = builder.add('Address', `${owner.id}/${name}`, place, {
      Relation: owner.id,
      [kind]: owner.id,
      Country: country?.id,
      AddressType: type?.id,
    });
    return [name, address.id];
  });
  builder.unit.put({
    ...owner,
    links: { ...owner.links, ...(Object.fromEntries(links) as Record<string, string>) },
  });
}
