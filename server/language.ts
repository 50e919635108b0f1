import { LANGUAGES, type Language } from '../domain/issues/texts/text-types';

/** The first language of ours that the caller reads; English without one. */
export function languageOf(accepted: string | undefined, asked: unknown): Language {
  const wishes = [typeof asked === 'string' ? asked : '', ...(accepted ?? '').split(',')].map((wish) =>
    wish.trim().slice(0, 2).toLowerCase(),
  );
  for (const wish of wishes) {
    const language = LANGUAGES.find((known) => known === wish);
    if (language !== undefined) return language;
  }
  return 'en';
}
