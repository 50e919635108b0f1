import { ISSUE_CATALOGUE, type IssueCode, type IssueOwner } from './issue-catalogue';
import { amountTexts } from './texts/amount-texts';
import { bookingTexts } from './texts/booking-texts';
import { connectionTexts } from './texts/connection-texts';
import { customerNoticeTexts } from './texts/customer-notice-texts';
import { customerTexts } from './texts/customer-texts';
import { goneTexts } from './texts/gone-texts';
import { invoiceTexts } from './texts/invoice-texts';
import { ledgerTexts } from './texts/ledger-texts';
import { numberTexts } from './texts/number-texts';
import { readingTexts } from './texts/reading-texts';
import type { IssueText, IssueTexts, Language } from './texts/text-types';
import { vatTexts } from './texts/vat-texts';

/** Every code has its texts: the compiler sees to it. */
export const ISSUE_TEXTS: Readonly<Record<IssueCode, IssueTexts>> = {
  ...invoiceTexts,
  ...amountTexts,
  ...vatTexts,
  ...ledgerTexts,
  ...customerTexts,
  ...customerNoticeTexts,
  ...bookingTexts,
  ...goneTexts,
  ...numberTexts,
  ...connectionTexts,
  ...readingTexts,
};

export interface DescribedIssue extends IssueText {
  readonly owner: IssueOwner;
}

/**
 * An issue in plain words. Params may come from a database row: one that is missing is shown as a dash, one whose name ends in
 * `Cents` as money, and a day under a name that ends in `date`, in the language's own notation.
 */
export function describeIssue(
  code: IssueCode,
  params: Readonly<Record<string, unknown>>,
  language: Language,
): DescribedIssue {
  const { title, cause, fix } = ISSUE_TEXTS[code][language];
  const fill = (text: string) =>
    text.replaceAll(/\{(\w+)\}/g, (_, name: string) => shown(name, params[name], language));
  return { owner: ISSUE_CATALOGUE[code].owner, title: fill(title), cause: fill(cause), fix: fill(fix) };
}

function shown(name: string, value: unknown, language: Language): string {
  if (typeof value !== 'string' && typeof value !== 'number') return '–';
  const text = String(value).trim();
  if (text === '') return '–';
  if (name.endsWith('Cents'))
    return text
      .split(';')
      .map((cents) => money(Number(cents), language))
      .join(' / ');
  return /date$/i.test(name) && DAY.test(text) ? dayInWords(text, language) : text;
}

const LOCALES = { nl: 'nl-BE', fr: 'fr-BE', en: 'en-GB' } as const satisfies Record<Language, string>;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** `1.210,00` in Dutch, `1 210,00` in French, `1,210.00` in English. */
function money(cents: number, language: Language): string {
  return (cents / 100).toLocaleString(LOCALES[language], {
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
  });
}

/** `05/11/2026` in Dutch and French, `5 Nov 2026` in English. */
function dayInWords(day: string, language: Language): string {
  return new Date(`${day}T00:00:00Z`).toLocaleDateString(LOCALES[language], {
    day: language === 'en' ? 'numeric' : '2-digit',
    month: language === 'en' ? 'short' : '2-digit',
    year: 'numeric',
    timeZone: 'UTC',
  });
}
