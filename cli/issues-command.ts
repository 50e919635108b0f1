import { readOptions } from './options';
import { listIssues } from '../actions/list-issues';
import { eachPage } from '../actions/page';
import type { TenantId } from '../domain/ids';
import { isIssueCode } from '../domain/issues/issue-catalogue';
import type { Language } from '../domain/issues/texts/text-types';
import { withRunningStore } from '../local/local-environment';
import { EXIT, notOneOf, unknownIssueCode } from './bad-input';
import { exitRefused, tenantOption } from './beside-running';
import type { Caller } from './caller';
import type { Cell } from './csv';
import { issueListing, type IssueListing } from '../contract/issue-listing';
import { csvOutput, formOption, jsonOutput, lineOutput, type ListOutput } from './list-output';
import { ISSUE_HEADINGS, ISSUE_WORDS } from './words/issue-words';
import { momentForSheet } from './words/moments';

const EXAMPLE = 'issues --tenant acme --json';
const OWNERS = ['tenant', 'accountant', 'operator'] as const;

/**
 * `issues --tenant ID [--issue CODE] [--owner O] [--json | --csv]`: what needs a person, why, and what can be done about it. Written a
 * page at a time.
 */
export async function issuesCommand(args: string[], { language }: Caller): Promise<number> {
  const { values } = readOptions({
    args,
    options: {
      tenant: { type: 'string' },
      issue: { type: 'string' },
      owner: { type: 'string' },
      json: { type: 'boolean' },
      csv: { type: 'boolean' },
    },
  });
  const tenant = tenantOption(values.tenant, EXAMPLE);
  const wanted = { code: codeOption(values.issue, tenant), owner: ownerOption(values.owner) };
  const output = outputIn(formOption(values), tenant, language);
  const refusal = await withRunningStore(process.env, (database) =>
    eachPage(
      (after) => listIssues({ database }, tenant, wanted, { after }),
      (issues) => output.show(issues.map((issue) => issueListing(issue, language))),
    ),
  );
  if (refusal !== null) return exitRefused(refusal, language);
  output.end();
  return EXIT.ok;
}

function codeOption(given: string | undefined, tenant: TenantId): string | undefined {
  if (given !== undefined && !isIssueCode(given)) throw unknownIssueCode(given, tenant);
  return given;
}

function ownerOption(given: string | undefined) {
  const owner = OWNERS.find((known) => known === given);
  if (given !== undefined && owner === undefined) throw notOneOf('--owner', given, OWNERS);
  return owner;
}

function outputIn(
  form: 'json' | 'csv' | 'text',
  tenant: TenantId,
  language: Language,
): ListOutput<IssueListing> {
  if (form === 'json') return jsonOutput<IssueListing>((issue) => issue);
  if (form === 'csv') return csvOutput(ISSUE_HEADINGS[language], (issue) => [issueCells(issue, language)]);
  const none = `${tenant}: ${ISSUE_WORDS[language].noOpenIssues}.`;
  return lineOutput<IssueListing>(null, (issue) => [...issueLines(issue, language), ''], none);
}

function issueCells(issue: IssueListing, language: Language): Cell[] {
  const { openedAt, record, number, code, owner, title, cause, fix, actions } = issue;
  return [
    momentForSheet(new Date(openedAt)),
    number ?? record,
    code,
    ISSUE_WORDS[language].owners[owner],
    title,
    cause,
    fix,
    actions.join(', '),
  ];
}

/** One issue for people, a paragraph. */
export function issueLines(issue: IssueListing, language: Language): readonly string[] {
  const words = ISSUE_WORDS[language];
  const since = `${words.since} ${issue.openedAt.slice(0, 16).replace('T', ' ')} UTC`;
  return [
    `${issue.record}  ${issue.code}  ${since}  [${words.owners[issue.owner]}]`,
    `  ${issue.title}. ${issue.cause}`,
    `  ${issue.fix}`,
    `  ${words.actions} ${issue.actions.join(', ') || `${words.none}, ${issue.nothingBecause ?? ''}`}`,
  ];
}
