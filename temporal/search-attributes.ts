import { setTimeout as sleep } from 'node:timers/promises';
import {
  Client,
  isGrpcServiceError,
  ServiceError,
  type Connection,
  type WorkflowClientInterceptor,
  type WorkflowStartInput,
} from '@temporalio/client';
import { SEARCH_ATTRIBUTES } from '../domain/steps/workflow-names';

/** `INDEXED_VALUE_TYPE_KEYWORD` of Temporal's API. */
const KEYWORD = 2;
const OURS = Object.values(SEARCH_ATTRIBUTES);
/** A query that matches nothing, and that only a cluster which knows all attributes with the right type accepts. */
const QUERY_WITH_ALL = OURS.map((name) => `${name} = 'none'`).join(' and ');
/** The servers of a cluster read new search attributes from a cache. */
const TAKEN_WITHIN_MS = 30_000;
const LOOK_EVERY_MS = 250;
/** A cluster that refused them is asked again after this long. */
const ASK_AGAIN_AFTER_MS = 60_000;

/** gRPC code for an invalid argument: an unknown search attribute, or one of another type. */
const INVALID_ARGUMENT = 3;
/** gRPC codes for cancelled, deadline exceeded and unavailable. They say nothing about search attributes. */
const OUTAGES: readonly number[] = [1, 4, 14];

/** A client that starts every run with its search attributes if the cluster accepts them, and without them if not. */
export interface SearchableClient {
  readonly client: Client;
  /**
   * Whether runs may carry them. Registers those that are missing. A cluster that does not allow it causes one warning,
   * and is asked again after a minute. Throws only when the cluster does not answer.
   */
  readonly areUsable: () => Promise<boolean>;
}

/**
 * Search attributes make runs findable by tenant, state and issue code in Temporal UI. Nothing else depends on them, so
 * a cluster without them must never stop a booking. A run that was started without them sets none later
 * (`workflows/story.ts`).
 *
 * @param warn called once if runs are started without them, with one sentence that names the command to run
 */
export function searchableClient(
  connection: Connection,
  namespace: string,
  warn: (sentence: string) => void = () => undefined,
): SearchableClient {
  let asked: { readonly at: number; readonly usable: Promise<boolean> } | null = null;
  let hasWarned = false;

  const ask = async (): Promise<boolean> => {
    const problem = await searchAttributesProblem(connection, namespace);
    if (problem !== null && !hasWarned) warn(problem);
    hasWarned = problem !== null;
    return problem === null;
  };
  const areUsable = async (): Promise<boolean> => {
    const current = (asked ??= { at: Date.now(), usable: ask() });
    try {
      const isUsable = await current.usable;
      // The next caller asks again; this call does not wait for it.
      if (!isUsable && Date.now() - current.at > ASK_AGAIN_AFTER_MS) forget(current);
      return isUsable;
    } catch (error) {
      forget(current);
      throw error;
    }
  };
  const forget = (answer: typeof asked): void => {
    if (asked === answer) asked = null;
  };

  const startWithDetails: StartWithDetails = async (input, next) => {
    // Known a moment ago and refused now: the cluster was rebuilt, or somebody removed them. They are registered again,
    // and only if the cluster still refuses does the run start without them.
    for (let tries = 0; tries < 2 && (await areUsable()); tries += 1) {
      const answer = asked;
      try {
        return await next(input);
      } catch (error) {
        if (grpcCode(error) !== INVALID_ARGUMENT) throw error;
        forget(answer);
      }
    }
    return next(withoutSearchAttributes(input));
  };
  return {
    client: new Client({ connection, namespace, interceptors: { workflow: [{ startWithDetails }] } }),
    areUsable,
  };
}

type StartWithDetails = NonNullable<WorkflowClientInterceptor['startWithDetails']>;

/**
 * Checks that the cluster knows our search attributes and registers those that are missing. Null when it accepts them;
 * otherwise one sentence with the reason and the command to run. Throws only when the cluster does not answer.
 */
export async function searchAttributesProblem(
  connection: Connection,
  namespace: string,
): Promise<string | null> {
  if (await areTaken(connection, namespace)) return null;
  const problem = await register(connection, namespace);
  // Another worker may have registered them at the same moment.
  const deadline = Date.now() + (problem === null ? TAKEN_WITHIN_MS : 0);
  do {
    if (await areTaken(connection, namespace)) return null;
    await sleep(LOOK_EVERY_MS);
  } while (Date.now() < deadline);
  return problem ?? sentence(namespace, OURS, 'the cluster does not take them');
}

async function areTaken(connection: Connection, namespace: string): Promise<boolean> {
  try {
    await connection.workflowService.countWorkflowExecutions({ namespace, query: QUERY_WITH_ALL });
    return true;
  } catch (error) {
    if (isOutage(error)) throw error;
    return false;
  }
}

async function register(connection: Connection, namespace: string): Promise<string | null> {
  try {
    const { customAttributes: known } = await connection.operatorService.listSearchAttributes({ namespace });
    const different = OURS.filter((name) => known[name] !== undefined && Number(known[name]) !== KEYWORD);
    if (different.length > 0)
      return sentence(namespace, different, 'they exist with another type than Keyword');
    const missing = OURS.filter((name) => known[name] === undefined);
    const searchAttributes = Object.fromEntries(missing.map((name) => [name, KEYWORD]));
    if (missing.length > 0)
      await connection.operatorService.addSearchAttributes({ namespace, searchAttributes });
    return null;
  } catch (error) {
    if (isOutage(error)) throw error;
    return sentence(namespace, OURS, error instanceof Error ? error.message : String(error));
  }
}

function sentence(namespace: string, names: readonly string[], reason: string): string {
  const flags = names.map((name) => `--name ${name} --type Keyword`).join(' ');
  return (
    `The search attributes ${names.join(', ')} cannot be used in namespace ${namespace} (${reason}). Bookings go on without them; ` +
    `to find runs by tenant, state and issue, run "temporal operator search-attribute create --namespace ${namespace} ${flags}" ` +
    'with an account that may.'
  );
}

function withoutSearchAttributes(input: WorkflowStartInput): WorkflowStartInput {
  return { ...input, options: { ...input.options, typedSearchAttributes: [] } };
}

function grpcCode(error: unknown): number | null {
  const cause = error instanceof ServiceError ? error.cause : error;
  return isGrpcServiceError(cause) ? cause.code : null;
}

const isOutage = (error: unknown): boolean => OUTAGES.includes(grpcCode(error) ?? -1);
