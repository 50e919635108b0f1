import { badRequest } from '../odata/odata-error';
import { brusselsDate } from '../records/brussels-date';
import { linkedId, numberOf, textOf, type Scalar, type StoredRecord } from '../records/stored-record';
import { type Tenant } from '../records/tenant';
import { type Mutation, type WriteUnit } from '../records/write-unit';
import { displayName } from './computed-values';
import { invoicePdfRecords } from './invoice-pdf';
import { invoiceOfLine } from './invoice-totals';
import { nextInvoiceNumber } from './invoice-numbers';

/** What may still change on a sent invoice: where it stands, and what is not printed on it. */
const freeOnSent = ['ImportId', 'SortIndex', 'IsActive', 'IsClosed', 'LastMutationDate', 'Phase', 'Contact'];

/**
 * What Tribe does with every write, whoever made it: defaults, frozen invoices, number and date at sending,
 * change dates.
 *
 * @throws ODataError 400 when a rule refuses the write.
 */
export function applyRules(tenant: Tenant, unit: WriteUnit, now: Date): void {
  for (const mutation of unit.mutations()) guardRoles(tenant, unit, mutation);
  for (const mutation of unit.mutations()) guardSentInvoice(tenant, unit, mutation);
  for (const mutation of unit.mutations()) {
    const { before, after } = mutation;
    if (after?.type === 'ProductLine') completeLine(tenant, unit, after);
    if (after?.type === 'Attachment') completeAttachment(unit, after);
    if (after?.type === 'Activity_Invoice') moveInvoice(tenant, unit, before, after, now);
    if (before === null && after !== null) numberDebtor(tenant, unit, after);
  }
  for (const mutation of unit.mutations()) {
    touchInvoiceOfLine(unit, mutation);
    if (tenant.position('address-touch') === 'yes') touchRelationOfAddress(unit, mutation);
  }
  for (const { before, after } of unit.mutations()) if (after !== null) stamp(unit, before, after, now);
}

function withValues(record: StoredRecord, values: Record<string, Scalar>): StoredRecord {
  return { ...record, values: { ...record.values, ...values } };
}

/** The code of the phase of an invoice, whatever switch G4 shows. */
export function phaseCodeOf(
  unit: { get(id: string): StoredRecord | null },
  invoice: StoredRecord | null,
): string | null {
  const phaseId = invoice === null ? null : linkedId(invoice, 'Phase');
  return phaseId === null ? null : textOf(unit.get(phaseId), 'Code');
}

/** Switch G22: whether a write of `IsFormer` is taken; `FormerDate` follows it. */
function guardRoles(tenant: Tenant, unit: WriteUnit, { before, after }: Mutation): void {
  if (before === null || after === null || before.values['IsFormer'] === after.values['IsFormer']) return;
  if (tenant.position('G22') === 'refused') throw badRequest("The property 'IsFormer' is read-only.");
  if (tenant.position('G22') === 'ignored') {
    unit.put(
      withValues(after, {
        IsFormer: before.values['IsFormer'] ?? null,
        FormerDate: before.values['FormerDate'] ?? null,
      }),
    );
  }
}

function changedKeys(before: StoredRecord, after: StoredRecord): string[] {
  const changed = (left: object, right: object) => {
    const [leftFields, rightFields] = [new Map(Object.entries(left)), new Map(Object.entries(right))];
    return [...new Set([...leftFields.keys(), ...rightFields.keys()])].filter(
      (key) => JSON.stringify(leftFields.get(key) ?? null) !== JSON.stringify(rightFields.get(key) ?? null),
    );
  };
  return [...changed(before.values, after.values), ...changed(before.links, after.links)];
}

