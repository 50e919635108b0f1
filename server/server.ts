import Fastify, { type FastifyInstance } from 'fastify';
import type { Database } from '../store/database/database';

export interface ServerOptions {
  readonly host: string;
  readonly port: number;
  readonly database: Database;
  /** Throws when Temporal does not answer. */
  readonly checkTemporal: () => Promise<void>;
}

/** The HTTP server: liveness and readiness. Listens until `close()`. */
export async function startServer(options: ServerOptions): Promise<FastifyInstance> {
  const app = Fastify({ logger: false });
  app.get('/health/live', () => ({ status: 'ok' }));
  app.get('/health/ready', async (_request, reply) => {
    const [database, temporal] = await Promise.all([
      works(() => options.database.asControl((sql) => sql.query('select 1'))),
      works(options.checkTemporal),
    ]);
    return reply
      .code(database && temporal ? 200 : 503)
      .send({ status: database && temporal ? 'ready' : 'not ready', database, temporal });
  });
  await app.listen({ host: options.host, port: options.port });
  return app;
}

async function works(check: () => Promise<unknown>): Promise<boolean> {
  try {
    await check();
    return true;
  } catch {
    return false;
  }
}
