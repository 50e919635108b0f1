import { z } from 'zod';
import { listIssues } from '../../actions/list-issues';
import { retryHeldWith } from '../../actions/retry-invoice';
import { invoiceListing, invoiceShape } from '../../contract/invoice-listing';
import { issueListing, issueShape } from '../../contract/issue-listing';
import { tenantId } from '../../domain/ids';
import { ISSUE_CODES } from '../../domain/issues/issue-catalogue';
import { actingAs, type Api, type ApiDependencies } from '../api';
import { MAY_ACT } from '../authentication';
import { pageOfShape, pageQuery, shownPage, tenantParams } from '../lists';
import { PROBLEMS, sendRefusal } from '../problem';

const tags = ['issues'];

/** What needs a person. */
export function issueRoutes(api: Api, deps: ApiDependencies): void {
  api.get(
    '/issues',
    {
      schema: {
        tags,
        summary: 'What needs a person, why, and what can be done about it, oldest first',
        params: tenantParams,
        querystring: pageQuery.extend({
          code: z.enum(ISSUE_CODES).optional(),
          owner: z.enum(['tenant', 'accountant', 'operator']).optional(),
        }),
        response: { 200: pageOfShape(issueShape), ...PROBLEMS },
      },
    },
    async (request, reply) => {
      const { code, owner, cursor, limit } = request.query;
      const page = await listIssues(
        deps,
        tenantId(request.params.tenant),
        { code, owner },
        { after: cursor ?? null, limit },
      );
      if (!page.ok) return sendRefusal(request, reply, page);
      return shownPage(page, (each) => issueListing(each, request.language));
    },
  );

  api.post(
    '/issues/:code/retry',
    {
      preHandler: MAY_ACT,
      schema: {
        tags,
        summary: 'Tries every invoice again that is held for this reason',
        params: tenantParams.extend({ code: z.enum(ISSUE_CODES) }),
        response: { 202: z.object({ invoices: z.array(invoiceShape) }), ...PROBLEMS },
      },
    },
    async (request, reply) => {
      const { tenant, code } = request.params;
      const retried = await retryHeldWith(actingAs(deps, request), tenantId(tenant), code);
      if (!retried.ok) return sendRefusal(request, reply, retried);
      return reply.code(202).send({ invoices: retried.bookings.map(invoiceListing) });
    },
  );
}
