import type { Language } from '../domain/issues/texts/text-types';
import { shortened } from '../domain/text-cut';
import type { ListedPayment } from '../store/payments/listed-payments';
import { amountInWords } from './words/amounts';
import { allocationInWords, PAYMENT_WORDS } from './words/payment-words';

const COLUMNS = { number: 10, customer: 17, amount: 12 } as const;

const joined = (number: string, customer: string, gross: string, open: string, state: string): string =>
  [
    shortened(number, COLUMNS.number).padEnd(COLUMNS.number),
    shortened(customer, COLUMNS.customer).padEnd(COLUMNS.customer),
    gross.padStart(COLUMNS.amount),
    open.padStart(COLUMNS.amount),
    state,
  ]
    .join('  ')
    .trimEnd();

export function paymentHeading(language: Language): string {
  const { number, customer, gross, open, state } = PAYMENT_WORDS[language];
  return joined(number, customer, gross, open, state);
}

/** The invoice, and below it what was paid and when. */
export function paymentLines(payment: ListedPayment, language: Language): readonly string[] {
  const { number, customerName, grossCents, openCents, state, allocations } = payment;
  return [
    joined(
      number ?? '–',
      customerName ?? '–',
      amountInWords(grossCents, language),
      amountInWords(openCents, language),
      PAYMENT_WORDS[language].states[state],
    ),
    ...allocations.map((allocation) => `  ${allocationInWords(allocation, language)}`),
  ];
}
