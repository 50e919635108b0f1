import { ISSUE_CATALOGUE, type IssueCode, type IssueOwner } from '../issue-catalogue';
import { shownParam, withNoun } from './shown-param';
import { amountTexts } from './amount-texts';
import { apiTexts } from './api-texts';
import { bookingTexts } from './booking-texts';
import { connectionTexts } from './connection-texts';
import { customerNoticeTexts } from './customer-notice-texts';
import { customerTexts } from './customer-texts';
import { goneTexts } from './gone-texts';
import { invoiceRefusalTexts } from './invoice-refusal-texts';
import { invoiceTexts } from './invoice-texts';
import { ledgerTexts } from './ledger-texts';
import { linkRefusalTexts } from './link-refusal-texts';
import { numberTexts } from './number-texts';
import { paymentTexts } from './payment-texts';
import { readingTexts } from './reading-texts';
import { refusalTexts } from './refusal-texts';
import { relationDataTexts } from './relation-data-texts';
import { relationReadingTexts } from './relation-reading-texts';
import { relationRefusalTexts } from './relation-refusal-texts';
import { supplierTexts } from './supplier-texts';
import type { IssueText, IssueTexts, Language } from './text-types';
import { tieOutTexts } from './tie-out-texts';
import { vatTexts } from './vat-texts';

const REFUSAL_TEXTS = {
  ...apiTexts,
  ...refusalTexts,
  ...invoiceRefusalTexts,
  ...linkRefusalTexts,
  ...relationRefusalTexts,
};

/** The texts of every code; the compiler checks that none is missing. */
export const ISSUE_TEXTS: Readonly<Record<IssueCode, IssueTexts>> = {
  ...invoiceTexts,
  ...amountTexts,
  ...vatTexts,
  ...ledgerTexts,
  ...customerTexts,
  ...customerNoticeTexts,
  ...relationDataTexts,
  ...relationReadingTexts,
  ...supplierTexts,
  ...bookingTexts,
  ...goneTexts,
  ...numberTexts,
  ...paymentTexts,
  ...connectionTexts,
  ...readingTexts,
  ...tieOutTexts,
  ...REFUSAL_TEXTS,
};

/** What an action is refused for by a rule of its own; its texts say themselves that nothing was changed. */
export const isRefusalCode = (code: IssueCode): boolean => Object.hasOwn(REFUSAL_TEXTS, code);

export interface DescribedIssue extends IssueText {
  readonly owner: IssueOwner;
}

/** `{name}`, or `{name|singular|plural}` for a count with its noun. */
const PLACEHOLDER = /\{(\w+)(?:\|([^|}]+)\|([^|}]+))?\}/g;

/** An issue in plain words; its params, which may come from a database row, in the notation of the language (`shownParam`). */
export function describeIssue(
  code: IssueCode,
  params: Readonly<Record<string, unknown>>,
  language: Language,
): DescribedIssue {
  const { title, cause, fix } = ISSUE_TEXTS[code][language];
  const fill = (text: string) =>
    text.replaceAll(PLACEHOLDER, (_, name: string, one: string | undefined, other: string | undefined) => {
      const shown = shownParam(name, params, language);
      return one === undefined || other === undefined
        ? shown
        : withNoun(shown, params[name], one, other, language);
    });
  return { owner: ISSUE_CATALOGUE[code].owner, title: fill(title), cause: fill(cause), fix: fill(fix) };
}
