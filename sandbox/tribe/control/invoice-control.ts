import { z } from 'zod';
import { readProperty, type View } from '../service/computed-values';
import { removeRecord } from '../service/delete-entity';
import { nextInvoiceNumber, noteInvoiceNumber } from '../service/invoice-numbers';
import { invoicePdfRecords } from '../service/invoice-pdf';
import { invoiceAmounts } from '../service/invoice-totals';
import { phaseCodeOf } from '../service/invoice-sending';
import { addInvoice } from '../seed/invoices';
import { RecordBuilder } from '../seed/record-builder';
import { invoiceSeed } from '../seed/seed-format';
import { brusselsDate } from '../records/brussels-date';
import { textOf, type Scalar, type StoredRecord } from '../records/stored-record';
import { type Tenant } from '../records/tenant';
import { WriteUnit } from '../records/write-unit';
import { ControlError } from './control-error';

/** The result of a control action with its write unit, so that webhooks are sent for it. */
export interface ControlWrite {
  body: object;
  unit: WriteUnit;
}

const target = z.looseObject({ tenant: z.string(), invoice: z.string() });
const sendOrder = target.extend({ date: z.string().optional(), number: z.string().optional() });
const editOrder = z.strictObject({
  tenant: z.string(),
  invoice: z.string().optional(),
  id: z.string().optional(),
  values: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).optional(),
  links: z.record(z.string(), z.union([z.string(), z.null()])).optional(),
  touch: z.boolean().optional(),
});

/** The tenant of an order, parsed before everything else. */
export const tenantOf = z.looseObject({ tenant: z.string() });

function summary(tenant: Tenant, invoice: StoredRecord) {
  const { records } = tenant;
  const totals = invoiceAmounts(records, invoice, 'inCurrency', tenant.position);
  const cents = (amount: number) => Math.round(amount * 100) / 100;
  return {
    id: invoice.id,
    number: textOf(invoice, 'Number'),
    date: textOf(invoice, 'InvoiceDate'),
    phase: phaseCodeOf(records, invoice),
    currency: textOf(invoice, 'Currency'),
    totalExcludingVat: cents(totals.excludingVat),
    vatAmount: cents(totals.vat),
    totalIncludingVat: cents(totals.includingVat),
    lastMutationDate: textOf(invoice, 'LastMutationDate'),
  };
}

/** `GET /_control/invoices?tenant=T`: all invoices of a tenant, in order of creation. */
export function listInvoices(tenant: Tenant): object[] {
  return tenant.records.ofTypes(['Activity_Invoice']).map((invoice) => summary(tenant, invoice));
}

function withoutTenant(body: unknown): unknown {
  return Object.fromEntries(
    Object.entries(z.looseObject({}).parse(body)).filter(([name]) => name !== 'tenant'),
  );
}

/** `POST /_control/invoices`: creates another invoice, in any phase. */
export function makeInvoice(tenant: Tenant, body: unknown, now: Date): ControlWrite {
  const seed = invoiceSeed.parse(withoutTenant(body));
  const builder = new RecordBuilder(tenant, now);
  const { id } = addInvoice(builder, seed, null, now);
  builder.unit.commit();
  const invoice = tenant.records.get(id);
  return {
    body: { id, number: textOf(invoice, 'Number'), date: textOf(invoice, 'InvoiceDate') },
    unit: builder.unit,
  };
}

/** The invoice with this id or number. */
export function invoiceNamed(tenant: Tenant, name: string): StoredRecord {
  const byId = tenant.records.get(name.toLowerCase());
  const found =
    byId ??
    tenant.records.ofTypes(['Activity_Invoice']).find((invoice) => textOf(invoice, 'Number') === name);
  if (found?.type !== 'Activity_Invoice') throw new ControlError(`there is no invoice ${name}`);
  return found;
}

function phaseId(tenant: Tenant, code: string): string {
  const phase = tenant.records
    .ofTypes(['Datastore_Phase_ActivityInvoice'])
    .find((candidate) => textOf(candidate, 'Code') === code);
  if (phase === undefined) throw new ControlError(`there is no phase ${code}`);
  return phase.id;
}

