import { badRequest } from '../odata/odata-error';
import { linkedId, textOf, withValues, type StoredRecord } from '../records/stored-record';
import { type Tenant } from '../records/tenant';
import { type Mutation, type WriteUnit } from '../records/write-unit';
import { guardSentInvoice } from './invoice-freeze';
import { moveInvoice } from './invoice-sending';
import { invoiceOfLine } from './invoice-totals';
import { completeLine } from './line-defaults';

/**
 * Tribe's rules for every write, whoever makes it: defaults, frozen invoices, number and date at sending, change dates.
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
    if (after !== null && before?.type !== after.type) numberDebtor(tenant, unit, after);
  }
  for (const mutation of unit.mutations()) {
    touchInvoiceOfLine(unit, mutation);
    if (tenant.position('address-touch') === 'yes') touchRelationOfAddress(unit, mutation);
  }
  for (const { before, after } of unit.mutations()) if (after !== null) stamp(unit, before, after, now);
}

/** Switch G22: whether a write of `IsFormer` is accepted; `FormerDate` follows it. */
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

/** An attachment of an invoice is linked in both ways: like every attachment, and as that of an invoice (tribe-api §2.12). */
function completeAttachment(unit: WriteUnit, attachment: StoredRecord): void {
  const entity = linkedId(attachment, 'Entity') ?? linkedId(attachment, 'Invoice');
  if (entity === null) return;
  const isInvoice = unit.get(entity)?.type === 'Activity_Invoice';
  unit.put({
    ...attachment,
    links: { ...attachment.links, Entity: entity, ...(isInvoice ? { Invoice: entity } : {}) },
  });
}

/** Switch G26: an administrator may have switched on numbering for debtor numbers (tribe-api §4.5). */
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
