import { badRequest } from '../odata/odata-error';
import { linkedId, type StoredRecord } from '../records/stored-record';
import { type Tenant } from '../records/tenant';
import { WriteUnit } from '../records/write-unit';
import { guardWritable } from './read-only-sets';
import { applyRules } from './write-rules';

function hasActivities(tenant: Tenant, relationshipId: string): boolean {
  return tenant.records
    .pointingTo('Relationship', relationshipId)
    .some((record) => tenant.schema.isA(record.type, 'Activity'));
}

function rolesOf(tenant: Tenant, relation: StoredRecord): StoredRecord[] {
  return ['Organization', 'Person']
    .flatMap((key) => tenant.records.pointingTo(key, relation.id))
    .filter((record) => tenant.schema.isA(record.type, 'Relationship'));
}

/** Refusals of the vendor: linked activities, employees, the own organisation (tribe-api §2.8). */
function guardDelete(tenant: Tenant, record: StoredRecord): void {
  const { schema, records } = tenant;
  guardWritable(tenant, record.type);
  if (record.type === 'Relationship_Person_Contact_Employee')
    throw badRequest('Employees cannot be deleted through the API.');
  const roles = schema.isA(record.type, 'Relation') ? rolesOf(tenant, record) : [];
  const isOwn = [...roles, ...records.pointingTo('Relation', record.id)].some(
    (role) => role.type === 'Relationship_Organization_Identity',
  );
  if (isOwn) throw badRequest('The own organisation cannot be deleted.');
  const relationshipIds = schema.isA(record.type, 'Relationship') ? [record.id] : roles.map(({ id }) => id);
  if (relationshipIds.some((id) => hasActivities(tenant, id))) {
    throw badRequest(`The entity ${record.id} cannot be deleted: activities are still linked.`);
  }
}

/**
 * Records that are deleted with another: the roles and addresses of a relation, the lines of an activity, the files of
 * both.
 */
function dependants(tenant: Tenant, record: StoredRecord): StoredRecord[] {
  const { schema, records } = tenant;
  const isRelation = schema.isA(record.type, 'Relation');
  const owned = [
    ...(isRelation ? rolesOf(tenant, record) : []),
    ...(isRelation ? records.pointingTo('Relation', record.id) : []),
    ...records.pointingTo('Entity', record.id),
    ...records.pointingTo('Activity', record.id),
  ];
  const files = ['File', 'Picture'].flatMap((key) => records.get(linkedId(record, key) ?? '') ?? []);
  return [...owned, ...files];
}

/** Removes a record with its dependants and every link to it; no trace remains (tribe-api §2.8). */
export function removeRecord(tenant: Tenant, unit: WriteUnit, record: StoredRecord): void {
  if (unit.get(record.id) === null) return;
  unit.remove(record.id);
  for (const dependant of dependants(tenant, record)) removeRecord(tenant, unit, dependant);
  const keys = new Set(tenant.schema.declared().flatMap((type) => type.navigations.map((link) => link.key)));
  for (const key of keys) {
    for (const pointing of unit.pointingTo(key, record.id)) {
      const { [key]: link, ...links } = pointing.links;
      const left = Array.isArray(link) ? { [key]: link.filter((id: string) => id !== record.id) } : {};
      unit.put({ ...pointing, links: { ...links, ...left } });
    }
  }
}

/**
 * `DELETE /{Set}({id})` (tribe-api §2.8).
 *
 * @throws ODataError 400 or 405 when Tribe refuses.
 */
export function deleteEntity(tenant: Tenant, record: StoredRecord, now: Date): WriteUnit {
  guardDelete(tenant, record);
  const unit = new WriteUnit(tenant.records);
  removeRecord(tenant, unit, record);
  applyRules(tenant, unit, now);
  unit.commit();
  return unit;
}
