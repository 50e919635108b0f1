import { type PropertyType } from '../model/entity-type';
import { type Schema } from '../model/schema';
import { type Expression } from './filter-expression';
import { type LiteralType } from './filter-tokens';
import { badRequest, unknownProperty } from './odata-error';
import { type QueryOptions } from './query-options';

type ValueType = PropertyType | LiteralType;

/**
 * Checks that everything a query names exists on the type, and that compared types are compatible, before anything is
 * read.
 *
 * @throws ODataError 400 in Olingo's words.
 */
export function checkOptions(schema: Schema, type: string, options: QueryOptions): void {
  for (const name of options.select ?? []) {
    if (schema.property(type, name) === null && schema.navigation(type, name) === null)
      throw unknownProperty(name, type);
  }
  for (const { path } of options.orderBy) pathType(schema, type, path);
  if (options.filter !== null && typeOf(schema, type, options.filter) !== 'Edm.Boolean') {
    throw badRequest('The $filter is not of type Edm.Boolean.');
  }
  for (const { navigation, options: inner } of options.expand) {
    const link = schema.navigation(type, navigation);
    if (link === null) throw unknownProperty(navigation, type);
    if (!link.collection && (inner.filter !== null || inner.top !== null || inner.orderBy.length > 0)) {
      throw badRequest(
        `The navigation property '${navigation}' leads to one entity and takes no such option.`,
      );
    }
    checkOptions(schema, link.target, inner);
  }
}

function pathType(schema: Schema, type: string, path: string[]): PropertyType {
  let current = type;
  for (const [index, segment] of path.entries()) {
    if (index === path.length - 1) {
      const property = schema.property(current, segment);
      if (property === null) throw unknownProperty(segment, current);
      return property.type;
    }
    const link = schema.navigation(current, segment);
    if (link === null) throw unknownProperty(segment, current);
    if (link.collection)
      throw badRequest(`The collection '${segment}' may not stand in the middle of a path.`);
    current = link.target;
  }
  throw badRequest('A path is empty.');
}

function typeOf(schema: Schema, type: string, expression: Expression): ValueType {
  switch (expression.kind) {
    case 'literal':
      return expression.type;
    case 'path':
      return pathType(schema, type, expression.segments);
    case 'not':
      requireType(schema, type, expression.operand, 'Edm.Boolean');
      return 'Edm.Boolean';
    case 'logical':
      requireType(schema, type, expression.left, 'Edm.Boolean');
      requireType(schema, type, expression.right, 'Edm.Boolean');
      return 'Edm.Boolean';
    case 'call':
      requireType(schema, type, expression.subject, 'Edm.String');
      requireType(schema, type, expression.pattern, 'Edm.String');
      return 'Edm.Boolean';
    case 'comparison':
      requireComparable(typeOf(schema, type, expression.left), typeOf(schema, type, expression.right));
      return 'Edm.Boolean';
  }
}

function requireType(schema: Schema, type: string, expression: Expression, wanted: ValueType): void {
  const found = typeOf(schema, type, expression);
  if (found !== wanted) throw badRequest(`The types '${found}' and '${wanted}' are not compatible.`);
}

const numeric: readonly ValueType[] = ['Edm.Double', 'Edm.Int32'];

/** A text may be compared with a number, because the vendor's own examples do that with `Number` (tribe-api §2.4). */
function requireComparable(left: ValueType, right: ValueType): void {
  if (left === right || left === 'null' || right === 'null') return;
  const isNumberLike = (type: ValueType) => numeric.includes(type) || type === 'Edm.String';
  const isText = (type: ValueType) => type === 'Edm.String';
  if (isNumberLike(left) && isNumberLike(right) && !(isText(left) && isText(right))) return;
  throw badRequest(`The types '${left}' and '${right}' are not compatible.`);
}
