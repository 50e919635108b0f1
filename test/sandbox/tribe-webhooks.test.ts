import { sampleSeed } from '../../sandbox/tribe/tribe-twin';
import {
  draft,
  startReceiver,
  startTribe,
  until,
  withSwitches,
  type Json,
  type TribeClient,
  type TribeStack,
} from './tribe-fixture';

/** What a webhook tells, to whom, and how often (tribe-api §2.11). */

let stack: TribeStack;
let moulin: TribeClient;

beforeAll(async () => {
  stack = await startTribe(sampleSeed);
  moulin = await stack.tenant('moulin');
  await stack.control('POST', 'deliveries', { retryMs: 10 });
});
afterAll(() => stack.close());

async function listening<T>(
  entityType: string,
  statuses: number[],
  look: (receiver: Awaited<ReturnType<typeof startReceiver>>) => Promise<T>,
) {
  const receiver = await startReceiver(statuses);
  const created = await moulin.send('POST', 'webhooks', { entityType, webhookUrl: receiver.url });
  try {
    return await look(receiver);
  } finally {
    await moulin.send('DELETE', `webhooks/${String(created.body['id'])}`);
    await receiver.close();
  }
}

const createOrganisation = async (client: TribeClient, name: string) =>
  String((await client.send('POST', 'odata/Relation_Organization', { Name: name })).body['ID']);
const payloadOf = (body: string | undefined) => (JSON.parse(body ?? '{}') as { payload: Json }).payload;

test('creation, change and deletion, also by a user; other types and other tenants are not told', async () => {
  await listening('Relation.Organization', [], async ({ received }) => {
    const other = await stack.tenant('lindeboom');
    await createOrganisation(other, 'Van de buren');
    await moulin.send('POST', 'odata/Relation_Person', { LastName: 'Niemand' });
    const id = await createOrganisation(moulin, 'Verteld');
    await until(() => received.length === 1);
    await moulin.send('PUT', `odata/Relation_Organization(${id})`, { Website: 'x' });
    await until(() => received.length === 2);
    await stack.control('POST', 'actions/delete', { tenant: 'moulin', id });
    await until(() => received.length === 3);
    expect(received.map(({ body }) => payloadOf(body))).toEqual(
      ['EntityCreationMutation', 'EntityUpdateMutation', 'EntityDeletionMutation'].map((type) => ({
        type,
        entityType: 'Relation.Organization',
        entityId: id,
      })),
    );
  });
});

test('a webhook on a base type hears of every type below it', async () => {
  await listening('Activity', [], async ({ received }) => {
    const id = await draft(moulin, 'K201');
    await until(() => received.some(({ body }) => payloadOf(body)['entityId'] === id));
  });
});

test('a refused write tells nothing', async () => {
  await listening('Relation.Organization', [], async ({ received }) => {
    expect((await moulin.send('POST', 'odata/Relation_Organization', { Website: 'no name' })).status).toBe(
      400,
    );
    const id = await createOrganisation(moulin, 'Wel');
    await until(() => received.length > 0);
    expect(received.map(({ body }) => payloadOf(body)['entityId'])).toEqual([id]);
  });
});

test('G38: a delivery is repeated until it is answered with 2xx, three times at most', async () => {
  await listening('Relation.Organization', [500, 500], async ({ received }) => {
    await createOrganisation(moulin, 'Derde keer');
    await until(() => received.length === 3);
    expect(new Set(received.map(({ body }) => body)).size).toBe(1);
  });
  await listening('Relation.Organization', [500, 500, 500, 500], async ({ received }) => {
    const id = await createOrganisation(moulin, 'Nooit');
    await until(() => received.length === 3);
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(received).toHaveLength(3);
    const deliveries = (await stack.control('GET', 'deliveries')).body as unknown as {
      payload: Json;
      statuses: number[];
    }[];
    expect(deliveries.find(({ payload }) => payload['entityId'] === id)?.statuses).toEqual([500, 500, 500]);
  });
});

test('G36 and G37: the header, and a payload of the id alone or with links', async () => {
  const first = (positions: Record<string, string>) =>
    withSwitches(stack, 'moulin', positions, () =>
      listening('Relationship', [], async ({ received }) => {
        const identity = (await moulin.rows('odata/Relationship_Organization_Identity?$expand=Relation'))[0];
        await moulin.send('POST', 'odata/Relationship_Organization_Supplier', {
          Relation: { ID: (identity?.['Relation'] as Json)['ID'] },
          Organization: { Name: 'Leverancier' },
        });
        await until(() => received.length > 0);
        await new Promise((resolve) => setTimeout(resolve, 100));
        return received;
      }),
    );
  const [idOnly] = await first({ G37: 'id-only', G36: 'X-Other' });
  expect(Object.keys(payloadOf(idOnly?.body))).toEqual(['entityId']);
  expect([idOnly?.headers['x-other'], idOnly?.headers['x-tribe-signature']]).toEqual([
    expect.any(String),
    undefined,
  ]);
  const withLinks = (await first({ G37: 'with-links' })).map(({ body }) => payloadOf(body));
  expect(withLinks.filter((payload) => payload['type'] === 'RelationshipCreationMutation')).toHaveLength(2);
  expect(withLinks.filter((payload) => 'relationshipId' in payload)).toHaveLength(2);
});

test('the secret is on the management page, or in the answer', async () => {
  const create = async () => {
    const body = { entityType: 'Activity.Invoice', webhookUrl: 'https://receiver.example/hook' };
    const created = await moulin.send('POST', 'webhooks', body);
    await moulin.send('DELETE', `webhooks/${String(created.body['id'])}`);
    return created.body;
  };
  expect(await create()).not.toHaveProperty('secret');
  expect(await withSwitches(stack, 'moulin', { 'webhook-secret': 'in-answer' }, create)).toHaveProperty(
    'secret',
  );
});

test('only HTTPS, when the switch says so; only entity types that exist', async () => {
  const create = (entityType: string, webhookUrl: string) =>
    moulin.send('POST', 'webhooks', { entityType, webhookUrl });
  const strict = await withSwitches(stack, 'moulin', { 'webhook-https': 'https-only' }, () =>
    create('Activity.Invoice', 'http://127.0.0.1:9/hook'),
  );
  expect(strict.status).toBe(400);
  expect((await create('Activity.Bill', 'https://receiver.example/hook')).status).toBe(400);
});
