import Fastify, { type FastifyInstance } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import type { Logger } from 'pino';
import type { ApiDependencies } from './api';
import { describeApi } from './documentation';
import { answerErrors } from './errors';
import { languageOf } from './language';
import { apiV1 } from './v1';

export interface ServerOptions {
  readonly host: string;
  readonly port: number;
  readonly deps: ApiDependencies;
  readonly log: Logger;
  /** Throws when Temporal does not answer. */
  readonly checkTemporal: () => Promise<void>;
}

/** The largest body of a request. Bytes. */
const LARGEST_BODY = 256 * 1024;

/** The HTTP server: the API with its documentation, liveness and readiness. Listens until `close()`. */
export async function startServer(options: ServerOptions): Promise<FastifyInstance> {
  const app = Fastify({ logger: false, bodyLimit: LARGEST_BODY, forceCloseConnections: true });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.decorateRequest('apiKey', null);
  app.decorateRequest('repeatable', null);
  app.decorateRequest('language', 'en');
  app.addHook('onRequest', (request, _reply, done) => {
    const { lang } = request.query as { readonly lang?: unknown };
    request.language = languageOf(request.headers['accept-language'], lang);
    done();
  });
  answerErrors(app, options.log);
  await describeApi(app);
  health(app, options);
  await apiV1(app, options.deps);
  await app.listen({ host: options.host, port: options.port });
  return app;
}

function health(app: FastifyInstance, { deps, checkTemporal }: ServerOptions): void {
  app.get('/health/live', { schema: { hide: true } }, () => ({ status: 'ok' }));
  app.get('/health/ready', { schema: { hide: true } }, async (_request, reply) => {
    const [database, temporal] = await Promise.all([
      works(() => deps.database.asControl((sql) => sql.query('select 1'))),
      works(checkTemporal),
    ]);
    return reply
      .code(database && temporal ? 200 : 503)
      .send({ status: database && temporal ? 'ready' : 'not ready', database, temporal });
  });
}

async function works(check: () => Promise<unknown>): Promise<boolean> {
  try {
    await check();
    return true;
  } catch {
    return false;
  }
}
