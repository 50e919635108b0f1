import { type LiteralType } from './filter-tokens';

export type ComparisonOperator = 'eq' | 'ne' | 'gt' | 'ge' | 'lt' | 'le';
export type StringFunction = 'contains' | 'startswith' | 'endswith';

export type LiteralValue = string | number | boolean | null;

/** A parsed `$filter` (tribe-api §2.6). */
export type Expression =
  | { kind: 'logical'; operator: 'and' | 'or'; left: Expression; right: Expression }
  | { kind: 'not'; operand: Expression }
  | { kind: 'comparison'; operator: ComparisonOperator; left: Expression; right: Expression }
  | { kind: 'call'; name: StringFunction; subject: Expression; pattern: Expression }
  | { kind: 'path'; segments: string[] }
  | { kind: 'literal'; type: LiteralType; value: LiteralValue };
