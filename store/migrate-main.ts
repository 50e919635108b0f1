import path from 'node:path';
import { Client, escapeIdentifier } from 'pg';

/**
 * Migrates the database and exits: 0, or 1 with one sentence. It is a process of its own because it runs as the owner,
 * and because the migrator is an ES module. Concurrent runs wait for each other. With a number as argument, only that
 * many of the due migrations run; tests create the schema of an older version that way.
 */
const OLDEST_SERVER = 150_000;

async function main(): Promise<void> {
  const url = process.env['DATABASE_OWNER_URL'] ?? process.env['DATABASE_URL'];
  if (url === undefined || url === '') throw new Error('neither DATABASE_OWNER_URL nor DATABASE_URL is set');
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined); // a lost connection also fails the statement under way, which is reported
  await client.connect();
  try {
    await refuseOldServer(client);
    const { runner } = await import('node-pg-migrate');
    await runner({
      dbClient: client,
      dir: path.join(__dirname, 'migrations'),
      direction: 'up',
      count: Number(process.argv[2] ?? Infinity),
      migrationsTable: 'schema_migrations',
      schema: 'public',
      advisoryLockMode: 'wait',
      singleTransaction: true,
      verbose: false,
      logger: { debug: quiet, info: quiet, warn: quiet, error: quiet },
    });
    await admitProcessLogin(client);
  } finally {
    await client.end();
  }
}

const quiet = (): void => undefined;

async function refuseOldServer(client: Client): Promise<void> {
  const found = await client.query<{ version: number; name: string }>(
    `select current_setting('server_version_num')::int as version, current_setting('server_version') as name`,
  );
  const server = found.rows[0];
  if (server === undefined || server.version < OLDEST_SERVER) {
    throw new Error(`Postgres ${server?.name ?? 'of unknown version'} is too old, 15 or newer is needed`);
  }
}

/** If the process uses a login of its own, that login must be able to take the two roles. */
async function admitProcessLogin(client: Client): Promise<void> {
  const processUrl = process.env['DATABASE_URL'];
  if (process.env['DATABASE_OWNER_URL'] === undefined || processUrl === undefined || processUrl === '')
    return;
  const name = decodeURIComponent(new URL(processUrl).username);
  const missing = await client.query(
    `select from pg_roles where rolname = $1 and rolname <> current_user and not pg_has_role(rolname, 'sync_tenant', 'member')`,
    [name],
  );
  if (missing.rowCount === 0) return;
  await client.query(`grant sync_tenant, sync_control to ${escapeIdentifier(name)}`);
}

function sentence(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(sentence).join('; ');
  if (!(error instanceof Error)) return String(error);
  // The migrator wraps some errors with their stack; the first line is the message.
  const message = error.message.split('\n', 1)[0] ?? error.name;
  return /permission denied|must be (owner|superuser)/.test(message)
    ? `${message}; use the login that owns the database and may create roles`
    : message;
}

main().catch((error: unknown) => {
  process.stderr.write(`The database could not be migrated: ${sentence(error)}.\n`);
  process.exitCode = 1;
});
