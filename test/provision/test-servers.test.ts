import { Connection } from '@temporalio/client';
import { Client } from 'pg';
import { createTestDatabase, temporalAddress } from '../support/servers';

async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
}

test('each test database has the migrations and nothing of another', async () => {
  const [one, other] = await Promise.all([createTestDatabase(), createTestDatabase()]);
  await query(one.url, 'create table only_here (a int)');
  expect(await query(one.url, `select to_regclass('only_here') is not null as there`)).toEqual([
    { there: true },
  ]);
  expect(await query(other.url, `select to_regclass('only_here') is not null as there`)).toEqual([
    { there: false },
  ]);
  expect(await query(other.url, `select to_regclass('bookings') is not null as there`)).toEqual([
    { there: true },
  ]);
  await Promise.all([one.drop(), other.drop()]);
  await expect(query(one.url, 'select 1')).rejects.toThrow('does not exist');
});

test('the Temporal server keeps histories for 30 days and knows our search attributes', async () => {
  const connection = await Connection.connect({ address: temporalAddress() });
  const { config } = await connection.workflowService.describeNamespace({ namespace: 'default' });
  const { customAttributes } = await connection.operatorService.listSearchAttributes({
    namespace: 'default',
  });
  expect(Number(config?.workflowExecutionRetentionTtl?.seconds)).toBe(30 * 24 * 3600);
  expect(Object.keys(customAttributes)).toEqual(expect.arrayContaining(['Tenant', 'State', 'IssueCode']));
  await connection.close();
});
