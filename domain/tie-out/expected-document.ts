import type { BookingEntry, EntryLine } from '../booking/booking-entry';
import type { Day, WinbooksId } from '../ids';
import type { BookingKind } from '../invoice/invoice-kind';
import type { InvoicePlan } from '../invoice/invoice-plan';
import type { AccountAmount, ExpectedDocument, VatPart } from './tie-out-records';

/** What the ledger should say of an invoice that was booked and has not changed since: its entry. */
export function expectedOfEntry(entry: BookingEntry): ExpectedDocument {
  const { lines } = entry;
  const customer = lines.find(({ role }) => role === 'customer');
  return {
    kind: entry.kind,
    journal: entry.journalCode,
    docNumber: entry.docNumber,
    date: entry.date,
    invoiceDate: entry.invoiceDate,
    customer: entry.customerCode,
    customerId: entry.customerId,
    grossCents: customer?.amountCents ?? 0,
    currencyGrossCents: customer?.currencyAmountCents ?? null,
    parts: summedParts(lines.filter(({ role }) => role !== 'customer').map(partOfLine)),
    accounts: lines.map(({ accountId, accountCode, vatId, amountCents: cents }) => ({
      accountId,
      accountCode,
      vatId,
      cents,
    })),
    bases: lines.flatMap(baseOfLine),
  };
}

function partOfLine({ role, vatCode, amountCents }: EntryLine): VatPart {
  const cents = -amountCents || 0;
  return role === 'vat'
    ? { vatCode, netCents: 0, vatCents: cents }
    : { vatCode, netCents: cents, vatCents: 0 };
}

function baseOfLine({
  role,
  accountId,
  accountCode,
  vatId,
  vatBaseCents: cents,
}: EntryLine): AccountAmount[] {
  return role !== 'vat' || cents === null ? [] : [{ accountId, accountCode, vatId, cents }];
}

/** Who the customer of an invoice is in WinBooks, and on which day it was booked. */
export interface KnownOfBooking {
  readonly customer: string | null;
  readonly customerId: WinbooksId | null;
  readonly journal: string | null;
  /** Another day than its own, in the next open period. */
  readonly movedTo: Day | null;
}

/** What the ledger should say of an invoice that has no entry, or another content than it had then. */
export function expectedOfPlan(plan: InvoicePlan, known: KnownOfBooking): ExpectedDocument {
  const sign = plan.kind === 'credit' ? -1 : 1;
  const parts: VatPart[] = [
    ...plan.revenue.map(({ vatCode, netCents }) => ({ vatCode, netCents: sign * netCents, vatCents: 0 })),
    ...plan.vat.map(({ vatCode, vatCents }) => ({ vatCode, netCents: 0, vatCents: sign * vatCents })),
    { vatCode: null, netCents: sign * plan.roundingCents, vatCents: 0 },
  ];
  return {
    kind: plan.kind,
    journal: known.journal,
    docNumber: plan.docNumber,
    date: known.movedTo ?? plan.date,
    invoiceDate: known.movedTo === null ? null : plan.date,
    customer: known.customer,
    customerId: known.customerId,
    grossCents: sign * plan.grossCents,
    currencyGrossCents: plan.foreign === null ? null : sign * plan.foreign.grossCents,
    parts: summedParts(parts),
    accounts: null,
    bases: null,
  };
}

/** What is known of an invoice that cannot be mapped: an amount without VAT code. Amounts are in the direction of its kind. */
export function expectedOfFacts(
  facts: {
    readonly kind: BookingKind;
    readonly date: Day | null;
    readonly netCents: number | null;
    readonly vatCents: number | null;
    readonly grossCents: number | null;
  },
  known: KnownOfBooking,
): ExpectedDocument {
  const sign = facts.kind === 'credit' ? -1 : 1;
  const { grossCents } = facts;
  const netCents = facts.netCents ?? grossCents;
  const vatCents =
    facts.vatCents ?? (grossCents === null || netCents === null ? null : grossCents - netCents);
  return {
    kind: facts.kind,
    journal: known.journal,
    docNumber: null,
    date: known.movedTo ?? facts.date,
    invoiceDate: known.movedTo === null ? null : facts.date,
    customer: known.customer,
    customerId: known.customerId,
    grossCents: grossCents === null ? null : sign * grossCents,
    currencyGrossCents: null,
    parts:
      grossCents === null
        ? []
        : [{ vatCode: null, netCents: sign * (netCents ?? 0), vatCents: sign * (vatCents ?? 0) }],
    accounts: null,
    bases: null,
  };
}

/** One part per VAT code, in the order of the codes. */
export function summedParts(parts: readonly VatPart[]): readonly VatPart[] {
  const sums = new Map<string | null, VatPart>();
  for (const part of parts) {
    const sum = sums.get(part.vatCode) ?? { vatCode: part.vatCode, netCents: 0, vatCents: 0 };
    sums.set(part.vatCode, {
      vatCode: part.vatCode,
      netCents: sum.netCents + part.netCents || 0,
      vatCents: sum.vatCents + part.vatCents || 0,
    });
  }
  return [...sums.values()]
    .filter(({ netCents, vatCents }) => netCents !== 0 || vatCents !== 0)
    .sort((a, b) => ((a.vatCode ?? '') < (b.vatCode ?? '') ? -1 : 1));
}
