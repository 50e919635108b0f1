import { insertDocument } from '../rules/document-rules';
import { type Row } from '../folder/folder-records';
import { type FolderSession } from '../folder/folder-session';
import { type Body, readFields, sent } from '../wire/field-reader';
import { insertBooking, updateBooking } from '../rules/booking-rules';
import {
  bumpParties,
  insertAddress,
  insertParty,
  insertThird,
  updateParty,
  updateThird,
} from '../rules/party-rules';
import { type ObjectModel } from '../models/object-model';
import { Refusal } from '../wire/refusal';
import { isGuid, plainText } from '../wire/wire-values';

/** Written only together with their owner, or not at all through the API (gap G8). */
const readOnlyModels = new Set(['GLTrans', 'GLMatch']);

/**
 * Inserts one object (winbooks-api §3.2, §3.6). A code in the URL must equal that of the body. An existing code is
 * refused, or updated if the switch of gap G4 says so.
 */
export function insertObject(
  session: FolderSession,
  model: ObjectModel,
  urlCode: string | null,
  body: Body,
): Row {
  refuseReadOnly(model);
  if (!model.hasCode) return insertUncoded(session, model, body);
  const code = newCode(session, model, urlCode, body);
  const existing = sameCode(session, model, code, body);
  if (existing === null) return insertCoded(session, model, code, body);
  const position = session.position('G4');
  if (position === 'upsert') return updateObject(session, model, existing, body);
  throw new Refusal(Number(position), `${model.name} ${code} already exists.`);
}

/** Updates one object with the fields of the body (winbooks-api §3.6). */
export function updateObject(session: FolderSession, model: ObjectModel, row: Row, body: Body): Row {
  refuseReadOnly(model);
  refuseStaleVersion(session, row, body);
  const code = sent(session, body, 'Code');
  if (model.hasCode && code !== undefined && code !== null && plainText(code).trimEnd() !== row['Code']) {
    throw new Refusal(400, `The code ${String(row['Code'])} cannot be changed.`);
  }
  switch (model.name) {
    case 'Customer':
    case 'Supplier':
      return updateParty(session, model, row, body);
    case 'Third':
      return updateThird(session, row, body);
    case 'GLTransHeader':
      return updateBooking(session, row, body);
    case 'Address': {
      const changed = session.writer.update('Address', row, readFields(session, model, body));
      if (typeof changed['Third_Id'] === 'string') bumpParties(session, changed['Third_Id']);
      return changed;
    }
    default:
      return session.writer.update(model.name, row, readFields(session, model, body));
  }
}

/** Insert-or-update by Id, then by Code (winbooks-api §3.6, plural POST). */
export function upsertObject(session: FolderSession, model: ObjectModel, body: Body): Row {
  const existing = existingObject(session, model, body);
  return existing === null
    ? insertObject(session, model, null, body)
    : updateObject(session, model, existing, body);
}

/** The object that a body names by its Id or Code, or null. */
export function existingObject(session: FolderSession, model: ObjectModel, body: Body): Row | null {
  const [id, code] = [sent(session, body, 'Id'), sent(session, body, 'Code')];
  const byId = isGuid(id) ? session.records.byId(model.name, id.toLowerCase()) : null;
  if (byId !== null || !model.hasCode || code === undefined || code === null) return byId;
  return sameCode(session, model, plainText(code), body);
}

function insertUncoded(session: FolderSession, model: ObjectModel, body: Body): Row {
  if (model.name === 'GLTransHeader') return insertBooking(session, body);
  if (model.name === 'DocumentHeader') return insertDocument(session, body);
  if (model.name === 'Address') return insertAddress(session, null, body);
  return session.writer.insert(model.name, readFields(session, model, body));
}

function insertCoded(session: FolderSession, model: ObjectModel, code: string, body: Body): Row {
  if (model.name === 'Customer' || model.name === 'Supplier') return insertParty(session, model, code, body);
  if (model.name === 'Third') return insertThird(session, code, body);
  return session.writer.insert(model.name, { ...readFields(session, model, body), Code: code });
}

/** Journals have one row per book year; every other code is unique. */
function sameCode(session: FolderSession, model: ObjectModel, code: string, body: Body): Row | null {
  const rows = session.records.byCode(model.name, code);
  if (model.name !== 'Journal') return rows[0] ?? null;
  const year = readFields(session, model, body)['BookYear_Id'];
  return rows.find((row) => row['BookYear_Id'] === year) ?? null;
}

function newCode(session: FolderSession, model: ObjectModel, urlCode: string | null, body: Body): string {
  const inBody = sent(session, body, 'Code');
  const bodyCode = inBody === undefined || inBody === null ? null : plainText(inBody).trimEnd();
  const position = session.position('G17b');
  const isParty = model.name === 'Customer' || model.name === 'Supplier';
  if (isParty && position === 'renumber') return generatedCode(session, model);
  if (urlCode !== null && bodyCode !== null && urlCode !== bodyCode) {
    throw new Refusal(400, `The code ${bodyCode} differs from that of the URL.`);
  }
  const code = urlCode ?? bodyCode;
  if (code === null || code === '') {
    if (isParty && position === 'generate') return generatedCode(session, model);
    throw new Refusal(400, `NOT_FILL: ${model.name} needs a Code.`);
  }
  if (code.length > Number(session.position('G24'))) throw new Refusal(400, `The code ${code} is too long.`);
  return code;
}

/** A number that the vendor assigns itself. */
function generatedCode(session: FolderSession, model: ObjectModel): string {
  const prefix = model.name === 'Customer' ? 'K' : 'L';
  let number = 1;
  while (session.records.byCode(model.name, `${prefix}${String(number).padStart(5, '0')}`).length > 0)
    number++;
  return `${prefix}${String(number).padStart(5, '0')}`;
}

function refuseReadOnly(model: ObjectModel): void {
  if (readOnlyModels.has(model.name)) throw new Refusal(404, `${model.name} cannot be written.`);
}

function refuseStaleVersion(session: FolderSession, row: Row, body: Body): void {
  const version = sent(session, body, 'Version');
  if (session.position('G23') !== 'yes' || version === undefined || version === row['Version']) return;
  throw new Refusal(409, 'The object was changed by another user.');
}
