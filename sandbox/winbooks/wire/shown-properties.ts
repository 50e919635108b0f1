import { stableGuid, type Row } from '../folder/folder-records';
import { recordProperties, type ObjectModel, type PropertyKind } from '../models/object-model';
import { shownName } from '../switches/open-names';
import { type DayZone, midnightOf, plainText, writeMoment, zeroGuid } from './wire-values';
import { type View } from '../folder/folder-session';

/** The identity of an object whose other properties an earlier chunk showed. */
export function stub(model: ObjectModel, row: Row): Record<string, unknown> {
  const code = row['Code'];
  return {
    $type: `${model.type}, Winbooks.TORM.OM`,
    Id: row.Id,
    ...(typeof code === 'string' ? { Code: code } : {}),
  };
}

/** The scalars, foreign keys and technical properties of a row, without its references. */
export function ownProperties(
  view: View,
  model: ObjectModel,
  row: Row,
  level: number,
): Record<string, unknown> {
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

/** The values that .NET shows for properties that were never set; everything else is null. */
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
