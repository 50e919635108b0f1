/** Splits as people see characters: a letter with its accents, an emoji of several parts. */
const characters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/**
 * The beginning of a text, at most so many code points long: never half a character, and where possible not half of what people
 * see as one. Unlike `slice`, which may leave half a surrogate pair behind; Postgres refuses that.
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
  // One character alone may be longer than all that fits.
  return beginning === '' ? [...text].slice(0, mostCodePoints).join('') : beginning;
}
