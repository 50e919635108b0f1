import { type Connection } from '@temporalio/client';
import { SEARCH_ATTRIBUTES } from '../../domain/workflow-names';

/** `INDEXED_VALUE_TYPE_KEYWORD` of Temporal's API. */
const KEYWORD = 2;
const OURS = Object.values(SEARCH_ATTRIBUTES);

/**
 * Sees that a cluster which is not ours knows our search attributes, and registers those that are missing. Throws one
 * sentence with the command to run when they are of another type or when we may not register them (Temporal Cloud).
 */
export async function ensureSearchAttributes(connection: Connection, namespace: string): Promise<void> {
  const known = await connection.operatorService.listSearchAttributes({ namespace }).then(
    ({ customAttributes }) => customAttributes,
    (error: unknown) => refuse(namespace, OURS, error),
  );
  const missing = OURS.filter((name) => known[name] === undefined);
  const different = OURS.filter((name) => known[name] !== undefined && Number(known[name]) !== KEYWORD);
  if (different.length > 0) {
    throw new Error(
      `The search attributes ${different.join(', ')} of namespace ${namespace} must be of type Keyword.`,
    );
  }
  if (missing.length === 0) return;
  const searchAttributes = Object.fromEntries(missing.map((name) => [name, KEYWORD]));
  await connection.operatorService
    .addSearchAttributes({ namespace, searchAttributes })
    .catch((error: unknown) => refuse(namespace, missing, error));
}

function refuse(namespace: string, names: readonly string[], error: unknown): never {
  const flags = names.map((name) => `--name ${name} --type Keyword`).join(' ');
  const reason = error instanceof Error ? error.message : String(error);
  throw new Error(
    `The search attributes of namespace ${namespace} could not be registered (${reason}): ` +
      `run "temporal operator search-attribute create --namespace ${namespace} ${flags}" with an account that may.`,
    { cause: error },
  );
}
