import { possiblyCredited, takingBack } from '../../domain/invoice/credited-invoice';
import type { TenantId } from '../../domain/ids';
import type { InvoicePlan } from '../../domain/invoice/invoice-plan';
import type { TribeInvoice } from '../../domain/vendors/tribe-records';
import { knownSalesNumbers } from '../../store/bookings/known-numbers';
import type { Dependencies } from '../dependencies';

/**
 * The plan of a credit note with the number of the invoice that it credits, if Tribe states it: in a field, or as the
 * only word of its subject that is the number of an invoice to the same customer. Two such words are ambiguous and
 * ignored.
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
