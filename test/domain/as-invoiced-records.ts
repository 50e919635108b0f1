import { mapInvoice } from '../../domain/invoice/invoice-mapping';
import type { InvoicePlan } from '../../domain/invoice/invoice-plan';
import type { TribeInvoice, TribeProductLine } from '../../domain/vendors/tribe-records';
import { invoiceOf, mappingRules, productLine, vatGroup } from './sample-records';

/** Shorthand for invoices by their lines, and for what is booked of them. */

export type Line = Partial<TribeProductLine>;

export const priced = (quantity: number, price: number, rate = 21, more: Line = {}): Line => ({
  quantity,
  price,
  totalExcludingVat: null,
  vatGroup: vatGroup(rate),
  ...more,
});

export const NOTHING_SAID = {
  amount: null,
  totalExcludingVat: null,
  totalIncludingVat: null,
  vatAmount: null,
};

export const withLines = (lines: readonly Line[], totals: Partial<TribeInvoice> = {}) =>
  invoiceOf({ ...NOTHING_SAID, lines: lines.map(productLine), ...totals });

export function planOf(invoice: TribeInvoice): InvoicePlan {
  const result = mapInvoice(invoice, mappingRules);
  if (!result.ok) throw new Error(`Held: ${JSON.stringify(result.issue)}`);
  return result.plan;
}

export const codeOf = (invoice: TribeInvoice) => {
  const result = mapInvoice(invoice, mappingRules);
  return result.ok ? 'booked' : (result.issue?.code ?? 'moves nothing');
};

export const vats = (plan: InvoicePlan) =>
  plan.vat.map((part) => [part.vatCode, part.baseCents, part.vatCents]);
