import { types } from 'node:util';

/**
 * Names of fields that never reach a log, at any depth and in any spelling (`access_token`, `accessToken` and
 * `X-Access-Token` are one): secrets, and fields that identify persons. Ids, codes and amounts may be logged.
 */
const SECRET = [
  ...[
    'clientSecret',
    'exchangeToken',
    'accessToken',
    'refreshToken',
    'token',
    'authorization',
    'cookie',
    'setCookie',
  ],
  ...[
    'password',
    'secret',
    'secrets',
    'credentials',
    'apiKey',
    'encryptionKeys',
    'signature',
    'databaseUrl',
    'databaseOwnerUrl',
  ],
];
const PERSONAL = [
  ...[
    'name',
    'firstName',
    'middleName',
    'lastName',
    'fullName',
    'displayName',
    'organizationName',
    'organisationName',
  ],
  ...[
    'customer',
    'customers',
    'customerName',
    'supplier',
    'supplierName',
    'third',
    'relation',
    'contact',
    'person',
  ],
  ...['email', 'emailAddress', 'phone', 'phoneNumber', 'telephone', 'mobile', 'mobileNumber', 'website'],
  ...[
    'address',
    'addresses',
    'street',
    'postcode',
    'postalCode',
    'zipCode',
    'city',
    'vatNumber',
    'iban',
    'bankAccount',
  ],
];
const redactedFields = new Set([...SECRET, ...PERSONAL].map(plain));

const REDACTED = '[redacted]';
const DEEPEST = 8;

/** Fields of the top level, for pino's own redaction of what a child logger carries. */
export const redactedPaths = [...SECRET, ...PERSONAL];

/**
 * A copy of `value` that may be logged: fields of the list above replaced, errors reduced to message, stack and code.
 */
function redact(value: unknown, depth = 0): unknown {
  if (isError(value)) return describeError(value);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  if (depth >= DEEPEST) return '[too deep]';
  if (Array.isArray(value)) return value.map((item) => redact(item, depth + 1));
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  return redactFields(value, depth);
}

/** As `redact`, for the fields of one object. */
export function redactFields(fields: object, depth = 0): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([field, inner]: [string, unknown]) => [
      field,
      isRedacted(field) && inner !== null && inner !== undefined ? REDACTED : redact(inner, depth + 1),
    ]),
  );
}

export interface LoggedError {
  readonly message: string;
  readonly stack?: string;
  readonly code?: string | number;
  readonly cause?: LoggedError;
}

/** Keeps message, stack and code, and the same of the cause; other fields of an error may hold whole requests. */
export function describeError(error: Error, depth = 0): LoggedError {
  const code: unknown = 'code' in error ? error.code : undefined;
  return {
    message: error.message,
    ...(error.stack === undefined ? {} : { stack: error.stack }),
    ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}),
    ...(isError(error.cause) && depth < DEEPEST ? { cause: describeError(error.cause, depth + 1) } : {}),
  };
}

/** Also recognises errors of another realm: a test runner's, a workflow sandbox's. */
export function isError(value: unknown): value is Error {
  return value instanceof Error || types.isNativeError(value);
}

function isRedacted(field: string): boolean {
  const word = plain(field);
  return redactedFields.has(word) || redactedFields.has(word.replace(/^x/, ''));
}

function plain(field: string): string {
  return field.replace(/[-_]/g, '').toLowerCase();
}
