import type { Language } from './text-types';

/** An issue that was opened by a version with other codes. */
export const UNKNOWN_CODE: Readonly<Record<Language, { readonly cause: string; readonly fix: string }>> = {
  nl: {
    cause: 'Geopend door een andere versie van dit programma, die er meer over weet.',
    fix: 'Probeer het opnieuw: dan zegt deze versie wat ze ervan vindt.',
  },
  fr: {
    cause: 'Ouvert par une autre version de ce programme, qui en sait davantage.',
    fix: 'Réessayez\u00a0: cette version dira alors ce qu’elle en pense.',
  },
  en: {
    cause: 'Opened by another version of this program, which knows more about it.',
    fix: 'Try it again: this version then says what it makes of it.',
  },
};
