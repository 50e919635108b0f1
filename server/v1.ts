import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Api, ApiDependencies } from './api';
import { authenticated } from './authentication';
import { sendProblem } from './problem';
import { claimed, kept } from './repeatable';
import { activationRoutes } from './routes/activation';
import { choiceRoutes } from './routes/choices';
import { invoiceRoutes } from './routes/invoices';
import { issueRoutes } from './routes/issues';
import { relationRoutes } from './routes/relations';
import { tieOutRoutes } from './routes/tie-outs';
import { tenantRoutes, tenantsRoutes } from './routes/tenants';

/** Requests of one key within a minute. */
const MOST_PER_MINUTE = 600;

/** `/v1`: every route needs a key, and every POST may carry an `Idempotency-Key`. */
export async function apiV1(app: FastifyInstance, deps: ApiDependencies): Promise<void> {
  await app.register(
    async (scope) => {
      const api: Api = scope.withTypeProvider<ZodTypeProvider>();
      api.addHook('onRequest', authenticated(deps));
      await api.register(rateLimit, {
        max: MOST_PER_MINUTE,
        timeWindow: 60_000,
        keyGenerator: ({ apiKey, ip }) => apiKey?.id ?? ip,
        hook: 'preValidation',
      });
      api.addHook('preHandler', claimed(deps));
      api.addHook('onSend', kept(deps));
      api.setNotFoundHandler((request, reply) =>
        sendProblem(request, reply, 404, 'ADDRESS_UNKNOWN', { address: request.url.split('?')[0] ?? '' }),
      );
      tenantsRoutes(api, deps);
      await api.register(
        (ofTenant, _options, done) => {
          const typed = ofTenant.withTypeProvider<ZodTypeProvider>();
          for (const routes of [
            tenantRoutes,
            activationRoutes,
            choiceRoutes,
            invoiceRoutes,
            issueRoutes,
            relationRoutes,
            tieOutRoutes,
          ])
            routes(typed, deps);
          done();
        },
        { prefix: '/tenants/:tenant' },
      );
    },
    { prefix: '/v1' },
  );
}
