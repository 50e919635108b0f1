import { z } from 'zod';
import type { TribeId } from '../../domain/ids';
import type { TenantSql } from '../database/database';
import { parseRows } from '../database/row-parsing';

/** Which of these are numbers of the tenant's other sales invoices, to this customer as far as that is known. */
export async function knownSalesNumbers(
  sql: TenantSql,
  numbers: readonly string[],
  of: { readonly notInvoice: TribeId; readonly customerCode: string },
): Promise<readonly string[]> {
  const result = await sql.query(
    `select distinct number from bookings
      where tenant_id = $1 and number = any($2::text[]) and tribe_invoice_id <> $3
        and kind is distinct from 'credit' and (customer_code is null or customer_code = $4)`,
    [sql.tenantId, numbers, of.notInvoice, of.customerCode],
  );
  return parseRows(z.object({ number: z.string() }), result).map(({ number }) => number);
}
