import { type Row } from '../folder/folder-records';
import { modelNamed } from '../models/model-catalogue';
import { type ObjectModel, type ReverseCollection } from '../models/object-model';
import { ownProperties, stub } from '../wire/shown-properties';
import { type View } from '../folder/folder-session';

/** How many objects, nested ones included, one answer contains before it is cut (winbooks-api §3.4). */
const objectsPerChunk = 101;
const deepestLevel = 3;

/** The window of objects that one chunk shows, counted depth first through the whole answer. */
interface Window {
  readonly from: number;
  readonly until: number;
  next: number;
  isCut: boolean;
}

/**
 * Renders rows at a level (winbooks-api §3.3), from object number `from` on. `next` is where the following chunk
 * begins, or null when everything fitted. Ancestors of objects in a later chunk are repeated as stubs with `$type`,
 * `Id` and `Code`.
 */
export function renderRows(
  view: View,
  model: ObjectModel,
  rows: Iterable<Row>,
  level: number,
  from: number,
): { objects: object[]; next: number | null } {
  const window: Window = { from, until: from + objectsPerChunk, next: 0, isCut: false };
  const objects: object[] = [];
  const depth = Math.min(Math.max(level, 1), deepestLevel);
  for (const row of rows) {
    const object = renderOne(view, model, row, depth, window);
    if (object !== null) objects.push(object);
    if (window.isCut) return { objects, next: window.until };
  }
  return { objects, next: null };
}

function renderOne(
  view: View,
  model: ObjectModel,
  row: Row,
  level: number,
  window: Window,
  isListed = false,
): object | null {
  if (window.next >= window.until) {
    window.isCut = true;
    return null;
  }
  const isShown = window.next++ >= window.from;
  const wrapped =
    isListed && level === 1 ? referencesOf(view, model, row).filter(({ name }) => name === model.wraps) : [];
  const children =
    level > 1
      ? renderChildren(view, model, row, level, window, isShown)
      : renderReferences(view, wrapped, level, window, isShown);
  if (isShown) return { ...ownProperties(view, model, row, level), ...children };
  return Object.keys(children).length === 0 ? null : { ...stub(model, row), ...children };
}

function renderChildren(
  view: View,
  model: ObjectModel,
  row: Row,
  level: number,
  window: Window,
  isShown: boolean,
): Record<string, unknown> {
  const children = renderReferences(view, referencesOf(view, model, row), level - 1, window, isShown);
  if (level < Number(view.position('collections'))) return children;
  for (const collection of collectionsOf(view, model)) {
    if (window.isCut) return children;
    const items: object[] = [];
    for (const item of itemsOf(view, collection, row)) {
      const object = renderOne(view, modelNamed(collection.target), item, level - 1, window, true);
      if (object !== null) items.push(object);
      if (window.isCut) break;
    }
    if (isShown || items.length > 0) children[collection.name] = items;
  }
  return children;
}

function renderReferences(
  view: View,
  references: ShownReference[],
  level: number,
  window: Window,
  isShown: boolean,
): Record<string, unknown> {
  const shown: Record<string, unknown> = {};
  for (const reference of references) {
    if (window.isCut) return shown;
    if (reference.row === null) {
      if (isShown && view.position('nulls') === 'send') shown[reference.name] = null;
      continue;
    }
    const object = renderOne(view, modelNamed(reference.target), reference.row, level, window);
    if (object !== null) shown[reference.name] = object;
  }
  return shown;
}

interface ShownReference {
  name: string;
  target: string;
  row: Row | null;
}

function referencesOf(view: View, model: ObjectModel, row: Row): ShownReference[] {
  const found: ShownReference[] = model.references.map(({ name, target, idField }) => ({
    name,
    target,
    row: view.records.byId(target, row[idField]),
  }));
  if (model.name === 'Third')
    found.push({ name: 'DefaultAddress', target: 'Address', row: defaultAddress(view, row) });
  return found;
}

/** Read-only on a third (winbooks-api §4.3): its default invoicing address, else its first. */
function defaultAddress(view: View, third: Row): Row | null {
  const addresses = view.records.where('Address', 'Third_Id', third.Id);
  return addresses.find((address) => address['IsInvoicingDefault'] === true) ?? addresses[0] ?? null;
}

function collectionsOf(view: View, model: ObjectModel): ReverseCollection[] {
  const isOld = model.name === 'Third' && view.position('addresses') === '2.4';
  const hidesContacts = model.name === 'Third' && view.position('G11') === 'absent';
  return model.collections
    .filter(({ name }) => !hidesContacts || name === 'Addresses')
    .map((each) => (isOld && each.name === 'Addresses' ? { ...each, target: 'Address' } : each));
}

function itemsOf(view: View, collection: ReverseCollection, row: Row): Row[] {
  const items = view.records.where(collection.target, collection.foreignField, row.Id);
  if (collection.target !== 'GLTrans' || collection.foreignField !== 'GLTransHeader_Id') return items;
  return items.sort((left, right) => Number(left['LineOrder']) - Number(right['LineOrder']));
}
