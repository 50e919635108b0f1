import type { Language, Texts } from './issues/texts/text-types';

/** What a person has to know and can do something about: its sentence in their language is all that they are shown. */
export class ToldError extends Error {
  override readonly name: string = 'ToldError';

  constructor(
    private readonly texts: Texts,
    options?: ErrorOptions,
  ) {
    super(texts.en, options);
  }

  in(language: Language): string {
    return this.texts[language];
  }
}
