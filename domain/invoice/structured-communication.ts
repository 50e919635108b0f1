/** `+++090/9337/55493+++`, the same with asterisks, or twelve digits on their own. */
const WRITTEN = /(?:\+{3}|\*{3})\s*(\d{3}\/\d{4}\/\d{5})\s*(?:\+{3}|\*{3})/g;
const BARE = /(?<![\d/.,-])\d{12}(?![\d/.,-])/g;

/**
 * The structured communication of an invoice as twelve digits (winbooks-api §7.3): from Tribe's field for it, else from
 * the texts of the invoice. It is written as `+++ddd/dddd/ddddd+++`, `***ddd/dddd/ddddd***` or twelve digits, always
 * with a valid check number. Two different ones count as none. It is never generated.
 * @param numbers numbers that look alike but are something else, such as the invoice's own number
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

/** Ten digits and their remainder modulo 97 in two digits, with 97 for 0 (winbooks-api §7.3). */
function isValid(digits: string): boolean {
  if (!/^\d{12}$/.test(digits)) return false;
  const check = Number(digits.slice(0, 10)) % 97;
  return Number(digits.slice(10)) === (check === 0 ? 97 : check);
}

const digitsOf = (text: string): string => text.replaceAll(/[\s+*/.]/g, '');
