import { z } from 'zod';
import { linesOf } from '../rules/booking-rules';
import { type Row } from '../folder/folder-records';
import { type FolderSession } from '../folder/folder-session';
import { type ObjectModel } from '../models/object-model';
import { Refusal } from '../wire/refusal';
import { isGuid } from '../wire/wire-values';

/** How an order names a booking: by id, or by journal and number (and book year when they repeat). */
const bookingTarget = z.object({
  id: z.string().optional(),
  journal: z.string().optional(),
  docNumber: z.coerce.number().int().optional(),
  bookYear: z.string().optional(),
});

export function rowByKey(session: FolderSession, model: ObjectModel, key: string): Row {
  const row = isGuid(key)
    ? session.records.byId(model.name, key.toLowerCase())
    : session.records.byCode(model.name, key)[0];
  if (row === null || row === undefined) throw new Refusal(404, `no ${model.name} ${key}`);
  return row;
}

export function targetBooking(session: FolderSession, order: unknown): Row {
  const { id, journal, docNumber, bookYear } = bookingTarget.parse(order);
  const { records } = session;
  if (id !== undefined) {
    const row = records.byId('GLTransHeader', id);
    if (row === null) throw new Refusal(404, `no booking ${id}`);
    return row;
  }
  const rows = records.where('GLTransHeader', 'DocNumber', docNumber).filter((row) => {
    const book = records.byId('Journal', row['Journal_Id']);
    const year = records.byId('BookYear', book?.['BookYear_Id']);
    return book?.['Code'] === journal && (bookYear === undefined || year?.['Code'] === bookYear);
  });
  const [row] = rows;
  if (row === undefined || rows.length > 1)
    throw new Refusal(404, `${rows.length} bookings ${journal ?? ''} ${docNumber ?? ''}`);
  return row;
}

/** The line of an entry on its customer or supplier. */
export function partyLine(session: FolderSession, header: Row): Row {
  const line = linesOf(session, header).find((each) => each['Customer_Id'] ?? each['Supplier_Id']);
  if (line === undefined) throw new Refusal(400, 'the booking has no customer or supplier line');
  return line;
}

/** The ordinary period of a calendar day. */
export function periodOfDay(session: FolderSession, day: string): Row {
  const [year, month] = [Number(day.slice(0, 4)), Number(day.slice(5, 7))];
  const periods = session.records
    .where('BookPeriod', 'RelatedYear', year)
    .filter((period) => period['RelatedMonth'] === month && period['Number'] !== 0)
    .sort((left, right) => Number(left['Number']) - Number(right['Number']));
  const [period] = periods;
  if (period === undefined) throw new Refusal(400, `no period for ${day}`);
  return period;
}
