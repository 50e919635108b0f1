import type { FastifyReply, FastifyRequest } from 'fastify';
import { apiKeyOf } from '../actions/api-keys';
import type { KeyScope } from '../store/api/api-keys';
import type { ApiDependencies } from './api';
import { sendProblem } from './problem';

/** `Authorization: Bearer KEY`; every other form is no key. */
const BEARER = /^bearer +(\S{20,200})$/i;

/** Lets requests pass that have a valid key; notes it on the request. */
export const authenticated =
  (deps: ApiDependencies) =>
  async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    const presented = BEARER.exec(request.headers.authorization ?? '')?.[1];
    request.apiKey = presented === undefined ? null : await apiKeyOf(deps, presented);
    if (request.apiKey !== null) return undefined;
    return sendProblem(request, reply.header('www-authenticate', 'Bearer'), 401, 'API_KEY_REFUSED', {});
  };

/** Lets requests pass whose key has one of these scopes. */
export const allowedTo =
  (...scopes: readonly KeyScope[]) =>
  async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    const scope = request.apiKey?.scope;
    if (scope !== undefined && scopes.includes(scope)) return undefined;
    return sendProblem(request, reply, 403, 'API_KEY_TOO_NARROW', { scope: scope ?? '–' });
  };

/** Changes something for an integration. */
export const MAY_ACT = allowedTo('platform', 'operator');
/** Makes integrations. */
export const MAY_CREATE = allowedTo('platform');
