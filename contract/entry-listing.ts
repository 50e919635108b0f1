import { grossOf, type BookingEntry } from '../domain/booking/booking-entry';
import { FOLDER_CURRENCY } from '../domain/money/money';

/** An entry as `--json` prints it: a contract with whoever scripts this program. */
export interface EntryListing {
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
  readonly lines: readonly EntryLineListing[];
}

interface EntryLineListing {
  readonly role: string;
  readonly account: string;
  readonly vatCode: string | null;
  /** Debit positive, credit negative. */
  readonly amountCents: number;
  readonly vatBaseCents: number | null;
  readonly comment: string | null;
}

export function entryListing(entry: BookingEntry): EntryListing {
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
    lines: entry.lines.map(({ role, accountCode, vatCode, amountCents, vatBaseCents, comment }) => ({
      role,
      account: accountCode,
      vatCode,
      amountCents,
      vatBaseCents,
      comment,
    })),
  };
}
