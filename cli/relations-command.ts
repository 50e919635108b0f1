import { readOptions } from './options';
import { listTenantRelations } from '../actions/list-relations';
import { relationHistory } from '../actions/relation-history';
import type { TenantId } from '../domain/ids';
import type { Language } from '../domain/issues/texts/text-types';
import { withRunningStore } from '../local/local-environment';
import { RELATION_STATES, type ListedRelation } from '../store/relations/listed-relations';
import { EXIT, notOneOf } from './bad-input';
import { exitRefused, say, tenantOption } from './beside-running';
import type { Caller } from './caller';
import { limitOption } from './list-options';
import { lineOutput, pagedJsonOutput, showList } from './list-output';
import { relationHistoryListing, relationListing } from '../contract/relation-listing';
import { relationHeading, relationHistoryInWords, relationLines } from './relation-table';
import { RELATION_WORDS } from './words/relation-words';

const EXAMPLE = 'relations --tenant acme --state review';

/**
 * `relations --tenant ID --relation N [--json]`: what was written to either side of one relation.
 * `relations --tenant ID [--state S] [--search TEXT] [--limit N] [--cursor C] [--json]`: the relations of both sides. With --limit one
 * page, whose JSON tells the cursor of the next.
 */
export async function relationsCommand(args: string[], { language }: Caller): Promise<number> {
  const { values } = readOptions({
    args,
    options: {
      tenant: { type: 'string' },
      relation: { type: 'string' },
      state: { type: 'string' },
      search: { type: 'string' },
      limit: { type: 'string' },
      cursor: { type: 'string' },
      json: { type: 'boolean' },
    },
  });
  const tenant = tenantOption(values.tenant, EXAMPLE);
  if (values.relation !== undefined)
    return historyOf(tenant, values.relation, values.json ?? false, language);
  const wanted = { state: stateOption(values.state), search: values.search?.trim() || null };
  const limit = limitOption(values.limit);
  const output = values.json
    ? pagedJsonOutput('relations', relationListing, limit)
    : lineOutput<ListedRelation>(
        relationHeading(language),
        (relation) => relationLines(relation, language),
        `${tenant}: ${RELATION_WORDS[language].none}`,
      );
  const refusal = await withRunningStore(process.env, (database) =>
    showList((request) => listTenantRelations({ database }, tenant, wanted, request), output, {
      limit,
      after: values.cursor ?? null,
    }),
  );
  return refusal === null ? EXIT.ok : exitRefused(refusal, language);
}

function stateOption(given: string | undefined) {
  const state = RELATION_STATES.find((known) => known === given) ?? null;
  if (given !== undefined && state === null) throw notOneOf('--state', given, RELATION_STATES);
  return state;
}

async function historyOf(
  tenant: TenantId,
  relation: string,
  isJson: boolean,
  language: Language,
): Promise<number> {
  const history = await withRunningStore(process.env, (database) =>
    relationHistory({ database }, tenant, relation),
  );
  if (!history.ok) return exitRefused(history, language);
  say(isJson ? JSON.stringify(relationHistoryListing(history)) : relationHistoryInWords(history, language));
  return EXIT.ok;
}
