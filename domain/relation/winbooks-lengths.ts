import { beginningOf } from '../text-cut';

/** The most characters that WinBooks certainly holds (winbooks-api §7.7). */
export const LONGEST = { name: 40, street: 40, zip: 10, town: 40, phone: 20, email: 40 } as const;

/** The beginning of a text that WinBooks holds. Names, streets and towns may be cut; anything else would be wrong. */
export function cutFor(field: 'name' | 'street' | 'town', text: string): string;
export function cutFor(field: 'name' | 'street' | 'town', text: string | null): string | null;
export function cutFor(field: 'name' | 'street' | 'town', text: string | null): string | null {
  return text === null ? null : beginningOf(text, LONGEST[field]).trimEnd();
}
