import { type FolderSession } from '../folder/folder-session';
import { type ObjectModel, type Reference } from '../models/object-model';
import { shownName } from '../switches/open-names';
import { Refusal } from './refusal';
import { type DayZone, isGuid, readValue, zeroGuid } from './wire-values';

/** A JSON object in a write. */
export type Body = Readonly<Record<string, unknown>>;

export function asBody(value: unknown, what: string): Body {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Refusal(400, `${what} is not an object.`);
  return value as Body;
}

/**
 * A property of a written object; undefined when it was not sent. Names are case-sensitive unless the switch says
 * otherwise (gap G25).
 */
export function sent(session: FolderSession, body: Body, name: string): unknown {
  if (Object.hasOwn(body, name)) return body[name];
  if (session.position('G25') !== 'insensitive') return undefined;
  const found = Object.keys(body).find((key) => key.toLowerCase() === name.toLowerCase());
  return found === undefined ? undefined : body[found];
}

/** The objects of a list that was sent; empty when it was not sent. */
export function sentList(session: FolderSession, body: Body, name: string): Body[] {
  const items = sent(session, body, name);
  if (items === undefined || items === null) return [];
  if (!Array.isArray(items)) throw new Refusal(400, `${name} is not a list.`);
  return items.map((item) => asBody(item, name));
}

/**
 * The fields that a written object sets: only those that were sent, so that a PUT stays partial (winbooks-api §3.6).
 * Unknown properties are ignored. Refuses values and references that do not fit.
 */
export function readFields(
  session: FolderSession,
  model: ObjectModel,
  body: Body,
  apart: { except?: string[] } = {},
): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const [field, kind] of Object.entries(model.properties)) {
    const name = shownName(model.name, field, session.position);
    const value = name === null ? undefined : sent(session, body, name);
    if (value === undefined) continue;
    const read = readValue(kind, value, session.position('G13') as DayZone);
    if ('problem' in read) throw new Refusal(400, `${model.name}.${field} ${read.problem}.`);
    fields[field] = read.value;
  }
  for (const reference of model.references) {
    if (apart.except?.includes(reference.name)) continue;
    const id = readReference(session, model, reference, body);
    if (id !== undefined) fields[reference.idField] = id;
  }
  return fields;
}

/**
 * The id that a reference is set to, by `X_Id`, nested `X` or `XCode`; null when it is cleared, undefined when it was
 * not sent.
 */
function readReference(
  session: FolderSession,
  model: ObjectModel,
  reference: Reference,
  body: Body,
): string | null | undefined {
  const id = sent(session, body, reference.idField);
  if (id !== undefined) return idOrRefusal(session, model, reference, id);
  const nested = sent(session, body, reference.name);
  if (nested !== undefined && nested !== null) {
    const object = asBody(nested, `${model.name}.${reference.name}`);
    if (isGuid(object['Id']) && object['Id'] !== zeroGuid)
      return idOrRefusal(session, model, reference, object['Id']);
    return byCode(session, reference, object['Code']);
  }
  const code = reference.codeField === null ? undefined : sent(session, body, reference.codeField);
  if (code !== undefined) return byCode(session, reference, code);
  return nested === null ? null : undefined;
}

function idOrRefusal(
  session: FolderSession,
  model: ObjectModel,
  reference: Reference,
  id: unknown,
): string | null {
  if (id === null || id === zeroGuid || id === '') return null;
  const row = isGuid(id) ? session.records.byId(reference.target, id.toLowerCase()) : null;
  if (row === null)
    throw new Refusal(400, `${model.name}.${reference.idField}: no ${reference.target} with this Id.`);
  return row.Id;
}

function byCode(session: FolderSession, reference: Reference, code: unknown): string | null {
  if (code === null || code === '') return null;
  if (typeof code !== 'string' && typeof code !== 'number')
    throw new Refusal(400, `${reference.name} has no Code.`);
  const row = session.records.byCode(reference.target, String(code))[0];
  if (row === undefined) throw new Refusal(400, `${reference.target} ${code} does not exist.`);
  return row.Id;
}
