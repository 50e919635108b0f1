import { compareValues, ConditionEvaluator, type Joined } from './criteria-conditions';
import { project } from './criteria-projection';
import { type Row } from '../folder/folder-records';
import { type Criteria, type Join } from './criteria';
import { type View } from '../folder/folder-session';

/** Runs a query: whole root rows, or projected values when projections were requested (winbooks-api §3.5). */
export function runCriteria(view: View, criteria: Criteria): { rows: Row[] } | { values: unknown[] } {
  const evaluator = new ConditionEvaluator(view.position);
  let lines: Joined[] = rootRows(view, criteria, evaluator).map((row) => ({ [criteria.rootAlias]: row }));
  for (const join of criteria.joins) lines = lines.flatMap((line) => joinLine(view, join, line));
  lines = lines.filter((line) => criteria.conditions.every((each) => evaluator.holds(each, line) === true));
  if (criteria.orders.length > 0) {
    lines.sort((left, right) => {
      for (const { column, isAscending } of criteria.orders) {
        const sign = compareValues(evaluator.stored(column, left), evaluator.stored(column, right));
        if (sign !== 0) return isAscending ? sign : -sign;
      }
      return 0;
    });
  }
  if (criteria.projections.length === 0) {
    const rows = lines
      .map((line) => line[criteria.rootAlias])
      .filter((row) => row !== null && row !== undefined);
    return { rows: page(view, criteria, rows) };
  }
  return { values: page(view, criteria, project(view, evaluator, criteria.projections, lines)) };
}

/** The rows that may match the query: an equality on a key column avoids reading them all. */
function rootRows(view: View, criteria: Criteria, evaluator: ConditionEvaluator): Row[] {
  let fewest: Row[] | null = null;
  for (const condition of criteria.conditions) {
    if (condition.kind !== 'values' || condition.column.alias !== criteria.rootAlias) continue;
    if (condition.operator !== 0 && condition.operator !== 7) continue;
    const { column, values } = condition;
    const literals = values.map((value) => evaluator.literal(column, value));
    const hasEmpty = literals.some((value) => value === null || /^[0-]+$/.test(String(value)));
    const found = hasEmpty
      ? [null]
      : literals.map((value) => view.records.candidates(criteria.root.name, column.field, value));
    if (found.includes(null)) continue;
    const rows = [...new Set(found.flatMap((each) => each ?? []))];
    if (fewest === null || rows.length < fewest.length) fewest = rows;
  }
  return fewest ?? [...view.records.all(criteria.root.name)];
}

function joinLine(view: View, join: Join, line: Joined): Joined[] {
  const value = line[join.owner.alias]?.[join.owner.field];
  const matches = value === null || value === undefined ? [] : joinedRows(view, join, value);
  if (matches.length > 0) return matches.map((row) => ({ ...line, [join.alias]: row }));
  return join.isInner ? [] : [{ ...line, [join.alias]: null }];
}

function joinedRows(view: View, join: Join, value: unknown): Row[] {
  const candidates =
    view.records.candidates(join.model.name, join.joinedField, value) ??
    view.records.where(join.model.name, join.joinedField, value);
  return candidates.filter((row) => row[join.joinedField] === value);
}

/** `MaxResult` applies only together with `FirstResult` (winbooks-api §3.5). */
function page<T>(view: View, { first, max }: Criteria, items: T[]): T[] {
  if (first === null) return items;
  const largest = view.position('maxResult');
  const wanted = max ?? Number.POSITIVE_INFINITY;
  const size = largest === 'none' ? wanted : Math.min(wanted, Number(largest));
  return items.slice(first, first + size);
}
