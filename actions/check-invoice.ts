import { grossOf, type BookingEntry, type BookingState } from '../domain/booking/booking-entry';
import { describeIssue } from '../domain/issues/texts/describe-issue';
import { describeWayOut } from '../domain/ways-out/describe-way-out';
import { tribeId, type TenantId } from '../domain/ids';
import type { Issue } from '../domain/issues/issue-catalogue';
import { checkOutcome, SKIP_REASONS } from '../domain/issues/texts/check-texts';
import type { Language } from '../domain/issues/texts/text-types';
import { FOLDER_CURRENCY } from '../domain/money/money';
import type { ListedBooking } from '../store/bookings/booking-row';
import { nameBookings } from '../store/bookings/booking-names';
import type { DocumentInWords } from '../activities/invoices/check-booked';
import { checkBooking, type BookingCheck } from '../activities/invoices/check-booking';
import {
  askingVendors,
  failed,
  isRefusal,
  workingTenant,
  type ActionDependencies,
  type Refusal,
} from './action';
import { findInvoice } from './find-invoice';
import type { IssueListing } from './list-issues';
import { documentName } from '../activities/invoices/booking-issues';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** What would become of an invoice now, without doing it: a contract with whoever scripts this program. */
export interface CheckListing {
  /** Tribe's id. */
  readonly invoice: string;
  readonly number: string | null;
  /** What it is now; null when the watch has not found it, as a draft. */
  readonly state: BookingState | null;
  /** It would be booked, adopted or linked, or is. */
  readonly wouldBook: boolean;
  readonly issues: readonly Omit<IssueListing, 'id' | 'openedAt'>[];
  /** The entry that would be sent; null where it is held before one is made, or its customer is created first. */
  readonly entry: EntryListing | null;
  /** What WinBooks holds of one that is booked; `entry` is then what Tribe says now. */
  readonly ledger: DocumentListing | null;
  /** In the language asked for, after the invoice's name: `would be booked as VEN 20260012 (2026)`. */
  readonly outcome: string;
}

interface DocumentListing {
  /** WinBooks' id of the document. */
  readonly document: string;
  readonly journal: string | null;
  readonly docNumber: number | null;
  readonly date: string | null;
  readonly customer: string | null;
  readonly lines: DocumentInWords['lines'];
}

interface EntryListing {
  readonly journal: string;
  readonly docNumber: number;
  readonly bookYear: string;
  readonly date: string;
  readonly dueDate: string | null;
  /** In `currency`, the invoice's own; negative for a credit. */
  readonly grossCents: number;
  readonly currency: string;
  /** The same in the currency of the folder, in which the lines are. */
  readonly folderGrossCents: number;
  readonly folderCurrency: string;
  readonly customer: string;
  readonly lines: readonly {
    readonly role: string;
    readonly account: string;
    readonly vatCode: string | null;
    readonly amountCents: number;
    readonly vatBaseCents: number | null;
  }[];
}

/** "Would this book?": the same road and the same issues as a real booking; nothing is written anywhere. */
export async function checkInvoice(
  deps: ActionDependencies,
  tenant: TenantId,
  named: string,
  language: Language,
): Promise<{ readonly ok: true; readonly listing: CheckListing } | Refusal> {
  const found = await deps.database.asTenant(tenant, async (sql) => {
    const working = await workingTenant(sql);
    if (isRefusal(working)) return working;
    const wanted = named.trim().replace(/^invoice:/i, '');
    const booking = await findInvoice(sql, wanted);
    // One that the watch has not found yet, such as a draft, is known by its id alone.
    if (isRefusal(booking))
      return UUID.test(wanted)
        ? { id: tribeId(wanted), booking: null, name: wanted, tenant: working }
        : booking;
    const [name] = await nameBookings(sql, [booking.tribeInvoiceId]);
    return {
      id: booking.tribeInvoiceId,
      booking,
      name: (name?.isNumberUnique ? booking.number : null) ?? booking.tribeInvoiceId,
      tenant: working,
    };
  });
  if (isRefusal(found)) return found;
  const checked = await askingVendors(() => checkBooking(deps, tenant, found.id));
  if ('ok' in checked) return checked;
  if (checked.kind === 'noAnswer')
    return failed('VENDOR_NO_ANSWER', { vendor: 'WinBooks', words: checked.words });
  return {
    ok: true,
    listing: listing(checked, found.id, found.booking, found.name, found.tenant.state, language),
  };
}

