import { ISSUE_CATALOGUE, type IssueCode, type IssueOwner } from './issue-catalogue';
import { amountTexts } from './issue-texts/amount-texts';
import { bookingTexts } from './issue-texts/booking-texts';
import { connectionTexts } from './issue-texts/connection-texts';
import { customerNoticeTexts } from './issue-texts/customer-notice-texts';
import { customerTexts } from './issue-texts/customer-texts';
import { invoiceTexts } from './issue-texts/invoice-texts';
import { ledgerTexts } from './issue-texts/ledger-texts';
import { numberTexts } from './issue-texts/number-texts';
import type { IssueText, IssueTexts, Language } from './issue-texts/text-types';
import { vatTexts } from './issue-texts/vat-texts';
import { formatCents } from './money';

/** Every code has its texts: the compiler sees to it. */
export const ISSUE_TEXTS: Readonly<Record<IssueCode, IssueTexts>> = {
  ...invoiceTexts,
  ...amountTexts,
  ...vatTexts,
  ...ledgerTexts,
  ...customerTexts,
  ...customerNoticeTexts,
  ...bookingTexts,
  ...numberTexts,
  ...connectionTexts,
};

export interface DescribedIssue extends IssueText {
  readonly owner: IssueOwner;
}

/**
 * An issue in plain words. Params may come from a database row: one that is missing is shown as a dash, and one whose
 * name ends in `Cents` as money in the language's own notation.
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
  if (String(value).trim() === '') return '–';
  if (!name.endsWith('Cents')) return String(value).trim();
  const amounts = String(value).split(';');
  return amounts.map((cents) => money(Number(cents), language)).join(' / ');
}

const NOTATION = {
  nl: { thousands: '.', point: ',' },
  fr: { thousands: '\u00a0', point: ',' },
  en: { thousands: ',', point: '.' },
} as const satisfies Record<Language, object>;

/** `1.210,00` in Dutch, `1 210,00` in French, `1,210.00` in English. */
function money(cents: number, language: Language): string {
  const { thousands, point } = NOTATION[language];
  const [units = '', decimals = ''] = formatCents(cents).split('.');
  return `${units.replaceAll(/\B(?=(\d{3})+$)/g, thousands)}${point}${decimals}`;
}
