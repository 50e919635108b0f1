import { z } from 'zod';
import { ALLOCATION_KINDS, PAYMENT_STATES } from '../../domain/payment/payment-standing';
import type { WinbooksId } from '../../domain/ids';
import type { TenantSql } from '../database/database';
import { dayColumn, firstRow, parseRows, tribeIdColumn, winbooksIdColumn } from '../database/row-parsing';

/** The booked invoices whose payments somebody is to look at: at a time of their own, or because something changed. */

export const standingColumns = z.object({
  state: z.enum(PAYMENT_STATES),
  grossCents: z.number(),
  openCents: z.number(),
  allocations: z.array(
    z.object({
      date: dayColumn.nullable(),
      cents: z.number(),
      kind: z.enum(ALLOCATION_KINDS),
      reference: z.string().nullable(),
    }),
  ),
});

const duePayment = z.object({
  invoice: tribeIdColumn,
  number: z.string().nullable(),
  document: winbooksIdColumn,
  /** The day of the document. */
  date: dayColumn.nullable(),
  /** Null before the first reading, and when another version wrote it. */
  before: standingColumns.nullable().catch(null),
  version: z.number(),
  taken: z.number(),
  failures: z.number(),
});
/** One that a worker has taken. */
export type DuePayment = z.output<typeof duePayment>;

/** Rows that nobody finishes, postpones or reclaims are due again after this long. Seconds. */
const TAKEN_FOR_S = 300;
/** The wait doubles with each failure in a row, up to six hours. Seconds. */
const FIRST_WAIT_S = 60;
const LONGEST_WAIT_S = 21_600;

/** Takes up to `limit` of those that are due, the longest due first. They are due again later, whatever becomes of the work. */
export async function takePayments(sql: TenantSql, limit: number): Promise<DuePayment[]> {
  const taken = await sql.query(
    `with due as materialized (
       select payments.tribe_invoice_id as id, number, coalesce(booked_on, invoice_date) as date
         from payments join bookings using (tenant_id, tribe_invoice_id)
        where tenant_id = $1 and look_at <= now() and bookings.state = 'booked'
          and exists (select from tenants where id = $1 and state = 'active')
        order by look_at, id limit $2 for update of payments skip locked)
     update payments as p
        set look_at = now() + ${TAKEN_FOR_S} * interval '1 second', taken_at = now(), taken = taken + 1
       from due where p.tenant_id = $1 and p.tribe_invoice_id = due.id
     returning due.id as invoice, due.number, document_id as document, due.date, version, taken, failures,
       case when state is not null then jsonb_build_object('state', state, 'grossCents', gross_cents, 'openCents', open_cents,
                                                           'allocations', allocations) end as before`,
    [sql.tenantId, limit],
  );
  return parseRows(duePayment, taken);
}

const countRow = z.object({ due: z.number() });

/** How many are due; an invoice that is no longer booked is not. */
export async function countDuePayments(sql: TenantSql): Promise<number> {
  const counted = await sql.query(
    `select count(*)::int as due from payments join bookings using (tenant_id, tribe_invoice_id)
      where tenant_id = $1 and look_at <= now() and bookings.state = 'booked'`,
    [sql.tenantId],
  );
  return firstRow(countRow, counted)?.due ?? 0;
}

export async function hasPayments(sql: TenantSql): Promise<boolean> {
  const any = await sql.query(`select from payments where tenant_id = $1 limit 1`, [sql.tenantId]);
  return any.rowCount > 0;
}

/**
 * The row failed by itself, and makes room for others: it is due again after a wait that grows with each failure in a row. Returns how
 * often it has failed in a row.
 */
export async function postponePayment(
  sql: TenantSql,
  { invoice, taken, version }: Pick<DuePayment, 'invoice' | 'taken' | 'version'>,
  failure: string,
  firstWaitMs = FIRST_WAIT_S * 1000,
): Promise<number> {
  const postponed = await sql.query(
    `update payments
        set failures = failures + 1, failure = $5, taken_at = null,
            look_at = case when version = $4
              then now() + least($6 / 1000.0 * power(2, least(failures, 20)), ${LONGEST_WAIT_S}) * interval '1 second'
              else look_at end
      where tenant_id = $1 and tribe_invoice_id = $2 and taken = $3 returning failures as due`,
    [sql.tenantId, invoice, taken, version, failure, firstWaitMs],
  );
  return firstRow(countRow, postponed)?.due ?? 0;
}

/** Rows that were taken and not seen to, as when WinBooks gives no answer: due again after a wait, and not as a failure of theirs. */
export async function releasePayments(
  sql: TenantSql,
  rows: readonly Pick<DuePayment, 'invoice' | 'taken'>[],
  afterMs: number,
): Promise<void> {
  if (rows.length === 0) return;
  await sql.query(
    `update payments as p set look_at = least(p.look_at, now() + $4 * interval '1 millisecond'), taken_at = null
       from unnest($2::text[], $3::int[]) as row (invoice, taken)
      where p.tenant_id = $1 and p.tribe_invoice_id = row.invoice and p.taken = row.taken`,
    [sql.tenantId, rows.map(({ invoice }) => invoice), rows.map(({ taken }) => taken), afterMs],
  );
}

/**
 * What a worker had taken is due at once. For whoever begins to work on a tenant's payments: one does at a time, so that the worker
 * before has ended or is lost.
 */
export async function reclaimPayments(sql: TenantSql): Promise<void> {
  await sql.query(
    `update payments set look_at = now(), taken_at = null where tenant_id = $1 and taken_at is not null`,
    [sql.tenantId],
  );
}

/** A change in the ledger, as far as it tells whose payments to look at. */
export interface LedgerStir {
  readonly documentId: WinbooksId | null;
  readonly customerId: WinbooksId | null;
  readonly matchId: WinbooksId | null;
  /** ISO 8601 on WinBooks' clock. A change that was seen before stirs nothing again. */
  readonly modifiedAt: string;
}

/**
 * Makes the rows due that these changes may concern: the document itself, all documents of the matching, and those of the customer on
 * which something is owed. Returns how many.
 */
export async function stirPayments(sql: TenantSql, stirs: readonly LedgerStir[]): Promise<number> {
  if (stirs.length === 0) return 0;
  const stirred = await sql.query(
    `with stir as materialized (
       select * from unnest($2::text[], $3::text[], $4::text[], $5::timestamptz[]) as s (document, customer, matching, modified)
     ), hit as (
       select p.tribe_invoice_id as id, modified from stir join payments as p
           on p.tenant_id = $1 and p.document_id = stir.document
       union all
       select p.tribe_invoice_id, modified from stir join payments as p
           on p.tenant_id = $1 and p.match_id = stir.matching
       union all
       select p.tribe_invoice_id, modified from stir join payments as p
           on p.tenant_id = $1 and p.customer_id = stir.customer and p.is_settled is distinct from true
     ), latest as (
       select id, max(modified) as modified from hit group by id
     )
     update payments as p
        set look_at = now(), stirred_at = now(), stirred_by = latest.modified, version = version + 1
       from latest
      where p.tenant_id = $1 and p.tribe_invoice_id = latest.id
        and (p.stirred_by is null or p.stirred_by < latest.modified)`,
    [
      sql.tenantId,
      stirs.map(({ documentId }) => documentId),
      stirs.map(({ customerId }) => customerId),
      stirs.map(({ matchId }) => matchId),
      stirs.map(({ modifiedAt }) => modifiedAt),
    ],
  );
  return stirred.rowCount;
}
