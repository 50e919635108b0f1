import { type Row } from '../folder/folder-records';
import { type FolderSession } from '../folder/folder-session';
import { asBody, type Body, readFields, sent } from '../wire/field-reader';
import { checkLines, type BookingLine } from './booking-line-rules';
import { modelNamed } from '../models/model-catalogue';
import { Refusal } from '../wire/refusal';

/** A header as it will be stored, with its journal and period found. */
interface BookingHeader {
  fields: Record<string, unknown>;
  journal: Row;
  period: Row;
  docNumber: number;
}

/**
 * Books an entry at once (winbooks-api §4.9, §7.4): period, journal of that book year, number, lines. Refuses with the
 * words of the Classic import list; after a refusal nothing is stored.
 */
export function insertBooking(session: FolderSession, body: Body): Row {
  const header = readHeader(session, body, null);
  const lines = readLines(session, body, header);
  const row = session.writer.insert('GLTransHeader', {
    IsLocked: false,
    IsChecked: false,
    IsTemp: false,
    IsDoc: false,
    ...header.fields,
  });
  for (const line of lines) session.writer.insert('GLTrans', { ...line, GLTransHeader_Id: row.Id });
  return row;
}

/** Changes an entry that nothing locks; lines that are sent replace the old ones, and all rules apply again. */
export function updateBooking(session: FolderSession, row: Row, body: Body): Row {
  refuseWhenHeld(session, row);
  const stored: Body = {
    BookPeriod_Id: row['BookPeriod_Id'],
    Journal_Id: row['Journal_Id'],
    DocNumber: row['DocNumber'],
  };
  const merged = { ...stored, BookDate: `${String(row['BookDate'])}`, ...body };
  const header = readHeader(session, merged, row);
  if (sent(session, body, 'GLTransactions') !== undefined) {
    const lines = readLines(session, body, header);
    for (const line of linesOf(session, row)) session.writer.remove('GLTrans', line);
    for (const line of lines) session.writer.insert('GLTrans', { ...line, GLTransHeader_Id: row.Id });
  }
  return session.writer.update('GLTransHeader', row, header.fields);
}

export function deleteBooking(session: FolderSession, row: Row): void {
  refuseWhenHeld(session, row);
  for (const line of linesOf(session, row)) session.writer.remove('GLTrans', line);
  session.writer.remove('GLTransHeader', row);
}

export function linesOf(session: Pick<FolderSession, 'records'>, header: Row): Row[] {
  const lines = session.records.where('GLTrans', 'GLTransHeader_Id', header.Id);
  return lines.sort((left, right) => Number(left['LineOrder']) - Number(right['LineOrder']));
}

function refuseWhenHeld(session: FolderSession, row: Row): void {
  if (row['IsLocked'] === true) throw new Refusal(400, 'DOC_LCK: the entry is locked.');
  if (linesOf(session, row).some((line) => line['GLMatch_Id']))
    throw new Refusal(400, 'DOC_LCK: the entry is matched.');
  refuseClosed(session, session.records.byId('BookPeriod', row['BookPeriod_Id']));
}

function refuseClosed(session: FolderSession, period: Row | null): void {
  const position = session.position('G6');
  if (period === null || position === 'accept') return;
  const year = session.records.byId('BookYear', period['BookYear_Id']);
  if (period['IsClosed'] === true || year?.['IsClosed'] === true) {
    throw new Refusal(Number(position), 'LOCKPER: the period is closed.');
  }
}

function readHeader(session: FolderSession, body: Body, existing: Row | null): BookingHeader {
  const model = modelNamed('GLTransHeader');
  const fields = readFields(session, model, body, { except: ['Journal'] });
  const period = session.records.byId('BookPeriod', fields['BookPeriod_Id']);
  if (period === null) throw new Refusal(400, 'FLD_MISS: BookPeriod is mandatory.');
  refuseClosed(session, period);
  refuseSpecialPeriod(session, period);
  refuseDateOutside(fields['BookDate'], period);
  const journal = readJournal(session, body, period);
  const docNumber = readNumber(session, fields['DocNumber'], journal, period, existing);
  return { fields: { ...fields, Journal_Id: journal.Id, DocNumber: docNumber }, journal, period, docNumber };
}

/**
 * Opening is number 0, closing the last of the book year (winbooks-api §4.8): entries of customers do not belong there.
 */
