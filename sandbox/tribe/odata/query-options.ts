import { type Expression } from './filter-expression';
import { parseFilter } from './filter-parser';
import { badRequest } from './odata-error';
import { type SystemOptions } from './query-string';

export interface OrderItem {
  path: string[];
  descending: boolean;
}

export interface ExpandItem {
  navigation: string;
  options: QueryOptions;
}

/** The query options of a request or of one expanded navigation, parsed but not yet checked against a type. */
export interface QueryOptions {
  select: string[] | null;
  expand: ExpandItem[];
  filter: Expression | null;
  orderBy: OrderItem[];
  top: number | null;
  skip: number;
  count: boolean;
}

const known = ['$select', '$expand', '$filter', '$orderby', '$top', '$skip', '$count', '$format'];

/** Splits at separators outside parentheses and quotes. */
function splitOutside(text: string, separator: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let quoted = false;
  let current = '';
  for (const character of text) {
    if (character === "'") quoted = !quoted;
    if (!quoted && character === '(') depth += 1;
    if (!quoted && character === ')') depth -= 1;
    if (depth < 0) throw badRequest(`The parentheses in '${text}' do not match.`);
    if (!quoted && depth === 0 && character === separator) {
      parts.push(current);
      current = '';
    } else current += character;
  }
  if (depth !== 0 || quoted) throw badRequest(`The parentheses or quotes in '${text}' do not match.`);
  return [...parts, current];
}

function parseNames(option: string, text: string): string[] {
  return text.split(',').map((part) => {
    const name = part.trim();
    if (!/^[A-Za-z_]\w*$/.test(name))
      throw badRequest(`The system query option '${option}' has the invalid value '${text}'.`);
    return name;
  });
}

function parseExpand(text: string): ExpandItem[] {
  const seen = new Set<string>();
  return splitOutside(text, ',').map((part) => {
    const match = /^\s*([A-Za-z]\w*)\s*(?:\(([\s\S]*)\))?\s*$/.exec(part);
    const navigation = match?.[1];
    if (navigation === undefined)
      throw badRequest(`The system query option '$expand' has the invalid value '${part}'.`);
    if (seen.has(navigation))
      throw badRequest(`The navigation property '${navigation}' is expanded more than once.`);
    seen.add(navigation);
    const inner = match?.[2];
    return {
      navigation,
      options: parseOptions(inner === undefined ? new Map<string, string>() : nestedOptions(inner)),
    };
  });
}

function nestedOptions(text: string): SystemOptions {
  const options: SystemOptions = new Map();
  for (const part of splitOutside(text, ';')) {
    const cut = part.indexOf('=');
    const name = part.slice(0, cut).trim();
    if (cut < 0 || !name.startsWith('$')) throw badRequest(`The expand option '${part}' is malformed.`);
    if (options.has(name)) throw badRequest(`The system query option '${name}' is specified more than once.`);
    options.set(name, part.slice(cut + 1));
  }
  return options;
}

function parseOrderBy(text: string): OrderItem[] {
  return text.split(',').map((part) => {
    const match = /^\s*([A-Za-z_]\w*(?:\/[A-Za-z_]\w*)*)(?: +(asc|desc))?\s*$/.exec(part);
    const path = match?.[1];
    if (path === undefined)
      throw badRequest(`The system query option '$orderby' has the invalid value '${text}'.`);
    return { path: path.split('/'), descending: match?.[2] === 'desc' };
  });
}

function parseCount(option: string, text: string): number {
  if (!/^\d{1,9}$/.test(text))
    throw badRequest(`The system query option '${option}' has the invalid value '${text}'.`);
  return Number(text);
}

function parseBoolean(option: string, text: string): boolean {
  if (text !== 'true' && text !== 'false') {
    throw badRequest(`The system query option '${option}' has the invalid value '${text}'.`);
  }
  return text === 'true';
}

/**
 * Parses system query options, nested ones included (tribe-api §2.5–2.7).
 *
 * @throws ODataError 400 for an option that Tribe does not have, and for a malformed value.
 */
export function parseOptions(options: SystemOptions): QueryOptions {
  for (const name of options.keys()) {
    if (!known.includes(name)) throw badRequest(`The system query option '${name}' is not supported.`);
  }
  const parsed = <T>(name: string, parse: (text: string) => T, otherwise: T): T => {
    const text = options.get(name);
    return text === undefined ? otherwise : parse(text);
  };
  return {
    select: parsed('$select', (text) => parseNames('$select', text), null),
    expand: parsed('$expand', parseExpand, []),
    filter: parsed('$filter', parseFilter, null),
    orderBy: parsed('$orderby', parseOrderBy, []),
    top: parsed('$top', (text) => parseCount('$top', text), null),
    skip: parsed('$skip', (text) => parseCount('$skip', text), 0),
    count: parsed('$count', (text) => parseBoolean('$count', text), false),
  };
}
