import type { Language } from '../../domain/issues/texts/text-types';
import type { TenantId } from '../../domain/ids';
import type { Database } from '../../store/database/database';
import { paymentsAfter, phasesAfter } from '../../store/payments/listed-payments';
import { PAYMENT_WORDS, standingInWords } from '../words/payment-words';

/** The most lines at once: many payments of an old tenant must not hide the invoices. */
const AT_ONCE = 10;

/** Says each payment that comes back from WinBooks, and each phase that it changed in Tribe, as it happens. */
export function paymentLines(
  database: Database,
  language: Language,
  say: (line: string) => void,
): (tenant: TenantId) => Promise<void> {
  const last = new Map<TenantId, { readonly payment: string; readonly phase: string }>();
  return async (tenant) => {
    const after = last.get(tenant) ?? { payment: '0', phase: '0' };
    const { payments, phases } = await database.asTenant(tenant, async (sql) => ({
      payments: await paymentsAfter(sql, after.payment, AT_ONCE),
      phases: await phasesAfter(sql, after.phase, AT_ONCE),
    }));
    const words = PAYMENT_WORDS[language];
    for (const payment of payments) {
      const { number, customerName } = payment;
      const named = [number, customerName].filter((part) => part !== null).join(' ');
      say(`${tenant}: ${named}: ${standingInWords(payment, language)}`);
    }
    for (const { number, phase } of phases) say(`${tenant}: ${words.inTribe(number ?? '–', phase)}`);
    last.set(tenant, {
      payment: payments.at(-1)?.id ?? after.payment,
      phase: phases.at(-1)?.id ?? after.phase,
    });
  };
}
