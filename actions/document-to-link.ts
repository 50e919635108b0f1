import type { Failure, Outcome } from '../clients/outcome';
import { findDocumentsByNumber, getCustomer, getDocument, listJournals } from '../clients/winbooks';
import { winbooksId } from '../domain/ids';
import { customerLine } from '../domain/booking/link-comparison';
import type { Journal, LedgerDocument } from '../domain/vendors/winbooks-records';
import type { DocumentToLink } from '../store/bookings/booking-actions';
import type { TenantContext } from '../activities/connection/tenant-connections';
import type { FolderData } from '../activities/master-data';
import { isRefusal, refused, vendorFailed, type Refusal } from './action';

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const JOURNAL_AND_NUMBER = /^\s*([^/\s]+)\s*\/\s*(\d{1,18})\s*$/;

export interface FoundDocument {
  readonly document: LedgerDocument;
  readonly known: DocumentToLink;
}

/**
 * The document of WinBooks that a person names, read now: by its id, or as `JOURNAL/NUMBER` (winbooks-api §5.f). A number that
 * several book years have is refused with their ids.
 */
export async function documentToLink(
  { winbooks }: Pick<TenantContext, 'winbooks'>,
  folder: FolderData,
  named: string,
): Promise<FoundDocument | Refusal> {
  const journals = await listJournals(winbooks);
  if (journals.kind !== 'ok') return noAnswer(journals);
  const document = GUID.test(named.trim())
    ? taken(await getDocument(winbooks, winbooksId(named)), named)
    : await byNumber(winbooks, journals.value, named);
  if (isRefusal(document)) return document;

  const line = customerLine(document);
  const customer = line?.customerId ? await getCustomer(winbooks, line.customerId) : null;
  if (customer !== null && customer.kind !== 'ok' && customer.kind !== 'absent') return noAnswer(customer);
  const journal = journals.value.find(({ id }) => id === document.journalId) ?? null;
  const years = await folder.bookYears();
  const year =
    years.find(({ id }) => id === journal?.bookYearId) ??
    years.find(
      ({ start, end }) =>
        document.date !== null &&
        start !== null &&
        end !== null &&
        document.date >= start &&
        document.date <= end,
    );
  return {
    document,
    known: {
      id: document.id,
      journalId: document.journalId,
      journalCode: journal?.code ?? null,
      docNumber: document.docNumber,
      bookYearId: year?.id ?? null,
      bookYear: year?.name ?? document.date?.slice(0, 4) ?? null,
      customerCode: customer?.kind === 'ok' ? customer.value.code : null,
      grossCents: line?.amountCents ?? null,
    },
  };
}

async function byNumber(
  winbooks: TenantContext['winbooks'],
  journals: readonly Journal[],
  named: string,
): Promise<LedgerDocument | Refusal> {
  const [, code, number] = JOURNAL_AND_NUMBER.exec(named) ?? [];
  if (code === undefined || number === undefined)
    return refused('DOCUMENT_NAME_UNCLEAR', { document: named.trim() });
  const rows = journals.filter((journal) => journal.code.toUpperCase() === code.toUpperCase());
  if (rows.length === 0) {
    const codes = [...new Set(journals.map((journal) => journal.code))];
    return refused('DOCUMENT_JOURNAL_UNKNOWN', { journal: code, journals: codes.join(', ') });
  }
  const found = new Map<string, LedgerDocument>();
  for (const { id } of rows) {
    const documents = await findDocumentsByNumber(winbooks, { journalId: id, docNumber: Number(number) });
    if (documents.kind !== 'ok') return noAnswer(documents);
    for (const document of documents.value) found.set(document.id, document);
  }
  const [only, another] = [...found.values()];
  if (only === undefined) return refused('DOCUMENT_NOT_FOUND', { document: `${code}/${number}` });
  if (another === undefined) return only;
  const each = [...found.values()].map(({ id, date }) => `${id} (${date ?? '–'})`);
  return refused('DOCUMENT_AMBIGUOUS', { document: `${code}/${number}`, documents: each.join(', ') });
}

function taken(outcome: Outcome<LedgerDocument>, named: string): LedgerDocument | Refusal {
  if (outcome.kind === 'ok') return outcome.value;
  return outcome.kind === 'absent'
    ? refused('DOCUMENT_NOT_FOUND', { document: named.trim() })
    : noAnswer(outcome);
}

const noAnswer = (failure: Failure): Refusal => vendorFailed('WinBooks', failure);
