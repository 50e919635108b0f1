/**
 * Characters that none of our texts may contain: half of a surrogate pair, NUL, and the other control characters except
 * tab and line ends. Postgres refuses the first two in text and in jsonb.
 */
const UNWANTED = /(?![\t\n\r\u0080-\u009f])[\p{Cc}\p{Cs}]/gu;
/** In JSON they can only be escapes, so a text without such an escape needs no cleaning. */
const MAY_CONTAIN_UNWANTED = /\\u(?:d[89a-f]|00[01]|007f)|\\[bf]|\u007f/i;

/** The text without these characters. Complete surrogate pairs stay. */
export const cleanText = (text: string): string => text.replaceAll(UNWANTED, '');

/** `JSON.parse` with every text in the result cleaned. Throws what `JSON.parse` throws. */
export function parseCleanJson(text: string): unknown {
  return MAY_CONTAIN_UNWANTED.test(text)
    ? (JSON.parse(text, (_, value: unknown) =>
        typeof value === 'string' ? cleanText(value) : value,
      ) as unknown)
    : (JSON.parse(text) as unknown);
}
