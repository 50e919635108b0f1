import { parseArgs } from 'node:util';
import { isRefusal } from '../actions/action';
import { listIssues, type IssueListing } from '../actions/list-issues';
import type { TenantId } from '../domain/ids';
import type { Language } from '../domain/issues/texts/text-types';
import { EXIT } from './bad-input';
import { exitRefused, say, tenantOption } from './beside-running';
import { ISSUE_WORDS } from './words/issue-words';
import { withRunningStore } from '../local/local-environment';
import type { Caller } from './caller';

const EXAMPLE = 'issues --tenant acme --json';

/** `issues --tenant ID [--lang nl|fr|en] [--json]`: what needs a person, why, and what can be done about it. */
export async function issuesCommand(args: string[], { language }: Caller): Promise<number> {
  const { values } = parseArgs({
    args,
    options: { tenant: { type: 'string' }, json: { type: 'boolean' } },
  });
  const tenant = tenantOption(values.tenant, EXAMPLE);
  const issues = await withRunningStore(process.env, (database) => listIssues(database, tenant, language));
  if (isRefusal(issues)) return exitRefused(issues, language);
  say(values.json ? JSON.stringify(issues) : issuesInWords(tenant, issues, language));
  return EXIT.ok;
}

/** The issues for people, a paragraph each. */
export function issuesInWords(tenant: TenantId, issues: readonly IssueListing[], language: Language): string {
  const words = ISSUE_WORDS[language];
  if (issues.length === 0) return `${tenant}: ${words.noOpenIssues}.`;
  return issues
    .map((issue) => {
      const since = `${words.since} ${issue.openedAt.slice(0, 16).replace('T', ' ')} UTC`;
      return [
        `${issue.record}  ${issue.code}  ${since}  [${words.owners[issue.owner]}]`,
        `  ${issue.title}. ${issue.cause}`,
        `  ${issue.fix}`,
        `  ${words.actions} ${issue.actions.join(', ') || `${words.none}, ${issue.nothingBecause ?? ''}`}`,
      ].join('\n');
    })
    .join('\n\n');
}
