import type { ListedIssue } from '../actions/list-issues';
import { isIssueCode, type IssueOwner } from '../domain/issues/issue-catalogue';
import { describeIssue } from '../domain/issues/texts/describe-issue';
import type { Language } from '../domain/issues/texts/text-types';
import { NOTHING_BECAUSE } from '../domain/issues/texts/way-out-texts';
import type { IssueAction } from '../domain/ways-out/issue-actions';
import { UNKNOWN_CODE } from '../domain/issues/texts/unknown-code';

/** One issue in plain words as `--json` prints it: a contract with whoever scripts this program. */
export interface DescribedListing {
  readonly code: string;
  /** As `ListedIssue` says; commands take it as it is. */
  readonly record: string;
  readonly owner: IssueOwner;
  readonly title: string;
  readonly cause: string;
  readonly fix: string;
  readonly actions: readonly IssueAction[];
  /** Of the invoice, else null. */
  readonly tribeId: string | null;
  readonly number: string | null;
  /** Why there is no action, else null. */
  readonly nothingBecause: string | null;
}

/** One open issue. */
export interface IssueListing extends DescribedListing {
  readonly id: string;
  readonly openedAt: string;
}

export function issueListing(issue: ListedIssue, language: Language): IssueListing {
  return { id: issue.id, ...describedListing(issue, language), openedAt: issue.openedAt.toISOString() };
}

export function describedListing(
  issue: Omit<ListedIssue, 'id' | 'openedAt'>,
  language: Language,
): DescribedListing {
  const { code, params, record, owner, actions, nothingBecause, tribeId, number } = issue;
  const { title, cause, fix } = isIssueCode(code)
    ? describeIssue(code, params, language)
    : { title: code, ...UNKNOWN_CODE[language] };
  const because = nothingBecause === null ? null : NOTHING_BECAUSE[nothingBecause][language];
  return { code, record, owner, title, cause, fix, actions, tribeId, number, nothingBecause: because };
}
