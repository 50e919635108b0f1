import { z } from 'zod';
import type { Issue } from '../../domain/issues/issue-catalogue';
import { RELATION_NOTICES, type RelationNotice } from '../../domain/issues/relation-notices';
import type { RelationRole } from '../../domain/vendors/relation-sightings';
import type { TribeId, WinbooksId } from '../../domain/ids';
import type { TenantSql } from '../database/database';
import { closeIssue, closeIssuesAmong, openIssue, type IssueParams } from '../issues/issues';
import { firstRow } from '../database/row-parsing';
import type { QueuedRecord } from './relation-queue';

/**
 * The partner of a record was found or created: closes the issues that prevented that, except `exceptCode`. A party of WinBooks that has
 * no relation yet is a record of its own.
 */
export async function closeCustomerIssues(
  sql: TenantSql,
  relation: TribeId | WinbooksId,
  exceptCode: string | null = null,
): Promise<void> {
  await sql.query(
    `update issues set closed_at = now()
      where tenant_id = $1 and record_kind = 'relation' and record_id = $2 and closed_at is null
        and code is distinct from $3 and code <> all ($4::text[])`,
    [sql.tenantId, relation, exceptCode, RELATION_NOTICES],
  );
}

/** Opens one notice of a relation, or updates it. */
export async function openNotice(
  sql: TenantSql,
  relation: TribeId,
  notice: { readonly code: RelationNotice; readonly params: IssueParams },
): Promise<void> {
  await openIssue(sql, notice.code, { kind: 'relation', id: relation }, notice.params);
}

/** The debtor number in Tribe is correct, or another one is to be written. */
export async function closeNumberNotices(sql: TenantSql, relation: TribeId): Promise<void> {
  const codes = RELATION_NOTICES.filter((code) => code.startsWith('DEBTOR_NUMBER_'));
  await closeIssuesAmong(sql, codes, [{ kind: 'relation', id: relation }]);
}

export async function closeNotice(sql: TenantSql, relation: TribeId, code: RelationNotice): Promise<void> {
  await closeIssue(sql, code, { kind: 'relation', id: relation });
}

/**
 * What keeps fields of a relation from travelling in this role, as it is now: opens these notices, and closes those of the role that are
 * not among them.
 */
export async function settleRelationNotices(
  sql: TenantSql,
  relation: TribeId,
  role: RelationRole,
  issues: readonly Issue[],
): Promise<void> {
  for (const { code, params } of issues)
    await openIssue(sql, code, { kind: 'relation', id: relation }, { ...params, role });
  await sql.query(
    `update issues set closed_at = now()
      where tenant_id = $1 and record_kind = 'relation' and record_id = $2 and closed_at is null
        and params->>'role' = $3 and code = any ($4::text[]) and code <> all ($5::text[])`,
    [sql.tenantId, relation, role, RELATION_NOTICES, issues.map(({ code }) => code)],
  );
}

/** What prevents a relation from getting its customer or supplier: the only such issue that it has. */
export async function settleRelationIssue(
  sql: TenantSql,
  relation: TribeId | WinbooksId,
  { code, params }: Issue,
): Promise<void> {
  await closeCustomerIssues(sql, relation, code);
  await openIssue(sql, code, { kind: 'relation', id: relation }, params);
}

/** A record that fails by itself, again and again, is told; it is named as its mirror names it. */
export async function noteRecordFails(
  sql: TenantSql,
  record: Pick<QueuedRecord, 'side' | 'role' | 'recordId'>,
  failure: { readonly message: string; readonly failures: number },
): Promise<void> {
  await openIssue(sql, 'RELATION_FAILS', issueRecordOf(record), {
    customer: await nameOf(sql, record),
    words: failure.message,
    failures: failure.failures,
  });
}

/** It was seen to after all. */
export async function closeRecordFails(
  sql: TenantSql,
  record: Pick<QueuedRecord, 'side' | 'role' | 'recordId'>,
): Promise<void> {
  await closeIssue(sql, 'RELATION_FAILS', issueRecordOf(record));
}

const issueRecordOf = ({ recordId }: Pick<QueuedRecord, 'recordId'>) =>
  ({ kind: 'relation', id: recordId }) as const;

const nameRow = z.object({ name: z.string().nullable() });

async function nameOf(
  sql: TenantSql,
  { side, role, recordId }: Pick<QueuedRecord, 'side' | 'role' | 'recordId'>,
): Promise<string> {
  const found =
    side === 'tribe'
      ? await sql.query(
          `select record->>'name' as name from tribe_relations where tenant_id = $1 and relation_id = $2`,
          [sql.tenantId, recordId],
        )
      : await sql.query(
          `select coalesce(record->>'name', code) as name from winbooks_parties
            where tenant_id = $1 and role = $2 and party_id = $3`,
          [sql.tenantId, role, recordId],
        );
  return firstRow(nameRow, found)?.name ?? recordId;
}
