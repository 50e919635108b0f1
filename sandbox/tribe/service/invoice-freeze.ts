import { badRequest } from '../odata/odata-error';
import { type StoredRecord } from '../records/stored-record';
import { type Tenant } from '../records/tenant';
import { type Mutation, type WriteUnit } from '../records/write-unit';
import { phaseCodeOf } from './invoice-sending';
import { invoiceOfLine } from './invoice-totals';

/** Fields that may still change on a sent invoice: its phase, and what is not printed on it. */
const freeOnSent = ['ImportId', 'SortIndex', 'IsActive', 'IsClosed', 'LastMutationDate', 'Phase', 'Contact'];

function changedKeys(before: StoredRecord, after: StoredRecord): string[] {
  const changed = (left: object, right: object) => {
    const [leftFields, rightFields] = [new Map(Object.entries(left)), new Map(Object.entries(right))];
    return [...new Set([...leftFields.keys(), ...rightFields.keys()])].filter(
      (key) => JSON.stringify(leftFields.get(key) ?? null) !== JSON.stringify(rightFields.get(key) ?? null),
    );
  };
  return [...changed(before.values, after.values), ...changed(before.links, after.links)];
}

/**
 * A sent invoice and its lines are frozen; corrections need a credit note (tribe-api §4.6, switch G31).
 *
 * @throws ODataError 400 when a frozen field would change.
 */
export function guardSentInvoice(tenant: Tenant, unit: WriteUnit, mutation: Mutation): void {
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
