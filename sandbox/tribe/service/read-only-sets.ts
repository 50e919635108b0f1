import { ODataError } from '../odata/odata-error';
import { type Tenant } from '../records/tenant';

const readOnlyTypes = ['Relationship_Organization_Identity', 'Webhook'];

/**
 * Look-up lists, the own organisation and webhooks are read-only here (tribe-api §2.11, §3.2).
 *
 * @throws ODataError 405.
 */
export function guardWritable(tenant: Tenant, type: string): void {
  const isReadOnly = tenant.schema.isA(type, 'Datastore') || readOnlyTypes.includes(type);
  if (isReadOnly) throw new ODataError(405, `The entity set '${type}' is read-only.`);
}
