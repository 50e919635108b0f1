import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { type TwinAnswer, type TwinRequest } from '../../kernel/twin';
import { RecordBuilder } from '../seed/record-builder';
import { textOf, type StoredRecord } from '../records/stored-record';
import { type Tenant } from '../records/tenant';
import { WriteUnit } from '../records/write-unit';

const order = z.object({
  entityType: z.string(),
  webhookUrl: z.url(),
  headers: z.array(z.object({ name: z.string(), value: z.string() })).optional(),
});

const loopbackHosts = ['127.0.0.1', 'localhost', '[::1]'];

function refused(status: number, message: string): TwinAnswer {
  return { status, body: { error: { code: null, message } } };
}

function shown(webhook: StoredRecord): Record<string, unknown> {
  const headers = JSON.parse(textOf(webhook, 'Headers') ?? '{}') as Record<string, string>;
  return {
    id: webhook.id,
    entityType: textOf(webhook, 'EntityType'),
    webhookUrl: textOf(webhook, 'WebhookUrl'),
    headers: Object.entries(headers).map(([name, value]) => ({ name, value })),
  };
}

/** A webhook with its secret, as the management page shows it. */
export function webhooksWithSecrets(tenant: Tenant): object[] {
  return tenant.records
    .ofTypes(['Webhook'])
    .map((webhook) => ({ ...shown(webhook), secret: textOf(webhook, 'Secret') }));
}

/**
 * `/v1/webhooks` (tribe-api §2.11): list, create, delete. An address must be HTTPS; on this machine HTTP is accepted
 * unless switch webhook-https says otherwise.
 */
export function answerWebhooks(
  tenant: Tenant,
  request: TwinRequest,
  id: string | null,
  now: Date,
): TwinAnswer {
  if (tenant.position('G29') === 'no') return refused(404, 'Not found');
  if (id !== null) {
    if (request.method !== 'DELETE')
      return refused(405, `The method '${request.method}' is not allowed here.`);
    return remove(tenant, id);
  }
  if (request.method === 'GET') return { status: 200, body: tenant.records.ofTypes(['Webhook']).map(shown) };
  if (request.method === 'POST') return create(tenant, request.body, now);
  return refused(405, `The method '${request.method}' is not allowed here.`);
}

function create(tenant: Tenant, body: string, now: Date): TwinAnswer {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    return refused(400, 'The body is not JSON.');
  }
  const parsed = order.safeParse(json);
  if (!parsed.success) return refused(400, z.prettifyError(parsed.error));
  const { entityType, webhookUrl, headers = [] } = parsed.data;
  if (tenant.schema.find(entityType.replaceAll('.', '_')) === null) {
    return refused(400, `Unknown entity type '${entityType}'.`);
  }
  const url = new URL(webhookUrl);
  const isLocal = loopbackHosts.includes(url.hostname) && tenant.position('webhook-https') === 'local-http';
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLocal)) {
    return refused(400, 'The webhook needs an HTTPS endpoint.');
  }
  const builder = new RecordBuilder(tenant, now);
  const secret = randomBytes(32).toString('hex');
  const webhook = builder.add('Webhook', null, {
    EntityType: entityType,
    WebhookUrl: webhookUrl,
    Headers: JSON.stringify(Object.fromEntries(headers.map(({ name, value }) => [name, value]))),
    Secret: secret,
  });
  builder.flush();
  const withSecret = tenant.position('webhook-secret') === 'in-answer' ? { secret } : {};
  return { status: 201, body: { ...shown(webhook), ...withSecret } };
}

function remove(tenant: Tenant, id: string): TwinAnswer {
  const webhook = tenant.records.get(id.toLowerCase());
  if (webhook?.type !== 'Webhook') return refused(404, `There is no webhook ${id}.`);
  const unit = new WriteUnit(tenant.records);
  unit.remove(webhook.id);
  unit.commit();
  return { status: 204 };
}
