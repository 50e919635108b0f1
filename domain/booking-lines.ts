import type { BookingEntry, EntryLine } from './booking-entry';
import type { Day, WinbooksId } from './ids';
import type { InvoicePlan } from './invoice-plan';
import type { BookPeriod, BookYear, Journal, LedgerAccount, WinbooksCustomer } from './winbooks-records';

/** The master data that a plan needs, all known to exist (`account-resolution.ts`). */
export interface ResolvedForBooking {
  readonly journal: Journal;
  readonly period: BookPeriod;
  readonly bookYear: BookYear | null;
  readonly customer: Pick<WinbooksCustomer, 'id' | 'code'>;
  /** The account of the customer line, 400000 in the documented sale. */
  readonly centralAccount: LedgerAccount;
  /** Revenue accounts by code. */
  readonly accounts: ReadonlyMap<string, LedgerAccount>;
  /** Accounts of the VAT lines by VAT code id, 451000 in the documented sale. */
  readonly vatAccounts: ReadonlyMap<WinbooksId, LedgerAccount>;
  /** Where a rounding difference goes; there whenever the plan has one. */
  readonly roundingAccount: LedgerAccount | null;
  readonly dueDate: Day | null;
}

/** The book year's name for people: its own, else the calendar year of the period. */
export function bookYearName(bookYear: BookYear | null, period: BookPeriod): string {
  return bookYear?.name ?? String(period.year);
}

/**
 * The entry of a sale as winbooks-api §4.9 documents it: line 0 the customer with the gross in debit, then revenue and
 * VAT in credit. Amounts in cents, summing to zero.
 * @throws Error when an account is missing or the lines do not sum to zero: a bug, never an invoice's fault.
 */
export function composeEntry(plan: InvoicePlan, resolved: ResolvedForBooking): BookingEntry {
  const bodies = [
    customerLine(plan, resolved),
    ...plan.revenue.map((part) => revenueLine(part, plan, resolved)),
    ...plan.vat.map((part) => vatLine(part, plan, resolved)),
  ];
  const lines = bodies.map((body, order): EntryLine => ({ order, ...body }));
  if (lines.reduce((sum, line) => sum + line.amountCents, 0) !== 0) {
    throw new Error('The lines of a booking do not sum to zero');
  }
  return {
    kind: plan.kind,
    reference: plan.reference,
    journalId: resolved.journal.id,
    journalCode: resolved.journal.code,
    periodId: resolved.period.id,
    bookYearId: resolved.period.bookYearId,
    bookYear: bookYearName(resolved.bookYear, resolved.period),
    docNumber: plan.docNumber,
    date: plan.date,
    invoiceDate: null,
    dueDate: resolved.dueDate,
    currency: plan.currency,
    customerId: resolved.customer.id,
    customerCode: resolved.customer.code,
    lines,
  };
}

type LineBody = Omit<EntryLine, 'order'>;

function customerLine(plan: InvoicePlan, { centralAccount }: ResolvedForBooking): LineBody {
  return {
    role: 'customer',
    ...onAccount(centralAccount),
    vatId: null,
    vatCode: null,
    amountCents: plan.grossCents,
    vatBaseCents: plan.netCents,
    turnoverCents: plan.netCents,
    vatCents: plan.vatCents,
    comment: plan.comment,
  };
}

function revenueLine(
  part: InvoicePlan['revenue'][number],
  plan: InvoicePlan,
  { accounts }: ResolvedForBooking,
): LineBody {
  return {
    role: 'revenue',
    ...onAccount(accounts.get(part.accountCode)),
    vatId: part.vatCodeId,
    vatCode: part.vatCode,
    amountCents: negated(part.netCents),
    vatBaseCents: null,
    turnoverCents: null,
    vatCents: null,
    comment: plan.comment,
  };
}

function vatLine(
  part: InvoicePlan['vat'][number],
  plan: InvoicePlan,
  { vatAccounts }: ResolvedForBooking,
): LineBody {
  return {
    role: 'vat',
    ...onAccount(vatAccounts.get(part.vatCodeId)),
    vatId: part.vatCodeId,
    vatCode: part.vatCode,
    amountCents: negated(part.vatCents),
    vatBaseCents: part.baseCents,
    turnoverCents: null,
    vatCents: null,
    comment: plan.comment,
  };
}

function onAccount(account: LedgerAccount | undefined) {
  if (!account) throw new Error('A booking was composed before its accounts were resolved');
  return {
    accountId: account.id,
    accountCode: account.code,
    centralAccountType: account.centralAccountType,
  };
}

/** Without a negative zero, which JSON and digests would treat as another number. */
function negated(cents: number): number {
  return cents === 0 ? 0 : -cents;
}
