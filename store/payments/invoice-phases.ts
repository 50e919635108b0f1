import { z } from 'zod';
import type { TribeId } from '../../domain/ids';
import type { TenantSql } from '../database/database';
import { firstRow, parseRows, tribeIdColumn } from '../database/row-parsing';
import { vendorUpdates } from '../vendor-writes/vendor-updates';
import { closePhaseIssues } from './payment-issues';
import type { Flip } from './standings';

/** The phases that an invoice is moved between in Tribe (tribe-api §3.11). */
const phase = z.enum(['Sent', 'Paid']);
export type WrittenPhase = z.output<typeof phase>;

/** Phases that are to be written to Tribe. */
export const invoicePhases = vendorUpdates('invoice-phase', z.object({ wanted: phase }));

/** What the books say the phase is to be. */
const phaseOf = (isSettled: boolean): WrittenPhase => (isSettled ? 'Paid' : 'Sent');

/** Called in the transaction that stores the standings: an invoice on which nothing is owed any more is Paid, and one that is owed again Sent. */
export async function wantPhases(
  sql: TenantSql,
  flips: readonly Flip[],
  { unpayReversed }: { readonly unpayReversed: boolean },
): Promise<void> {
  await closePhaseIssues(
    sql,
    flips.map(({ invoice }) => invoice),
  );
  const [wanted, left] = [[], []] as [Flip[], Flip[]];
  for (const flip of flips) (flip.isSettled || unpayReversed ? wanted : left).push(flip);
  if (wanted.length > 0)
    await invoicePhases.want(
      sql,
      wanted.map(({ invoice, isSettled }) => ({
        recordId: invoice,
        wanted: { wanted: phaseOf(isSettled) },
      })),
    );
  for (const { invoice } of left) await invoicePhases.forget(sql, invoice);
}

const flipRow = z.object({ invoice: tribeIdColumn, isSettled: z.boolean() });

/** What the books say of these invoices; one that was not read yet is not among them. */
export async function standingsOf(sql: TenantSql, invoices: readonly TribeId[]): Promise<Flip[]> {
  const found = await sql.query(
    `select tribe_invoice_id as invoice, is_settled as "isSettled" from payments
      where tenant_id = $1 and tribe_invoice_id = any ($2::text[]) and is_settled is not null`,
    [sql.tenantId, invoices],
  );
  return parseRows(flipRow, found);
}

const settledRow = z.object({ isSettled: z.boolean().nullable() });

/** Whether the books still ask for this phase; if not, nothing keeps it from being written any more. */
export async function isPhaseWanted(
  sql: TenantSql,
  invoice: TribeId,
  wanted: WrittenPhase,
  { unpayReversed }: { readonly unpayReversed: boolean },
): Promise<boolean> {
  const found = await sql.query(
    `select is_settled as "isSettled" from payments where tenant_id = $1 and tribe_invoice_id = $2`,
    [sql.tenantId, invoice],
  );
  const isNow = firstRow(settledRow, found)?.isSettled ?? null;
  const isWanted = isNow !== null && phaseOf(isNow) === wanted && (isNow || unpayReversed);
  if (!isWanted) await closePhaseIssues(sql, [invoice]);
  return isWanted;
}

/** The phase that Tribe showed. */
export async function notePhase(sql: TenantSql, invoice: TribeId, shown: string | null): Promise<void> {
  await sql.query(`update payments set phase_seen = $3 where tenant_id = $1 and tribe_invoice_id = $2`, [
    sql.tenantId,
    invoice,
    shown,
  ]);
}
