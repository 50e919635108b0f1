import { spawnSync } from 'node:child_process';

/** The account that Postgres runs under; empty when it is our own. */
export interface PostgresAccount {
  readonly uid?: number;
  readonly gid?: number;
}

/** Postgres refuses to run as root; an existing unprivileged account is used instead. Throws when there is none. */
export function postgresAccount(): PostgresAccount {
  if (process.getuid?.() !== 0) return {};
  for (const name of ['postgres', 'nobody']) {
    const [uid, gid] = [idOf('-u', name), idOf('-g', name)];
    if (uid !== null && gid !== null) return { uid, gid };
  }
  throw new Error(
    'Postgres does not run as root and this system has no account for it: start as another user, or set DATABASE_URL.',
  );
}

/** Whether the account can write to a folder: all folders above it must be accessible to it. */
export function canReach(account: PostgresAccount, directory: string): boolean {
  return spawnSync('test', ['-w', directory], { ...account, cwd: '/' }).status === 0;
}

function idOf(flag: '-u' | '-g', name: string): number | null {
  const answer = spawnSync('id', [flag, name], { encoding: 'utf8' });
  return answer.status === 0 ? Number(answer.stdout.trim()) : null;
}
