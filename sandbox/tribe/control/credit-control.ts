import { z } from 'zod';
import { linesOfInvoice } from '../service/invoice-totals';
import { addInvoice } from '../seed/invoices';
import { RecordBuilder } from '../seed/record-builder';
import { linkedId, numberOf, textOf, type StoredRecord } from '../records/stored-record';
import { type Tenant } from '../records/tenant';
import { ControlError } from './control-error';
import { invoiceNamed, type ControlWrite } from './invoice-control';

const creditOrder = z.strictObject({
  tenant: z.string(),
  invoice: z.string(),
  date: z.string().optional(),
  number: z.string().optional(),
  /** The share of every quantity that is credited; 1 credits the whole invoice. */
  share: z.number().gt(0).max(1).default(1),
});

function codeOf(tenant: Tenant, line: StoredRecord, key: string): string | undefined {
  return textOf(tenant.records.get(linkedId(line, key) ?? ''), 'Code') ?? undefined;
}

/** `POST /_control/actions/credit`: sends a credit note for a whole invoice or a share of it (tribe-api §4.6). */
export function creditInvoice(tenant: Tenant, body: unknown, now: Date): ControlWrite {
  const wanted = creditOrder.parse(body);
  const invoice = invoiceNamed(tenant, wanted.invoice);
  const customer = linkedId(invoice, 'Relationship');
  if (customer === null) throw new ControlError('the invoice has no customer');
  const lines = linesOfInvoice(tenant.records, invoice.id).map((line) => ({
    description: textOf(line, 'Description') ?? '',
    quantity: -wanted.share * (numberOf(line, 'Quantity') ?? 0),
    price: numberOf(line, 'PriceInCurrency') ?? numberOf(line, 'Price') ?? 0,
    vatGroup: codeOf(tenant, line, 'VatGroup'),
    product: codeOf(tenant, line, 'Product'),
    discountPercentage: numberOf(line, 'DiscountPercentage') ?? undefined,
  }));
  const builder = new RecordBuilder(tenant, now);
  const { id } = addInvoice(
    builder,
    {
      customer,
      subject: `Credit ${textOf(invoice, 'Number') ?? ''}`.trim(),
      date: wanted.date,
      number: wanted.number,
      currency: textOf(invoice, 'Currency') ?? undefined,
      vatIncluded: invoice.values['IsVatIncluded'] === true,
      discountPercentage: numberOf(invoice, 'DiscountPercentage') ?? undefined,
      credit: true,
      lines,
    },
    null,
    now,
  );
  builder.unit.commit();
  const credit = tenant.records.get(id);
  return {
    body: { id, number: textOf(credit, 'Number'), date: textOf(credit, 'InvoiceDate') },
    unit: builder.unit,
  };
}