/** A sent invoice is frozen, its lines with it; corrections go by credit invoice (tribe-api §4.6). */
function guardSentInvoice(tenant: Tenant, unit: WriteUnit, mutation: Mutation): void {
  const { before, after } = mutation;
  const record = after ?? before;
  if (record === null || tenant.position('G31') === 'written') return;
  const touched =
    record.type === 'Activity_Invoice'
      ? frozenInvoiceKeys(tenant, mutation)
      : frozenLineKeys(tenant, mutation);
  if (touched.length === 0) return;
  if (tenant.position('G31') === 'refused' || before === null || after === null) {
    throw badRequest(`The invoice is final: '${touched.join("', '")}' can no longer be changed.`);
  }
  const pick = <T>(from: Readonly<Record<string, T>>): Record<string, T> =>
    Object.fromEntries(Object.entries(from).filter(([key]) => touched.includes(key)));
  const without = <T>(from: Readonly<Record<string, T>>): Record<string, T> =>
    Object.fromEntries(Object.entries(from).filter(([key]) => !touched.includes(key)));
  unit.put({
    ...after,
    values: { ...without(after.values), ...pick(before.values) },
    links: { ...without(after.links), ...pick(before.links) },
  });
}

function isFrozen(tenant: Tenant, invoice: StoredRecord | null): boolean {
  if (invoice?.type !== 'Activity_Invoice') return false;
  const code = phaseCodeOf(tenant.records, invoice);
  return code !== null && code !== 'Draft';
}

function frozenInvoiceKeys(tenant: Tenant, { before, after }: Mutation): string[] {
  if (!isFrozen(tenant, before) || before === null) return [];
  return after === null
    ? ['Activity_Invoice']
    : changedKeys(before, after).filter((key) => !freeOnSent.includes(key));
}

function frozenLineKeys(tenant: Tenant, { before, after }: Mutation): string[] {
  const isLine = (before ?? after)?.type === 'ProductLine';
  if (!isLine) return [];
  const invoices = [before, after].map((line) =>
    line === null ? null : invoiceOfLine(tenant.records, line),
  );
  if (!invoices.some((invoice) => isFrozen(tenant, invoice))) return [];
  return before === null || after === null
    ? ['ProductLines']
    : changedKeys(before, after).filter((key) => !freeOnSent.includes(key));
}

/** A line takes price, text and VAT group of its product where it says nothing, and keeps the percentage of its VAT group. */
function completeLine(tenant: Tenant, unit: WriteUnit, line: StoredRecord): void {
  const productId = linkedId(line, 'Product');
  const product = productId === null ? null : unit.get(productId);
  const vatGroupId = linkedId(line, 'VatGroup') ?? (product === null ? null : linkedId(product, 'VatGroup'));
  const invoice = invoiceOfLine(unit, line);
  const currency = textOf(line, 'Currency') ?? textOf(invoice, 'Currency') ?? tenant.facts.baseCurrency;
  const rate = tenant.facts.exchangeRates[currency] ?? 1;
  const price = numberOf(line, 'Price') ?? numberOf(product, 'SalesPrice') ?? 0;
  const previous = tenant.records.get(line.id);
  const isPriceNew = previous === null || numberOf(previous, 'Price') !== numberOf(line, 'Price');
  const isGivenInCurrency = previous === null && numberOf(line, 'PriceInCurrency') !== null;
  const values: Record<string, Scalar> = {
    Description: textOf(line, 'Description') ?? textOf(product, 'Name'),
    Quantity: numberOf(line, 'Quantity') ?? 1,
    Price: price,
    PriceInCurrency: isPriceNew && !isGivenInCurrency ? price * rate : numberOf(line, 'PriceInCurrency'),
    Currency: currency,
    VatPercentage: vatGroupId === null ? null : numberOf(unit.get(vatGroupId), 'Percentage'),
    SortIndex: numberOf(line, 'SortIndex') ?? nextSortIndex(unit, line),
  };
  const links = vatGroupId === null ? line.links : { ...line.links, VatGroup: vatGroupId };
  unit.put({ ...withValues(line, values), links });
}

function nextSortIndex(unit: WriteUnit, line: StoredRecord): number {
  const parent = linkedId(line, 'Activity');
  const siblings = parent === null ? [] : unit.pointingTo('Activity', parent);
  return Math.max(0, ...siblings.map((sibling) => numberOf(sibling, 'SortIndex') ?? 0)) + 1;
}

