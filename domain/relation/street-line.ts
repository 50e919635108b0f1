/** A street with its house number and box. */
export interface StreetLine {
  readonly street: string | null;
  readonly houseNumber: string | null;
  readonly box: string | null;
}

const BOX_WORD = 'bus|bte|boîte|boite|box';
/** What belongs to a house number: `78A`, `78 bis`, `78-80`. */
const TAIL = '(?:\\s?(?:bis|ter|quater|[a-z])(?!\\p{L}))?(?:\\s?-\\s?\\d{1,4}[a-z]?(?![\\p{L}\\p{N}]))?';
/** `Kerkstraat 78A bus 3`, `Kerkstraat, 78/3`. The street has a letter, and no digit in front. */
const NUMBER_BEHIND = new RegExp(
  `^(?<street>[^\\d].*?)[\\s,]+(?:nr\\.?\\s*|n°\\s*)?(?<houseNumber>\\d{1,4}${TAIL})` +
    `(?:\\s*[/,]?\\s*(?:(?:${BOX_WORD})\\.?\\s*|(?<=/\\s*))(?<box>[\\p{L}\\p{N}][\\p{L}\\p{N}./-]{0,9}))?$`,
  'iu',
);
/** `78A, rue de l’Église`: only with a comma, and without another number. */
const NUMBER_IN_FRONT = /^(?<houseNumber>\d{1,4}[a-z]?)\s*,\s*(?<street>\p{L}[^\d]*)$/iu;
/** A longer line than this is no address that a rule understands. */
const LONGEST_LINE = 120;

/** Splits a line by the two usual ways to write it. What neither explains stays whole in the street (tribe-api §6 G17). */
export function splitLine(line: string | null): StreetLine {
  const whole = { street: line, houseNumber: null, box: null };
  if (line === null || line.length > LONGEST_LINE) return whole;
  const parts = (NUMBER_BEHIND.exec(line) ?? NUMBER_IN_FRONT.exec(line))?.groups;
  return parts === undefined
    ? whole
    : {
        street: parts['street'] ?? null,
        houseNumber: parts['houseNumber'] ?? null,
        box: parts['box'] ?? null,
      };
}

/** What Tribe writes behind its numeric house number: `A`, `-80`, `bus 3`, `A/3`. */
const SUFFIX = new RegExp(`^(?<tail>${TAIL})[\\s,/]*(?:(?:${BOX_WORD})\\.?(?!\\p{L})\\s*)?(?<box>.*)$`, 'iu');

/** The line of Tribe's parts (tribe-api §3.8). Without a house number the street is taken as a whole line. */
export function lineOfTribe(
  street: string | null,
  houseNumber: string | null,
  suffix: string | null,
): StreetLine {
  if (houseNumber === null)
    return splitLine([street, suffix].filter((part) => part !== null).join(' ') || null);
  const { tail = '', box = '' } = SUFFIX.exec(suffix ?? '')?.groups ?? {};
  return { street, houseNumber: `${houseNumber}${tail}`, box: box === '' ? null : box };
}

/** Tribe's parts of a line; `HouseNumber` is a Double there, so that a number without digits stands in the street. */
export function tribePartsOf({ street, houseNumber, box }: StreetLine): {
  readonly street: string | null;
  readonly houseNumber: string | null;
  readonly houseNumberSuffix: string | null;
} {
  const [, digits, tail = ''] = /^([1-9]\d{0,5})(?!\d)(.*)$/u.exec(houseNumber ?? '') ?? [];
  if (digits === undefined) {
    const line = [street, houseNumber, box].filter((part) => part !== null).join(' ');
    return { street: line === '' ? null : line, houseNumber: null, houseNumberSuffix: null };
  }
  const suffix = [tail.trim(), box ?? ''].filter((part) => part !== '').join('/');
  return { street, houseNumber: digits, houseNumberSuffix: suffix === '' ? null : suffix };
}

const FRONT = /^(\d{1,4}[a-z]?)\s*,\s*(.+)$/iu;
const IS_BOX_WORD = new RegExp(`^(?:${BOX_WORD}|nr)$`, 'iu');

/**
 * What of a line is compared: its words and numbers in their order, wherever it is split. Punctuation, words for "box"
 * and "number", and the case of single letters make no difference.
 */
export function lineKey({ street, houseNumber, box }: StreetLine): string {
  const line = [street, houseNumber, box].filter((part) => part !== null).join(' ');
  // A number in front is the last one, as it is once it is split off.
  const words =
    line
      .replace(FRONT, '$2 $1')
      .replaceAll(/n°/giu, ' ')
      .match(/[\p{L}\p{M}]+|\p{N}+/gu) ?? [];
  return words
    .filter((word) => !IS_BOX_WORD.test(word))
    .map((word) => (word.length === 1 ? word.toUpperCase() : word))
    .join(' ');
}
