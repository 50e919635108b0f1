import type { Language } from '../../domain/issues/texts/text-types';

/** `1 invoice`, `2 invoices`, `0 invoices`: `#` in either form stands for the number. French counts 0 as one. */
export function counted(language: Language, count: number, one: string, other: string): string {
  const form = new Intl.PluralRules(language).select(count) === 'one' ? one : other;
  return form.replace('#', String(count));
}
