import { badRequest } from '../odata/odata-error';
import { brusselsDate } from '../records/brussels-date';
import { linkedId, textOf, withValues, type StoredRecord } from '../records/stored-record';
import { type Tenant } from '../records/tenant';
import { type WriteUnit } from '../records/write-unit';
import { displayName } from './computed-values';
import { nextInvoiceNumber } from './invoice-numbers';
import { invoicePdfRecords } from './invoice-pdf';

/** The code of an invoice's phase, whatever switch G4 shows. */
export function phaseCodeOf(
  unit: { get(id: string): StoredRecord | null },
  invoice: StoredRecord | null,
): string | null {
  const phaseId = invoice === null ? null : linkedId(invoice, 'Phase');
  return phaseId === null ? null : textOf(unit.get(phaseId), 'Code');
}

/**
 * Tribe alone assigns number and date, at the moment of sending (tribe-api §4.6).
 *
 * @throws ODataError 400 for a number or date in the body, and for a phase that may not follow.
 */
export function moveInvoice(
  tenant: Tenant,
  unit: WriteUnit,
  before: StoredRecord | null,
  after: StoredRecord,
  now: Date,
): void {
  const phases = unit.ofTypes(['Datastore_Phase_ActivityInvoice']);
  const draft = phases.find((phase) => textOf(phase, 'Code') === 'Draft');
  const phaseId = linkedId(after, 'Phase') ?? draft?.id;
  const invoice: StoredRecord = {
    ...withValues(after, {
      Currency: textOf(after, 'Currency') ?? tenant.facts.baseCurrency,
      RelationDescription: textOf(after, 'RelationDescription') ?? customerName(tenant, unit, after),
    }),
    links: phaseId === undefined ? after.links : { ...after.links, Phase: phaseId },
  };
  const from = before === null ? 'Draft' : (phaseCodeOf(unit, before) ?? 'Draft');
  const to = phaseCodeOf(unit, invoice) ?? 'Draft';
  guardPhase(tenant, from, to);
  if (from === 'Draft' && givesNumberOrDate(before, invoice)) {
    throw badRequest('Number and date are assigned when the invoice is sent.');
  }
  const isSending = from === 'Draft' && to !== 'Draft';
  for (const record of isSending ? sentRecords(tenant, unit, invoice, now) : [invoice]) unit.put(record);
}

/** The invoice with its number, its date and its PDF. */
function sentRecords(tenant: Tenant, unit: WriteUnit, invoice: StoredRecord, now: Date): StoredRecord[] {
  const date = textOf(invoice, 'InvoiceDate') ?? brusselsDate(now);
  const number = textOf(invoice, 'Number') ?? nextInvoiceNumber(tenant, unit, Number(date.slice(0, 4)));
  const sent = withValues(invoice, { Number: number, InvoiceDate: date });
  return [sent, ...invoicePdfRecords(sent, now)];
}

function customerName(tenant: Tenant, unit: WriteUnit, invoice: StoredRecord): string | null {
  const role = unit.get(linkedId(invoice, 'Relationship') ?? '');
  const view = { reader: unit, schema: tenant.schema, position: tenant.position };
  return role === null ? null : displayName(view, role);
}

function givesNumberOrDate(before: StoredRecord | null, after: StoredRecord): boolean {
  return ['Number', 'InvoiceDate'].some((key) => {
    const given = textOf(after, key);
    return given !== null && given !== '' && given !== textOf(before, key);
  });
}

function guardPhase(tenant: Tenant, from: string, to: string): void {
  if (from === to || from === 'Draft') return;
  if (to === 'Draft') throw badRequest('A sent invoice cannot become a draft again.');
  const rule = tenant.position('G32');
  if (rule === 'refused' || (rule === 'forward' && to !== 'Paid')) {
    throw badRequest(`The phase of the invoice cannot change from '${from}' to '${to}'.`);
  }
}
