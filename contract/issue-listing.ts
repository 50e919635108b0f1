import { z } from 'zod';
import type { ListedIssue } from '../actions/list-issues';
import { isIssueCode } from '../domain/issues/issue-catalogue';
import { describeIssue } from '../domain/issues/texts/describe-issue';
import type { Language } from '../domain/issues/texts/text-types';
import { NOTHING_BECAUSE } from '../domain/issues/texts/way-out-texts';
import { ISSUE_ACTIONS } from '../domain/ways-out/issue-actions';
import { UNKNOWN_CODE } from '../domain/issues/texts/unknown-code';

/** One issue in plain words as `--json` and the API show it: a contract with whoever scripts this program. */
export const describedShape = z
  .object({
    code: z.string(),
    record: z
      .string()
      .describe(
        '`invoice:<number or id>`, `relation:<id>`, `connection:tribe` …; commands take it as it is.',
      ),
    owner: z.enum(['tenant', 'accountant', 'operator']),
    title: z.string(),
    cause: z.string(),
    fix: z.string(),
    actions: z.array(z.enum(ISSUE_ACTIONS)).describe('What can be done about it as things are now.'),
    tribeId: z.string().nullable().describe('Of the invoice, else null.'),
    number: z.string().nullable(),
    nothingBecause: z.string().nullable().describe('Why there is no action, else null.'),
  })
  .meta({ id: 'DescribedIssue' });
export type DescribedListing = Readonly<z.output<typeof describedShape>>;

/** One open issue. */
export const issueShape = z
  .object({ id: z.string(), ...describedShape.shape, openedAt: z.string() })
  .meta({ id: 'Issue' });
export type IssueListing = Readonly<z.output<typeof issueShape>>;

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
  return {
    code,
    record,
    owner,
    title,
    cause,
    fix,
    actions: [...actions],
    tribeId,
    number,
    nothingBecause: because,
  };
}
