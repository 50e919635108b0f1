import { z } from 'zod';
import type { TribeId } from '../../domain/ids';
import type { TenantSql } from '../database/database';
import { closeNumberNotices } from './relation-issues';
import { firstRow, parseRows, tribeIdColumn } from '../database/row-parsing';

/** A WinBooks code that is to become the debtor number of a Tribe relation; the row is deleted once Tribe shows it. */
const debtorNumberRow = z.object({
  tribeRelationId: tribeIdColumn,
  relationKind: z.enum(['organisation', 'person']),
  code: z.string(),
  /** Tribe's debtor number when that was decided; null when there was none. */
  replaces: z.string().nullable(),
  attempt: z.number(),
});
export type DebtorNumber = z.output<typeof debtorNumberRow>;

/**
 * Called in the transaction that links a relation to a customer. If the customer's code differs from Tribe's debtor
 * number, it is to be written to Tribe; an earlier intention is forgotten. A number that differs only in case is the
 * same.
 */
export async function keepDebtorNumber(
  sql: TenantSql,
  wanted: {
    readonly tribeRelationId: TribeId;
    readonly relationKind: DebtorNumber['relationKind'];
    readonly code: string;
    readonly debtorNumber: string | null;
  },
): Promise<void> {
  const number = wanted.debtorNumber?.trim() ?? '';
  if (number.toLowerCase() === wanted.code.toLowerCase())
    return forgetDebtorNumber(sql, wanted.tribeRelationId);
  await closeNumberNotices(sql, wanted.tribeRelationId);
  await sql.query(
    `insert into debtor_numbers (tenant_id, tribe_relation_id, relation_kind, code, replaces) values ($1, $2, $3, $4, $5)
     on conflict (tenant_id, tribe_relation_id) do update
       set relation_kind = excluded.relation_kind, code = excluded.code, replaces = excluded.replaces,
           attempt = 0, due_at = now(), updated_at = now()`,
    [sql.tenantId, wanted.tribeRelationId, wanted.relationKind, wanted.code, number === '' ? null : number],
  );
}

/** Tribe has the number, or nothing is to be written any more. */
export async function forgetDebtorNumber(sql: TenantSql, relation: TribeId): Promise<void> {
  await sql.query(`delete from debtor_numbers where tenant_id = $1 and tribe_relation_id = $2`, [
    sql.tenantId,
    relation,
  ]);
  await closeNumberNotices(sql, relation);
}

/** The numbers that are due, the longest due first. */
export async function dueDebtorNumbers(sql: TenantSql, limit: number): Promise<DebtorNumber[]> {
  const result = await sql.query(
    `select tribe_relation_id as "tribeRelationId", relation_kind as "relationKind", code, replaces, attempt
       from debtor_numbers where tenant_id = $1 and due_at <= now() order by due_at, tribe_relation_id limit $2`,
    [sql.tenantId, limit],
  );
  return parseRows(debtorNumberRow, result);
}

/** The wait doubles with each attempt in a row, up to an hour. Seconds. */
const FIRST_WAIT_S = 60;
const LONGEST_WAIT_S = 3_600;

/**
 * Takes one before anything is sent: it is due again later, whatever becomes of this attempt. False when another worker
 * took it, or another number is to be written since.
 */
export async function takeDebtorNumber(sql: TenantSql, seen: DebtorNumber): Promise<boolean> {
  const result = await sql.query(
    `update debtor_numbers
        set attempt = attempt + 1, updated_at = now(),
            due_at = now() + least($5::double precision * power(2, least(attempt, 20)), $6) * interval '1 second'
      where tenant_id = $1 and tribe_relation_id = $2 and code = $3 and attempt = $4 and due_at <= now()
      returning tribe_relation_id`,
    [sql.tenantId, seen.tribeRelationId, seen.code, seen.attempt, FIRST_WAIT_S, LONGEST_WAIT_S],
  );
  return result.rowCount === 1;
}

/** Tribe gives no answer: all others wait as long as the one that noticed, so that an outage costs one request. */
export async function postponeDebtorNumbers(sql: TenantSql, after: TribeId): Promise<void> {
  await sql.query(
    `update debtor_numbers set due_at = felt.due_at
       from (select due_at from debtor_numbers where tenant_id = $1 and tribe_relation_id = $2) felt
      where tenant_id = $1 and debtor_numbers.due_at < felt.due_at`,
    [sql.tenantId, after],
  );
}

/** What is to be written to one relation; null when nothing is. */
export async function loadDebtorNumber(sql: TenantSql, relation: TribeId): Promise<DebtorNumber | null> {
  const result = await sql.query(
    `select tribe_relation_id as "tribeRelationId", relation_kind as "relationKind", code, replaces, attempt
       from debtor_numbers where tenant_id = $1 and tribe_relation_id = $2`,
    [sql.tenantId, relation],
  );
  return firstRow(debtorNumberRow, result);
}
