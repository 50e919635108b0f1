import { readOptions, required } from './options';
import { allApiKeys, createApiKey, revokeKey } from '../actions/api-keys';
import type { Language } from '../domain/issues/texts/text-types';
import { withRunningStore } from '../local/local-environment';
import { KEY_SCOPES, type ApiKey } from '../store/api/api-keys';
import { BadInput, EXIT, notOneOf } from './bad-input';
import { exitRefused, say } from './beside-running';
import type { Caller } from './caller';
import { KEY_WORDS } from './words/key-words';
import { momentInWords } from './words/moments';

const EXAMPLE = 'keys create --name marketplace --scope platform';
const LONGEST_NAME = 60;

/**
 * `keys create --name N --scope platform|operator|read [--json]`: a key of the HTTP API, shown this once.
 * `keys list [--json]`, `keys revoke --id ID`.
 */
export async function keysCommand(args: string[], { language }: Caller): Promise<number> {
  const { values, positionals } = readOptions({
    args,
    allowPositionals: true,
    options: {
      name: { type: 'string' },
      scope: { type: 'string' },
      id: { type: 'string' },
      json: { type: 'boolean' },
    },
  });
  const [what, ...more] = positionals;
  if (more.length > 0) throw new BadInput(KEY_WORDS.oneThing(EXAMPLE));
  switch (what) {
    case 'create':
      return create(values, language);
    case 'list':
      return list(values.json ?? false, language);
    case 'revoke':
      return revoke(required('--id', values.id, 'keys revoke --id 3f9a…'), language);
    default:
      throw what === undefined
        ? new BadInput(KEY_WORDS.oneThing(EXAMPLE))
        : notOneOf('keys', what, ['create', 'list', 'revoke']);
  }
}

async function create(
  given: {
    readonly name?: string | undefined;
    readonly scope?: string | undefined;
    readonly json?: boolean | undefined;
  },
  language: Language,
): Promise<number> {
  const name = required('--name', given.name?.trim(), EXAMPLE);
  if (name.length > LONGEST_NAME) throw new BadInput(KEY_WORDS.nameTooLong(LONGEST_NAME));
  const wanted = required('--scope', given.scope, EXAMPLE);
  const scope = KEY_SCOPES.find((known) => known === wanted);
  if (scope === undefined) throw notOneOf('--scope', wanted, KEY_SCOPES);
  const created = await withRunningStore(process.env, (database) => createApiKey({ database }, name, scope));
  const { id, key } = created;
  say(given.json ? JSON.stringify({ id, name, scope, key }) : `${key}\n${KEY_WORDS.keepIt[language]}`);
  return EXIT.ok;
}

async function list(isJson: boolean, language: Language): Promise<number> {
  const keys = await withRunningStore(process.env, (database) => allApiKeys({ database }));
  if (isJson) say(JSON.stringify(keys));
  else if (keys.length === 0) say(KEY_WORDS.none[language]);
  else for (const key of keys) say(lineOf(key, language));
  return EXIT.ok;
}

function lineOf({ id, name, scope, lastUsedAt, revokedAt }: ApiKey, language: Language): string {
  const state =
    revokedAt !== null
      ? KEY_WORDS.revoked[language](momentInWords(revokedAt, language))
      : lastUsedAt === null
        ? KEY_WORDS.neverUsed[language]
        : KEY_WORDS.lastUsed[language](momentInWords(lastUsedAt, language));
  return `${id}  ${scope.padEnd(8)}  ${name}  (${state})`;
}

async function revoke(id: string, language: Language): Promise<number> {
  const revoked = await withRunningStore(process.env, (database) => revokeKey({ database }, id));
  if (!revoked.ok) return exitRefused(revoked, language);
  say(KEY_WORDS.isRevoked[language]);
  return EXIT.ok;
}
