/** One address: something before and after a single `@`, and a dot in what comes after. */
const EMAIL = /^[^\s@,;<>]+@[^\s@,;<>]+\.[^\s@,;<>]{2,}$/u;

/** True for exactly one e-mail address. */
export const isEmail = (text: string): boolean => EMAIL.test(text);

/** Case makes no difference. */
export const sameEmail = (a: string | null, b: string | null): boolean =>
  a?.toLowerCase() === b?.toLowerCase();
