import { type TwinAnswer, type TwinRequest } from '../../kernel/twin';
import { type NavigationDefinition } from '../model/entity-type';
import { deleteEntity } from '../service/delete-entity';
import { guardWritable } from '../service/read-only-sets';
import { parseBody } from '../odata/read-body';
import { postEntity, putEntity } from '../service/write-entity';
import { type StoredRecord } from '../records/stored-record';
import { type Tenant } from '../records/tenant';
import { type WriteUnit } from '../records/write-unit';
import { list, single, viewOf } from './entity-answers';
import { checkOptions } from '../odata/name-check';
import { metadataJson, metadataXml } from '../odata/metadata-document';
import { badRequest, notFound, ODataError } from '../odata/odata-error';
import { matching, related } from './project';
import { parseOptions, type QueryOptions } from '../odata/query-options';
import { splitQuery, type SystemOptions } from '../odata/query-string';
import { parseResourcePath, type ResourcePath } from '../odata/resource-path';
import { guardRights } from '../odata/rights';

/** One request to `/v1/odata` on behalf of a tenant. */
export interface ODataCall {
  tenant: Tenant;
  request: TwinRequest;
  /** The path below `/v1/odata/`. */
  path: string;
  now: Date;
  /** Called for every committed write. */
  onWrite: (unit: WriteUnit) => void;
}

type SetPath = Extract<ResourcePath, { kind: 'set' }>;

const noOptions: QueryOptions = parseOptions(new Map());

/** Answers a request; every refusal is an OData error body (tribe-api §2). */
export function answerOData(call: ODataCall): TwinAnswer {
  try {
    return route(call);
  } catch (error) {
    if (!(error instanceof ODataError)) throw error;
    return { status: error.status, body: { error: { code: null, message: error.message } } };
  }
}

function route(call: ODataCall): TwinAnswer {
  const system = splitQuery(call.request.rawQuery, call.tenant.position('plus') === 'space');
  const path = parseResourcePath(call.path);
  switch (path.kind) {
    case 'metadata':
      return metadata(call, system);
    case 'service-document':
      return serviceDocument(call);
    case 'function':
      return callFunction(call, path.name, parseOptions(system));
    case 'set':
      return answerSet(call, path, parseOptions(system));
  }
}

function metadata(call: ODataCall, system: SystemOptions): TwinAnswer {
  if (call.request.method !== 'GET') throw methodNotAllowed(call);
  const format = system.get('$format') ?? 'xml';
  if (format === 'json' || format === 'application/json')
    return { status: 200, body: metadataJson(call.tenant.schema) };
  return { status: 200, body: metadataXml(call.tenant.schema), contentType: 'application/xml' };
}

function serviceDocument(call: ODataCall): TwinAnswer {
  const sets = call.tenant.schema.declared().filter((type) => type.hasSet);
  const value = sets.map(({ name }) => ({ name, url: name }));
  return { status: 200, body: { '@odata.context': '$metadata', value } };
}

function callFunction(call: ODataCall, name: string, options: QueryOptions): TwinAnswer {
  if (name !== 'GetCurrentEmployee') throw unknownSet(name);
  if (call.request.method !== 'GET') throw methodNotAllowed(call);
  const type = 'Relationship_Person_Contact_Employee';
  const [employee] = matching(viewOf(call.tenant), call.tenant.records.ofTypes([type]), {
    ...noOptions,
    orderBy: [{ path: ['CreationDate'], descending: false }],
  });
  if (employee === undefined) throw notFound('There is no current employee.');
  checkOptions(call.tenant.schema, type, options);
  return single(call.tenant, employee, type, options, 200);
}

function answerSet(call: ODataCall, path: SetPath, options: QueryOptions): TwinAnswer {
  const { tenant, request } = call;
  const type = tenant.schema.find(path.set);
  if (type?.hasSet !== true) throw unknownSet(path.set);
  guardRights(tenant, request.method, path.set);
  if (path.id === null) {
    if (path.navigations.length > 0) throw badRequest('A navigation needs the key of an entity.');
    if (request.method === 'GET')
      return list(tenant, request, tenant.records.ofTypes(tenant.schema.family(path.set)), path.set, options);
    if (request.method === 'POST') return create(call, path.set);
    throw methodNotAllowed(call);
  }
  const record = tenant.records.get(path.id);
  if (record === null || !tenant.schema.isA(record.type, path.set))
    throw notFound(`No entity with key ${path.id} exists in '${path.set}'.`);
  if (path.navigations.length > 0) return follow(call, path, record, options);
  switch (request.method) {
    case 'GET':
      checkOptions(tenant.schema, path.set, options);
      return single(tenant, record, path.set, options, 200);
    case 'PUT':
      return update(call, record, path.set);
    case 'DELETE':
      call.onWrite(deleteEntity(tenant, record, call.now));
      return { status: 204 };
    default:
      throw methodNotAllowed(call);
  }
}

function follow(call: ODataCall, path: SetPath, start: StoredRecord, options: QueryOptions): TwinAnswer {
  const { tenant } = call;
  if (call.request.method !== 'GET') throw methodNotAllowed(call);
  const view = viewOf(tenant);
  let declaredType = path.set;
  let rows = [start];
  let link: NavigationDefinition | null = null;
  for (const name of path.navigations) {
    const [from] = rows;
    const next = tenant.schema.navigation(declaredType, name);
    if (next === null)
      throw notFound(`The segment '${name}' is not a navigation property of '${declaredType}'.`);
    if (link?.collection === true) throw badRequest(`The collection '${link.name}' needs a key.`);
    rows = from === undefined ? [] : related(view, from, next);
    declaredType = next.target;
    link = next;
  }
  if (link?.collection === true) return list(tenant, call.request, rows, declaredType, options);
  const [target] = rows;
  if (target === undefined) return { status: 204 };
  checkOptions(tenant.schema, declaredType, options);
  return single(tenant, target, declaredType, options, 200);
}

function create(call: ODataCall, set: string): TwinAnswer {
  const { tenant } = call;
  guardWritable(tenant, set);
  if (tenant.schema.get(set).abstract)
    throw new ODataError(405, `An entity of the abstract set '${set}' cannot be created.`);
  const { id, isNew, unit } = postEntity(tenant, set, parseBody(call.request.body), call.now);
  call.onWrite(unit);
  const record = tenant.records.get(id);
  if (record === null) throw notFound(`No entity with key ${id} exists in '${set}'.`);
  const mode = tenant.position('G13');
  if (isNew && mode === '204') return { status: 204, headers: { 'OData-EntityId': `${set}(${id})` } };
  const status = isNew && mode !== '200' ? 201 : 200;
  if (isNew && mode === '201-id-only')
    return { status, body: { '@odata.context': `$metadata#${set}/$entity`, ID: id } };
  return single(tenant, record, record.type, noOptions, status);
}

function update(call: ODataCall, record: StoredRecord, set: string): TwinAnswer {
  const { tenant } = call;
  guardWritable(tenant, record.type);
  call.onWrite(putEntity(tenant, record, set, parseBody(call.request.body), call.now));
  return single(tenant, tenant.records.get(record.id) ?? record, set, noOptions, 200);
}

function unknownSet(name: string): ODataError {
  if (name === 'Activity_Invoice' || name === 'Datastore_Phase_ActivityInvoice')
    return notFound(`Entity type not found: ${name}`);
  return notFound(`Cannot find EntitySet, Singleton, ActionImport or FunctionImport with name '${name}'.`);
}

function methodNotAllowed(call: ODataCall): ODataError {
  return new ODataError(405, `The HTTP method '${call.request.method}' is not allowed here.`);
}
