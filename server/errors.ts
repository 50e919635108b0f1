import { randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import type { Logger } from 'pino';
import { sendProblem } from './problem';

/** Whatever is thrown becomes a problem of the catalogue; what is our own fault is in the log under its reference. */
export function answerErrors(app: FastifyInstance, log: Logger): void {
  app.setErrorHandler((error: Error & { statusCode?: number; code?: string }, request, reply) => {
    if (hasZodFastifySchemaValidationErrors(error)) return invalid(request, reply, error);
    const status = error.statusCode ?? 500;
    if (status === 429)
      return sendProblem(request, reply, 429, 'TOO_MANY_REQUESTS', {
        seconds: Number(reply.getHeader('retry-after') ?? 60),
      });
    if (status === 413) return sendProblem(request, reply, 413, 'REQUEST_TOO_LARGE', {});
    if (status >= 400 && status < 500)
      return sendProblem(request, reply, status, 'REQUEST_INVALID', {
        place: 'body',
        problem: error.message,
      });
    const reference = randomBytes(4).toString('hex');
    log.error(
      { err: error, reference, method: request.method, route: request.routeOptions.url },
      'A request failed',
    );
    return sendProblem(request, reply, 500, 'SERVER_FAILED', { reference });
  });
  app.setNotFoundHandler((request, reply) =>
    sendProblem(request, reply, 404, 'ADDRESS_UNKNOWN', { address: request.url.split('?')[0] ?? '' }),
  );
}

/** The first thing that is wrong, and where. The value itself is not repeated: it may be a secret. */
function invalid(
  request: FastifyRequest,
  reply: FastifyReply,
  error: Error & {
    validation?: readonly { instancePath: string; message?: string }[];
    validationContext?: string;
  },
): FastifyReply {
  const [first] = error.validation ?? [];
  const path = (first?.instancePath ?? '').replaceAll('/', '.').replace(/^\./, '');
  const place = [error.validationContext ?? 'body', path].filter(Boolean).join('.');
  return sendProblem(request, reply, 400, 'REQUEST_INVALID', {
    place,
    problem: first?.message ?? error.message,
  });
}
