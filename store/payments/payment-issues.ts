import { z } from 'zod';
import type { TribeId } from '../../domain/ids';
import type { IssueCode } from '../../domain/issues/issue-catalogue';
import type { TenantSql } from '../database/database';
import { firstRow } from '../database/row-parsing';
import { closeIssuesAmong, openIssue, type IssueParams } from '../issues/issues';

/** Issues about the payment of an invoice. They are not issues of the invoice, which is booked. */

/** What keeps the phase in Tribe from being what the books say. */
const ABOUT_PHASE = ['PHASE_NOT_WRITTEN', 'PHASE_DIFFERS'] as const satisfies readonly IssueCode[];
export type PhaseIssue = (typeof ABOUT_PHASE)[number];

const recordOf = (invoice: TribeId) => ({ kind: 'payment', id: invoice }) as const;

/** Opens it, or updates the open one. */
export async function openPaymentIssue(
  sql: TenantSql,
  invoice: TribeId,
  { code, params }: { readonly code: PhaseIssue | 'PAYMENT_FAILS'; readonly params: IssueParams },
): Promise<void> {
  await openIssue(sql, code, recordOf(invoice), params);
}

/** The payments were read after all. */
export async function closePaymentFails(sql: TenantSql, invoices: readonly TribeId[]): Promise<void> {
  if (invoices.length > 0) await closeIssuesAmong(sql, ['PAYMENT_FAILS'], invoices.map(recordOf));
}

/** The phase is what the books say, or is to become something else. */
export async function closePhaseIssues(
  sql: TenantSql,
  invoices: readonly TribeId[],
  except: PhaseIssue | null = null,
): Promise<void> {
  const codes = ABOUT_PHASE.filter((code) => code !== except);
  if (invoices.length > 0) await closeIssuesAmong(sql, codes, invoices.map(recordOf));
}

const numberRow = z.object({ number: z.string().nullable() });

/** The invoice's number, by which people know it; else its id. */
export async function numberOfInvoice(sql: TenantSql, invoice: TribeId): Promise<string> {
  const found = await sql.query(
    `select number from bookings where tenant_id = $1 and tribe_invoice_id = $2`,
    [sql.tenantId, invoice],
  );
  return firstRow(numberRow, found)?.number ?? invoice;
}
