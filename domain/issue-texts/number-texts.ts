import type { IssueCode } from '../issue-catalogue';
import type { IssueTexts } from './text-types';

/** About the numbers that invoices get in WinBooks. */
export const numberTexts = {
  NUMBER_WITHOUT_PREFIX: {
    nl: {
      title: 'Factuurnummer begint anders dan verwacht',
      cause: 'Het nummer “{number}” begint niet met “{prefix}”, zoals de instellingen vragen.',
      fix: 'Controleer het nummer in Tribe, of pas bij de instellingen aan hoe nummers overgenomen worden.',
    },
    fr: {
      title: 'Le numéro de facture commence autrement',
      cause: 'Le numéro « {number} » ne commence pas par « {prefix} », comme le demandent les réglages.',
      fix: 'Vérifiez le numéro dans Tribe, ou adaptez dans les réglages la façon de reprendre les numéros.',
    },
    en: {
      title: 'Invoice number begins with something else',
      cause: 'Number “{number}” does not begin with “{prefix}”, as the settings ask.',
      fix: 'Check the number in Tribe, or change in the settings how numbers are taken over.',
    },
  },
  NUMBER_NOT_YEAR_SEQUENCE: {
    nl: {
      title: 'Factuurnummer is geen jaar met volgnummer',
      cause:
        'De instellingen nemen jaar en volgnummer over, maar in “{number}” zijn die niet allebei te vinden.',
      fix: 'Controleer het nummer in Tribe, of pas bij de instellingen aan hoe nummers overgenomen worden.',
    },
    fr: {
      title: 'Le numéro n’est pas une année suivie d’un numéro',
      cause:
        'Les réglages reprennent l’année et le numéro d’ordre, mais « {number} » ne contient pas clairement les deux.',
      fix: 'Vérifiez le numéro dans Tribe, ou adaptez dans les réglages la façon de reprendre les numéros.',
    },
    en: {
      title: 'Invoice number is not a year and a sequence',
      cause: 'The settings take year and sequence over, and “{number}” does not clearly have both.',
      fix: 'Check the number in Tribe, or change in the settings how numbers are taken over.',
    },
  },
} satisfies Partial<Record<IssueCode, IssueTexts>>;
