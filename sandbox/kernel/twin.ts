import { type IncomingHttpHeaders } from 'node:http';

/** One request as it arrived: the path is raw (not decoded) and contains no query. */
export interface TwinRequest {
  method: string;
  path: string;
  rawQuery: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** What a twin answers; `body` is JSON-encoded unless it is a string or bytes, absent means no body at all. */
export interface TwinAnswer {
  status: number;
  headers?: Record<string, string>;
  body?: unknown;
  contentType?: string;
  /** Whether the request changed the twin's state; by default a non-GET that was answered below 400. */
  committed?: boolean;
}

/** The stand-in for one vendor's API. */
export interface Twin {
  name: string;
  handle(request: TwinRequest): Promise<TwinAnswer> | TwinAnswer;
  /** The twin's own `/_control/…`; null = not one of its paths. */
  control(request: TwinRequest): Promise<TwinAnswer | null> | TwinAnswer | null;
  /** Revokes everything that was granted together with this bearer token; false when the token is unknown. */
  revokeGrant?(bearerToken: string): boolean;
}
