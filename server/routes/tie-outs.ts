import { z } from 'zod';
import { isRefusal } from '../../actions/action';
import { compareBooks, lastComparison } from '../../actions/compare-books';
import { tieOutListing, tieOutShape } from '../../contract/tie-out-listing';
import { tenantId } from '../../domain/ids';
import { actingAs, type Api, type ApiDependencies } from '../api';
import { MAY_ACT } from '../authentication';
import { tenantParams } from '../lists';
import { PROBLEMS, sendRefusal } from '../problem';

const tags = ['tie-out'];

/** Whether Tribe and the ledger agree. */
export function tieOutRoutes(api: Api, deps: ApiDependencies): void {
  api.get(
    '/tie-outs',
    {
      schema: {
        tags,
        summary: 'What the last comparison of Tribe with the ledger came to; none before the first night',
        params: tenantParams,
        response: { 200: z.object({ items: z.array(tieOutShape), nextCursor: z.null() }), ...PROBLEMS },
      },
    },
    async (request, reply) => {
      const last = await lastComparison(deps, tenantId(request.params.tenant));
      if (last !== null && isRefusal(last)) return sendRefusal(request, reply, last);
      return { items: last === null ? [] : [tieOutListing(last)], nextCursor: null };
    },
  );

  api.post(
    '/tie-outs',
    {
      preHandler: MAY_ACT,
      schema: {
        tags,
        summary: 'Compares now, and answers when that is done',
        params: tenantParams,
        body: z.strictObject({
          month: z
            .string()
            .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
            .nullable()
            .default(null)
            .describe('One month alone.'),
        }),
        response: { 200: tieOutShape, ...PROBLEMS },
      },
    },
    async (request, reply) => {
      const { tenant } = request.params;
      const compared = await compareBooks(actingAs(deps, request), tenantId(tenant), request.body.month);
      return compared.ok ? tieOutListing(compared) : sendRefusal(request, reply, compared);
    },
  );
}
