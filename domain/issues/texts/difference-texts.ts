import type { Language } from './text-types';

interface DifferenceWords {
  /** What differs, under the name that the comparison gives it. */
  readonly what: Readonly<Record<string, string>>;
  readonly found: string;
  /** Words inside the values: a side of the entry, VAT, nothing. */
  readonly values: Readonly<Record<string, string>>;
}

const WORDS: Readonly<Record<Language, DifferenceWords>> = {
  nl: {
    what: {
      number: 'documentnummer',
      date: 'datum',
      customer: 'klant',
      gross: 'totaal met btw',
      lines: 'lijnen',
      vatBase: 'maatstaf van heffing',
      balance: 'saldo',
    },
    found: 'in WinBooks',
    values: { debit: 'debet', credit: 'credit', VAT: 'btw', none: 'geen' },
  },
  fr: {
    what: {
      number: 'numéro de document',
      date: 'date',
      customer: 'client',
      gross: 'total TVA comprise',
      lines: 'lignes',
      vatBase: 'base d’imposition',
      balance: 'solde',
    },
    found: 'dans WinBooks',
    values: { debit: 'débit', credit: 'crédit', VAT: 'TVA', none: 'aucun' },
  },
  en: {
    what: {
      number: 'document number',
      date: 'date',
      customer: 'customer',
      gross: 'total including VAT',
      lines: 'lines',
      vatBase: 'VAT base',
      balance: 'balance',
    },
    found: 'in WinBooks',
    values: { debit: 'debit', credit: 'credit', VAT: 'VAT', none: 'none' },
  },
};

/**
 * The differences between an entry and its document, as they were stored (`gross 1210.00, found 1210.01; …`), in a language.
 * A part of another form stays as it is.
 *
 * @param inNotation puts the amounts and days of a value in the language's notation
 */
export function differencesIn(
  stored: string,
  language: Language,
  inNotation: (text: string) => string,
): string {
  const { what, found, values } = WORDS[language];
  const valueIn = (value: string): string =>
    inNotation(value.replaceAll(/\b(debit|credit|VAT|none)\b/g, (word) => values[word] ?? word));
  return stored
    .split('; ')
    .map((part) => {
      const [, name = '', expected, actual] = /^(\w+) (.*), found (.*)$/.exec(part) ?? [];
      const label = what[name];
      return label === undefined || expected === undefined || actual === undefined
        ? part
        : `${label} ${valueIn(expected)}, ${found} ${valueIn(actual)}`;
    })
    .join('; ');
}
