import { possiblyCredited, takingBack } from '../../domain/invoice/credited-invoice';
import type { TenantId } from '../../domain/ids';
import type { InvoicePlan } from '../../domain/invoice/invoice-plan';
import type { TribeInvoice } from '../../domain/vendors/tribe-records';
import { knownSalesNumbers } from '../../store/bookings/known-numbers';
import type { Dependencies } from '../dependencies';

/**
 * The plan of a credit invoice with the number of what it takes back, where Tribe tells: by a field, else by the one word
 * of its subject that is the number of an invoice to the same customer. Two such words tell nothing.
 */
export async function namingCredited(
  deps: Dependencies,
  tenant: TenantId,
  plan: InvoicePlan,
  invoice: TribeInvoice,
  customerCode: string,
): Promise<InvoicePlan> {
  if (plan.kind !== 'credit' || plan.creditedNumber !== null) return plan;
  const words = possiblyCredited(invoice);
  if (words.length === 0) return plan;
  const known = await deps.database.asTenant(tenant, (sql) =>
    knownSalesNumbers(sql, words, { notInvoice: invoice.id, customerCode }),
  );
  const [only, another] = known;
  return only === undefined || another !== undefined ? plan : takingBack(plan, invoice, only);
}
