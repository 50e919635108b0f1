/** `+++090/9337/55493+++` and its kin, or twelve digits on their own. */
const WRITTEN = /(?:\+{3}|\*{3})\s*(\d{3}\/\d{4}\/\d{5})\s*(?:\+{3}|\*{3})/g;
const BARE = /(?<![\d/.,-])\d{12}(?![\d/.,-])/g;

/**
 * The structured communication that an invoice carries, as twelve digits (winbooks-api §7.3): from the field that Tribe
 * offers for it, else from its texts. Written as `+++ddd/dddd/ddddd+++`, `***ddd/dddd/ddddd***` or twelve digits, always
 * with a valid check; two different ones are none. Never made up.
 * @param numbers what is not one although it may look alike, such as the invoice's own number
 */
export function structuredCommunication(
  field: string | null,
  texts: readonly string[],
  numbers: readonly string[],
): string | null {
  const inField = field === null ? null : digitsOf(field);
  if (inField !== null && isValid(inField)) return inField;
  const others = new Set(numbers.map(digitsOf));
  const found = texts.flatMap((text) => [
    ...[...text.matchAll(WRITTEN)].map(([, digits = '']) => digitsOf(digits)),
    ...[...text.matchAll(BARE)].map(([digits]) => digits).filter((digits) => !others.has(digits)),
  ]);
  const [only, another] = new Set(found.filter(isValid));
  return only !== undefined && another === undefined ? only : null;
}

/** Ten digits and their remainder modulo 97 in two, 97 for 0 (winbooks-api §7.3). */
function isValid(digits: string): boolean {
  if (!/^\d{12}$/.test(digits)) return false;
  const check = Number(digits.slice(0, 10)) % 97;
  return Number(digits.slice(10)) === (check === 0 ? 97 : check);
}

const digitsOf = (text: string): string => text.replaceAll(/[\s+*/.]/g, '');
