import { deleteBooking } from '../rules/booking-rules';
import { type Row } from '../folder/folder-records';
import { type FolderSession } from '../folder/folder-session';
import { allModels } from '../models/model-catalogue';
import { type ObjectModel } from '../models/object-model';
import { Refusal } from '../wire/refusal';
import { plainText } from '../wire/wire-values';

/** Records that are deleted with their owner rather than preventing its deletion. */
const ownedBy: Record<string, string[]> = {
  Third: ['Address', 'Third_Address', 'Third_Contact', 'BankAccount'],
  Address: ['Third_Address'],
  Contact: ['Third_Contact'],
  BookYear: ['BookPeriod'],
  DocumentHeader: ['DocumentDetail'],
  DocumentDetail: ['DocumentDetailLink', 'StockTransaction'],
};

/**
 * Deletes permanently (winbooks-api §5.e: only what has no bookings); refuses with 400 if another record refers to it.
 */
export function deleteObject(session: FolderSession, model: ObjectModel, row: Row): void {
  if (model.name === 'GLTransHeader') return deleteBooking(session, row);
  if (model.name === 'GLTrans' || model.name === 'GLMatch')
    throw new Refusal(404, `${model.name} cannot be deleted.`);
  for (const { model: other, rows } of referrers(session, model, row)) {
    if (ownedBy[model.name]?.includes(other.name) !== true) {
      throw new Refusal(400, `${model.name} ${plainText(row['Code'] ?? row.Id)} is used by ${other.name}.`);
    }
    for (const owned of rows) deleteObject(session, other, owned);
  }
  session.writer.remove(model.name, row);
}

function* referrers(
  session: FolderSession,
  model: ObjectModel,
  row: Row,
): Iterable<{ model: ObjectModel; rows: Row[] }> {
  for (const other of allModels()) {
    for (const reference of other.references) {
      if (reference.target !== model.name) continue;
      const rows = session.records.where(other.name, reference.idField, row.Id);
      if (rows.length > 0) yield { model: other, rows };
    }
  }
}
