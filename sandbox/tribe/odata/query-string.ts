import { badRequest } from './odata-error';

/** The system query options as given, decoded, each at most once; names without `$` are custom and ignored. */
export type SystemOptions = Map<string, string>;

/**
 * Percent-decodes one part of a query. A `+` stays a plus sign unless `plusIsSpace` (tribe-api §2.2).
 *
 * @throws ODataError 400 for a broken escape.
 */
export function decodeQueryPart(text: string, plusIsSpace: boolean): string {
  try {
    return decodeURIComponent(plusIsSpace ? text.replaceAll('+', ' ') : text);
  } catch {
    throw badRequest('The query is not percent-encoded correctly.');
  }
}

/**
 * Splits a raw query at `&` and `=` and decodes each part afterwards, as Olingo does.
 *
 * @throws ODataError 400 for an option given twice.
 */
export function splitQuery(rawQuery: string, plusIsSpace: boolean): SystemOptions {
  const options: SystemOptions = new Map();
  for (const part of rawQuery.split('&')) {
    if (part === '') continue;
    const cut = part.indexOf('=');
    const name = decodeQueryPart(cut < 0 ? part : part.slice(0, cut), plusIsSpace);
    if (!name.startsWith('$')) continue;
    if (options.has(name)) throw badRequest(`The system query option '${name}' is specified more than once.`);
    options.set(name, cut < 0 ? '' : decodeQueryPart(part.slice(cut + 1), plusIsSpace));
  }
  return options;
}
