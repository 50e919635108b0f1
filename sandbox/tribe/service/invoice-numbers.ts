import { type Tenant } from '../records/tenant';

/** `{YYYY}{0000}` with 2026 and 101 → `20260101`; the zeros tell the width of the sequence. */
export function formatInvoiceNumber(format: string, year: number, sequence: number): string {
  return format
    .replace('{YYYY}', String(year))
    .replace('{YY}', String(year).slice(2))
    .replace(/\{(0+)\}/, (_, zeros: string) => String(sequence).padStart(zeros.length, '0'));
}

/** The sequence in a number that follows the format, or null for any other number. */
export function sequenceIn(format: string, year: number, number: string): number | null {
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

/** Takes the next number of the tenant's sequence for a year. */
export function nextInvoiceNumber(tenant: Tenant, year: number): string {
  const { numberFormat, nextNumber } = tenant.facts;
  const sequence = nextNumber[year] ?? 1;
  tenant.keepFacts({ nextNumber: { ...nextNumber, [year]: sequence + 1 } });
  return formatInvoiceNumber(numberFormat, year, sequence);
}

/** A number given by hand moves the sequence behind it. */
export function noteInvoiceNumber(tenant: Tenant, year: number, number: string): void {
  const { numberFormat, nextNumber } = tenant.facts;
  const sequence = sequenceIn(numberFormat, year, number);
  if (sequence === null || sequence < (nextNumber[year] ?? 1)) return;
  tenant.keepFacts({ nextNumber: { ...nextNumber, [year]: sequence + 1 } });
}
