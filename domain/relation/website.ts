/**
 * Whether two texts name the same website: the scheme, the case of the host and a slash at the end make no difference.
 */
export const sameWebsite = (a: string | null, b: string | null): boolean =>
  a === null || b === null ? a === b : websiteKey(a) === websiteKey(b);

function websiteKey(written: string): string {
  const [, host = '', rest = ''] = /^(?:https?:\/\/)?([^/?#]*)(.*)$/iu.exec(written) ?? [];
  return `${host.toLowerCase()}${rest.replace(/\/+$/, '')}`;
}
