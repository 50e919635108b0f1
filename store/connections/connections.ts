import { z } from 'zod';
import type { TenantSql } from '../database/database';
import { connectionFingerprint, decrypt, encrypt, type KeyRing } from '../database/encryption';
import { firstRow, parseRows } from '../database/row-parsing';
import { lockTenant } from '../tenants/tenants';

const tribeCredentials = z.object({
  vendor: z.literal('tribe'),
  apiUrl: z.string(),
  authUrl: z.string(),
  clientId: z.string(),
  clientSecret: z.string(),
  /** From a user's consent (tribe-api §1.4); absent with client credentials. */
  refreshToken: z.string().optional(),
});
const winbooksCredentials = z.object({
  vendor: z.literal('winbooks'),
  apiUrl: z.string(),
  folder: z.string(),
  email: z.string(),
  exchangeToken: z.string(),
});
const credentials = z.discriminatedUnion('vendor', [tribeCredentials, winbooksCredentials]);

export type TribeCredentials = z.output<typeof tribeCredentials>;
export type WinbooksCredentials = z.output<typeof winbooksCredentials>;
export type Credentials = z.output<typeof credentials>;
export type Vendor = Credentials['vendor'];

const connectionDetails = z
  .object({ invoiceDateField: z.string().nullable().optional() })
  .catchall(z.union([z.string(), z.number(), z.boolean(), z.null()]));
/** What the live check found in this vendor's installation, for example the name of the field with the invoice date. */
export type ConnectionDetails = z.output<typeof connectionDetails>;

const connectionRow = z.object({
  version: z.number(),
  fingerprint: z.string(),
  secrets: z.instanceof(Uint8Array),
  concurrency: z.number(),
  details: connectionDetails,
  createdAt: z.date(),
  checkedAt: z.date().nullable(),
});
const checkedRow = connectionRow.extend({ vendor: z.string() });

export interface Connection<Secrets extends Credentials = Credentials> {
  readonly version: number;
  /** Tokens and budget are stored under this name, and every tenant with the same connection shares them. */
  readonly fingerprint: string;
  readonly credentials: Secrets;
  /** The most requests that may be open at once. */
  readonly concurrency: number;
  readonly details: ConnectionDetails;
  readonly createdAt: Date;
  readonly checkedAt: Date | null;
}

/**
 * Stores the credentials encrypted, as the next version, and returns that version. A connection is the base URL with
 * e-mail and exchange token (winbooks-api §1), or the application's grant (tribe-api §1); the folder is not part of it.
 */
export async function saveConnection(
  sql: TenantSql,
  ring: KeyRing,
  given: {
    readonly credentials: Credentials;
    readonly concurrency: number;
    readonly details?: ConnectionDetails;
  },
): Promise<number> {
  await lockTenant(sql);
  const { vendor } = given.credentials;
  const result = await sql.query(
    `insert into connections (tenant_id, vendor, version, fingerprint, secrets, concurrency, details)
     select $1, $2, coalesce(max(version), 0) + 1, $3, $4, $5, $6
       from connections where tenant_id = $1 and vendor = $2
     returning version`,
    [
      sql.tenantId,
      vendor,
      fingerprintOf(ring, given.credentials),
      encrypt(ring, JSON.stringify(given.credentials), `${sql.tenantId}|connections.secrets`),
      given.concurrency,
      JSON.stringify(given.details ?? {}),
    ],
  );
  return z.object({ version: z.number() }).parse(result.rows[0]).version;
}

/**
 * The name under which the tokens and the budget of these credentials are stored. A secret is always part of it: nobody
 * gets tokens without knowing the secret that they belong to, and new credentials begin with an empty vault.
 */
export function fingerprintOf(ring: KeyRing, given: Credentials): string {
  return connectionFingerprint(ring, identityOf(given));
}

function identityOf(given: Credentials): readonly string[] {
  const baseUrl = given.apiUrl.replace(/\/+$/, '');
  switch (given.vendor) {
    case 'tribe':
      // One client id serves many organisations, but a consent belongs to one organisation, whatever the client's
      // secret.
      return given.refreshToken === undefined
        ? [given.vendor, baseUrl, given.clientId, given.clientSecret]
        : [given.vendor, baseUrl, given.clientId, 'consent', given.refreshToken];
    case 'winbooks':
      return [given.vendor, baseUrl, given.email.trim().toLowerCase(), given.exchangeToken];
  }
}

const COLUMNS = `version, fingerprint, secrets, concurrency, details, created_at as "createdAt", checked_at as "checkedAt"`;

type ConnectionOf<V extends Vendor> = Connection<Extract<Credentials, { vendor: V }>>;

/** The newest version, or a given one; null when there is none. Throws `DecryptionError`. */
export async function loadConnection<V extends Vendor>(
  sql: TenantSql,
  ring: KeyRing,
  vendor: V,
  version: number | null = null,
): Promise<ConnectionOf<V> | null> {
  const result = await sql.query(
    `select ${COLUMNS} from connections
      where tenant_id = $1 and vendor = $2 and ($3::int is null or version = $3)
      order by version desc limit 1`,
    [sql.tenantId, vendor, version],
  );
  const row = firstRow(connectionRow, result);
  return row === null ? null : unsealed(sql, ring, vendor, row);
}

/**
 * The newest version of each vendor that a live check accepted; null where there is none. What was entered since then is not used
 * yet. Throws `DecryptionError`.
 */
export async function loadCheckedConnections(
  sql: TenantSql,
  ring: KeyRing,
): Promise<{ readonly [V in Vendor]: ConnectionOf<V> | null }> {
  const result = await sql.query(
    `select distinct on (vendor) vendor, ${COLUMNS} from connections
      where tenant_id = $1 and checked_at is not null
      order by vendor, version desc`,
    [sql.tenantId],
  );
  const rows = parseRows(checkedRow, result);
  const of = <V extends Vendor>(vendor: V): ConnectionOf<V> | null => {
    const row = rows.find((each) => each.vendor === vendor);
    return row === undefined ? null : unsealed(sql, ring, vendor, row);
  };
  return { tribe: of('tribe'), winbooks: of('winbooks') };
}

function unsealed<V extends Vendor>(
  sql: TenantSql,
  ring: KeyRing,
  vendor: V,
  { secrets, ...rest }: z.output<typeof connectionRow>,
): ConnectionOf<V> {
  const opened = credentials.parse(JSON.parse(decrypt(ring, secrets, `${sql.tenantId}|connections.secrets`)));
  if (!isOf(opened, vendor))
    throw new TypeError(`The stored ${vendor} connection holds ${opened.vendor} credentials.`);
  return { ...rest, credentials: opened };
}

function isOf<V extends Vendor>(
  opened: Credentials,
  vendor: V,
): opened is Extract<Credentials, { vendor: V }> {
  return opened.vendor === vendor;
}

/** Records a successful live check of this version: when it was, and what it found (merged into the details). */
export async function recordConnectionCheck(
  sql: TenantSql,
  vendor: Vendor,
  version: number,
  found: ConnectionDetails = {},
): Promise<boolean> {
  const result = await sql.query(
    `update connections set checked_at = now(), details = details || $4::jsonb
      where tenant_id = $1 and vendor = $2 and version = $3`,
    [sql.tenantId, vendor, version, JSON.stringify(found)],
  );
  return result.rowCount === 1;
}
