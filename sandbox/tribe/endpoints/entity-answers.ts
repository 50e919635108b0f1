import { type TwinAnswer, type TwinRequest } from '../../kernel/twin';
import { type View } from '../service/computed-values';
import { type StoredRecord } from '../records/stored-record';
import { type Tenant } from '../records/tenant';
import { checkOptions } from '../odata/name-check';
import { matching, project } from './project';
import { type QueryOptions } from '../odata/query-options';
import { type JsonObject } from '../odata/read-body';

/** The records of a tenant as its switches show them. */
export function viewOf(tenant: Tenant): View {
  return { reader: tenant.records, schema: tenant.schema, position: tenant.position };
}

/**
 * A page of a collection, with its count and the link to the next page when asked (tribe-api §2.2, §2.7).
 *
 * @throws ODataError 400 when the options do not fit the type.
 */
export function list(
  tenant: Tenant,
  request: TwinRequest,
  records: StoredRecord[],
  declaredType: string,
  options: QueryOptions,
): TwinAnswer {
  checkOptions(tenant.schema, declaredType, options);
  const view = viewOf(tenant);
  const rows = matching(view, records, options);
  const size = pageSize(tenant, options.top);
  const page = rows.slice(options.skip, options.skip + size);
  const body: JsonObject = { '@odata.context': `$metadata#${declaredType}` };
  if (options.count) body['@odata.count'] = rows.length;
  body['value'] = page.map((record) => project(view, record, declaredType, options));
  const wanted = options.top === null ? rows.length : Math.min(rows.length, options.skip + options.top);
  if (options.skip + size < wanted && tenant.position('G8.nextLink') === 'on')
    body['@odata.nextLink'] = nextLink(request, options, size);
  return { status: 200, body };
}

/** Without `$top` the default page; with it that many, up to the largest allowed (switch G8). */
function pageSize(tenant: Tenant, top: number | null): number {
  const largest = tenant.position('G8.max');
  const wanted = top ?? Number(tenant.position('G8'));
  return largest === 'none' ? wanted : Math.min(wanted, Number(largest));
}

function nextLink(request: TwinRequest, options: QueryOptions, size: number): string {
  const others = request.rawQuery
    .split('&')
    .filter((part) => part !== '' && !/^(\$|%24)(skip|top)=/i.test(part));
  const top = options.top === null ? [] : [`$top=${options.top - size}`];
  const query = [...others, ...top, `$skip=${options.skip + size}`].join('&');
  return `http://${request.headers.host ?? 'localhost'}${request.path}?${query}`;
}

/** One entity (tribe-api §2.2). */
export function single(
  tenant: Tenant,
  record: StoredRecord,
  declaredType: string,
  options: QueryOptions,
  status: number,
): TwinAnswer {
  const entity = project(viewOf(tenant), record, declaredType, options);
  return { status, body: { '@odata.context': `$metadata#${declaredType}/$entity`, ...entity } };
}
