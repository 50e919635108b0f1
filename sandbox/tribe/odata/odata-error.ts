/** A refusal of the OData surface, answered as `{"error":{"code":null,"message":"…"}}` (tribe-api §2.9). */
export class ODataError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
    this.name = 'ODataError';
  }
}

/** 400: the query or the body is wrong. */
export function badRequest(message: string): ODataError {
  return new ODataError(400, message);
}

/** 404: nothing exists at that address. */
export function notFound(message: string): ODataError {
  return new ODataError(404, message);
}

/** 400 in the words of Olingo for a name that the type does not declare. */
export function unknownProperty(name: string, type: string): ODataError {
  return badRequest(`The property '${name}', used in a query expression, is not defined in type '${type}'.`);
}
