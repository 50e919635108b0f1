import {
  type ComparisonOperator,
  type Expression,
  type LiteralValue,
  type StringFunction,
} from './filter-expression';
import { tokenize, type LiteralType, type Token } from './filter-tokens';
import { badRequest } from './odata-error';

const equality: readonly string[] = ['eq', 'ne'];
const relational: readonly string[] = ['gt', 'ge', 'lt', 'le'];
const unsupportedOperators: readonly string[] = ['in', 'has', 'add', 'sub', 'mul', 'div', 'divby', 'mod'];
const stringFunctions: readonly string[] = ['contains', 'startswith', 'endswith'];

/** Parses the tokens of one expression; the methods are the grammar, loosest binding first. */
class FilterParser {
  private at = 0;

  constructor(private readonly tokens: Token[]) {}

  whole(): Expression {
    const expression = this.disjunction();
    const token = this.peek();
    if (token.kind !== 'end') throw this.unexpected(token);
    return expression;
  }

  private disjunction(): Expression {
    let left = this.conjunction();
    while (this.takeName('or')) left = { kind: 'logical', operator: 'or', left, right: this.conjunction() };
    return left;
  }

  private conjunction(): Expression {
    let left = this.equality();
    while (this.takeName('and')) left = { kind: 'logical', operator: 'and', left, right: this.equality() };
    return left;
  }

  private equality(): Expression {
    return this.comparison(equality, () => this.relational());
  }

  private relational(): Expression {
    return this.comparison(relational, () => this.unary());
  }

  private comparison(operators: readonly string[], next: () => Expression): Expression {
    let left = next();
    for (;;) {
      const token = this.peek();
      if (token.kind === 'name' && unsupportedOperators.includes(token.text)) {
        throw badRequest(`The operator '${token.text}' is not supported.`);
      }
      if (token.kind !== 'name' || !operators.includes(token.text)) return left;
      this.at += 1;
      left = { kind: 'comparison', operator: token.text as ComparisonOperator, left, right: next() };
    }
  }

  private unary(): Expression {
    if (this.takeName('not')) return { kind: 'not', operand: this.unary() };
    if (this.peek().text === '-') throw badRequest('Arithmetic is not supported.');
    return this.primary();
  }

  private primary(): Expression {
    const token = this.next();
    if (token.kind === 'literal')
      return { kind: 'literal', type: token.type, value: literalValue(token.type, token.text) };
    if (token.kind === 'symbol' && token.text === '(') {
      const inner = this.disjunction();
      this.expect(')');
      return inner;
    }
    if (token.kind !== 'name') throw this.unexpected(token);
    return this.peek().text === '(' ? this.call(token.text) : this.path(token.text);
  }

  private call(name: string): Expression {
    if (!stringFunctions.includes(name)) throw badRequest(`The function '${name}' is not supported.`);
    this.expect('(');
    const subject = this.disjunction();
    this.expect(',');
    const pattern = this.disjunction();
    this.expect(')');
    return { kind: 'call', name: name as StringFunction, subject, pattern };
  }

  private path(first: string): Expression {
    const segments = [first];
    while (this.peek().text === '/') {
      this.at += 1;
      const token = this.next();
      if (token.kind !== 'name') throw this.unexpected(token);
      if (this.peek().text === '(')
        throw badRequest(`The lambda or function '${token.text}' is not supported.`);
      segments.push(token.text);
    }
    return { kind: 'path', segments };
  }

  private peek(): Token {
    const token = this.tokens[this.at];
    if (token === undefined) throw badRequest('The expression ends too early.');
    return token;
  }

  private next(): Token {
    const token = this.peek();
    this.at += 1;
    return token;
  }

  private takeName(text: string): boolean {
    const token = this.peek();
    if (token.kind !== 'name' || token.text !== text) return false;
    this.at += 1;
    return true;
  }

  private expect(text: string): void {
    const token = this.next();
    if (token.kind !== 'symbol' || token.text !== text) throw this.unexpected(token);
  }

  private unexpected(token: Token): Error {
    return badRequest(
      token.kind === 'end'
        ? 'The expression ends too early.'
        : `The expression is malformed at position ${token.at + 1}: '${token.text}'.`,
    );
  }
}

function literalValue(type: LiteralType, text: string): LiteralValue {
  switch (type) {
    case 'null':
      return null;
    case 'Edm.Boolean':
      return text === 'true';
    case 'Edm.Double':
      return Number(text);
    case 'Edm.Guid':
      return text.toLowerCase();
    case 'Edm.String':
      return text.slice(1, -1).replaceAll("''", "'");
    case 'Edm.DateTimeOffset':
      if (Number.isNaN(Date.parse(text)))
        throw badRequest(`The literal '${text}' is not a valid DateTimeOffset.`);
      return text;
    case 'Edm.Date':
      if (Number.isNaN(Date.parse(text))) throw badRequest(`The literal '${text}' is not a valid Date.`);
      return text;
  }
}

/**
 * Parses a decoded `$filter` (tribe-api §2.6): `eq ne gt ge lt le`, `and or not`, parentheses, the three string
 * functions, paths through to-one navigations.
 *
 * @throws ODataError 400 for `in`, `has`, arithmetic, lambdas, any other function and anything malformed.
 */
export function parseFilter(text: string): Expression {
  return new FilterParser(tokenize(text)).whole();
}
