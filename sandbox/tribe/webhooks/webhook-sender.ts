import { textOf, type StoredRecord } from '../records/stored-record';
import { type Tenant } from '../records/tenant';
import { type WriteUnit } from '../records/write-unit';
import { DeliveryPlan } from './delivery-plan';
import { payloadsOf, signatureOf, type Payload } from './webhook-payload';

/** One sending of a delivery, recorded for tests. */
export interface Delivery {
  at: string;
  tenant: string;
  webhookId: string;
  payload: Payload;
  /** The answers of the receiver; 0 means none. */
  statuses: number[];
  lost: boolean;
}

const keptDeliveries = 5_000;
const timeoutMs = 10_000;

/** Notifies the receivers of committed writes after a delay. Nothing of it survives the process. */
export class WebhookSender {
  readonly plan = new DeliveryPlan();
  private deliveries: Delivery[] = [];

  list(): Delivery[] {
    return this.deliveries;
  }

  /** Sends the changes of a committed write unit to every webhook of the tenant that subscribes to them. */
  tell(tenant: Tenant, unit: WriteUnit): void {
    const webhooks = tenant.records.ofTypes(['Webhook']);
    if (webhooks.length === 0 || tenant.position('G29') === 'no') return;
    for (const mutation of unit.mutationsCommitted()) {
      const type = (mutation.after ?? mutation.before)?.type ?? '';
      for (const webhook of webhooks) {
        const wanted = (textOf(webhook, 'EntityType') ?? '').replaceAll('.', '_');
        if (!tenant.schema.isA(type, wanted)) continue;
        for (const payload of payloadsOf(tenant, mutation)) this.deliver(tenant, webhook, payload);
      }
    }
  }

  private deliver(tenant: Tenant, webhook: StoredRecord, payload: Payload): void {
    const waits = this.plan.waitsMs();
    if (waits.length === 0) this.note(tenant, webhook, payload, true);
    for (const waitMs of waits) {
      const delivery = this.note(tenant, webhook, payload, false);
      const attempts = Math.max(1, Number(tenant.position('G38')));
      setTimeout(() => void this.send(tenant, webhook, delivery, attempts), waitMs).unref();
    }
  }

  private note(tenant: Tenant, webhook: StoredRecord, payload: Payload, lost: boolean): Delivery {
    const delivery: Delivery = {
      at: new Date().toISOString(),
      tenant: tenant.id,
      webhookId: webhook.id,
      payload,
      statuses: [],
      lost,
    };
    this.deliveries = [...this.deliveries.slice(1 - keptDeliveries), delivery];
    return delivery;
  }

  private async send(
    tenant: Tenant,
    webhook: StoredRecord,
    delivery: Delivery,
    attempts: number,
  ): Promise<void> {
    const body = JSON.stringify({ webhookId: webhook.id, payload: delivery.payload });
    for (let attempt = 1; attempt <= attempts; attempt++) {
      const status = await this.post(tenant, webhook, body);
      delivery.statuses.push(status);
      if (status >= 200 && status < 300) return;
      if (attempt < attempts) await sleep(this.plan.retryMs * 2 ** (attempt - 1));
    }
  }

  private async post(tenant: Tenant, webhook: StoredRecord, body: string): Promise<number> {
    const headers = {
      'Content-Type': 'application/json',
      ...(JSON.parse(textOf(webhook, 'Headers') ?? '{}') as Record<string, string>),
      [tenant.position('G36')]: signatureOf(textOf(webhook, 'Secret') ?? '', body),
    };
    try {
      const answer = await fetch(textOf(webhook, 'WebhookUrl') ?? '', {
        method: 'POST',
        headers,
        body,
        redirect: 'manual',
        signal: AbortSignal.timeout(timeoutMs),
      });
      await answer.arrayBuffer();
      return answer.status;
    } catch {
      return 0;
    }
  }
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}
