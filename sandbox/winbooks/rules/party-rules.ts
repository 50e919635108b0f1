import { type Row } from '../folder/folder-records';
import { type FolderSession } from '../folder/folder-session';
import { asBody, type Body, readFields, sent, sentList } from '../wire/field-reader';
import { modelNamed } from '../models/model-catalogue';
import { type ObjectModel } from '../models/object-model';
import { Refusal } from '../wire/refusal';
import { plainText } from '../wire/wire-values';

const centralAccounts: Record<string, string> = { Customer: '400000', Supplier: '440000' };

/**
 * Creates a customer or supplier with its nested third, which is mandatory and has the same code; a third with that code
 * is taken over, so that one party can be both (winbooks-api §4.2, §4.3, §3.6).
 */
export function insertParty(session: FolderSession, model: ObjectModel, code: string, body: Body): Row {
  const third = thirdOf(session, code, body);
  const fields = readFields(session, model, body, { except: ['Third'] });
  const central = session.records.byCode('GLAccount', centralAccounts[model.name] ?? '')[0];
  return session.writer.insert(model.name, {
    VatApplicable: 0,
    IsLocked: false,
    IsHidden: false,
    MemoType: 0,
    GLAccount2_Id: central?.Id ?? null,
    ...fields,
    Code: code,
    Third_Id: third.Id,
  });
}

/** A partial update. A nested third is updated with it, and every address in it is created again. */
export function updateParty(session: FolderSession, model: ObjectModel, row: Row, body: Body): Row {
  const nested = sent(session, body, 'Third');
  const third = session.records.byId('Third', row['Third_Id']);
  if (nested !== undefined && nested !== null && third !== null) {
    updateThird(session, third, asBody(nested, `${model.name}.Third`));
  }
  return session.writer.update(model.name, row, readFields(session, model, body, { except: ['Third'] }));
}

function thirdOf(session: FolderSession, code: string, body: Body): Row {
  const nested = sent(session, body, 'Third');
  if (nested !== undefined && nested !== null) {
    const object = asBody(nested, 'Third');
    const nestedCode = sent(session, object, 'Code') ?? code;
    const isGiven = session.position('G17b') === 'refuse';
    if (isGiven && plainText(nestedCode) !== code)
      throw new Refusal(400, `The code of the third differs from ${code}.`);
    const existing = session.records.byCode('Third', code)[0];
    return existing === undefined
      ? insertThird(session, code, object)
      : updateThird(session, existing, object);
  }
  const [id, thirdCode] = [sent(session, body, 'Third_Id'), sent(session, body, 'ThirdCode')];
  const existing =
    id === undefined
      ? session.records.byCode('Third', plainText(thirdCode ?? ''))[0]
      : session.records.byId('Third', id);
  if (existing === undefined || existing === null) throw new Refusal(400, 'NOT_FILL: Third is mandatory.');
  if (existing['Code'] !== code) throw new Refusal(400, `The code of the third differs from ${code}.`);
  return existing;
}

/** Creates a third with its addresses, contacts and bank accounts. */
export function insertThird(session: FolderSession, code: string, body: Body): Row {
  const fields = readFields(session, modelNamed('Third'), body);
  if (typeof fields['Name'] !== 'string' || fields['Name'].trim() === '')
    throw new Refusal(400, 'NOT_FILL: Third.Name is mandatory.');
  const third = session.writer.insert('Third', { ...fields, Code: code });
  insertChildren(session, third, body);
  return third;
}

/** Updates a third. Addresses in the body are added without comparison (winbooks-api §3.6). */
export function updateThird(session: FolderSession, third: Row, body: Body): Row {
  const fields = readFields(session, modelNamed('Third'), body);
  const changed = session.writer.update('Third', third, { ...fields, Code: third['Code'] });
  insertChildren(session, changed, body);
  bumpParties(session, third.Id);
  return changed;
}

function insertChildren(session: FolderSession, third: Row, body: Body): void {
  for (const item of sentList(session, body, 'Addresses')) {
    const address = sent(session, item, 'Address');
    insertAddress(session, third.Id, address === undefined ? item : asBody(address, 'Address'));
  }
  if (session.position('G11') === 'absent') return;
  for (const item of sentList(session, body, 'Contacts')) {
    const nested = sent(session, item, 'Contact');
    const contact = readFields(
      session,
      modelNamed('Contact'),
      nested === undefined ? item : asBody(nested, 'Contact'),
    );
    const row = session.writer.insert('Contact', contact);
    session.writer.insert('Third_Contact', { Third_Id: third.Id, Contact_Id: row.Id });
  }
  for (const item of sentList(session, body, 'BankAccounts')) {
    const account = readFields(session, modelNamed('BankAccount'), item, { except: ['Third'] });
    session.writer.insert('BankAccount', { ...account, Third_Id: third.Id });
  }
}

/** Creates an address of a third and the link row beside it (winbooks-api §4.4). */
export function insertAddress(session: FolderSession, thirdId: string | null, body: Body): Row {
  const fields = readFields(session, modelNamed('Address'), body);
  const owner = thirdId ?? fields['Third_Id'] ?? null;
  const address = session.writer.insert('Address', { Index: 0, ...fields, Third_Id: owner });
  if (owner !== null) session.writer.insert('Third_Address', { Third_Id: owner, Address_Id: address.Id });
  if (typeof owner === 'string') bumpParties(session, owner);
  return address;
}

/** Applies if the vendor counts a change of the third or its address as a change of the customer (gap G14). */
export function bumpParties(session: FolderSession, thirdId: string): void {
  if (session.position('G14') !== 'yes') return;
  for (const model of ['Customer', 'Supplier']) {
    for (const row of session.records.where(model, 'Third_Id', thirdId))
      session.writer.update(model, row, {});
  }
}
