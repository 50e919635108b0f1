import type { WinbooksId } from '../../domain/ids';
import type { LedgerDocument, LedgerLine } from '../../domain/vendors/winbooks-records';
import type { WinbooksConnection } from '../connection';
import { numberOf, recordsOf, textOf, type VendorRecord } from '../http/loose-fields';
import { ok, type Outcome } from '../outcome';
import { findRows, readEach, TRANSACTION_HEADERS, TRANSACTIONS } from './execute-criteria';
import { centsOf, dayOf, idOf, referenceOf } from './winbooks-fields';
import { getObject, readWinbooks, type WinbooksSession } from './winbooks-session';

const MOST_PAGES = 100;
const MOST_HEADERS = 20;

/**
 * Booked documents with this number in this journal row, in any period (winbooks-api §5.f). If there are none, it takes
 * one request. A row without a journal is included; the caller must treat it as uncertain.
 */
export const findDocumentsByNumber = (
  connection: WinbooksConnection,
  wanted: { readonly journalId: WinbooksId; readonly docNumber: number },
): Promise<Outcome<LedgerDocument[]>> =>
  readWinbooks(connection, (session) =>
    headersWhere(session, { Journal_Id: wanted.journalId, DocNumber: wanted.docNumber }),
  );

/** Booked documents with this reference on a line, in any journal and book year (winbooks-api §5.f). */
export const findDocumentsByReference = (
  connection: WinbooksConnection,
  reference: string,
): Promise<Outcome<LedgerDocument[]>> =>
  readWinbooks(connection, async (session) => {
    const lines = await findRows(session, {
      entity: TRANSACTIONS,
      where: { Reference: reference },
      level: 1,
      mostPages: MOST_PAGES,
    });
    if (lines.kind !== 'ok') return lines;
    const headerIds = new Set(lines.value.map((line) => referenceOf(line, 'GLTransHeader')));
    if (headerIds.size > MOST_HEADERS) {
      return { kind: 'unknown', reason: `the reference stands on ${headerIds.size} documents` };
    }
    const documents: LedgerDocument[] = [];
    for (const id of headerIds) {
      if (id === null)
        return { kind: 'unknown', reason: 'a line with the reference does not name its document' };
      const document = await documentById(session, id);
      if (document.kind === 'absent') {
        return { kind: 'unknown', reason: 'a line with the reference names a document that cannot be read' };
      }
      if (document.kind !== 'ok') return document;
      documents.push(document.value);
    }
    return ok(documents);
  });

/** One booked document with all its lines; `absent` when it is not there. */
export const getDocument = (
  connection: WinbooksConnection,
  id: WinbooksId,
): Promise<Outcome<LedgerDocument>> => readWinbooks(connection, (session) => documentById(session, id));

async function documentById(session: WinbooksSession, id: WinbooksId): Promise<Outcome<LedgerDocument>> {
  const header = await getObject(session, 'GLTransHeader', id, 2);
  if (header.kind === 'ok') return withLines(session, header.value);
  if (header.kind !== 'absent' && header.kind !== 'refused') return header;
  // Reading a header by id is an inference. The documented way is a query, so its answer is final.
  const found = await headersWhere(session, { Id: id });
  if (found.kind !== 'ok') return found;
  const [document] = found.value;
  return document ? ok(document) : { kind: 'absent' };
}

async function headersWhere(
  session: WinbooksSession,
  where: Readonly<Record<string, string | number>>,
): Promise<Outcome<LedgerDocument[]>> {
  const headers = await findRows(session, {
    entity: TRANSACTION_HEADERS,
    where,
    level: 2,
    mostPages: MOST_PAGES,
  });
  if (headers.kind !== 'ok') return headers;
  const documents: LedgerDocument[] = [];
  for (const header of headers.value) {
    const document = await withLines(session, header);
    if (document.kind !== 'ok') return document;
    documents.push(document.value);
  }
  return ok(documents);
}

/** That level 2 includes a header's lines is an inference (winbooks-api §3.3); missing lines are read separately. */
async function withLines(session: WinbooksSession, header: VendorRecord): Promise<Outcome<LedgerDocument>> {
  const id = idOf(header['Id']);
  if (id === null) return { kind: 'unknown', reason: 'GLTransHeader: an answer without its id' };
  let rows = recordsOf(header['GLTransactions']) ?? [];
  if (rows.length === 0) {
    const found = await findRows(session, {
      entity: TRANSACTIONS,
      where: { GLTransHeader_Id: id },
      level: 1,
      mostPages: MOST_PAGES,
    });
    if (found.kind !== 'ok') return found;
    rows = found.value;
  }
  const lines = readEach(rows, (row) => ledgerLineOf(row, id), TRANSACTIONS.plural);
  if (lines.kind !== 'ok') return lines;
  return ok({
    id,
    journalId: referenceOf(header, 'Journal'),
    periodId: referenceOf(header, 'BookPeriod'),
    docNumber: numberOf(header['DocNumber']),
    date: dayOf(header['BookDate']),
    lines: lines.value.toSorted((a, b) => (a.order ?? 0) - (b.order ?? 0)),
  });
}

function ledgerLineOf(row: VendorRecord, headerId: WinbooksId): LedgerLine | null {
  const id = idOf(row['Id']);
  if (id === null) return null;
  return {
    id,
    headerId: referenceOf(row, 'GLTransHeader') ?? headerId,
    order: numberOf(row['LineOrder']),
    amountCents: centsOf(row['Amount']) ?? 0,
    vatBaseCents: centsOf(row['VatBaseAmount']),
    vatCents: centsOf(row['VatTaxAmount']),
    accountId: referenceOf(row, 'GLAccount'),
    vatId: referenceOf(row, 'Vat'),
    customerId: referenceOf(row, 'Customer'),
    reference: textOf(row['Reference']),
  };
}
