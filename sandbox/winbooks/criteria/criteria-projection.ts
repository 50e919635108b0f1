import Decimal from 'decimal.js';
import { compareValues, type Comparable, type ConditionEvaluator, type Joined } from './criteria-conditions';
import { showValue } from '../wire/shown-properties';
import { type Projection } from './criteria';
import { type View } from '../folder/folder-session';

const aggregates = new Set([25, 26, 29, 30, 31, 49]);

/**
 * The result of a query with projections (winbooks-api §3.5): a flat array for one, arrays in projection order for several.
 * Aggregates next to plain columns group by these; DISTINCT keeps the first of equal lines.
 */
export function project(
  view: View,
  evaluator: ConditionEvaluator,
  projections: Projection[],
  lines: Joined[],
): unknown[] {
  const isAggregate = projections.some(({ operator }) => aggregates.has(operator));
  const isDistinct = projections.some(({ operator }) => operator === 23 || operator === 32);
  const plain = projections.filter(({ operator }) => !aggregates.has(operator));
  let results: unknown[][];
  if (isAggregate) {
    const groups = groupBy(lines, (line) => JSON.stringify(plain.map((each) => show(view, each, line))));
    const whole: Joined[][] = plain.length === 0 ? [lines] : [...groups.values()];
    results = whole.map((group) =>
      projections.map((each) =>
        aggregates.has(each.operator) ? aggregate(view, evaluator, each, group) : show(view, each, group[0]),
      ),
    );
  } else {
    results = lines.map((line) => projections.map((each) => show(view, each, line)));
    if (isDistinct)
      results = [...groupBy(results, (result) => JSON.stringify(result)).values()].map(
        ([first]) => first ?? [],
      );
  }
  return projections.length === 1 ? results.map(([only]) => only) : results;
}

function groupBy<T>(items: T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

function show(view: View, { operator, column }: Projection, line: Joined | undefined): unknown {
  const row = column === null ? undefined : line?.[column.alias];
  if (column === null || row === null || row === undefined) return null;
  const shown = showValue(view, column.model, column.kind, column.field, row[column.field]);
  switch (operator) {
    case 34:
      return typeof shown === 'string' ? shown.toUpperCase() : shown;
    case 35:
      return typeof shown === 'string' ? shown.toLowerCase() : shown;
    case 37:
      return typeof shown === 'string' ? shown.trimEnd().length : null;
    case 55:
      return typeof shown === 'number' ? Math.abs(shown) : shown;
    case 57:
      return typeof shown === 'string' ? shown.trimStart() : shown;
    case 58:
      return typeof shown === 'string' ? shown.trimEnd() : shown;
    default:
      return shown;
  }
}

function aggregate(
  view: View,
  evaluator: ConditionEvaluator,
  projection: Projection,
  group: Joined[],
): unknown {
  const { operator, column } = projection;
  if (operator === 49 || column === null) return group.length;
  const filled = group.filter((line) => evaluator.stored(column, line) !== null);
  if (operator === 26) return filled.length;
  if (operator === 29 || operator === 30) {
    const wanted = operator === 29 ? 1 : -1;
    const valueOf = (line: Joined): Comparable => evaluator.stored(column, line);
    const best = filled.reduce<Joined | undefined>(
      (kept, line) =>
        kept === undefined || compareValues(valueOf(line), valueOf(kept)) === wanted ? line : kept,
      undefined,
    );
    return show(view, projection, best);
  }
  if (filled.length === 0) return null;
  const sum = filled.reduce(
    (total, line) => total.plus(Number(evaluator.stored(column, line))),
    new Decimal(0),
  );
  return (operator === 31 ? sum : sum.div(filled.length)).toNumber();
}
