import { displayName } from '../service/computed-values';
import { invoicePdfRecords } from '../service/invoice-pdf';
import { noteInvoiceNumber, nextInvoiceNumber } from '../service/invoice-numbers';
import { brusselsDate } from '../records/brussels-date';
import { textOf, type StoredRecord } from '../records/stored-record';
import { type RecordBuilder } from './record-builder';
import { type InvoiceSeed } from './seed-format';

/** The customer relationship that a key, a debtor number or a relationship's id names. */
function customerRole(builder: RecordBuilder, customer: string): StoredRecord | null {
  const { unit } = builder;
  const direct = unit.get(customer);
  if (direct?.type.startsWith('Relationship_') === true) return direct;
  const relation = builder.relationNamed(customer);
  if (relation === null) return null;
  const roles = ['Organization', 'Person'].flatMap((key) => unit.pointingTo(key, relation.id));
  return roles.find((role) => role.type.endsWith('_CommercialRelationship_Customer')) ?? null;
}

/**
 * Adds an invoice in its phase, with number and date unless it is a draft. A null `key` gives a random id.
 *
 * @throws Error when it names a customer, VAT group or product that the tenant does not have.
 */
export function addInvoice(
  builder: RecordBuilder,
  seed: InvoiceSeed,
  key: string | null,
  now: Date,
): StoredRecord {
  const role = customerRole(builder, seed.customer);
  if (role === null) throw new Error(`there is no customer ${seed.customer}`);
  const { tenant } = builder;
  const phase = seed.phase ?? 'Sent';
  const currency = seed.currency ?? tenant.facts.baseCurrency;
  const invoice = builder.add(
    'Activity_Invoice',
    key,
    {
      Subject: seed.subject,
      Currency: currency,
      IsVatIncluded: seed.vatIncluded ?? false,
      DiscountPercentage: seed.discountPercentage ?? null,
      IsCreditInvoice: seed.credit ?? false,
      RelationDescription: displayName(
        { reader: builder.unit, schema: tenant.schema, position: tenant.position },
        role,
      ),
      ...(phase === 'Draft' ? {} : numberAndDate(builder, seed, now)),
    },
    { Relationship: role.id, Phase: builder.byCode('Datastore_Phase_ActivityInvoice', phase)?.id },
  );
  if (phase !== 'Draft') for (const record of invoicePdfRecords(invoice, now)) builder.unit.put(record);
  for (const index of seed.lines.keys()) addLine(builder, invoice, seed, index, key);
  return invoice;
}

function numberAndDate(builder: RecordBuilder, seed: InvoiceSeed, now: Date) {
  const date = seed.date ?? brusselsDate(now);
  const year = Number(date.slice(0, 4));
  if (seed.number !== undefined) noteInvoiceNumber(builder.tenant, builder.unit, year, seed.number);
  return { Number: seed.number ?? nextInvoiceNumber(builder.tenant, builder.unit, year), InvoiceDate: date };
}

function addLine(
  builder: RecordBuilder,
  invoice: StoredRecord,
  seed: InvoiceSeed,
  index: number,
  key: string | null,
): void {
  const line = seed.lines[index];
  if (line === undefined) return;
  const product = builder.byCode('Product', line.product);
  if (line.product !== undefined && product === null) throw new Error(`there is no product ${line.product}`);
  const vatGroup = builder.byCode('Datastore_VatGroup', line.vatGroup);
  if (line.vatGroup !== undefined && vatGroup === null)
    throw new Error(`there is no VAT group ${line.vatGroup}`);
  const currency = seed.currency ?? builder.tenant.facts.baseCurrency;
  const rate = builder.tenant.facts.exchangeRates[currency] ?? 1;
  builder.add(
    'ProductLine',
    key === null ? null : `${key}/${index}`,
    {
      Description: line.description ?? textOf(product, 'Name'),
      Quantity: line.quantity,
      Price: line.price / rate,
      PriceInCurrency: line.price,
      Currency: currency,
      DiscountPercentage: line.discountPercentage ?? null,
      VatPercentage: vatGroup === null ? null : (vatGroup.values['Percentage'] ?? null),
      SortIndex: index + 1,
    },
    { Activity: invoice.id, Product: product?.id, VatGroup: vatGroup?.id },
  );
}
