import { randomUUID } from 'node:crypto';
import { type NavigationDefinition } from '../model/entity-type';
import { badRequest, notFound } from '../odata/odata-error';
import { type Scalar, type StoredRecord } from '../records/stored-record';
import { type Tenant } from '../records/tenant';
import { WriteUnit } from '../records/write-unit';
import { guardWritable } from './read-only-sets';
import { applyRules } from './write-rules';
import { idOf, isJsonObject, scalarOf, type JsonObject } from '../odata/read-body';

/** A record while a body is being applied to it. */
interface Draft {
  id: string;
  type: string;
  values: Record<string, Scalar>;
  links: Record<string, string | readonly string[]>;
}

/** The body of one request, applied with everything nested in it (tribe-api §2.1). */
class BodyWriter {
  constructor(
    private readonly tenant: Tenant,
    private readonly unit: WriteUnit,
  ) {}

  /** Creates a record of `type`; `links` are links that its place in a deep insert gives it. */
  create(type: string, body: JsonObject, links: Record<string, string>, givenId?: string): StoredRecord {
    const definition = this.tenant.schema.get(type);
    if (definition.abstract) throw badRequest(`An entity of the abstract type '${type}' cannot be created.`);
    const draft: Draft = { id: givenId ?? randomUUID(), type, values: {}, links: { ...links } };
    this.apply(draft, body, type);
    for (const name of definition.required) {
      if ((draft.values[name] ?? '') === '') throw badRequest(`The property '${name}' is required.`);
    }
    this.unit.put({ ...draft });
    this.applyCollections(draft, body, type);
    return draft;
  }

  /** Applies a partial body to a record, seen as `declaredType`. */
  update(record: StoredRecord, body: JsonObject, declaredType: string): StoredRecord {
    const draft: Draft = { ...record, values: { ...record.values }, links: { ...record.links } };
    this.apply(draft, body, declaredType);
    this.unit.put({ ...draft });
    this.applyCollections(draft, body, declaredType);
    return draft;
  }

  private apply(draft: Draft, body: JsonObject, declaredType: string): void {
    for (const [name, value] of Object.entries(body)) {
      if (name.startsWith('@') || name === 'ID' || name === '_Type' || name === '_UpgradeType') continue;
      const property = this.tenant.schema.property(declaredType, name);
      if (property !== null) {
        const scalar = scalarOf(property, value);
        if (!property.computed) draft.values[property.key] = scalar;
        continue;
      }
      const link = this.tenant.schema.navigation(declaredType, name);
      if (link === null) throw badRequest(`The property '${name}' is not defined in type '${declaredType}'.`);
      if (!link.collection) this.applyLink(draft, link, value);
    }
  }

  private applyLink(draft: Draft, link: NavigationDefinition, value: unknown): void {
    if (value === null) {
      delete draft.links[link.key];
      return;
    }
    draft.links[link.key] = this.linkTarget(draft, link, value).id;
  }

  /** The record for a nested object: found by its ID and changed if the object has more fields, or created. */
  private linkTarget(draft: Draft, link: NavigationDefinition, value: unknown): StoredRecord {
    if (!isJsonObject(value)) throw badRequest(`The navigation property '${link.name}' takes an object.`);
    const id = idOf(value);
    if (id === null) {
      guardWritable(this.tenant, link.target);
      const back = Object.fromEntries(link.back.map((key) => [key, draft.id]));
      return this.create(link.target, value, back);
    }
    const target = this.unit.get(id);
    if (target === null || !this.tenant.schema.isA(target.type, link.target)) {
      throw badRequest(`No entity of type '${link.target}' with ID ${id} exists.`);
    }
    if (Object.keys(value).length === 1) return target;
    guardWritable(this.tenant, target.type);
    return this.update(target, value, target.type);
  }

  /** Nested collections come last, because their members may link back to the record that holds them. */
  private applyCollections(draft: Draft, body: JsonObject, declaredType: string): void {
    for (const link of this.tenant.schema.get(declaredType).navigations) {
      const members = body[link.name];
      if (!link.collection || members === undefined) continue;
      if (!Array.isArray(members)) throw badRequest(`The navigation property '${link.name}' takes an array.`);
      const records = members.map((member: unknown) => this.linkTarget(draft, link, member));
      const [inverse] = link.inverse;
      if (inverse === undefined) {
        draft.links = { ...draft.links, [link.key]: records.map(({ id }) => id) };
        this.unit.put({ ...draft });
        continue;
      }
      for (const record of records) {
        if (record.links[inverse] === draft.id) continue;
        this.unit.put({ ...record, links: { ...record.links, [inverse]: draft.id } });
      }
    }
  }
}

/**
 * `POST /{Set}`: creates, or updates when the body names the `ID` of a record that exists (tribe-api §2.1).
 *
 * @throws ODataError 400 for a wrong body, 404 for an unknown `ID` (switch G12).
 */
export function postEntity(
  tenant: Tenant,
  type: string,
  body: JsonObject,
  now: Date,
): { id: string; isNew: boolean; unit: WriteUnit } {
  const unit = new WriteUnit(tenant.records);
  const writer = new BodyWriter(tenant, unit);
  const id = idOf(body);
  const existing = id === null ? null : unit.get(id);
  if (existing !== null) {
    const upgraded = upgrade(tenant, existing, type, body, now);
    if (upgraded !== existing) unit.put(upgraded);
    writer.update(upgraded, body, upgraded === existing ? type : upgraded.type);
  } else if (id !== null && tenant.position('G12') === '404') {
    throw notFound(`No entity with ID ${id} exists.`);
  }
  const record = existing ?? writer.create(type, body, {}, id ?? undefined);
  applyRules(tenant, unit, now);
  unit.commit();
  return { id: record.id, isNew: existing === null, unit };
}

/**
 * `PUT /{Set}({id})`: changes the given fields only (tribe-api §2.1).
 *
 * @throws ODataError 400 for a wrong body.
 */
export function putEntity(
  tenant: Tenant,
  record: StoredRecord,
  declaredType: string,
  body: JsonObject,
  now: Date,
): WriteUnit {
  const unit = new WriteUnit(tenant.records);
  const named = idOf(body);
  if (named !== null && named !== record.id)
    throw badRequest('The ID of the body is not the ID of the address.');
  new BodyWriter(tenant, unit).update(record, body, declaredType);
  applyRules(tenant, unit, now);
  unit.commit();
  return unit;
}

/** `_UpgradeType` moves a relationship up or down the sales funnel (tribe-api §3.1). */
function upgrade(
  tenant: Tenant,
  record: StoredRecord,
  set: string,
  body: JsonObject,
  now: Date,
): StoredRecord {
  const { schema } = tenant;
  if (!schema.isA(record.type, set) && body['_UpgradeType'] === undefined) {
    throw badRequest(`The entity ${record.id} is not of type '${set}'.`);
  }
  const target = body['_UpgradeType'];
  if (target === undefined) return record;
  const family = schema.find(record.type)?.base ?? '';
  const isCommercial = family.endsWith('_CommercialRelationship');
  if (typeof target !== 'string' || !isCommercial || schema.find(target)?.base !== family) {
    throw badRequest(`The entity ${record.id} cannot become what _UpgradeType asks.`);
  }
  const roles = schema.family(family);
  const field = roles.indexOf(target) < roles.indexOf(record.type) ? 'DowngradeDate' : 'UpgradeDate';
  return { ...record, type: target, values: { ...record.values, [field]: now.toISOString() } };
}
