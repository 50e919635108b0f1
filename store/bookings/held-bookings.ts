import { z } from 'zod';
import type { TribeId } from '../../domain/ids';
import { OLDEST_FIRST } from './booking-row';
import type { TenantSql } from '../database/database';
import { parseRows, tribeIdColumn } from '../database/row-parsing';

/**
 * The invoices that are held for one of these customers, oldest first: their issue names the customer's code or number. Those
 * whose customer had no number at all are among them, since nothing tells whose they are.
 */
export async function heldForCustomer(sql: TenantSql, codes: readonly string[]): Promise<TribeId[]> {
  const result = await sql.query(
    `select tribe_invoice_id as "tribeInvoiceId" from bookings
      where tenant_id = $1 and state = 'held'
        and (issue_details ->> 'customer' = any ($2::text[])
             or (issue_code = 'CUSTOMER_NUMBER_UNUSABLE' and issue_details ->> 'number' = any ($2::text[]))
             or (issue_code = 'CUSTOMER_MATCH_UNCLEAR' and exists (
                  select from unnest($2::text[]) code, concat('; ', issue_details ->> 'candidates', '; ') named
                   where strpos(named, '; ' || code || ' (') > 0 or strpos(named, '; ' || code || '; ') > 0))
             or issue_code = 'CUSTOMER_WITHOUT_NUMBER')
      order by ${OLDEST_FIRST}`,
    [sql.tenantId, codes],
  );
  return parseRows(z.object({ tribeInvoiceId: tribeIdColumn }), result).map((row) => row.tribeInvoiceId);
}
