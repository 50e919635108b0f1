import type { BookingEntry, EntryLine } from './booking-entry';
import type { Day, WinbooksId } from '../ids';
import type { InvoicePlan, PlannedRevenue, PlannedVat } from '../invoice/invoice-plan';
import type {
  BookPeriod,
  BookYear,
  Journal,
  LedgerAccount,
  WinbooksCustomer,
} from '../vendors/winbooks-records';

/** The master data that a plan needs. `account-resolution.ts` has checked that all of it exists. */
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
  /** The account for a rounding difference; present whenever the plan has one. */
  readonly roundingAccount: LedgerAccount | null;
  readonly dueDate: Day | null;
}

/** The book year's name for people: its own, else the calendar year of the period. */
export function bookYearName(bookYear: BookYear | null, period: BookPeriod): string {
  return bookYear?.name ?? String(period.year);
}

/**
 * The entry of a sale as winbooks-api §4.9 documents it: line 0 debits the customer for the gross, then revenue, VAT
 * and the rounding difference follow in credit. A credit note has the same lines with every sign reversed (winbooks-api
 * §7.4, §8 G26). Amounts in cents; they sum to zero, in the folder's currency and in the invoice's.
 * @throws Error when an account is missing or the lines do not sum to zero. Both are bugs, never a property of the
 *   invoice.
 */
export function composeEntry(plan: InvoicePlan, resolved: ResolvedForBooking): BookingEntry {
  const bodies = [
    customerLine(plan, resolved),
    ...plan.revenue.map((part) => revenueLine(part, plan, resolved)),
    ...plan.vat.map((part) => vatLine(part, plan, resolved)),
    ...(plan.roundingCents === 0 ? [] : [roundingLine(plan, resolved)]),
  ];
  const directed = plan.kind === 'credit' ? bodies.map(reversed) : bodies;
  const lines = directed.map((body, order): EntryLine => ({ order, ...body }));
  if (total(lines, 'amountCents') !== 0 || total(lines, 'currencyAmountCents') !== 0) {
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
    currencyRate: plan.foreign && plan.foreign.rate,
    structuredCommunication: plan.structuredCommunication,
    customerId: resolved.customer.id,
    customerCode: resolved.customer.code,
    lines,
  };
}

type LineBody = Omit<EntryLine, 'order'>;
type Amounts = Pick<EntryLine, (typeof AMOUNTS)[number]>;

const AMOUNTS = [
  'vatBaseCents',
  'turnoverCents',
  'vatCents',
  'currencyAmountCents',
  'currencyVatBaseCents',
  'currencyVatCents',
] as const satisfies readonly (keyof EntryLine)[];
const NO_AMOUNTS: Amounts = {
  vatBaseCents: null,
  turnoverCents: null,
  vatCents: null,
  currencyAmountCents: null,
  currencyVatBaseCents: null,
  currencyVatCents: null,
};

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
    currencyAmountCents: plan.foreign && plan.foreign.grossCents,
    currencyVatBaseCents: plan.foreign && plan.foreign.netCents,
    currencyVatCents: plan.foreign && plan.foreign.vatCents,
    comment: plan.comment,
  };
}

function revenueLine(part: PlannedRevenue, plan: InvoicePlan, { accounts }: ResolvedForBooking): LineBody {
  return {
    role: 'revenue',
    ...onAccount(accounts.get(part.accountCode)),
    vatId: part.vatCodeId,
    vatCode: part.vatCode,
    ...NO_AMOUNTS,
    amountCents: negated(part.netCents),
    currencyAmountCents: negatedOrNull(part.foreignNetCents),
    comment: plan.comment,
  };
}

function vatLine(part: PlannedVat, plan: InvoicePlan, { vatAccounts }: ResolvedForBooking): LineBody {
  return {
    role: 'vat',
    ...onAccount(vatAccounts.get(part.vatCodeId)),
    vatId: part.vatCodeId,
    vatCode: part.vatCode,
    ...NO_AMOUNTS,
    amountCents: negated(part.vatCents),
    vatBaseCents: part.baseCents,
    currencyAmountCents: negatedOrNull(part.foreignVatCents),
    currencyVatBaseCents: part.foreignBaseCents,
    comment: plan.comment,
  };
}

/** The line has no VAT code: a rounding difference is not turnover and belongs to no rate. */
function roundingLine(plan: InvoicePlan, { roundingAccount }: ResolvedForBooking): LineBody {
  return {
    role: 'rounding',
    ...onAccount(roundingAccount),
    vatId: null,
    vatCode: null,
    ...NO_AMOUNTS,
    amountCents: negated(plan.roundingCents),
    currencyAmountCents: negatedOrNull(plan.foreign && plan.foreign.roundingCents),
    comment: plan.comment,
  };
}

function onAccount(account: LedgerAccount | null | undefined) {
  if (!account) throw new Error('A booking was composed before its accounts were resolved');
  return {
    accountId: account.id,
    accountCode: account.code,
    centralAccountType: account.centralAccountType,
  };
}

function reversed(line: LineBody): LineBody {
  const amounts = Object.fromEntries(AMOUNTS.map((name) => [name, negatedOrNull(line[name])]));
  return { ...line, ...amounts, amountCents: negated(line.amountCents) };
}

function total(lines: readonly EntryLine[], amount: 'amountCents' | 'currencyAmountCents'): number {
  return lines.reduce((sum, line) => sum + (line[amount] ?? 0), 0);
}

/** Avoids negative zero, which JSON and digests would treat as another number. */
function negated(cents: number): number {
  return cents === 0 ? 0 : -cents;
}

const negatedOrNull = (cents: number | null): number | null => (cents === null ? null : negated(cents));
