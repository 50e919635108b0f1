import { readInvoice } from '../../clients/tribe';
import { getDocument } from '../../clients/winbooks';
import type { BookingEntry } from '../../domain/booking/booking-entry';
import { yearAndMonth } from '../../domain/brussels-day';
import type { TribeId, WinbooksId } from '../../domain/ids';
import {
  bearersOfNumber,
  candidateDocuments,
  customerAmountOf,
  daysAround,
  isNearMiss,
  looksLike,
  mayBeKeyedMeanwhile,
  type BookingSoFar,
  type InvoiceLooks,
} from '../../domain/booking/near-miss';
import type { CustomerLine, LedgerDocument } from '../../domain/vendors/winbooks-records';
import { otherInvoices, type UndocumentedInvoice } from '../../store/bookings/claimed-documents';
import type { Booking } from '../../store/bookings/booking-row';
import { isNewCustomer } from '../../store/relations/links';
import type { TenantContext } from '../connection/tenant-connections';
import type { Dependencies } from '../dependencies';
import { readingTribe } from '../reading';
import type { FolderData } from '../master-data';
import { orAbsent } from '../reading';
import { factsOf } from './plan-booking';

/**
 * The most equal documents that are read. A customer with more of them within a month buys regularly, and they are not
 * near misses.
 */
const MOST_CANDIDATES = 10;

/**
 * Looks for the invoice under another number before each post: keyed in by hand, or sent through another channel such
 * as Peppol. A near miss has the same customer, amount and kind, a date within three days, no reference of ours, and is
 * no other invoice's document. Reads only. The customer lines of a period are read at most every ten minutes, so that
 * an ordinary invoice costs no call. An invoice that was delayed for any reason, or whose customer is new, is looked
 * for in the ledger now. A candidate is read again. Bookings and checks call this same function. Throws when a vendor
 * gives no answer.
 *
 * @param booking its row; null when the watch has not found it yet
 */
export async function findNearMiss(
  deps: Dependencies,
  context: TenantContext,
  invoice: TribeId,
  entry: BookingEntry,
  booking: (BookingSoFar & Pick<Booking, 'clearedDocuments'>) | null,
): Promise<LedgerDocument | null> {
  const folder = deps.masterData.of(context.winbooks);
  const { tenant } = context;
  const isAnew =
    (booking !== null && mayBeKeyedMeanwhile(booking, Date.now())) ||
    (await deps.database.asTenant(tenant.id, (sql) => isNewCustomer(sql, entry.customerId)));
  const [customer, amountCents] = [entry.customerId, customerAmountOf(entry)];
  const lines: CustomerLine[] = [];
  for (const period of await periodsAround(folder, entry))
    lines.push(
      ...(isAnew
        ? await folder.customerLinesNow(period, customer, amountCents)
        : await folder.customerLines(period, customer, amountCents)),
    );
  const candidates = candidateDocuments(entry, lines, booking?.clearedDocuments ?? []);
  if (candidates.length === 0) return null;
  const { claimed, undocumented } = await deps.database.asTenant(tenant.id, (sql) =>
    otherInvoices(sql, invoice, candidates),
  );
  for (const id of candidates.filter((each) => !claimed.has(each)).slice(0, MOST_CANDIDATES)) {
    const document = orAbsent(await getDocument(context.winbooks, id));
    if (document === null || !isNearMiss(entry, document)) continue;
    if (!(await isAnothers(context, entry, document, undocumented))) return document;
  }
  return null;
}

/**
 * Whether the document is another invoice's, by its number and its looks. That invoice will be linked to it. The number
 * alone is not enough: it could be a mistyped number of ours.
 */
async function isAnothers(
  context: TenantContext,
  entry: BookingEntry,
  document: LedgerDocument,
  others: readonly UndocumentedInvoice[],
): Promise<boolean> {
  for (const other of bearersOfNumber(document, entry, others, context.settings)) {
    const looks = other.isUnread ? await looksInTribe(context, other.id) : other;
    if (looks !== null && looksLike(entry, looks)) return true;
  }
  return false;
}

/** It was found together with ours, and its own run has not read it yet. */
async function looksInTribe(context: TenantContext, id: TribeId): Promise<InvoiceLooks | null> {
  if (context.invoiceDateField === null) return null;
  const invoice = await readingTribe(readInvoice(context.tribe, id, context.invoiceDateField));
  if (invoice === null) return null;
  const { kind = null, grossCents = null } = factsOf(invoice);
  return { kind, grossCents, customerCode: null };
}

async function periodsAround(folder: FolderData, entry: BookingEntry): Promise<readonly WinbooksId[]> {
  const ids = new Set<WinbooksId>();
  const ends = daysAround(entry).flatMap(({ first, last }) => [first, last]);
  for (const { year, month } of ends.map(yearAndMonth))
    for (const { id } of await folder.periods(year, month)) ids.add(id);
  return [...ids];
}