function movedTo(
  tenant: Tenant,
  invoice: StoredRecord,
  phase: string,
  values: Record<string, Scalar>,
  now: Date,
): StoredRecord {
  return {
    ...invoice,
    values: { ...invoice.values, ...values, LastMutationDate: now.toISOString() },
    links: { ...invoice.links, Phase: phaseId(tenant, phase) },
  };
}

/** `POST /_control/actions/send`: does what the user's Send button does; date and number may be given. */
export function sendInvoice(tenant: Tenant, body: unknown, now: Date): ControlWrite {
  const wanted = sendOrder.parse(body);
  const invoice = invoiceNamed(tenant, wanted.invoice);
  if (phaseCodeOf(tenant.records, invoice) !== 'Draft') throw new ControlError('the invoice is not a draft');
  const date = wanted.date ?? brusselsDate(now);
  const year = Number(date.slice(0, 4));
  const unit = new WriteUnit(tenant.records);
  if (wanted.number !== undefined) noteInvoiceNumber(tenant, unit, year, wanted.number);
  const number = wanted.number ?? nextInvoiceNumber(tenant, unit, year);
  const values = { Number: number, InvoiceDate: date };
  const sent = movedTo(tenant, invoice, 'Sent', values, now);
  for (const record of [sent, ...invoicePdfRecords(sent, now)]) unit.put(record);
  unit.commit();
  return { body: { id: invoice.id, number, date }, unit };
}

/** `POST /_control/actions/pay`: sets the phase to Paid, as a user would. */
export function payInvoice(tenant: Tenant, body: unknown, now: Date): ControlWrite {
  const invoice = invoiceNamed(tenant, target.parse(body).invoice);
  const unit = new WriteUnit(tenant.records);
  unit.put(movedTo(tenant, invoice, 'Paid', {}, now));
  unit.commit();
  return { body: { id: invoice.id }, unit };
}

/** `POST /_control/actions/delete`: deletes an invoice in any phase, or any other record by `id`. */
export function deleteRecord(tenant: Tenant, body: unknown): ControlWrite {
  const record = recordNamed(tenant, editOrder.partial({ tenant: true }).parse(body));
  const unit = new WriteUnit(tenant.records);
  removeRecord(tenant, unit, record);
  unit.commit();
  return { body: { id: record.id }, unit };
}

function recordNamed(
  tenant: Tenant,
  names: { invoice?: string | undefined; id?: string | undefined },
): StoredRecord {
  if (names.invoice !== undefined) return invoiceNamed(tenant, names.invoice);
  const record = tenant.records.get(names.id?.toLowerCase() ?? '');
  if (record === null) throw new ControlError(`there is no record ${names.id ?? ''}`);
  return record;
}

/**
 * `POST /_control/actions/edit`: sets any field or link of any record, including frozen and computed ones, as a defect
 * of the vendor would. With `touch: false`, the change date stays as well.
 */
export function editRecord(tenant: Tenant, body: unknown, now: Date): ControlWrite {
  const wanted = editOrder.parse(body);
  const record = recordNamed(tenant, wanted);
  const view: View = { reader: tenant.records, schema: tenant.schema, position: tenant.position };
  const values: Record<string, Scalar> = {};
  for (const [name, value] of Object.entries(wanted.values ?? {})) {
    const property = tenant.schema.property(record.type, name);
    if (property === null) throw new ControlError(`a ${record.type} has no field ${name}`);
    values[property.key] = value;
  }
  const links: Record<string, string | readonly string[]> = { ...record.links };
  for (const [name, value] of Object.entries(wanted.links ?? {})) {
    const link = tenant.schema.navigation(record.type, name);
    if (link === null || link.collection) throw new ControlError(`a ${record.type} has no link ${name}`);
    if (value === null) delete links[link.key];
    else links[link.key] = value;
  }
  const unit = new WriteUnit(tenant.records);
  const moment: Record<string, Scalar> =
    wanted.touch === false ? {} : { LastMutationDate: now.toISOString() };
  unit.put({ ...record, values: { ...record.values, ...moment, ...values }, links });
  unit.commit();
  const changed = tenant.records.get(record.id) ?? record;
  const shown = tenant.schema
    .get(record.type)
    .properties.map((property) => [property.name, readProperty(view, changed, property)]);
  return { body: Object.fromEntries(shown) as object, unit };
}