type Checked = Exclude<BookingCheck, { kind: 'noAnswer' }>;

function listing(
  checked: Checked,
  id: string,
  booking: ListedBooking | null,
  name: string,
  tenant: string,
  language: Language,
): CheckListing {
  const number = booking?.number ?? null;
  const of = {
    id,
    number,
    name,
    tenant,
    booking: checked.kind === 'isBooked' ? ('booked' as const) : ('held' as const),
  };
  return {
    invoice: id,
    number,
    state: booking?.state ?? null,
    wouldBook: isOrWouldBeBooked(checked),
    issues: problemsOf(checked).map((problem) => issueOf(problem, of, language)),
    entry: 'entry' in checked && checked.entry !== null ? entryListing(checked.entry) : null,
    ledger:
      checked.kind === 'isBooked' && checked.document !== null ? documentListing(checked.document) : null,
    outcome: inWords(checked, booking, language),
  };
}

function isOrWouldBeBooked(checked: Checked): boolean {
  if (checked.kind === 'isBooked') return checked.document !== null;
  return checked.kind !== 'wouldHold' && checked.kind !== 'wouldSkip';
}

function problemsOf(checked: Checked): readonly Issue[] {
  if (checked.kind === 'isBooked') return checked.issues;
  return checked.kind === 'wouldHold' ? [checked.issue] : [];
}

const documentListing = ({ id, ...document }: DocumentInWords): DocumentListing => ({
  document: id,
  ...document,
});

function issueOf(
  { code, params }: Issue,
  of: {
    readonly id: string;
    readonly number: string | null;
    readonly name: string;
    readonly tenant: string;
    readonly booking: 'held' | 'booked';
  },
  language: Language,
): CheckListing['issues'][number] {
  const { owner, title, cause, fix } = describeIssue(code, params, language);
  const now = { recordKind: 'invoice', booking: of.booking, tenant: of.tenant } as const;
  const { actions, nothingBecause } = describeWayOut(code, now, language);
  const record = `invoice:${of.name}`;
  return {
    code,
    record,
    owner,
    title,
    cause,
    fix,
    actions,
    tribeId: of.id,
    number: of.number,
    nothingBecause,
  };
}

function entryListing(entry: BookingEntry): EntryListing {
  const { grossCents, currencyGrossCents } = grossOf(entry);
  const sign = entry.kind === 'credit' ? -1 : 1;
  return {
    journal: entry.journalCode,
    docNumber: entry.docNumber,
    bookYear: entry.bookYear,
    date: entry.date,
    dueDate: entry.dueDate,
    grossCents: sign * currencyGrossCents,
    currency: entry.currency,
    folderGrossCents: sign * grossCents,
    folderCurrency: FOLDER_CURRENCY,
    customer: entry.customerCode,
    lines: entry.lines.map(({ role, accountCode, vatCode, amountCents, vatBaseCents }) => ({
      role,
      account: accountCode,
      vatCode,
      amountCents,
      vatBaseCents,
    })),
  };
}

function inWords(checked: Checked, booking: ListedBooking | null, language: Language): string {
  switch (checked.kind) {
    case 'isBooked': {
      const document = booking === null ? '' : documentName(booking);
      return checkOutcome(checked.document === null ? 'wasBooked' : 'isBooked', { document }, language);
    }
    case 'wouldBook':
      return checkOutcome('wouldBook', { document: documentOf(checked.entry) }, language);
    case 'isThere':
      return checkOutcome('isBooked', { document: documentOf(checked.entry) }, language);
    case 'wouldCreateCustomer':
      return checkOutcome('wouldCreateCustomer', { customer: checked.customerCode }, language);
    case 'wouldHold':
      return checkOutcome('wouldHold', { code: checked.issue.code }, language);
    case 'wouldSkip':
      return checkOutcome('wouldSkip', { reason: SKIP_REASONS[checked.reason][language] }, language);
  }
}

const documentOf = ({ journalCode, docNumber, bookYear }: BookingEntry): string =>
  `${journalCode} ${docNumber} (${bookYear})`;
