/** How a property is stored and written: `moment` in ms since 1970, `day` as YYYY-MM-DD, `guid` in lower case. */
export type PropertyKind = 'string' | 'integer' | 'decimal' | 'boolean' | 'moment' | 'day' | 'guid' | 'json';

/** A foreign key with its three spellings: property X, `X_Id` and the friendly `XCode` (winbooks-api §4.0). */
export interface Reference {
  name: string;
  idField: string;
  codeField: string | null;
  target: string;
}

/** The records of `target` whose `foreignField` refers to this one (winbooks-api §3.3). */
export interface ReverseCollection {
  name: string;
  target: string;
  foreignField: string;
}

/** One entity of the vendor: `name` as in URLs, `type` as in `$type` (without the assembly). */
export interface ObjectModel {
  name: string;
  type: string;
  hasCode: boolean;
  properties: Record<string, PropertyKind>;
  references: Reference[];
  collections: ReverseCollection[];
  /** String columns of fixed width, returned right-padded (winbooks-api §4.0). */
  padded: string[];
  /** A link entity shows the reference that it wraps wherever it is in a list (winbooks-api §4.3). */
  wraps: string | null;
}

/** The properties of every record besides its own. */
export const recordProperties: Record<string, PropertyKind> = {
  Id: 'guid',
  Version: 'integer',
  Created: 'moment',
  Modified: 'moment',
  CreatedBy: 'guid',
  ModifiedBy: 'guid',
  Folder_Id: 'guid',
};

type Spelling = [name: string, target: string, idField?: string | undefined, codeField?: string | null];

/** Describes a model; a reference is `[X, target]` with `X_Id` and `XCode` unless spelt out. */
export function objectModel(
  namespace: '' | 'Accounting.' | 'Logistics.',
  name: string,
  description: {
    hasCode?: boolean;
    typeName?: string;
    properties?: Record<string, PropertyKind>;
    references?: Spelling[];
    collections?: [name: string, target: string, foreignField: string][];
    padded?: string[];
    wraps?: string;
  },
): ObjectModel {
  const hasCode = description.hasCode ?? true;
  return {
    name,
    type: `Winbooks.TORM.OM.${namespace}${description.typeName ?? name}`,
    hasCode,
    properties: { ...(hasCode ? { Code: 'string' } : {}), ...description.properties },
    references: (description.references ?? []).map(([property, target, idField, codeField]) => ({
      name: property,
      target,
      idField: idField ?? `${property}_Id`,
      codeField: codeField === undefined ? `${property}Code` : codeField,
    })),
    collections: (description.collections ?? []).map(([property, target, foreignField]) => ({
      name: property,
      target,
      foreignField,
    })),
    padded: description.padded ?? [],
    wraps: description.wraps ?? null,
  };
}

/** The kind of a stored field of a model (own, foreign key or common), or null when there is no such column. */
export function kindOf(model: ObjectModel, field: string): PropertyKind | null {
  if (Object.hasOwn(model.properties, field)) return model.properties[field] ?? null;
  if (model.references.some((reference) => reference.idField === field)) return 'guid';
  return Object.hasOwn(recordProperties, field) ? (recordProperties[field] ?? null) : null;
}
