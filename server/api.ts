import type {
  FastifyBaseLogger,
  FastifyInstance,
  RawServerDefault,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
} from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { ActionDependencies } from '../actions/action';
import type { Language } from '../domain/issues/texts/text-types';
import type { ApiKey } from '../store/api/api-keys';

/** What the API needs of its process; who acts is told by each request. */
export type ApiDependencies = Omit<ActionDependencies, 'actor'>;

/** An instance whose routes are typed by their zod schemas. */
export type Api = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  ZodTypeProvider
>;

declare module 'fastify' {
  interface FastifyRequest {
    /** Null until the key was looked up. */
    apiKey: ApiKey | null;
    /** Of the words in its answer: `Accept-Language`, or `?lang=`. */
    language: Language;
  }
}

/** The dependencies of an action that this request asks for; the audit trail names its key. */
export const actingAs = (
  deps: ApiDependencies,
  { apiKey }: { readonly apiKey: ApiKey | null },
): ActionDependencies => ({ ...deps, actor: `api:${apiKey?.name ?? 'unknown'}` });
