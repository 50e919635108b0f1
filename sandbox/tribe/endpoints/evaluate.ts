import { readProperty, type View } from '../service/computed-values';
import { linkedId, type Scalar, type StoredRecord } from '../records/stored-record';
import { type ComparisonOperator, type Expression, type StringFunction } from '../odata/filter-expression';
import { type OrderItem } from '../odata/query-options';

/** Whether a record passes a filter that was checked against its type. */
export function passes(view: View, record: StoredRecord, filter: Expression): boolean {
  return evaluate(view, record, filter) === true;
}

/** The value at the end of a path; null when a navigation on the way leads nowhere. */
export function valueAt(view: View, record: StoredRecord, path: string[]): Scalar {
  const [first, ...rest] = path;
  if (first === undefined) return null;
  if (rest.length === 0) {
    const property = view.schema.property(record.type, first);
    return property === null ? null : readProperty(view, record, property);
  }
  const link = view.schema.navigation(record.type, first);
  const id = link === null ? null : linkedId(record, link.key);
  const next = id === null ? null : view.reader.get(id);
  return next === null ? null : valueAt(view, next, rest);
}

function evaluate(view: View, record: StoredRecord, expression: Expression): Scalar {
  switch (expression.kind) {
    case 'literal':
      return expression.value;
    case 'path':
      return valueAt(view, record, expression.segments);
    case 'not':
      return evaluate(view, record, expression.operand) === false;
    case 'logical': {
      const left = evaluate(view, record, expression.left) === true;
      if (expression.operator === 'and') return left && evaluate(view, record, expression.right) === true;
      return left || evaluate(view, record, expression.right) === true;
    }
    case 'call':
      return callFunction(
        expression.name,
        evaluate(view, record, expression.subject),
        evaluate(view, record, expression.pattern),
      );
    case 'comparison':
      if (isBehindNavigation(expression.left) && view.position('navigation-filter') === 'ignored')
        return true;
      return holds(
        expression.operator,
        evaluate(view, record, expression.left),
        evaluate(view, record, expression.right),
        view.position('G14') === 'insensitive',
      );
  }
}

/** `Organization/ID`: whether Tribe filters on it is not documented (switch navigation-filter). */
const isBehindNavigation = (expression: Expression): boolean =>
  expression.kind === 'path' && expression.segments.length > 1 && expression.segments.at(-1) === 'ID';

/** All three ignore case (tribe-api §2.6). */
function callFunction(name: StringFunction, subject: Scalar, pattern: Scalar): Scalar {
  if (typeof subject !== 'string' || typeof pattern !== 'string') return null;
  const text = subject.toLowerCase();
  const part = pattern.toLowerCase();
  switch (name) {
    case 'contains':
      return text.includes(part);
    case 'startswith':
      return text.startsWith(part);
    case 'endswith':
      return text.endsWith(part);
  }
}

function holds(operator: ComparisonOperator, left: Scalar, right: Scalar, ignoresCase: boolean): boolean {
  if (left === null || right === null) {
    if (operator === 'eq') return left === right;
    return operator === 'ne' && left !== right;
  }
  const order = compareScalars(left, right, ignoresCase);
  switch (operator) {
    case 'eq':
      return order === 0;
    case 'ne':
      return order !== 0;
    case 'gt':
      return order > 0;
    case 'ge':
      return order >= 0;
    case 'lt':
      return order < 0;
    case 'le':
      return order <= 0;
  }
}

/** The format in which the twin stores instants; as texts they sort by time. */
const utcMoment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;
const moment = /^\d{4}-\d{2}-\d{2}T/;

/** Negative, zero or positive. Nulls come first, instants by time, and a number and a text compare as texts. */
function compareScalars(left: Scalar, right: Scalar, ignoresCase = false): number {
  if (left === right) return 0;
  if (left === null) return -1;
  if (right === null) return 1;
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  if (typeof left === 'boolean' || typeof right === 'boolean') return Number(left) - Number(right);
  const [leftText, rightText] = [String(left), String(right)].map((text) =>
    ignoresCase ? text.toLowerCase() : text,
  );
  if (leftText === undefined || rightText === undefined) return 0;
  if (utcMoment.test(leftText) && utcMoment.test(rightText)) return leftText < rightText ? -1 : 1;
  if (moment.test(leftText) && moment.test(rightText)) return Date.parse(leftText) - Date.parse(rightText);
  return leftText < rightText ? -1 : leftText > rightText ? 1 : 0;
}

/** Sorts by `$orderby`; equal or unordered records are sorted by ID. */
export function sortRecords(view: View, records: StoredRecord[], orderBy: OrderItem[]): StoredRecord[] {
  const keyed = records.map((record) => ({
    record,
    keys: orderBy.map(({ path }) => valueAt(view, record, path)),
  }));
  keyed.sort((left, right) => {
    for (const [index, item] of orderBy.entries()) {
      const order = compareScalars(left.keys[index] ?? null, right.keys[index] ?? null);
      if (order !== 0) return item.descending ? -order : order;
    }
    return left.record.id < right.record.id ? -1 : 1;
  });
  return keyed.map(({ record }) => record);
}
