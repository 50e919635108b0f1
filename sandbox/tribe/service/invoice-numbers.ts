import { seededId } from '../records/seeded-id';
import { numberOf, textOf, type StoredRecord } from '../records/stored-record';
import { type Tenant } from '../records/tenant';
import { type WriteUnit } from '../records/write-unit';

/** A record outside the model, so that a number is taken in the transaction that uses it. */
const sequenceType = 'InvoiceSequence';

/** `{YYYY}{0000}` with 2026 and 101 gives `20260101`; the zeros are the width of the sequence. */
function formatInvoiceNumber(format: string, year: number, sequence: number): string {
  return format
    .replace('{YYYY}', String(year))
    .replace('{YY}', String(year).slice(2))
    .replace(/\{(0+)\}/, (_, zeros: string) => String(sequence).padStart(zeros.length, '0'));
}

/** The sequence in a number that follows the format, or null for any other number. */
function sequenceIn(format: string, year: number, number: string): number | null {
  const marker = '\u0000';
  const shape = format
    .replace('{YYYY}', String(year))
    .replace('{YY}', String(year).slice(2))
    .replace(/\{0+\}/, marker);
  const [before = '', after = ''] = shape.split(marker);
  if (!number.startsWith(before) || !number.endsWith(after)) return null;
  const digits = number.slice(before.length, number.length - after.length);
  return /^\d{1,15}$/.test(digits) ? Number(digits) : null;
}

function sequenceId(tenant: Tenant, year: number): string {
  return seededId(tenant.id, sequenceType, String(year));
}

/** The next sequence number in a year; if none is recorded, the one after the highest number in use. */
function nextSequence(tenant: Tenant, unit: WriteUnit, year: number): number {
  const kept = numberOf(unit.get(sequenceId(tenant, year)), 'Next');
  if (kept !== null) return kept;
  const used = unit
    .ofTypes(['Activity_Invoice'])
    .map((invoice) => sequenceIn(tenant.facts.numberFormat, year, textOf(invoice, 'Number') ?? '') ?? 0);
  return used.reduce((highest, sequence) => Math.max(highest, sequence), 0) + 1;
}

function keepNext(tenant: Tenant, unit: WriteUnit, year: number, next: number): void {
  const record: StoredRecord = {
    id: sequenceId(tenant, year),
    type: sequenceType,
    values: { Next: next },
    links: {},
  };
  unit.put(record);
}

/** Takes the next number of the tenant's sequence for a year. */
export function nextInvoiceNumber(tenant: Tenant, unit: WriteUnit, year: number): string {
  const sequence = nextSequence(tenant, unit, year);
  keepNext(tenant, unit, year, sequence + 1);
  return formatInvoiceNumber(tenant.facts.numberFormat, year, sequence);
}

/** A number that was given by hand moves the sequence past it. */
export function noteInvoiceNumber(tenant: Tenant, unit: WriteUnit, year: number, number: string): void {
  const sequence = sequenceIn(tenant.facts.numberFormat, year, number);
  if (sequence === null || sequence < nextSequence(tenant, unit, year)) return;
  keepNext(tenant, unit, year, sequence + 1);
}
