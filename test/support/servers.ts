import { randomBytes } from 'node:crypto';
import { Client } from 'pg';

/** Migrated once per run and copied for each test database; nobody connects to it. */
export const TEMPLATE_DATABASE = 'template_sync';

export interface TestDatabase {
  /** Of a superuser, as in local mode. */
  readonly url: string;
  /** Ends all its connections. */
  drop(): Promise<void>;
}

/** A database of its own with all migrations, on the Postgres of this run: some 30 ms. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  await onServer(`create database ${name} template ${TEMPLATE_DATABASE} strategy file_copy`);
  const url = new URL(serverUrl());
  url.pathname = name;
  return { url: url.href, drop: () => onServer(`drop database ${name} with (force)`) };
}

/** `host:port` of the Temporal server of this run. It is shared: use a task queue and workflow ids of your own. */
export function temporalAddress(): string {
  return fromSetup('TEST_TEMPORAL_ADDRESS');
}

async function onServer(statement: string): Promise<void> {
  const client = new Client({ connectionString: serverUrl() });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

function serverUrl(): string {
  return fromSetup('TEST_DATABASE_URL');
}

function fromSetup(name: string): string {
  const value = process.env[name];
  if (!value)
    throw new Error(`${name} is not set: tests run under jest, whose global setup starts the servers.`);
  return value;
}
