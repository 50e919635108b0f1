import type { Language } from '../../domain/issues/texts/text-types';

const FORMATS: Readonly<Record<Language, Intl.NumberFormat>> = {
  nl: amountFormat('nl-BE'),
  fr: amountFormat('fr-BE'),
  en: amountFormat('en-GB'),
};

/** `1.234,56` in Dutch, `1 234,56` in French, `1,234.56` in English: an amount in a table, with its sign. */
export const amountInWords = (cents: number, language: Language): string =>
  FORMATS[language].format(cents / 100);

function amountFormat(locale: string): Intl.NumberFormat {
  return new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}
