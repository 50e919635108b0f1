import type { IssueCode } from '../issue-catalogue';
import type { IssueTexts } from './text-types';

/** About the data of a customer: they stop no invoice. */
export const customerNoticeTexts = {
  VAT_NUMBER_INVALID: {
    nl: {
      title: 'Btw-nummer is niet geldig',
      cause:
        'Bij {customer} staat in Tribe “{written}” als btw-nummer. Dat bevat geen geldig btw-nummer, of meer dan één. Het gaat niet naar WinBooks. De facturen worden wel geboekt.',
      fix: 'Vul in Tribe het btw-nummer met de landcode in, bijvoorbeeld BE 0123.456.749, of maak het veld leeg.',
    },
    fr: {
      title: 'Le numéro de TVA n’est pas valable',
      cause:
        'Le client {customer} a dans Tribe « {written} » comme numéro de TVA. Ce texte ne contient aucun numéro de TVA valable, ou en contient plusieurs. Il n’est pas envoyé à WinBooks. Les factures sont bien comptabilisées.',
      fix: 'Indiquez dans Tribe le numéro de TVA avec le code du pays, par exemple BE 0123.456.749, ou videz le champ.',
    },
    en: {
      title: 'VAT number is not valid',
      cause:
        'Tribe has “{written}” as the VAT number of {customer}. That contains no valid VAT number, or more than one. It is not sent to WinBooks. The invoices are booked.',
      fix: 'Fill in the VAT number with its country code in Tribe, for example BE 0123.456.749, or empty the field.',
    },
  },
  DEBTOR_NUMBER_NOT_WRITTEN: {
    nl: {
      title: 'Debiteurnummer niet ingevuld in Tribe',
      cause:
        'De klant heeft in WinBooks de referentie {customer}, en in Tribe het debiteurnummer {number}. De referentie kon in Tribe niet ingevuld worden (“{words}”). De facturen worden wel geboekt.',
      fix: 'Vul in Tribe {customer} in als debiteurnummer. Er wordt ook vanzelf opnieuw geprobeerd.',
    },
    fr: {
      title: 'Numéro de débiteur non complété dans Tribe',
      cause:
        'Le client a la référence {customer} dans WinBooks, et le numéro de débiteur {number} dans Tribe. La référence n’a pas pu être indiquée dans Tribe (« {words} »). Les factures sont bien comptabilisées.',
      fix: 'Indiquez dans Tribe {customer} comme numéro de débiteur. Un nouvel essai a aussi lieu automatiquement.',
    },
    en: {
      title: 'Debtor number not written to Tribe',
      cause:
        'The customer has reference {customer} in WinBooks, and debtor number {number} in Tribe. The reference could not be written to Tribe (“{words}”). The invoices are booked.',
      fix: 'Fill in {customer} as the debtor number in Tribe. The integration also tries again automatically.',
    },
  },
  DEBTOR_NUMBER_DIFFERS: {
    nl: {
      title: 'Debiteurnummer verschilt van WinBooks',
      cause:
        'De klant is gekoppeld aan referentie {customer} in WinBooks, maar kreeg daarna in Tribe het debiteurnummer {number}. Dat nummer is niet overschreven. De facturen worden op klant {customer} geboekt.',
      fix: 'Vul in Tribe {customer} in als debiteurnummer. Is het in WinBooks een andere klant, kies die dan met “relink” bij een van de facturen.',
    },
    fr: {
      title: 'Le numéro de débiteur diffère de WinBooks',
      cause:
        'Le client est lié à la référence {customer} dans WinBooks, mais a reçu ensuite le numéro de débiteur {number} dans Tribe. Ce numéro n’a pas été écrasé. Les factures sont comptabilisées sur le client {customer}.',
      fix: 'Indiquez dans Tribe {customer} comme numéro de débiteur. S’il s’agit d’un autre client dans WinBooks, choisissez-le avec « relink » pour une de ses factures.',
    },
    en: {
      title: 'Debtor number differs from WinBooks',
      cause:
        'The customer is linked to reference {customer} in WinBooks, but was given debtor number {number} in Tribe afterwards. That number was not overwritten. The invoices are booked on customer {customer}.',
      fix: 'Fill in {customer} as the debtor number in Tribe. If it is another customer in WinBooks, choose that one with “relink” for one of its invoices.',
    },
  },
  DEBTOR_NUMBER_DOUBLE: {
    nl: {
      title: 'Debiteurnummer hoort bij een andere relatie',
      cause:
        'De klant heeft in WinBooks de referentie {customer}, en in Tribe het debiteurnummer {number}. In Tribe heeft een andere relatie al debiteurnummer {customer}: het is dus niet overgenomen. De facturen worden wel geboekt.',
      fix: 'Controleer of beide relaties in Tribe dezelfde klant zijn, en geef het nummer {customer} aan één ervan. Is het in WinBooks een andere klant, kies die dan met “relink” bij een van de facturen.',
    },
    fr: {
      title: 'Le numéro de débiteur appartient à une autre relation',
      cause:
        'Le client a la référence {customer} dans WinBooks, et le numéro de débiteur {number} dans Tribe. Dans Tribe, une autre relation a déjà le numéro de débiteur {customer} : il n’a donc pas été repris. Les factures sont bien comptabilisées.',
      fix: 'Vérifiez si les deux relations de Tribe sont le même client, et donnez le numéro {customer} à une seule d’entre elles. S’il s’agit d’un autre client dans WinBooks, choisissez-le avec « relink » pour une de ses factures.',
    },
    en: {
      title: 'Debtor number belongs to another relation',
      cause:
        'The customer has reference {customer} in WinBooks, and debtor number {number} in Tribe. Another relation in Tribe already has debtor number {customer}, so it was not taken over. The invoices are booked.',
      fix: 'Check whether both relations in Tribe are the same customer, and give the number {customer} to only one of them. If it is another customer in WinBooks, choose that one with “relink” for one of its invoices.',
    },
  },
} satisfies Partial<Record<IssueCode, IssueTexts>>;
