import { FOLDER_CURRENCY } from '../../domain/money/money';
import type {
  Allocation,
  AllocationKind,
  PaymentStanding,
  PaymentState,
} from '../../domain/payment/payment-standing';
import type { Language } from '../../domain/issues/texts/text-types';
import { amountInWords } from './amounts';
import { dayInWords } from './moments';

/** What commands say about payments. */
interface PaymentWords {
  readonly number: string;
  readonly customer: string;
  readonly gross: string;
  readonly open: string;
  readonly state: string;
  readonly states: Readonly<Record<PaymentState, string>>;
  readonly kinds: Readonly<Record<AllocationKind, string>>;
  readonly none: string;
  readonly payment: (state: string) => string;
  readonly stillOpen: (amount: string) => string;
  readonly tooMuch: (amount: string) => string;
  readonly inTribe: (number: string, phase: string) => string;
  readonly sample: string;
}

export const PAYMENT_WORDS: Readonly<Record<Language, PaymentWords>> = {
  nl: {
    number: 'Nummer',
    customer: 'Klant',
    gross: 'Totaal',
    open: 'Openstaand',
    state: 'Status',
    states: {
      open: 'open',
      'partly-paid': 'deels betaald',
      paid: 'betaald',
      overpaid: 'te veel betaald',
      credited: 'gecrediteerd',
      'written-off': 'afgeboekt',
      reversed: 'matching ongedaan gemaakt',
    },
    kinds: {
      payment: 'betaling',
      refund: 'terugbetaling',
      'credit-note': 'creditnota',
      invoice: 'factuur',
      difference: 'betalingsverschil',
      exchange: 'koersverschil',
    },
    none: 'geen geboekte facturen waarvan de betaling gelezen is.',
    payment: (state) => `Betaling in WinBooks: ${state}`,
    stillOpen: (amount) => `${amount} staat open`,
    tooMuch: (amount) => `${amount} te veel`,
    inTribe: (number, phase) => `Tribe: factuur ${number} is nu ${phase}.`,
    sample: 'Een klant betaalt zo een van deze facturen in de twin van WinBooks.',
  },
  fr: {
    number: 'Numéro',
    customer: 'Client',
    gross: 'Total',
    open: 'Solde ouvert',
    state: 'Statut',
    states: {
      open: 'ouverte',
      'partly-paid': 'payée en partie',
      paid: 'payée',
      overpaid: 'trop-perçu',
      credited: 'créditée',
      'written-off': 'soldée par différence',
      reversed: 'lettrage annulé',
    },
    kinds: {
      payment: 'paiement',
      refund: 'remboursement',
      'credit-note': 'note de crédit',
      invoice: 'facture',
      difference: 'différence de paiement',
      exchange: 'différence de change',
    },
    none: 'aucune facture comptabilisée dont le paiement a été lu.',
    payment: (state) => `Paiement dans WinBooks\u00a0: ${state}`,
    stillOpen: (amount) => `${amount} reste ouvert`,
    tooMuch: (amount) => `${amount} de trop`,
    inTribe: (number, phase) => `Tribe\u00a0: la facture ${number} est maintenant ${phase}.`,
    sample: 'Un client va payer une de ces factures dans le twin de WinBooks.',
  },
  en: {
    number: 'Number',
    customer: 'Customer',
    gross: 'Total',
    open: 'Open',
    state: 'State',
    states: {
      open: 'open',
      'partly-paid': 'partly paid',
      paid: 'paid',
      overpaid: 'overpaid',
      credited: 'credited',
      'written-off': 'written off',
      reversed: 'matching undone',
    },
    kinds: {
      payment: 'payment',
      refund: 'refund',
      'credit-note': 'credit note',
      invoice: 'invoice',
      difference: 'payment difference',
      exchange: 'exchange difference',
    },
    none: 'no booked invoices whose payment was read.',
    payment: (state) => `Payment in WinBooks: ${state}`,
    stillOpen: (amount) => `${amount} is open`,
    tooMuch: (amount) => `${amount} too much`,
    inTribe: (number, phase) => `Tribe: invoice ${number} is ${phase} now.`,
    sample: 'A customer is about to pay one of these invoices in the twin of WinBooks.',
  },
};

/** `partly paid, 142.00 EUR is open (payment 100.00, 05 Nov 2026, FIN/2026-11-05)`. */
export function standingInWords(standing: PaymentStanding, language: Language): string {
  const words = PAYMENT_WORDS[language];
  const { state, openCents, allocations } = standing;
  const amount = `${amountInWords(Math.abs(openCents), language)} ${FOLDER_CURRENCY}`;
  const balance = openCents === 0 ? [] : [openCents > 0 ? words.stillOpen(amount) : words.tooMuch(amount)];
  const parts = allocations.map((allocation) => allocationInWords(allocation, language)).join('; ');
  return [words.states[state], ...balance].join(', ') + (parts === '' ? '' : ` (${parts})`);
}

/** `payment 100.00, 05 Nov 2026, FIN/2026-11-05`: what lowers the balance is shown without a sign, what raises it with a plus. */
export function allocationInWords({ date, cents, kind, reference }: Allocation, language: Language): string {
  const amount = `${cents > 0 ? '+' : ''}${amountInWords(Math.abs(cents), language)}`;
  const details = [date === null ? null : dayInWords(date, language), reference].filter(
    (part) => part !== null,
  );
  return [`${PAYMENT_WORDS[language].kinds[kind]} ${amount}`, ...details].join(', ');
}
