import { badRequest } from './odata-error';

export type LiteralType =
  'null' | 'Edm.Boolean' | 'Edm.String' | 'Edm.Double' | 'Edm.Guid' | 'Edm.Date' | 'Edm.DateTimeOffset';

export type Token =
  | { kind: 'name'; text: string; at: number }
  | { kind: 'literal'; type: LiteralType; text: string; at: number }
  | { kind: 'symbol'; text: '(' | ')' | ',' | '/' | '-'; at: number }
  | { kind: 'end'; text: ''; at: number };

interface LiteralPattern {
  type: LiteralType;
  pattern: RegExp;
}

/** Longest formats first: a date-time begins like a date, a date like a number. A name may not follow directly. */
const literalPatterns: LiteralPattern[] = [
  { type: 'Edm.Guid', pattern: /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?![\w-])/iy },
  {
    type: 'Edm.DateTimeOffset',
    pattern: /\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,12})?)?(?:Z|[+-]\d{2}:\d{2})(?!\w)/iy,
  },
  { type: 'Edm.Date', pattern: /\d{4}-\d{2}-\d{2}(?![\w-])/y },
  { type: 'Edm.Double', pattern: /-?\d+(?:\.\d+)?(?:e[+-]?\d+)?(?![\w.])/iy },
];
const namePattern = /[A-Za-z_][\w.]*/y;
const stringPattern = /'(?:[^']|'')*'/y;

function matchAt(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? null;
}

function literalAt(text: string, at: number): Token | null {
  const quoted = matchAt(stringPattern, text, at);
  if (quoted !== null) return { kind: 'literal', type: 'Edm.String', text: quoted, at };
  for (const { type, pattern } of literalPatterns) {
    const found = matchAt(pattern, text, at);
    if (found !== null) return { kind: 'literal', type, text: found, at };
  }
  return null;
}

function wordAt(text: string, at: number): Token | null {
  const word = matchAt(namePattern, text, at);
  if (word === null) return null;
  if (word === 'null') return { kind: 'literal', type: 'null', text: word, at };
  if (word === 'true' || word === 'false') return { kind: 'literal', type: 'Edm.Boolean', text: word, at };
  return { kind: 'name', text: word, at };
}

function isSymbol(character: string): character is '(' | ')' | ',' | '/' | '-' {
  return character.length === 1 && '(),/-'.includes(character);
}

/**
 * Splits a decoded `$filter` or `$orderby` into tokens. Only space and tab are separators, so an undecoded `+` is an
 * error, as with Olingo (tribe-api §2.2).
 *
 * @throws ODataError 400 at the first character that begins no token.
 */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const character = text.charAt(at);
    if (character === ' ' || character === '\t') {
      at += 1;
      continue;
    }
    const token = literalAt(text, at) ?? wordAt(text, at);
    if (token !== null) {
      tokens.push(token);
      at += token.text.length;
      continue;
    }
    if (!isSymbol(character))
      throw badRequest(`The expression is malformed at position ${at + 1}: '${text.slice(at, at + 20)}'.`);
    tokens.push({ kind: 'symbol', text: character, at });
    at += 1;
  }
  tokens.push({ kind: 'end', text: '', at });
  return tokens;
}
