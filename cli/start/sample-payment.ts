import { setTimeout as sleep } from 'node:timers/promises';
import { tenantId } from '../../domain/ids';
import type { Language, Texts } from '../../domain/issues/texts/text-types';
import type { TenantDefinition } from '../../domain/tenant/tenants-file';
import type { Database } from '../../store/database/database';
import { listPaymentPage } from '../../store/payments/listed-payments';
import { PAYMENT_WORDS } from '../words/payment-words';

/** So that a person has seen the invoices by then. */
const AFTER_MS = 6_000;
const LOOK_EVERY_MS = 1_000;
/** A payment that nobody has read by then is not shown either. */
const PATIENCE_MS = 120_000;

/** Does something at the twins of this start, as the command `sandbox` does; returns a sentence on what was done. */
export type ActAtTwins = (action: string, args: string[]) => Promise<Texts>;

interface Showing {
  readonly database: Database;
  readonly language: Language;
  readonly say: (line: string) => void;
  readonly isStopped: () => boolean;
}

/**
 * A customer of the sample company pays an invoice, so that a newcomer sees the payment come back. Only the first time: nothing is paid
 * when a payment was ever seen. What goes wrong is shown, and ends nothing.
 */
export async function paySample(
  { database, language, say, isStopped }: Showing,
  { id }: Pick<TenantDefinition, 'id'>,
  atTwins: ActAtTwins,
): Promise<void> {
  try {
    const until = Date.now() + PATIENCE_MS;
    await sleep(AFTER_MS);
    while (!isStopped() && Date.now() < until) {
      const payments = await database.asTenant(tenantId(id), (sql) =>
        listPaymentPage(sql, { after: null, limit: 100 }),
      );
      if (payments.some(({ state }) => state !== 'open')) return;
      const number = payments[0]?.number ?? null;
      if (number !== null) {
        say(`${id}: ${PAYMENT_WORDS[language].sample}`);
        const done = await atTwins('pay', ['--tenant', id, '--invoice', number]);
        say(`${id}: ${done[language]}`);
        return;
      }
      await sleep(LOOK_EVERY_MS);
    }
  } catch (error) {
    if (!isStopped()) say(`${id}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