/** Number and date are given at the moment of sending, not before (tribe-api §4.6). */
function moveInvoice(
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
  if (from !== 'Draft' || to === 'Draft') {
    if (to === 'Draft' && givesNumberOrDate(before, invoice)) {
      throw badRequest('Number and date are assigned when the invoice is sent.');
    }
    unit.put(invoice);
    return;
  }
  const date = textOf(invoice, 'InvoiceDate') ?? brusselsDate(now);
  const number = textOf(invoice, 'Number') ?? nextInvoiceNumber(tenant, Number(date.slice(0, 4)));
  const sent = withValues(invoice, { Number: number, InvoiceDate: date });
  for (const record of [sent, ...invoicePdfRecords(sent, now)]) unit.put(record);
}

function customerName(tenant: Tenant, unit: WriteUnit, invoice: StoredRecord): string | null {
  const role = unit.get(linkedId(invoice, 'Relationship') ?? '');
  const view = { reader: unit, schema: tenant.schema, position: tenant.position };
  return role === null ? null : displayName(view, role);
}

/** An attachment of an invoice is linked both ways round: as any entity, and as the invoice (tribe-api §2.12). */
function completeAttachment(unit: WriteUnit, attachment: StoredRecord): void {
  const entity = linkedId(attachment, 'Entity') ?? linkedId(attachment, 'Invoice');
  if (entity === null) return;
  const isInvoice = unit.get(entity)?.type === 'Activity_Invoice';
  unit.put({
    ...attachment,
    links: { ...attachment.links, Entity: entity, ...(isInvoice ? { Invoice: entity } : {}) },
  });
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

/** Switch G26: an administrator may have numbering switched on for debtor numbers (tribe-api §4.5). */
function numberDebtor(tenant: Tenant, unit: WriteUnit, role: StoredRecord): void {
  if (tenant.position('G26') !== 'automatic' || !role.type.endsWith('_CommercialRelationship_Customer'))
    return;
  const childId = linkedId(role, 'Organization') ?? linkedId(role, 'Person');
  const child = childId === null ? null : unit.get(childId);
  if (child === null || textOf(child, 'DebtorNumber') !== null) return;
  const numbers = unit
    .ofTypes(['Relation_Organization', 'Relation_Person'])
    .map((relation) => Number(textOf(relation, 'DebtorNumber') ?? ''))
    .filter((number) => Number.isSafeInteger(number));
  unit.put(withValues(child, { DebtorNumber: String(Math.max(10_000, ...numbers) + 1) }));
}

function touchInvoiceOfLine(unit: WriteUnit, { before, after }: Mutation): void {
  for (const line of [before, after]) {
    const invoice = line?.type === 'ProductLine' ? invoiceOfLine(unit, line) : null;
    if (invoice !== null) unit.put({ ...invoice });
  }
}

function touchRelationOfAddress(unit: WriteUnit, { after }: Mutation): void {
  const owner = after?.type === 'Address' ? unit.get(linkedId(after, 'Relation') ?? '') : null;
  if (owner !== null) unit.put({ ...owner });
}

/** The universal fields (tribe-api §2.8). */
function stamp(unit: WriteUnit, before: StoredRecord | null, after: StoredRecord, now: Date): void {
  const moment = now.toISOString();
  const isNewlyFormer = after.values['IsFormer'] === true && before?.values['IsFormer'] !== true;
  const isNoLongerFormer = before?.values['IsFormer'] === true && after.values['IsFormer'] !== true;
  unit.put(
    withValues(after, {
      SortIndex: after.values['SortIndex'] ?? 0,
      IsActive: after.values['IsActive'] ?? true,
      IsClosed: after.values['IsClosed'] ?? false,
      CreationDate: before?.values['CreationDate'] ?? moment,
      LastMutationDate: moment,
      ...(isNewlyFormer ? { FormerDate: after.values['FormerDate'] ?? moment } : {}),
      ...(isNoLongerFormer ? { FormerDate: null } : {}),
    }),
  );
}
