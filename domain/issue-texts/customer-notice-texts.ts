import type { IssueCode } from '../issue-catalogue';
import type { IssueTexts } from './text-types';

/** About the data of a customer: they stop no invoice. */
export const customerNoticeTexts = {
  VAT_NUMBER_INVALID: {
    nl: {
      title: 'Btw-nummer klopt niet',
      cause:
        'Bij klant {customer} staat in Tribe als btw-nummer “{written}”. Daarin staat geen geldig btw-nummer, of meer dan één. Het gaat niet naar WinBooks; facturen worden wel geboekt.',
      fix: 'Vul in Tribe het btw-nummer met zijn land in, bijvoorbeeld BE 0000.000.196, of maak het veld leeg.',
    },
    fr: {
      title: 'Le numéro de TVA est incorrect',
      cause:
        'Le client {customer} a dans Tribe « {written} » comme numéro de TVA. Ce texte ne contient aucun numéro de TVA valable, ou plusieurs. Il n’est pas envoyé à WinBooks ; les factures sont bien comptabilisées.',
      fix: 'Indiquez dans Tribe le numéro de TVA avec son pays, par exemple BE 0000.000.196, ou videz le champ.',
    },
    en: {
      title: 'VAT number is not valid',
      cause:
        'Customer {customer} has “{written}” as its VAT number in Tribe. It contains no valid VAT number, or more than one. It is not sent to WinBooks; invoices are booked.',
      fix: 'Fill in the VAT number with its country in Tribe, for example BE 0000.000.196, or empty the field.',
    },
  },
} satisfies Partial<Record<IssueCode, IssueTexts>>;
