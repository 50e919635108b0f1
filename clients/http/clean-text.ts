/**
 * What no text of ours may contain: half of a surrogate pair, NUL and the other control characters but tab and line ends.
 * Postgres refuses the first two, in text and in jsonb alike, and nobody can read any of them.
 */
// eslint-disable-next-line no-control-regex
const UNWANTED = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]|\p{Cs}/gu;
/** JSON can only carry them as escapes: without one there is nothing to clean. */
const MAY_CONTAIN_UNWANTED = /\\u(?:d[89a-f]|00[01]|007f)|\\[bf]|\u007f/i;

/** The text without them. A pair of surrogates that belong together stays. */
export const cleanText = (text: string): string => text.replaceAll(UNWANTED, '');

/** `JSON.parse`, every text in it clean. Throws what it throws. */
export function parseCleanJson(text: string): unknown {
  return MAY_CONTAIN_UNWANTED.test(text)
    ? (JSON.parse(text, (_, value: unknown) =>
        typeof value === 'string' ? cleanText(value) : value,
      ) as unknown)
    : (JSON.parse(text) as unknown);
}
