import { type Tenant } from '../records/tenant';
import { notFound, ODataError } from './odata-error';

/**
 * The application's rights (switch G40): sets may be denied (403) or hidden (404), and writes may be refused entirely.
 *
 * @throws ODataError 403 or 404.
 */
export function guardRights(tenant: Tenant, method: string, set: string): void {
  const rights = tenant.position('G40');
  if (rights === 'full') return;
  if (rights === 'read-only') {
    if (method !== 'GET') throw new ODataError(403, 'The application may only read.');
    return;
  }
  const rules = rights.split(',');
  if (rules.includes(`hide:${set}`)) {
    throw notFound(`Cannot find EntitySet, Singleton, ActionImport or FunctionImport with name '${set}'.`);
  }
  if (rules.includes(`deny:${set}`)) throw new ODataError(403, `The application has no rights on '${set}'.`);
}
