import { asBody, type Body, readFields, sent, sentList } from '../wire/field-reader';
import { type Row } from '../folder/folder-records';
import { type FolderSession } from '../folder/folder-session';
import { modelNamed } from '../models/model-catalogue';

/**
 * Creates a commercial document with its details and their rows (winbooks-api §4.11). It is stored as it came: no
 * number is assigned and nothing is booked (gap G9).
 */
export function insertDocument(session: FolderSession, body: Body): Row {
  const header = session.writer.insert(
    'DocumentHeader',
    readFields(session, modelNamed('DocumentHeader'), body),
  );
  for (const item of sentList(session, body, 'Details')) insertDetail(session, header, item);
  return header;
}

function insertDetail(session: FolderSession, header: Row, body: Body): void {
  const model = modelNamed('DocumentDetail');
  const nested = sent(session, body, 'Row');
  const fields = readFields(session, model, body, { except: ['DocumentHeader', ...(nested ? ['Row'] : [])] });
  const row = nested ? insertRow(session, asBody(nested, 'Row')) : null;
  const detail = session.writer.insert('DocumentDetail', {
    ...fields,
    ...(row === null ? {} : { Row_Id: row.Id }),
    DocumentHeader_Id: header.Id,
  });
  for (const link of sentList(session, body, 'NextDetails')) {
    const linked = readFields(session, modelNamed('DocumentDetailLink'), link, {
      except: ['ParentDocumentDetail'],
    });
    session.writer.insert('DocumentDetailLink', { Type: 0, ...linked, ParentDocumentDetail_Id: detail.Id });
  }
}

function insertRow(session: FolderSession, body: Body): Row {
  return session.writer.insert('DocumentRow', readFields(session, modelNamed('DocumentRow'), body));
}
