/** Splits a text into characters as people see them: a letter with its accents, an emoji of several parts. */
const characters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/**
 * The beginning of a text, at most this many code points long. It never ends in half a character, and if possible not
 * in half of what people see as one character. `slice` may leave half a surrogate pair, which Postgres refuses.
 */
export function beginningOf(text: string, mostCodePoints: number): string {
  if (text.length <= mostCodePoints) return text;
  let beginning = '';
  let left = mostCodePoints;
  for (const { segment } of characters.segment(text)) {
    const length = [...segment].length;
    if (length > left) break;
    beginning += segment;
    left -= length;
  }
  // A single visible character may be longer than the limit.
  return beginning === '' ? [...text].slice(0, mostCodePoints).join('') : beginning;
}

/** The text, or its beginning and an ellipsis when it is longer than `width`. */
export function shortened(text: string, width: number): string {
  return beginningOf(text, width) === text ? text : `${beginningOf(text, width - 1)}…`;
}
