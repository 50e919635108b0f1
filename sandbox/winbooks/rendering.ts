import { stableGuid, type FolderRecords, type Row } from './folder-records';
import { modelNamed } from './model-catalogue';
import {
  recordProperties,
  type ObjectModel,
  type PropertyKind,
  type ReverseCollection,
} from './object-model';
import { shownName } from './open-names';
import { type SwitchReader } from './switches';
import { type DayZone, midnightOf, plainText, writeMoment, zeroGuid } from './wire-values';

/** How many objects, nested ones included, one answer holds before it is cut (winbooks-api §3.4). */
const objectsPerChunk = 101;
const deepestLevel = 3;

/** What an answer is made from: the folder, its switches, and whether ids are shown (`isShowId`). */
export interface View {
  records: FolderRecords;
  position: SwitchReader;
  showIds: boolean;
}

/** The window of objects that one chunk shows, counted depth first through the whole answer. */
interface Window {
  readonly from: number;
  readonly until: number;
  next: number;
  isCut: boolean;
}

/**
 * Renders rows at a level (winbooks-api §3.3), from object number `from` on; `next` is where the following chunk begins,
 * null when everything fitted. Ancestors of what a later chunk shows come back as stubs with `$type`, `Id` and `Code`.
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

function renderOne(view: View, model: ObjectModel, row: Row, level: number, window: Window): object | null {
  if (window.next >= window.until) {
    window.isCut = true;
    return null;
  }
  const isShown = window.next++ >= window.from;
  const children = level > 1 ? renderChildren(view, model, row, level, window, isShown) : {};
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
  const children: Record<string, unknown> = {};
  for (const reference of referencesOf(view, model, row)) {
    if (window.isCut) return children;
    if (reference.row === null) {
      if (isShown && view.position('nulls') === 'send') children[reference.name] = null;
      continue;
    }
    const object = renderOne(view, modelNamed(reference.target), reference.row, level - 1, window);
    if (object !== null) children[reference.name] = object;
  }
  if (level < Number(view.position('collections'))) return children;
  for (const collection of collectionsOf(view, model)) {
    if (window.isCut) return children;
    const items: object[] = [];
    for (const item of itemsOf(view, collection, row)) {
      const object = renderOne(view, modelNamed(collection.target), item, level - 1, window);
      if (object !== null) items.push(object);
      if (window.isCut) break;
    }
    if (isShown || items.length > 0) children[collection.name] = items;
  }
  return children;
}

function referencesOf(
  view: View,
  model: ObjectModel,
  row: Row,
): { name: string; target: string; row: Row | null }[] {
  const found = model.references.map(({ name, target, idField }) => ({
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

function stub(model: ObjectModel, row: Row): Record<string, unknown> {
  const code = row['Code'];
  return {
    $type: `${model.type}, Winbooks.TORM.OM`,
    Id: row.Id,
    ...(typeof code === 'string' ? { Code: code } : {}),
  };
}

function ownProperties(view: View, model: ObjectModel, row: Row, level: number): Record<string, unknown> {
  const own: Record<string, unknown> = {
    $type: `${model.type}, Winbooks.TORM.OM`,
    $isShowId: view.showIds,
    TotalLevel: level - 1,
    FolderCode: view.records.folder,
  };
  const set = (field: string, kind: PropertyKind, isForeignKey: boolean): void => {
    const name = shownName(model.name, field, view.position);
    if (name === null || (isForeignKey && !view.showIds)) return;
    const value = showValue(view, model, kind, field, row[field]);
    if (value !== null || view.position('nulls') === 'send') own[name] = value;
  };
  for (const [field, kind] of Object.entries(recordProperties))
    set(field, kind, field === 'Id' || field === 'Folder_Id');
  for (const [field, kind] of Object.entries(model.properties)) set(field, kind, false);
  for (const { idField } of model.references) set(idField, 'guid', true);
  return { ...own, ...technicalNoise() };
}

/** What .NET shows for a property that was never set; everything else is null. */
const emptyValues: Partial<Record<PropertyKind, unknown>> = { boolean: false, json: {} };

/** A stored value as the vendor writes it: `/Date(ms)/`, zero GUIDs, padded strings (winbooks-api §4.0). */
export function showValue(
  view: View,
  model: ObjectModel,
  kind: PropertyKind,
  field: string,
  value: unknown,
): unknown {
  if (field === 'Folder_Id') return stableGuid(view.records.folder);
  if (kind === 'guid') return value ?? zeroGuid;
  if (value === undefined || value === null) return emptyValues[kind] ?? null;
  switch (kind) {
    case 'moment':
      return writeMoment(Number(value));
    case 'day':
      return writeMoment(midnightOf(plainText(value), view.position('G13') as DayZone));
    case 'string':
      return padded(view, model, field, plainText(value));
    case 'integer':
    case 'decimal':
    case 'boolean':
    case 'json':
      return value;
  }
}

function padded(view: View, model: ObjectModel, field: string, value: string): string {
  const position = view.position('padding');
  if (value === '' || position === 'none') return value;
  return position === 'all' || model.padded.includes(field) ? `${value}  ` : value;
}

function technicalNoise(): Record<string, unknown> {
  return {
    ResultState: 0,
    ActionState: 0,
    CachedCollection: {},
    IsBinding: false,
    IsSpecifiedId: false,
    IsDirty: false,
    UpdatedEntities: {},
    UpdatedProperties: [],
    UpdatedValues: [],
    Type_UpdatedValues: '[]',
  };
}
