import type { BookingEntry } from '../../domain/booking/booking-entry';
import type { WinbooksId } from '../../domain/ids';
import { issue, type Issue } from '../../domain/issues/issue-catalogue';
import { customerAmountOf, invoiceDayOf } from '../../domain/booking/near-miss';
import type { LedgerDocument, LedgerLine } from '../../domain/vendors/winbooks-records';
import type { TenantContext } from '../connection/tenant-connections';
import type { Dependencies } from '../dependencies';

const UNTOLD = '–';

/**
 * An invoice's number belongs to another document: both side by side, so that a person can say whether they are one.
 *
 * @param names what the row says, for an entry that is gone
 */
export async function numberTaken(
  deps: Dependencies,
  context: TenantContext,
  names: { readonly journal: string; readonly docNumber: number },
  entry: BookingEntry | null,
  document: LedgerDocument,
): Promise<Issue> {
  const line = partyLineOf(document);
  return issue('NUMBER_TAKEN', {
    ...names,
    date: entry === null ? UNTOLD : invoiceDayOf(entry),
    customer: entry?.customerCode ?? UNTOLD,
    grossCents: entry === null ? 0 : customerAmountOf(entry),
    otherDate: document.date ?? UNTOLD,
    otherCustomer: await customerCodeOf(deps, context, line?.customerId ?? null),
    otherGrossCents: line?.amountCents ?? 0,
    documentId: document.id,
  });
}

/** The same customer and amount stand in WinBooks under another number: both side by side. */
export async function nearMiss(
  deps: Dependencies,
  context: TenantContext,
  entry: BookingEntry,
  document: LedgerDocument,
): Promise<Issue> {
  const journals = await deps.masterData.of(context.winbooks).journals();
  return issue('NEAR_MISS', {
    journal: entry.journalCode,
    docNumber: entry.docNumber,
    date: invoiceDayOf(entry),
    customer: entry.customerCode,
    grossCents: customerAmountOf(entry),
    otherJournal: journals.find(({ id }) => id === document.journalId)?.code ?? UNTOLD,
    otherNumber: document.docNumber ?? UNTOLD,
    otherDate: document.date ?? UNTOLD,
    documentId: document.id,
  });
}

/** The line that tells whose document it is: the customer's, else the one in the customer's place. */
function partyLineOf(document: LedgerDocument): LedgerLine | undefined {
  return (
    document.lines.find(({ customerId }) => customerId !== null) ??
    document.lines.find(({ order }) => order === 0) ??
    document.lines[0]
  );
}

/** For people only: what cannot be read now does not keep the issue from being opened. */
async function customerCodeOf(
  deps: Dependencies,
  context: TenantContext,
  id: WinbooksId | null,
): Promise<string> {
  if (id === null) return UNTOLD;
  try {
    return (await deps.masterData.of(context.winbooks).customer(id))?.code ?? UNTOLD;
  } catch {
    return UNTOLD;
  }
}
