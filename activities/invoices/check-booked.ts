import { getLedgerAccount } from '../../clients/winbooks';
import { readInvoice } from '../../clients/tribe';
import type { BookingEntry } from '../../domain/booking/booking-entry';
import type { WinbooksId } from '../../domain/ids';
import { issue, type Issue } from '../../domain/issues/issue-catalogue';
import type { LedgerDocument } from '../../domain/vendors/winbooks-records';
import type { TenantContext } from '../connection/tenant-connections';
import type { Dependencies } from '../dependencies';
import { noAnswer, readingTribe } from '../reading';
import { lookAtBooked } from './look-at-booked';
import type { FolderData } from '../master-data';
import { orAbsent } from '../reading';
import { changeOf } from './notice-changes';
import { planBooking } from './plan-booking';
import { bookedTwice, bookingGone, invoiceGone } from './booking-issues';
import type { BookedBooking } from '../../store/bookings/booking-row';

/** A document of the ledger with the folder's codes instead of ids. */
export interface DocumentInWords {
  readonly id: WinbooksId;
  readonly journal: string | null;
  readonly docNumber: number | null;
  readonly date: string | null;
  readonly customer: string | null;
  readonly lines: readonly {
    readonly account: string | null;
    readonly vatCode: string | null;
    readonly amountCents: number;
  }[];
}

/** A booked invoice: the document in WinBooks beside the current content in Tribe. */
export interface CheckedBooked {
  readonly kind: 'isBooked';
  /** Null when it is no longer in WinBooks. */
  readonly document: DocumentInWords | null;
  /** The entry if it were booked now; null if it would be held, or is no longer in Tribe. */
  readonly entry: BookingEntry | null;
  /** The issues that the late looks would open. */
  readonly issues: readonly Issue[];
}

/** Looks at both systems as the late looks do, and returns the two sides. Throws when one gives no answer. */
export async function checkBooked(
  deps: Dependencies,
  context: TenantContext,
  booking: BookedBooking,
): Promise<CheckedBooked> {
  const look = await lookAtBooked(deps, context, booking);
  if (look.kind === 'noAnswer') throw noAnswer('WinBooks', look.failure);
  const issues: Issue[] = [];
  if (look.kind === 'gone') issues.push(bookingGone(booking));
  if (look.kind === 'twice') issues.push(bookedTwice(booking.entry, look));

  const { invoiceDateField, tribe } = context;
  const id = booking.tribeInvoiceId;
  const invoice =
    invoiceDateField === null ? null : await readingTribe(readInvoice(tribe, id, invoiceDateField));
  const change = invoice === null ? null : await changeOf(deps, context, booking, invoice);
  if (invoice === null && invoiceDateField !== null) issues.push(invoiceGone(booking));
  if (change !== null) issues.push(issue('INVOICE_CHANGED', change));
  const plan = invoice === null ? null : await planBooking(deps, context, id, new Date());
  const entry = plan?.kind === 'book' ? plan.entry : null;

  const document =
    look.kind === 'there' || look.kind === 'elsewhere'
      ? look.document
      : look.kind === 'twice'
        ? (look.documents.find(({ id }) => id === booking.winbooksId) ?? null)
        : null;
  const known = [booking.entry, entry].filter((each) => each !== null);
  return {
    kind: 'isBooked',
    document: document === null ? null : await inWords(deps, context, document, known),
    entry,
    issues,
  };
}

async function inWords(
  deps: Dependencies,
  context: TenantContext,
  document: LedgerDocument,
  known: readonly BookingEntry[],
): Promise<DocumentInWords> {
  const folder = deps.masterData.of(context.winbooks);
  const lines = known.flatMap((entry) => entry.lines);
  const accounts = new Map(lines.map(({ accountId, accountCode }) => [accountId, accountCode]));
  for (const { accountId } of document.lines)
    if (accountId !== null && !accounts.has(accountId)) {
      const account = orAbsent(await getLedgerAccount(context.winbooks, accountId));
      if (account !== null) accounts.set(accountId, account.code);
    }
  const vatCodes = new Map((await folder.vatCodes()).map(({ id, code }) => [id, code]));
  const journal = (await folder.journals()).find(({ id }) => id === document.journalId);
  return {
    id: document.id,
    journal: journal?.code ?? null,
    docNumber: document.docNumber,
    date: document.date,
    customer: await customerOf(folder, document),
    lines: document.lines.map(({ accountId, vatId, amountCents }) => ({
      account: accountId === null ? null : (accounts.get(accountId) ?? null),
      vatCode: vatId === null ? null : (vatCodes.get(vatId) ?? null),
      amountCents,
    })),
  };
}

async function customerOf(folder: FolderData, { lines }: LedgerDocument): Promise<string | null> {
  const id = lines.find(({ customerId }) => customerId !== null)?.customerId ?? null;
  return id === null ? null : ((await folder.customer(id))?.code ?? null);
}
