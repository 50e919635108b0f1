import { badRequest, notFound } from './odata-error';

/** What the path below `/v1/odata/` addresses. */
export type ResourcePath =
  | { kind: 'service-document' }
  | { kind: 'metadata' }
  | { kind: 'function'; name: string }
  | { kind: 'set'; set: string; id: string | null; navigations: string[] };

/**
 * Parses the path below `/v1/odata/` (tribe-api §2.1). Ids are bare UUIDs.
 *
 * @throws ODataError 400 for a key that is no bare UUID, 404 for any other form.
 */
export function parseResourcePath(path: string): ResourcePath {
  const segments = path.split('/').map(decodeSegment);
  const [first = '', ...navigations] = segments;
  if (first === '' && navigations.length === 0) return { kind: 'service-document' };
  if (first === '$metadata' && navigations.length === 0) return { kind: 'metadata' };
  const match = /^([A-Za-z_]\w*)(?:\((.*)\))?$/.exec(first);
  const set = match?.[1];
  if (set === undefined)
    throw notFound(`Cannot find EntitySet, Singleton, ActionImport or FunctionImport with name '${first}'.`);
  const key = match?.[2];
  if (key === '' && navigations.length === 0) return { kind: 'function', name: set };
  if (key !== undefined && !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(key)) {
    throw badRequest(`The key value '${key}' is invalid.`);
  }
  return { kind: 'set', set, id: key?.toLowerCase() ?? null, navigations };
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw badRequest('The path is not percent-encoded correctly.');
  }
}
