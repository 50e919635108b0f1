import { parseArgs } from 'node:util';
import { isRefusal } from '../activities/actions/action';
import { listIssues, type IssueListing } from '../activities/actions/list-issues';
import { LANGUAGES, type Language } from '../domain/issue-texts/text-types';
import { BadInput, EXIT } from './bad-input';
import { exitRefused, say, tenantOption } from './beside-running';
import { withRunningStore } from './local-environment';

const EXAMPLE = 'issues --tenant acme --json';

/** `issues --tenant ID [--lang nl|fr|en] [--json]`: what needs a person, why, and what can be done about it. */
export async function issuesCommand(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: { tenant: { type: 'string' }, json: { type: 'boolean' }, lang: { type: 'string' } },
  });
  const tenant = tenantOption(values.tenant, EXAMPLE);
  const language = languageOption(values.lang);
  const issues = await withRunningStore(process.env, (database) => listIssues(database, tenant, language));
  if (isRefusal(issues)) return exitRefused(issues);
  if (values.json) say(JSON.stringify(issues));
  else say(issues.length === 0 ? `${tenant}: no open issues.` : issues.map(inWords).join('\n\n'));
  return EXIT.ok;
}

function inWords(issue: IssueListing): string {
  const since = issue.openedAt.slice(0, 16).replace('T', ' ');
  return [
    `${issue.record}  ${issue.code}  since ${since} UTC  [${issue.owner}]`,
    `  ${issue.title}. ${issue.cause}`,
    `  ${issue.fix}`,
    `  Actions: ${issue.actions.join(', ') || `none, ${issue.nothingBecause ?? ''}`}`,
  ].join('\n');
}

/** The language that `--lang` names; English when it is not given. */
export function languageOption(given = 'en'): Language {
  const language = LANGUAGES.find((known) => known === given);
  if (language === undefined)
    throw new BadInput(`--lang is one of ${LANGUAGES.join(', ')}; example: ${EXAMPLE} --lang nl`);
  return language;
}
