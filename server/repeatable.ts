import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { claimRequest, forgetRequest, keepAnswer, type RepeatableRequest } from '../store/api/kept-answers';
import type { ApiDependencies } from './api';
import { sendProblem } from './problem';

declare module 'fastify' {
  interface FastifyRequest {
    /** Null without an `Idempotency-Key`, and for one whose answer was kept. */
    repeatable: RepeatableRequest | null;
  }
}

const USABLE_KEY = /^[\x21-\x7e]{1,200}$/;
const AGAIN_AFTER_S = 2;

/**
 * A POST with an `Idempotency-Key` acts once: its repetition gets the answer of the first, for a day. While the first is under way, it
 * is told so; when its server died, the next one acts, and the action itself sees what was done already.
 */
export const claimed =
  ({ database }: ApiDependencies) =>
  async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    const key = request.headers['idempotency-key'];
    if (request.method !== 'POST' || key === undefined || request.apiKey === null) return undefined;
    if (typeof key !== 'string' || !USABLE_KEY.test(key))
      return sendProblem(request, reply, 400, 'REQUEST_INVALID', {
        place: 'Idempotency-Key',
        problem: '1–200 ASCII',
      });
    const repeatable: RepeatableRequest = {
      caller: request.apiKey.id,
      idempotencyKey: key,
      digest: digestOf(request),
    };
    const claim = await database.asControl((sql) => claimRequest(sql, repeatable));
    if (claim === 'act') {
      request.repeatable = repeatable;
      return undefined;
    }
    if (claim === 'otherRequest') return sendProblem(request, reply, 422, 'IDEMPOTENCY_KEY_USED', { key });
    if (claim === 'underWay')
      return sendProblem(request, reply.header('retry-after', AGAIN_AFTER_S), 409, 'REQUEST_UNDER_WAY', {
        key,
      });
    return reply
      .code(claim.status)
      .type(claim.status < 400 ? 'application/json; charset=utf-8' : 'application/problem+json')
      .header('idempotency-replayed', 'true')
      .serializer((body: unknown) => String(body))
      .send(claim.body);
  };

/** Keeps the answer before it leaves; a failure of ours is forgotten, so that the same key may be used again. */
export const kept =
  ({ database }: ApiDependencies) =>
  async (request: FastifyRequest, reply: FastifyReply, payload: unknown): Promise<unknown> => {
    const { repeatable } = request;
    if (repeatable === null || request.method !== 'POST') return payload;
    await database.asControl((sql) =>
      reply.statusCode < 500 && typeof payload === 'string'
        ? keepAnswer(sql, repeatable, { status: reply.statusCode, body: payload })
        : forgetRequest(sql, repeatable),
    );
    return payload;
  };

const digestOf = ({ method, url, body }: FastifyRequest): Buffer =>
  createHash('sha256')
    .update(JSON.stringify([method, url, body ?? null]))
    .digest();
