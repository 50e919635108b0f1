/** Where a text stops being JSON, and why; line and column count from 1. It quotes nothing of the text. */
export interface JsonProblem {
  readonly line: number;
  readonly column: number;
  readonly problem: string;
}

/** The first problem of a text that `JSON.parse` refused. The engine's own message quotes the text, secrets included. */
export function jsonProblem(text: string): JsonProblem | null {
  const reader = new Reader(text);
  try {
    reader.value();
    reader.end();
    return null;
  } catch (error) {
    if (!(error instanceof NotJson)) throw error;
    const before = text.slice(0, error.at).split('\n');
    return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1, problem: error.message };
  }
}

class NotJson extends Error {
  constructor(
    readonly at: number,
    problem: string,
  ) {
    super(problem);
  }
}

const SPACE = /[ \t\r\n]*/y;
/** From the space on, without quotes and backslashes: JSON has no bare control characters. */
const STRING = /"(?:[ !#-[\]-\u{10ffff}]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/uy;
const LITERAL = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

/** Reads JSON (RFC 8259) from front to back, and throws `NotJson` where it ends. */
class Reader {
  private at = 0;

  constructor(private readonly text: string) {}

  value(): void {
    const next = this.peek();
    if (next === '{') this.members('}', () => this.member());
    else if (next === '[') this.members(']', () => this.value());
    else if (next === '"') this.string('the text');
    else if (!this.take(LITERAL)) this.fail(next === '' ? 'the file ends here' : 'a value is expected');
  }

  end(): void {
    if (this.peek() !== '') this.fail('nothing is expected after the end');
  }

  private members(close: string, one: () => void): void {
    this.at += 1;
    if (this.peek() === close) {
      this.at += 1;
      return;
    }
    for (;;) {
      one();
      const next = this.peek();
      if (next !== ',' && next !== close)
        this.fail(
          next === '' ? `the file ends here, ${close} is missing` : `a comma or ${close} is expected`,
        );
      this.at += 1;
      if (next === close) return;
      if (this.peek() === close) this.fail(`a comma before ${close} is not allowed`);
    }
  }

  private member(): void {
    if (this.peek() !== '"') this.fail('a name in double quotes is expected');
    this.string('the name');
    if (this.peek() !== ':') this.fail('a colon is expected');
    this.at += 1;
    this.value();
  }

  private string(what: string): void {
    if (!this.take(STRING)) this.fail(`${what} that begins here is not closed, or has a wrong character`);
  }

  private peek(): string {
    this.take(SPACE);
    return this.text.charAt(this.at);
  }

  private take(pattern: RegExp): boolean {
    pattern.lastIndex = this.at;
    if (!pattern.test(this.text)) return false;
    this.at = pattern.lastIndex;
    return true;
  }

  private fail(problem: string): never {
    throw new NotJson(this.at, problem);
  }
}
