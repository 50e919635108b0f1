import { z } from 'zod';
import { decideMatches, type MatchDecision } from '../../actions/decide-matches';
import { listMatches } from '../../actions/list-matches';
import { listTenantRelations } from '../../actions/list-relations';
import { relationHistory } from '../../actions/relation-history';
import {
  matchListing,
  matchShape,
  relationHistoryListing,
  relationHistoryShape,
  relationListing,
  relationShape,
} from '../../contract/relation-listing';
import { tenantId } from '../../domain/ids';
import { RELATION_STATES } from '../../store/relations/listed-relations';
import { actingAs, type Api, type ApiDependencies } from '../api';
import { MAY_ACT } from '../authentication';
import { pageOfShape, pageQuery, shownPage, tenantParams } from '../lists';
import { PROBLEMS, sendRefusal } from '../problem';
import { refusedFor } from '../../actions/action';

const tags = ['relations'];
const DECISIONS = ['accept', 'reject', 'create'] as const satisfies readonly MatchDecision[];

/** Relations with their partners in WinBooks, and the pairs that wait for a person. */
export function relationRoutes(api: Api, deps: ApiDependencies): void {
  api.get(
    '/relations',
    {
      schema: {
        tags,
        summary: "Tribe's relations, then what only WinBooks has",
        params: tenantParams,
        querystring: pageQuery.extend({
          state: z.enum(RELATION_STATES).optional(),
          search: z.string().trim().min(1).max(100).optional().describe('A part of the name, or a number.'),
        }),
        response: { 200: pageOfShape(relationShape), ...PROBLEMS },
      },
    },
    async (request, reply) => {
      const { state = null, search = null, cursor, limit } = request.query;
      const page = await listTenantRelations(
        deps,
        tenantId(request.params.tenant),
        { state, search },
        { after: cursor ?? null, limit },
      );
      return page.ok ? shownPage(page, relationListing) : sendRefusal(request, reply, page);
    },
  );

  api.get(
    '/relations/:relation',
    {
      schema: {
        tags,
        summary: 'One relation with the history of each field',
        params: tenantParams.extend({
          relation: z
            .string()
            .min(1)
            .max(100)
            .describe("Tribe's id, a debtor or creditor number, or a reference."),
        }),
        response: { 200: relationHistoryShape, ...PROBLEMS },
      },
    },
    async (request, reply) => {
      const { tenant, relation } = request.params;
      const history = await relationHistory(deps, tenantId(tenant), relation);
      return history.ok ? relationHistoryListing(history) : sendRefusal(request, reply, history);
    },
  );

  api.get(
    '/matches',
    {
      schema: {
        tags,
        summary: 'Pairs that may be the same, and wait for a person',
        params: tenantParams,
        querystring: pageQuery,
        response: { 200: pageOfShape(matchShape), ...PROBLEMS },
      },
    },
    async (request, reply) => {
      const { cursor, limit } = request.query;
      const page = await listMatches(deps, tenantId(request.params.tenant), { after: cursor ?? null, limit });
      return page.ok ? shownPage(page, matchListing) : sendRefusal(request, reply, page);
    },
  );

  api.post(
    '/matches/:match/:decision',
    {
      preHandler: MAY_ACT,
      schema: {
        tags,
        summary: 'Decides a proposed pair: the same, not the same, or each gets a partner of its own',
        params: tenantParams.extend({ match: z.string().regex(/^\d{1,18}$/), decision: z.enum(DECISIONS) }),
        response: { 200: z.object({ decided: z.array(matchShape) }), ...PROBLEMS },
      },
    },
    async (request, reply) => {
      const { tenant, match, decision } = request.params;
      const decided = await decideMatches(actingAs(deps, request), tenantId(tenant), decision, [match]);
      if (!decided.ok) return sendRefusal(request, reply, decided);
      if (decided.decided.length === 0 && decided.refused.length > 0)
        return sendRefusal(request, reply, refusedFor(decided.refused));
      return { decided: decided.decided.map(matchListing) };
    },
  );
}
