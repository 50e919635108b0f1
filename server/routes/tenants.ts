import { z } from 'zod';
import { createTenantNamed } from '../../actions/create-tenant';
import { listAudit } from '../../actions/list-audit';
import { pauseTenant, resumeTenant } from '../../actions/pause-tenant';
import { syncNow } from '../../actions/sync-now';
import { tenantStatus, tenantStatuses } from '../../actions/tenant-status';
import { auditListing, auditShape } from '../../contract/audit-listing';
import { statusListing, statusShape } from '../../contract/status-listing';
import { tenantId } from '../../domain/ids';
import { actingAs, type Api, type ApiDependencies } from '../api';
import { MAY_ACT, MAY_CREATE } from '../authentication';
import { pageOfShape, pageQuery, shownPage, tenantParams } from '../lists';
import { PROBLEMS, sendRefusal } from '../problem';

const tags = ['integrations'];
const movedShape = z.object({
  wasSo: z.boolean().describe('It was so before: nothing was changed.'),
  reason: z.string().nullable(),
});

/** All integrations. */
export function tenantsRoutes(api: Api, deps: ApiDependencies): void {
  api.get(
    '/tenants',
    {
      schema: {
        tags,
        summary: 'The state of every integration',
        response: { 200: z.object({ items: z.array(statusShape), nextCursor: z.null() }), ...PROBLEMS },
      },
    },
    async () => ({ items: (await tenantStatuses(deps.database)).map(statusListing), nextCursor: null }),
  );

  api.post(
    '/tenants',
    {
      preHandler: MAY_CREATE,
      schema: {
        tags,
        summary: 'Makes an integration, which is then activated step by step',
        body: z.strictObject({
          id: tenantParams.shape.tenant,
          name: z.string().trim().min(1).max(200),
        }),
        response: { 201: statusShape, ...PROBLEMS },
      },
    },
    async (request, reply) => {
      const { id, name } = request.body;
      const created = await createTenantNamed(actingAs(deps, request), tenantId(id), name);
      if (!created.ok) return sendRefusal(request, reply, created);
      const status = await tenantStatus(deps.database, tenantId(id));
      return status.ok
        ? reply.code(201).send(statusListing(status.status))
        : sendRefusal(request, reply, status);
    },
  );
}

/** One integration as a whole. */
export function tenantRoutes(api: Api, deps: ApiDependencies): void {
  api.get(
    '/',
    {
      schema: {
        tags,
        summary: 'The state of one integration',
        params: tenantParams,
        response: { 200: statusShape, ...PROBLEMS },
      },
    },
    async (request, reply) => {
      const status = await tenantStatus(deps.database, tenantId(request.params.tenant));
      return status.ok ? statusListing(status.status) : sendRefusal(request, reply, status);
    },
  );

  api.get(
    '/audit',
    {
      schema: {
        tags,
        summary: 'Who did what, refusals too, the newest first',
        params: tenantParams,
        querystring: pageQuery.extend({ from: z.iso.date().optional() }),
        response: { 200: pageOfShape(auditShape), ...PROBLEMS },
      },
    },
    async (request, reply) => {
      const { from, cursor, limit } = request.query;
      const page = await listAudit(
        deps,
        tenantId(request.params.tenant),
        { from },
        { after: cursor ?? null, limit },
      );
      return page.ok ? shownPage(page, auditListing) : sendRefusal(request, reply, page);
    },
  );

  api.post(
    '/pause',
    {
      preHandler: MAY_ACT,
      schema: {
        tags,
        summary: 'Nothing is written any more from now on; what is under way settles',
        params: tenantParams,
        body: z.strictObject({ reason: z.string().trim().min(1).max(200) }),
        response: { 200: movedShape, ...PROBLEMS },
      },
    },
    async (request, reply) => {
      const paused = await pauseTenant(
        actingAs(deps, request),
        tenantId(request.params.tenant),
        request.body.reason,
      );
      return paused.ok ? { wasSo: paused.wasSo, reason: paused.reason } : sendRefusal(request, reply, paused);
    },
  );

  api.post(
    '/resume',
    {
      preHandler: MAY_ACT,
      schema: {
        tags,
        summary: 'Goes on where it was',
        params: tenantParams,
        response: { 200: movedShape, ...PROBLEMS },
      },
    },
    async (request, reply) => {
      const resumed = await resumeTenant(actingAs(deps, request), tenantId(request.params.tenant));
      return resumed.ok
        ? { wasSo: resumed.wasSo, reason: resumed.reason }
        : sendRefusal(request, reply, resumed);
    },
  );

  api.post(
    '/sync',
    {
      preHandler: MAY_ACT,
      schema: {
        tags,
        summary: 'Reads Tribe now instead of at the next turn',
        params: tenantParams,
        response: {
          200: z.object({
            paused: z.boolean(),
            found: z.int(),
            waiting: z.int(),
            held: z.int(),
            issues: z.int(),
          }),
          ...PROBLEMS,
        },
      },
    },
    async (request, reply) => {
      const synced = await syncNow(actingAs(deps, request), tenantId(request.params.tenant));
      if (!synced.ok) return sendRefusal(request, reply, synced);
      const { isPaused, found, waiting, held, issues } = synced;
      return { paused: isPaused, found, waiting, held, issues };
    },
  );
}
