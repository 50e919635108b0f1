import { type PropertyDefinition } from '../model/entity-type';
import { badRequest } from './odata-error';
import { type Scalar } from '../records/stored-record';

export type JsonObject = Record<string, unknown>;

const dayPattern = /^\d{4}-\d{2}-\d{2}$/;
const momentPattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;
const guidPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether a text is a bare UUID. */
export function isGuid(text: string): boolean {
  return guidPattern.test(text);
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * The JSON object of a request body.
 *
 * @throws ODataError 400 when it is not one.
 */
export function parseBody(text: string): JsonObject {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw badRequest('An error occurred while parsing the JSON of the request.');
  }
  if (!isJsonObject(body)) throw badRequest('The request body must be a JSON object.');
  return body;
}

/**
 * The lower-case `ID` that a body names, or null.
 *
 * @throws ODataError 400 when it is not a UUID.
 */
export function idOf(body: JsonObject): string | null {
  const id = body['ID'];
  if (id === undefined || id === null) return null;
  if (typeof id !== 'string' || !isGuid(id)) throw badRequest("Invalid value for property 'ID'.");
  return id.toLowerCase();
}

function fits(property: PropertyDefinition, value: unknown): value is Scalar {
  if (value === null) return true;
  switch (property.type) {
    case 'Edm.String':
      return typeof value === 'string';
    case 'Edm.Double':
      return typeof value === 'number';
    case 'Edm.Int32':
      return Number.isInteger(value);
    case 'Edm.Boolean':
      return typeof value === 'boolean';
    case 'Edm.Guid':
      return typeof value === 'string' && isGuid(value);
    case 'Edm.Date':
      return typeof value === 'string' && dayPattern.test(value) && !Number.isNaN(Date.parse(value));
    case 'Edm.DateTimeOffset':
      return typeof value === 'string' && momentPattern.test(value) && !Number.isNaN(Date.parse(value));
  }
}

/**
 * A field of a body in its declared type (tribe-api §2.4).
 *
 * @throws ODataError 400 when it is of another type.
 */
export function scalarOf(property: PropertyDefinition, value: unknown): Scalar {
  if (!fits(property, value)) throw badRequest(`Invalid value for property '${property.name}'.`);
  return value;
}
