import { z } from 'zod';
import { deleteObject } from '../endpoints/delete-object';
import { type Row } from '../folder/folder-records';
import { type FolderSession } from '../folder/folder-session';
import { allModels, modelNamed } from '../models/model-catalogue';
import { bumpParties } from '../rules/party-rules';
import { seedParty } from '../seed/seed-folder';
import { partySeed } from '../seed/seed-order';
import { asBody } from '../wire/field-reader';
import { Refusal } from '../wire/refusal';
import { rowByKey } from './action-target';

const partyModels = ['Customer', 'Supplier'] as const;
type PartyModel = (typeof partyModels)[number];

const lockOrder = z.object({
  code: z.string(),
  locked: z.boolean().default(true),
  hidden: z.boolean().optional(),
});

/** Locks a customer or supplier for bookings, hides it, or neither (winbooks-api §5.e). */
export function lockParty(model: PartyModel): (session: FolderSession, order: unknown) => unknown {
  return (session, order) => {
    const { code, locked, hidden } = lockOrder.parse(order);
    const row = rowByKey(session, modelNamed(model), code);
    const changed = { IsLocked: locked, ...(hidden === undefined ? {} : { IsHidden: hidden }) };
    session.writer.update(model, row, changed);
    return { code, ...changed };
  };
}

export function addCustomer(session: FolderSession, order: unknown): unknown {
  const party = Object.entries(asBody(order, 'order')).filter(([name]) => name !== 'folder');
  const seed = partySeed.parse(Object.fromEntries(party));
  if (session.records.byCode('Customer', seed.code).length > 0) throw new Refusal(409, `${seed.code} exists`);
  seedParty(session.writer, seed);
  return { code: seed.code };
}

const deleteOrder = z.object({ role: z.enum(['customer', 'supplier']), code: z.string() });

/** Deletes one role of a third, and the third with its last role; refused when there are bookings. */
export function deleteParty(session: FolderSession, order: unknown): unknown {
  const { role, code } = deleteOrder.parse(order);
  const model = modelNamed(role === 'customer' ? 'Customer' : 'Supplier');
  const row = rowByKey(session, model, code);
  deleteObject(session, model, row);
  const third = session.records.byId('Third', row['Third_Id']);
  const isLast = partyModels.every((each) => rowsOf(session, each, third).length === 0);
  if (third !== null && isLast) deleteObject(session, modelNamed('Third'), third);
  return { code };
}

const mergeOrder = z.object({ from: z.string(), into: z.string() });

/**
 * Merges two thirds: what refers to the customer or supplier of the first one refers to that of the second afterwards,
 * and the first one is deleted with its addresses and contacts.
 */
export function mergeThirds(session: FolderSession, order: unknown): unknown {
  const { from, into } = mergeOrder.parse(order);
  const [ending, surviving] = [from, into].map((code) => rowByKey(session, modelNamed('Third'), code));
  if (ending === undefined || surviving === undefined || ending.Id === surviving.Id)
    throw new Refusal(400, 'There must be two thirds.');
  for (const model of partyModels) {
    const [old] = rowsOf(session, model, ending);
    const [target] = rowsOf(session, model, surviving);
    if (old === undefined) continue;
    if (target === undefined) throw new Refusal(400, `${into} is no ${model.toLowerCase()}.`);
    repoint(session, model, old, target);
    deleteObject(session, modelNamed(model), old);
  }
  deleteObject(session, modelNamed('Third'), ending);
  session.writer.update('Third', surviving, {});
  bumpParties(session, surviving.Id);
  return { id: surviving.Id, deleted: ending.Id };
}

function rowsOf(session: FolderSession, model: PartyModel, third: Row | null): Row[] {
  return third === null ? [] : session.records.where(model, 'Third_Id', third.Id);
}

function repoint(session: FolderSession, target: PartyModel, from: Row, to: Row): void {
  for (const model of allModels()) {
    for (const { idField } of model.references.filter((reference) => reference.target === target)) {
      for (const row of session.records.where(model.name, idField, from.Id))
        session.writer.update(model.name, row, { [idField]: to.Id });
    }
  }
}
