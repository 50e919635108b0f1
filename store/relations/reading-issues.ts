import { createHash } from 'node:crypto';
import { issue } from '../../domain/issues/issue-catalogue';
import type { WinbooksEntity } from '../../domain/vendors/winbooks-rows';
import type { TenantSql } from '../database/database';
import { closeIssue, closeIssuesAmong, openIssue } from '../issues/issues';

/** What people should know of the lists of relations that are read. */

/** A row of a page that could not be read. */
interface UnreadableRow {
  readonly words: string;
  readonly shown: string;
  /** Null when the row has none. */
  readonly id?: string | null;
}

/** Rows without an id are told by their content. */
const WITHOUT_ID = 'row-';

const recordOf = (id: string) => ({ kind: 'relation', id }) as const;

/** Opens an issue for each row of a page that cannot be read, and closes those of rows that can be read now. */
export async function settleUnreadable(
  sql: TenantSql,
  page: {
    readonly vendor: 'Tribe' | 'WinBooks';
    readonly unreadable: readonly UnreadableRow[];
    readonly readable: readonly (string | undefined)[];
  },
): Promise<void> {
  for (const { words, shown, id } of page.unreadable) {
    const { code, params } = issue('RELATION_UNREADABLE', { vendor: page.vendor, words, shown });
    const key = id ?? `${WITHOUT_ID}${createHash('sha256').update(shown).digest('hex').slice(0, 12)}`;
    await openIssue(sql, code, recordOf(key), params);
  }
  const readable = page.readable.filter((id) => id !== undefined).map(recordOf);
  if (readable.length > 0) await closeIssuesAmong(sql, ['RELATION_UNREADABLE'], readable);
}

/** Once a day: a row without an id cannot be recognised when it is readable again. It is told again if a page still shows it. */
export async function closeUnreadableWithoutId(sql: TenantSql): Promise<void> {
  await sql.query(
    `update issues set closed_at = now()
      where tenant_id = $1 and code = 'RELATION_UNREADABLE' and record_id like '${WITHOUT_ID}%' and closed_at is null`,
    [sql.tenantId],
  );
}

const FORBIDDEN: { readonly [Entity in WinbooksEntity]?: 'CONTACTS_FORBIDDEN' | 'SUPPLIERS_FORBIDDEN' } = {
  contact: 'CONTACTS_FORBIDDEN',
  thirdContact: 'CONTACTS_FORBIDDEN',
  supplier: 'SUPPLIERS_FORBIDDEN',
};

/** WinBooks does not let us read a list that folders may lack, or does by now: one notice for each such list. */
export async function noteForbidden(
  sql: TenantSql,
  entity: WinbooksEntity,
  isForbidden: boolean,
): Promise<void> {
  const code = FORBIDDEN[entity];
  if (code === undefined) return;
  const record = recordOf(`winbooks.${entity}`);
  if (!isForbidden) await closeIssue(sql, code, record);
  // Contacts are two lists, and one thing to people.
  else if (entity !== 'thirdContact') await openIssue(sql, code, record);
}
