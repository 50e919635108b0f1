import { readOptions } from './options';
import {
  acceptClearMatches,
  decideMatches,
  type MatchDecision,
  type MatchesDecided,
} from '../actions/decide-matches';
import { listMatches } from '../actions/list-matches';
import type { TenantId } from '../domain/ids';
import type { Language } from '../domain/issues/texts/text-types';
import { withRunningStore } from '../local/local-environment';
import type { ListedMatch } from '../store/relations/relation-matches';
import { EXIT, missing, notOneOf } from './bad-input';
import { exitRefused, say, tenantOption, withActions } from './beside-running';
import type { Caller } from './caller';
import { limitOption } from './list-options';
import { lineOutput, pagedJsonOutput, showList } from './list-output';
import { matchListing } from '../contract/relation-listing';
import { matchLines, partyOf, relationOf } from './relation-table';
import { COMMAND_WORDS } from './words/command-words';
import { problemInWords } from './words/problem-words';
import { RELATION_WORDS } from './words/relation-words';

const EXAMPLE = 'matches accept --tenant acme --id 12 --id 13';
const DECISIONS = ['accept', 'reject', 'create'] as const satisfies readonly MatchDecision[];

/**
 * `matches --tenant ID [--limit N] [--cursor C] [--json]`: the proposed pairs that wait for a person.
 * `matches accept | reject | create --tenant ID --id N …`: what a person decides about some.
 * `matches accept --tenant ID --clear`: every clear one is accepted, and the first sync approved.
 */
export async function matchesCommand(args: string[], { language, actor }: Caller): Promise<number> {
  const { values, positionals } = readOptions({
    args,
    allowPositionals: true,
    options: {
      tenant: { type: 'string' },
      id: { type: 'string', multiple: true },
      clear: { type: 'boolean' },
      limit: { type: 'string' },
      cursor: { type: 'string' },
      json: { type: 'boolean' },
    },
  });
  const tenant = tenantOption(values.tenant, EXAMPLE);
  const [verb] = positionals;
  if (verb === undefined) return listed(tenant, values, language);
  const decision = DECISIONS.find((known) => known === verb);
  if (decision === undefined || positionals.length > 1)
    throw notOneOf('matches', positionals.join(' '), DECISIONS);
  const isJson = values.json ?? false;
  if (decision === 'accept' && values.clear) return acceptClear(tenant, { actor, language, isJson });
  const ids = values.id ?? [];
  if (ids.length === 0) throw missing('--id', EXAMPLE);
  const done = await withActions(actor, (deps) => decideMatches(deps, tenant, decision, ids));
  if (!done.ok) return exitRefused(done, language);
  const { decided, refused, isApproved } = done;
  if (isJson)
    say(
      JSON.stringify({
        decided: decided.map(matchListing),
        refused: refused.map(({ code, params }) => ({ code, params })),
        isApproved,
      }),
    );
  else say(decidedInWords(tenant, decision, done, language));
  for (const problem of refused) process.stderr.write(`${problemInWords(problem, language)}\n`);
  return refused.length === 0 ? EXIT.ok : EXIT.badInput;
}

async function listed(
  tenant: TenantId,
  values: { readonly limit?: string; readonly cursor?: string; readonly json?: boolean },
  language: Language,
): Promise<number> {
  const limit = limitOption(values.limit);
  const output = values.json
    ? pagedJsonOutput('matches', matchListing, limit)
    : lineOutput<ListedMatch>(
        null,
        (match) => [...matchLines(match, language), ''],
        `${tenant}: ${RELATION_WORDS[language].noProposals}`,
      );
  const refusal = await withRunningStore(process.env, (database) =>
    showList((request) => listMatches({ database }, tenant, request), output, {
      limit,
      after: values.cursor ?? null,
    }),
  );
  return refusal === null ? EXIT.ok : exitRefused(refusal, language);
}

function decidedInWords(
  tenant: TenantId,
  decision: MatchDecision,
  { decided, isApproved, delayedBy }: MatchesDecided,
  language: Language,
): string {
  const words = RELATION_WORDS[language];
  const sentence = { accept: words.accepted, reject: words.rejected, create: words.separated }[decision];
  return [
    ...decided.map((match) => sentence(relationOf(match), partyOf(match))),
    ...(isApproved || decision === 'accept' ? [] : [words.waitsForApproval(tenant)]),
    ...(delayedBy === null
      ? []
      : [`${COMMAND_WORDS[language].later} ${problemInWords(delayedBy, language)}`]),
  ].join('\n');
}

async function acceptClear(
  tenant: TenantId,
  { actor, language, isJson }: Caller & { readonly isJson: boolean },
): Promise<number> {
  const done = await withActions(actor, (deps) => acceptClearMatches(deps, tenant));
  if (!done.ok) return exitRefused(done, language);
  const { accepted, left, delayedBy } = done;
  const words = RELATION_WORDS[language];
  const later =
    delayedBy === null ? [] : [COMMAND_WORDS[language].later, problemInWords(delayedBy, language)];
  if (isJson) say(JSON.stringify({ accepted, left }));
  else
    say(
      [
        `${tenant}: ${words.clearAccepted(accepted)}`,
        ...(left === 0 ? [] : [words.clearLeft(left)]),
        words.isApproved,
        ...later,
      ].join(' '),
    );
  return EXIT.ok;
}