function refuseSpecialPeriod(session: FolderSession, period: Row): void {
  const numbers = session.records
    .where('BookPeriod', 'BookYear_Id', period['BookYear_Id'])
    .map((each) => Number(each['Number']));
  const number = Number(period['Number']);
  if (number === 0 || number === Math.max(...numbers))
    throw new Refusal(400, 'OUT_DAT: opening and closing periods take no entries.');
}

function refuseDateOutside(bookDate: unknown, period: Row): void {
  if (typeof bookDate !== 'string') throw new Refusal(400, 'FLD_MISS: BookDate is mandatory.');
  const month = `${String(period['RelatedYear'])}-${String(period['RelatedMonth']).padStart(2, '0')}`;
  if (!bookDate.startsWith(month))
    throw new Refusal(400, `OUT_DAT: ${bookDate} is outside the period ${month}.`);
}

/**
 * Journals exist per book year: a code means the row of the period's book year, and an id must be of that book year
 * (winbooks-api §4.8).
 */
function readJournal(session: FolderSession, body: Body, period: Row): Row {
  const nested = sent(session, body, 'Journal');
  const object = nested === undefined || nested === null ? {} : asBody(nested, 'Journal');
  const id = sent(session, body, 'Journal_Id') ?? object['Id'];
  const code = sent(session, body, 'JournalCode') ?? object['Code'];
  if ((id === undefined || id === null) && typeof code !== 'string')
    throw new Refusal(400, 'DBK_MISS: Journal is mandatory.');
  const sameYear = (row: Row): boolean => row['BookYear_Id'] === period['BookYear_Id'];
  const journal =
    id === undefined || id === null
      ? session.records.byCode('Journal', String(code)).find(sameYear)
      : session.records.byId('Journal', typeof id === 'string' ? id.toLowerCase() : '');
  if (journal === undefined || journal === null)
    throw new Refusal(400, 'DBK_ERR: the journal does not exist.');
  if (!sameYear(journal))
    throw new Refusal(400, 'DBK_ERR: the journal is not of the book year of the period.');
  return journal;
}

function readNumber(
  session: FolderSession,
  given: unknown,
  journal: Row,
  period: Row,
  existing: Row | null,
): number {
  const perPeriod = session.position('numbering') === 'period';
  const inScope = (row: Row): boolean =>
    row['Journal_Id'] === journal.Id &&
    (!perPeriod || row['BookPeriod_Id'] === period.Id) &&
    row.Id !== existing?.Id;
  if (typeof given !== 'number') {
    if (session.position('G17') !== 'assign') throw new Refusal(400, 'FLD_MISS: DocNumber is mandatory.');
    const used = session.records.where('GLTransHeader', 'Journal_Id', journal.Id).filter(inScope);
    return Math.max(0, ...used.map((row) => Number(row['DocNumber']))) + 1;
  }
  if (given <= 0) throw new Refusal(400, 'FLD_MISS: DocNumber is not a positive number.');
  const position = session.position('G5');
  const twin = session.records.where('GLTransHeader', 'DocNumber', given).find(inScope);
  if (twin === undefined || position === 'accept') return given;
  const elsewhere = twin['BookPeriod_Id'] !== period.Id;
  const words = elsewhere
    ? 'DOC_EXI: the same number exists in the journal in another period'
    : 'DOC_NUM: records with this number already exist in the journal';
  throw new Refusal(Number(position), `${words} (${String(journal['Code'])} ${given}).`);
}

function readLines(session: FolderSession, body: Body, header: BookingHeader): BookingLine[] {
  const items = sent(session, body, 'GLTransactions');
  if (!Array.isArray(items) || items.length === 0)
    throw new Refusal(400, 'NOT_FILL: GLTransactions is empty.');
  const model = modelNamed('GLTrans');
  const lines = items.map((item) => {
    const fields = readFields(session, model, asBody(item, 'GLTransactions'), {
      except: ['GLTransHeader', 'GLMatch'],
    });
    if (fields['BookPeriod_Id'] !== undefined && fields['BookPeriod_Id'] !== header.period.Id) {
      throw new Refusal(400, 'OUT_DAT: the period of a line differs from that of its header.');
    }
    return { ...fields, BookPeriod_Id: header.period.Id, GLMatch_Id: null };
  });
  return checkLines(session, header.journal, lines);
}
