import type { Texts } from '../issues/texts/text-types';

/** Where a text stops being JSON, and why; line and column count from 1. It quotes nothing of the text. */
export interface JsonProblem {
  readonly line: number;
  readonly column: number;
  readonly problem: Texts;
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
    return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1, problem: error.problem };
  }
}

class NotJson extends Error {
  constructor(
    readonly at: number,
    readonly problem: Texts,
  ) {
    super(problem.en);
  }
}

const SPACE = /[ \t\r\n]*/y;
/** From the space on, without quotes and backslashes: JSON has no bare control characters. */
const STRING = /"(?:[ !#-[\]-\u{10ffff}]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/uy;
const LITERAL = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

const FILE_ENDS: Texts = {
  nl: 'het bestand eindigt hier',
  fr: 'le fichier se termine ici',
  en: 'the file ends here',
};

/** Reads JSON (RFC 8259) from front to back, and throws `NotJson` where it ends. */
class Reader {
  private at = 0;

  constructor(private readonly text: string) {}

  value(): void {
    const next = this.peek();
    if (next === '{') this.members('}', () => this.member());
    else if (next === '[') this.members(']', () => this.value());
    else if (next === '"') this.string({ nl: 'de tekst', fr: 'le texte', en: 'the text' });
    else if (!this.take(LITERAL))
      this.fail(
        next === ''
          ? FILE_ENDS
          : { nl: 'hier hoort een waarde', fr: 'une valeur est attendue', en: 'a value is expected' },
      );
  }

  end(): void {
    if (this.peek() !== '')
      this.fail({
        nl: 'na het einde hoort niets meer',
        fr: 'rien n’est attendu après la fin',
        en: 'nothing is expected after the end',
      });
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
          next === ''
            ? {
                nl: `${FILE_ENDS.nl}, ${close} ontbreekt`,
                fr: `${FILE_ENDS.fr}, ${close} manque`,
                en: `${FILE_ENDS.en}, ${close} is missing`,
              }
            : {
                nl: `hier hoort een komma of ${close}`,
                fr: `une virgule ou ${close} est attendu`,
                en: `a comma or ${close} is expected`,
              },
        );
      this.at += 1;
      if (next === close) return;
      if (this.peek() === close)
        this.fail({
          nl: `een komma voor ${close} mag niet`,
          fr: `une virgule avant ${close} n’est pas admise`,
          en: `a comma before ${close} is not allowed`,
        });
    }
  }

  private member(): void {
    if (this.peek() !== '"')
      this.fail({
        nl: 'hier hoort een naam tussen dubbele aanhalingstekens',
        fr: 'un nom entre guillemets doubles est attendu',
        en: 'a name in double quotes is expected',
      });
    this.string({ nl: 'de naam', fr: 'le nom', en: 'the name' });
    if (this.peek() !== ':')
      this.fail({
        nl: 'hier hoort een dubbelpunt',
        fr: 'un deux-points est attendu',
        en: 'a colon is expected',
      });
    this.at += 1;
    this.value();
  }

  private string(what: Texts): void {
    if (!this.take(STRING))
      this.fail({
        nl: `${what.nl} die hier begint, is niet gesloten of heeft een verkeerd teken`,
        fr: `${what.fr} qui commence ici n’est pas fermé ou contient un mauvais caractère`,
        en: `${what.en} that begins here is not closed, or has a wrong character`,
      });
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

  private fail(problem: Texts): never {
    throw new NotJson(this.at, problem);
  }
}
