import { type Row } from '../folder/folder-records';
import { Refusal } from '../wire/refusal';
import { type SwitchReader } from '../switches/switch-list';
import { type DayZone, midnightOf, plainText, readMoment, readValue, zeroGuid } from '../wire/wire-values';
import { type Column, type Condition } from './criteria';

/** The rows that make up one result line, by alias; null means that nothing was joined. */
export type Joined = Readonly<Record<string, Row | null>>;
export type Comparable = string | number | boolean | null;

/** Evaluates conditions as SQL does: a comparison with an empty value is neither true nor false (null). */
export class ConditionEvaluator {
  constructor(private readonly position: SwitchReader) {}

  holds(condition: Condition, joined: Joined): boolean | null {
    switch (condition.kind) {
      case 'group':
        return this.groupHolds(condition, joined);
      case 'columns':
        return compare(propertyVariants[condition.operator] ?? 0, this.stored(condition.column, joined), [
          this.stored(condition.other, joined),
        ]);
      case 'values': {
        const literals = condition.values.map((value) => this.literal(condition.column, value));
        return compare(condition.operator, this.stored(condition.column, joined), literals);
      }
    }
  }

  /** The value of a column in a form that `<` and `===` understand. */
  stored({ alias, field, kind }: Column, joined: Joined): Comparable {
    const row = joined[alias];
    if (row === null || row === undefined) return null;
    const value = row[field] as Comparable | undefined;
    if (value === null || value === undefined) {
      if (kind === 'boolean') return false;
      return kind === 'guid' ? zeroGuid : null;
    }
    if (kind === 'day') return midnightOf(String(value), this.position('G13') as DayZone);
    return kind === 'string' ? this.collate(String(value)) : value;
  }

  /** A literal of the query in the same form; refuses one that the column cannot be compared with. */
  literal({ field, kind }: Column, value: unknown): Comparable {
    if (value === null || value === undefined) return null;
    if (kind === 'moment' || kind === 'day') return this.dateLiteral(field, value);
    if (kind === 'string') return this.collate(plainText(value));
    const read = readValue(kind, value, 'utc');
    if ('problem' in read) throw new Refusal(400, `${field}: ${plainText(value)} ${read.problem}.`);
    return kind === 'guid' ? ((read.value as string | null) ?? zeroGuid) : (read.value as Comparable);
  }

  private dateLiteral(field: string, value: unknown): number {
    const isDotNet = typeof value === 'string' && value.startsWith('/Date(');
    const accepted = this.position('G12');
    const ms = readMoment(value);
    if (ms === null || (accepted === 'moment' && !isDotNet) || (accepted === 'iso' && isDotNet)) {
      throw new Refusal(400, `${field}: String was not recognized as a valid DateTime.`);
    }
    return ms;
  }

  private collate(text: string): string {
    const trimmed = text.trimEnd();
    return this.position('collation') === 'ignore-case' ? trimmed.toLowerCase() : trimmed;
  }

  private groupHolds(group: Condition & { kind: 'group' }, joined: Joined): boolean | null {
    const results = group.conditions.map((condition) => this.holds(condition, joined));
    if (group.operator === 'or') return results.includes(true) ? true : results.includes(null) ? null : false;
    const all = results.includes(false) ? false : results.includes(null) ? null : true;
    if (group.operator === 'and') return all;
    return all === null ? null : !all;
  }
}

/** The …PROPERTY operators and the plain ones that they correspond to. */
const propertyVariants: Record<number, number> = { 1: 0, 4: 3, 6: 5, 15: 14, 18: 17 };

function compare(operator: number, value: Comparable, operands: Comparable[]): boolean | null {
  const isEmpty = value === null || value === zeroGuid;
  const text = String(value ?? '');
  switch (operator) {
    case 8:
      return !isEmpty;
    case 10:
      return isEmpty;
    case 9:
      return !isEmpty && value !== '';
    case 11:
      return isEmpty || value === '';
    case 12:
      return !isNumeric(text);
    case 13:
      return isNumeric(text);
    case 2:
      return both(
        order(value, operands[0], (sign) => sign >= 0),
        order(value, operands[1], (sign) => sign <= 0),
      );
    case 7:
      return value === null ? null : operands.includes(value);
    case 16:
      return value === null ? null : likePattern(String(operands[0] ?? '')).test(text);
    case 3:
      return order(value, operands[0], (sign) => sign >= 0);
    case 5:
      return order(value, operands[0], (sign) => sign > 0);
    case 14:
      return order(value, operands[0], (sign) => sign <= 0);
    case 17:
      return order(value, operands[0], (sign) => sign < 0);
    default:
      return order(value, operands[0], (sign) => sign === 0);
  }
}

function both(left: boolean | null, right: boolean | null): boolean | null {
  return left === null || right === null ? null : left && right;
}

function order(
  value: Comparable,
  operand: Comparable | undefined,
  test: (sign: number) => boolean,
): boolean | null {
  if (value === null || operand === null || operand === undefined) return null;
  return test(compareValues(value, operand));
}

/** The order of two values; empty values come first, as in the vendor's database. */
export function compareValues(left: Comparable, right: Comparable): number {
  if (left === right) return 0;
  if (left === null) return -1;
  if (right === null) return 1;
  return left < right ? -1 : 1;
}

function isNumeric(text: string): boolean {
  return /^\s*-?\d+([.,]\d+)?\s*$/.test(text);
}

function likePattern(pattern: string): RegExp {
  const escaped = pattern.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll('%', '.*').replaceAll('_', '.')}$`, 's');
}
