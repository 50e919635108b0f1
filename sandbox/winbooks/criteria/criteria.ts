import { type ObjectModel, type PropertyKind } from '../models/object-model';

/** A property of the root or of a joined entity. */
export interface Column {
  alias: string;
  model: ObjectModel;
  field: string;
  kind: PropertyKind;
}

/** An entity joined to an earlier one where `joinedField` = the owner's column. */
export interface Join {
  alias: string;
  model: ObjectModel;
  joinedField: string;
  owner: Column;
  isInner: boolean;
}

export type Condition =
  | { kind: 'group'; operator: 'and' | 'or' | 'not'; conditions: Condition[] }
  | { kind: 'values'; operator: number; column: Column; values: unknown[] }
  | { kind: 'columns'; operator: number; column: Column; other: Column };

export interface Projection {
  operator: number;
  /** Null: a property that does not exist and is ignored, or ROWCOUNT, which has none. */
  column: Column | null;
}

/** An interpreted ExecuteCriteria body (winbooks-api §3.5). */
export interface Criteria {
  root: ObjectModel;
  rootAlias: string;
  joins: Join[];
  conditions: Condition[];
  projections: Projection[];
  orders: { column: Column; isAscending: boolean }[];
  first: number | null;
  max: number | null;
}
