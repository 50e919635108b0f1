import { z } from 'zod';
import { displayName, type View } from '../service/computed-values';
import { removeRecord } from '../service/delete-entity';
import { putEntity } from '../service/write-entity';
import { addOrganisation, addPerson, addRole } from '../seed/parties';
import { RecordBuilder } from '../seed/record-builder';
import { tenantSeed } from '../seed/seed-format';
import { linkedId, textOf, type StoredRecord } from '../records/stored-record';
import { type Tenant } from '../records/tenant';
import { WriteUnit } from '../records/write-unit';
import { ControlError } from './control-error';
import { type ControlWrite } from './invoice-control';

const formerOrder = z.strictObject({
  tenant: z.string(),
  /** Key, debtor or creditor number, or the id of the relation. */
  relation: z.string(),
  role: z.enum(['customer', 'supplier']).optional(),
  former: z.boolean().optional(),
});

const parties = z.strictObject({
  tenant: z.string(),
  organisations: tenantSeed.shape.organisations,
  persons: tenantSeed.shape.persons,
});

function relationNamed(tenant: Tenant, name: string): StoredRecord {
  const found = tenant.records
    .ofTypes(['Relation_Organization', 'Relation_Person'])
    .find((relation) =>
      [
        relation.id,
        ...['SeedKey', 'DebtorNumber', 'CreditorNumber'].map((key) => textOf(relation, key)),
      ].includes(name),
    );
  if (found === undefined) throw new ControlError(`there is no relation ${name}`);
  return found;
}

function rolesOf(tenant: Tenant, relation: StoredRecord): StoredRecord[] {
  return ['Organization', 'Person']
    .flatMap((key) => tenant.records.pointingTo(key, relation.id))
    .filter(({ type }) => /_(Customer|Supplier|Lead|Prospect)$/.test(type));
}

/**
 * `POST /_control/actions/deactivate`: sets the status Former, as a user would (or removes it, with `former: false`).
 */
export function deactivateRelation(tenant: Tenant, body: unknown, now: Date): ControlWrite {
  const wanted = formerOrder.parse(body);
  const isFormer = wanted.former ?? true;
  const ending = wanted.role === 'supplier' ? '_Supplier' : '_Customer';
  const roles = rolesOf(tenant, relationNamed(tenant, wanted.relation)).filter(
    (role) => wanted.role === undefined || role.type.endsWith(ending),
  );
  if (roles.length === 0) throw new ControlError('the relation has no such role');
  const unit = new WriteUnit(tenant.records);
  const moment = now.toISOString();
  for (const role of roles) {
    unit.put({
      ...role,
      values: {
        ...role.values,
        IsFormer: isFormer,
        FormerDate: isFormer ? moment : null,
        LastMutationDate: moment,
      },
    });
  }
  unit.commit();
  return { body: { relationships: roles.map(({ id }) => id) }, unit };
}

const changeOrder = z.strictObject({
  tenant: z.string(),
  relation: z.string().optional(),
  /** Any other record, for example an address. */
  id: z.string().optional(),
  body: z.record(z.string(), z.unknown()),
});

/** `POST /_control/actions/change`: changes a relation or another record on its screen, under the rules of the API. */
export function changeRelation(tenant: Tenant, body: unknown, now: Date): ControlWrite {
  const wanted = changeOrder.parse(body);
  const record =
    wanted.id === undefined
      ? relationNamed(tenant, wanted.relation ?? '')
      : tenant.records.get(wanted.id.toLowerCase());
  if (record === null) throw new ControlError(`there is no record ${wanted.id ?? ''}`);
  const unit = putEntity(tenant, record, record.type, wanted.body, now);
  return { body: { id: record.id }, unit };
}

const roleOrder = z.strictObject({
  tenant: z.string(),
  relation: z.string(),
  role: z.enum(['customer', 'supplier', 'lead', 'prospect']),
});

/** `POST /_control/actions/add-role`: gives a relation that exists another role. */
export function addRelationRole(tenant: Tenant, body: unknown, now: Date): ControlWrite {
  const wanted = roleOrder.parse(body);
  const builder = new RecordBuilder(tenant, now);
  const relation = relationNamed(tenant, wanted.relation);
  const kind = relation.type === 'Relation_Person' ? 'Person' : 'Organization';
  addRole(builder, ownOrganisation(tenant), relation, kind, wanted.role, {});
  builder.unit.commit();
  return { body: { id: relation.id }, unit: builder.unit };
}

