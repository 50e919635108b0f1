import type { BookingEntry } from '../../domain/booking/booking-entry';
import type { WinbooksId } from '../../domain/ids';
import { issue, type Issue } from '../../domain/issues/issue-catalogue';
import { customerAmountOf, invoiceDayOf } from '../../domain/booking/near-miss';
import type { LedgerDocument, LedgerLine } from '../../domain/vendors/winbooks-records';
import type { TenantContext } from '../connection/tenant-connections';
import type { Dependencies } from '../dependencies';

/** What is not known; people see it as a dash. */
const UNKNOWN = '';

/**
 * An invoice's number belongs to another document: the issue has the facts of both, so that a person can decide whether
 * they are the same.
 *
 * @param names the row's facts, for an entry that no longer exists
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
    date: entry === null ? UNKNOWN : invoiceDayOf(entry),
    customer: entry?.customerCode ?? UNKNOWN,
    grossCents: entry === null ? UNKNOWN : customerAmountOf(entry),
    otherDate: document.date ?? UNKNOWN,
    otherCustomer: await customerCodeOf(deps, context, line?.customerId ?? null),
    otherGrossCents: line?.amountCents ?? UNKNOWN,
    documentId: document.id,
  });
}

/** WinBooks has the same customer and amount under another number: the issue has the facts of both. */
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
    otherJournal: journals.find(({ id }) => id === document.journalId)?.code ?? UNKNOWN,
    otherNumber: document.docNumber ?? UNKNOWN,
    otherDate: document.date ?? UNKNOWN,
    documentId: document.id,
  });
}

/** The line that identifies the document's customer: the customer line, else the line in its place. */
function partyLineOf(document: LedgerDocument): LedgerLine | undefined {
  return (
    document.lines.find(({ customerId }) => customerId !== null) ??
    document.lines.find(({ order }) => order === 0) ??
    document.lines[0]
  );
}

/** For people only: if it cannot be read now, the issue is opened without it. */
async function customerCodeOf(
  deps: Dependencies,
  context: TenantContext,
  id: WinbooksId | null,
): Promise<string> {
  if (id === null) return UNKNOWN;
  try {
    return (await deps.masterData.of(context.winbooks).customer(id))?.code ?? UNKNOWN;
  } catch {
    return UNKNOWN;
  }
}
