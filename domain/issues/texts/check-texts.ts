import type { Language, Texts } from './text-types';

/** What would become of an invoice, each after its name: no capital, no full stop. `{name}` stands for one of the params. */
export const CHECK_OUTCOMES = {
  wasBooked: {
    nl: 'was geboekt als {document}, maar dat staat niet meer in WinBooks: er wordt niets opnieuw geboekt, tenzij iemand dat vraagt',
    fr: 'était comptabilisée comme {document}, qui ne figure plus dans WinBooks : rien n’est comptabilisé à nouveau, sauf si quelqu’un le demande',
    en: 'was booked as {document}, which is no longer in WinBooks: nothing is booked again unless somebody asks for it',
  },
  isBooked: {
    nl: 'staat al in WinBooks, als {document}: er zou niets geboekt worden',
    fr: 'figure déjà dans WinBooks, comme {document} : rien ne serait comptabilisé',
    en: 'is already in WinBooks, as {document}: nothing would be booked',
  },
  wouldBook: {
    nl: 'zou geboekt worden als {document}',
    fr: 'serait comptabilisée comme {document}',
    en: 'would be booked as {document}',
  },
  wouldCreateCustomer: {
    nl: 'zou geboekt worden zodra klant {customer} in WinBooks aangemaakt is',
    fr: 'serait comptabilisée dès que le client {customer} est créé dans WinBooks',
    en: 'would be booked once customer {customer} has been created in WinBooks',
  },
  wouldHold: {
    nl: 'zou tegengehouden worden: {code}',
    fr: 'serait retenue : {code}',
    en: 'would be held: {code}',
  },
  wouldSkip: {
    nl: 'zou overgeslagen worden: {reason}',
    fr: 'serait écartée : {reason}',
    en: 'would be skipped: {reason}',
  },
} satisfies Readonly<Record<string, Texts>>;

/** Why a rule skips an invoice. The English one is stored with it. */
export const SKIP_REASONS = {
  beforeStartDate: {
    nl: 'dateert van voor de startdatum',
    fr: 'antérieure à la date de début',
    en: 'before the start date',
  },
  movesNothing: {
    nl: 'er is niets te boeken: geen rekening wijzigt',
    fr: 'il n’y a rien à comptabiliser : aucun compte ne change',
    en: 'there is nothing to book: it moves no account',
  },
} satisfies Readonly<Record<string, Texts>>;
export type SkipReason = keyof typeof SKIP_REASONS;

/** One outcome in words. */
export function checkOutcome(
  outcome: keyof typeof CHECK_OUTCOMES,
  params: Readonly<Record<string, string>>,
  language: Language,
): string {
  return CHECK_OUTCOMES[outcome][language].replaceAll(/\{(\w+)\}/g, (_, name: string) => params[name] ?? '–');
}