const mergeOrder = z.strictObject({ tenant: z.string(), from: z.string(), into: z.string() });

/**
 * `POST /_control/actions/merge`: merges two relations of one type. The roles of the first one move to the second; of a
 * role that both have, the activities move, and it is deleted with the first relation.
 */
export function mergeRelations(tenant: Tenant, body: unknown, now: Date): ControlWrite {
  const wanted = mergeOrder.parse(body);
  const [from, into] = [relationNamed(tenant, wanted.from), relationNamed(tenant, wanted.into)];
  if (from.id === into.id || from.type !== into.type) throw new ControlError('these cannot be merged');
  const unit = new WriteUnit(tenant.records);
  const LastMutationDate = now.toISOString();
  const kind = from.type === 'Relation_Person' ? 'Person' : 'Organization';
  const kept = rolesOf(tenant, into);
  for (const role of rolesOf(tenant, from)) {
    const same = kept.find(({ type }) => type === role.type);
    if (same === undefined) {
      const values = { ...role.values, LastMutationDate };
      unit.put({ ...role, values, links: { ...role.links, [kind]: into.id } });
      continue;
    }
    for (const activity of unit.pointingTo('Relationship', role.id))
      unit.put({ ...activity, links: { ...activity.links, Relationship: same.id } });
    removeRecord(tenant, unit, role);
  }
  unit.put({ ...into, values: { ...into.values, LastMutationDate } });
  unit.commit();
  const ending = new WriteUnit(tenant.records);
  removeRecord(tenant, ending, from);
  ending.commit();
  return { body: { id: into.id, deleted: from.id }, unit };
}

function ownOrganisation(tenant: Tenant): StoredRecord {
  const identity = tenant.records.ofTypes(['Relationship_Organization_Identity'])[0];
  const own = tenant.records.get(String(identity?.links['Relation'] ?? ''));
  if (own === null) throw new ControlError('the tenant has no organisation of its own');
  return own;
}

/** `POST /_control/relations`: adds organisations and persons, in the format of the seed. */
export function addRelations(tenant: Tenant, body: unknown, now: Date): ControlWrite {
  const wanted = parties.parse(body);
  const builder = new RecordBuilder(tenant, now);
  const own = ownOrganisation(tenant);
  for (const organisation of wanted.organisations ?? []) addOrganisation(builder, own, organisation);
  for (const person of wanted.persons ?? []) addPerson(builder, own, person);
  builder.unit.commit();
  return { body: { added: listRelations(tenant).length }, unit: builder.unit };
}

/** `GET /_control/relations?tenant=T`: every relation with its numbers and roles, and what can be reached by. */
export function listRelations(tenant: Tenant): object[] {
  const view: View = { reader: tenant.records, schema: tenant.schema, position: tenant.position };
  return tenant.records.ofTypes(['Relation_Organization', 'Relation_Person']).map((relation) => ({
    id: relation.id,
    type: relation.type,
    name: displayName(view, relation),
    debtorNumber: textOf(relation, 'DebtorNumber'),
    creditorNumber: textOf(relation, 'CreditorNumber'),
    vatNumber: textOf(relation, 'VATNumber'),
    website: textOf(relation, 'Website'),
    email: textOf(relation, 'EmailAddress'),
    phone: textOf(relation, 'PhoneNumber'),
    mobile: textOf(relation, 'MobilePhoneNumber'),
    invoiceAddresses: invoiceAddressesOf(tenant, relation),
    roles: rolesOf(tenant, relation).map((role) => ({
      id: role.id,
      type: role.type,
      former: role.values['IsFormer'] === true,
    })),
  }));
}

/** The address for invoices that a relation points to, and any other address of that type that is its own. */
function invoiceAddressesOf(tenant: Tenant, relation: StoredRecord): object[] {
  const isOfType = (address: StoredRecord): boolean =>
    textOf(tenant.records.get(linkedId(address, 'AddressType') ?? ''), 'Code') === 'Invoice';
  const own = ['Organization', 'Person'].flatMap((key) => tenant.records.pointingTo(key, relation.id));
  const pointed = tenant.records.get(linkedId(relation, 'InvoiceAddress') ?? '');
  const others = own.filter(({ type, id }) => type === 'Address' && id !== pointed?.id).filter(isOfType);
  return [...(pointed === null ? [] : [pointed]), ...others].map((address) => ({
    id: address.id,
    postalCode: textOf(address, 'Postalcode'),
    city: textOf(address, 'City'),
  }));
}
