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

/** What the set-up of this file's tier left in the environment; when all tiers run, those of another tier are there too. */
function fromSetup(name: 'TEST_DATABASE_URL' | 'TEST_TEMPORAL_ADDRESS'): string {
  const tier: unknown = Reflect.get(globalThis, 'TIER');
  const isForeign =
    tier === 'unit' || tier === 'twins' || (tier === 'store' && name === 'TEST_TEMPORAL_ADDRESS');
  const value = process.env[name];
  if (!value || isForeign)
    throw new Error(`${name} is not for a test of the tier ${String(tier)}: see jest.config.cjs.`);
  return value;
}
