import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Refusal } from '../../actions/action';
import {
  activationOf,
  approveTenant,
  configureTenant,
  connectTenant,
  mapTenantVat,
  type ActivationProgress,
} from '../../actions/activation/activate-by-steps';
import { tenantId } from '../../domain/ids';
import { describeIssue } from '../../domain/issues/texts/describe-issue';
import { ACTIVATION_STEPS } from '../../domain/steps/activation-steps';
import { tenantSettings } from '../../domain/tenant/settings';
import { tenantParts } from '../../domain/tenant/tenants-file';
import { actingAs, type Api, type ApiDependencies } from '../api';
import { MAY_CREATE } from '../authentication';
import { tenantParams } from '../lists';
import { PROBLEMS, reasonShape, sendRefusal } from '../problem';

const tags = ['activation'];
const { tribe, winbooks, vat, approve } = tenantParts.shape;
const progressShape = z
  .object({
    next: z.enum(ACTIVATION_STEPS).describe('`done` when the integration is active.'),
    taken: z
      .object({ ok: z.boolean(), counts: z.record(z.string(), z.number()) })
      .nullable()
      .describe('What the live check of this step has found; null when none was taken.'),
    issues: z.array(reasonShape).describe('What stands in the way now.'),
  })
  .meta({ id: 'Activation' });
const response = { 200: progressShape, ...PROBLEMS };
const params = tenantParams;

/** The activation of an integration, step by step: connection details, VAT groups, Other Settings, approval. */
export function activationRoutes(api: Api, deps: ApiDependencies): void {
  api.get(
    '/activation',
    { schema: { tags, summary: 'How far the activation is', params, response } },
    async (request, reply) =>
      shown(request, reply, await activationOf(actingAs(deps, request), tenantId(request.params.tenant))),
  );

  api.post(
    '/activation/connect',
    {
      preHandler: MAY_CREATE,
      schema: {
        tags,
        summary: 'Stores the connection details of both sides, encrypted, and checks them live',
        params,
        body: z.strictObject({ tribe, winbooks }),
        response,
      },
    },
    async (request, reply) =>
      shown(
        request,
        reply,
        await connectTenant(actingAs(deps, request), tenantId(request.params.tenant), request.body),
      ),
  );

  api.post(
    '/activation/vat',
    {
      preHandler: MAY_CREATE,
      schema: {
        tags,
        summary: 'Which VAT code each VAT group gets',
        params,
        body: z.strictObject({ vat }),
        response,
      },
    },
    async (request, reply) =>
      shown(
        request,
        reply,
        await mapTenantVat(actingAs(deps, request), tenantId(request.params.tenant), request.body.vat),
      ),
  );

  api.post(
    '/activation/settings',
    {
      preHandler: MAY_CREATE,
      schema: {
        tags,
        summary: 'The Other Settings; what is absent has its default',
        params,
        body: z.strictObject({ settings: tenantSettings.prefault({}) }),
        response,
      },
    },
    async (request, reply) =>
      shown(
        request,
        reply,
        await configureTenant(
          actingAs(deps, request),
          tenantId(request.params.tenant),
          request.body.settings,
        ),
      ),
  );

  api.post(
    '/activation/approve',
    {
      preHandler: MAY_CREATE,
      schema: {
        tags,
        summary: 'Starts the synchronisation',
        params,
        body: z.strictObject({ approve }),
        response,
      },
    },
    async (request, reply) =>
      shown(
        request,
        reply,
        await approveTenant(actingAs(deps, request), tenantId(request.params.tenant), request.body.approve),
      ),
  );
}

function shown(
  request: FastifyRequest,
  reply: FastifyReply,
  progress: ActivationProgress | Refusal,
): FastifyReply | z.output<typeof progressShape> {
  if (!progress.ok) return sendRefusal(request, reply, progress);
  return {
    next: progress.next,
    taken: progress.taken === null ? null : { ok: progress.taken.ok, counts: { ...progress.taken.counts } },
    issues: progress.issues.map(({ code, params: given }) => ({
      code,
      ...describeIssue(code, given, request.language),
      params: { ...given },
    })),
  };
}
