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
  DEBTOR_NUMBER_NOT_WRITTEN: {
    nl: {
      title: 'Debiteurnummer niet aangepast in Tribe',
      cause:
        'De klant heeft in WinBooks de referentie {customer}, en in Tribe het debiteurnummer {number}. Tribe nam het nummer van WinBooks niet over: {words}. Facturen worden wel geboekt.',
      fix: 'Vul {customer} in Tribe in als debiteurnummer. Het wordt ook vanzelf opnieuw geprobeerd.',
    },
    fr: {
      title: 'Numéro de débiteur non modifié dans Tribe',
      cause:
        'Le client a la référence {customer} dans WinBooks, et le numéro de débiteur {number} dans Tribe. Tribe n’a pas repris le numéro de WinBooks : {words}. Les factures sont bien comptabilisées.',
      fix: 'Indiquez {customer} comme numéro de débiteur dans Tribe. Un nouvel essai a aussi lieu automatiquement.',
    },
    en: {
      title: 'Debtor number not changed in Tribe',
      cause:
        'The customer has the reference {customer} in WinBooks, and the debtor number {number} in Tribe. Tribe did not take WinBooks’ number over: {words}. Invoices are booked.',
      fix: 'Fill in {customer} as the debtor number in Tribe. It is also tried again automatically.',
    },
  },
  DEBTOR_NUMBER_DIFFERS: {
    nl: {
      title: 'Debiteurnummer verschilt van WinBooks',
      cause:
        'De klant is gekoppeld aan referentie {customer} in WinBooks. Iemand gaf hem daarna in Tribe het debiteurnummer {number}. Dat is niet overschreven; facturen worden geboekt op {customer}.',
      fix: 'Vul {customer} in als debiteurnummer in Tribe, of koppel de klant aan een andere referentie.',
    },
    fr: {
      title: 'Le numéro de débiteur diffère de WinBooks',
      cause:
        'Le client est lié à la référence {customer} dans WinBooks. Quelqu’un lui a donné ensuite le numéro de débiteur {number} dans Tribe. Il n’a pas été écrasé ; les factures sont comptabilisées sur {customer}.',
      fix: 'Indiquez {customer} comme numéro de débiteur dans Tribe, ou liez le client à une autre référence.',
    },
    en: {
      title: 'Debtor number differs from WinBooks',
      cause:
        'The customer is linked to reference {customer} in WinBooks. Somebody then gave it the debtor number {number} in Tribe. That was not overwritten; invoices are booked on {customer}.',
      fix: 'Fill in {customer} as the debtor number in Tribe, or link the customer to another reference.',
    },
  },
  DEBTOR_NUMBER_DOUBLE: {
    nl: {
      title: 'Debiteurnummer is al van een andere relatie',
      cause:
        'De klant heeft in WinBooks de referentie {customer}, en in Tribe het debiteurnummer {number}. {customer} is in Tribe al het debiteurnummer van een andere relatie, en is dus niet overgenomen.',
      fix: 'Kijk na of beide relaties in Tribe dezelfde klant zijn. Geef het nummer {customer} daarna aan één ervan.',
    },
    fr: {
      title: 'Le numéro de débiteur est déjà celui d’une autre relation',
      cause:
        'Le client a la référence {customer} dans WinBooks, et le numéro de débiteur {number} dans Tribe. {customer} y est déjà le numéro de débiteur d’une autre relation ; il n’a donc pas été repris.',
      fix: 'Vérifiez si les deux relations de Tribe sont le même client. Donnez ensuite le numéro {customer} à une seule d’entre elles.',
    },
    en: {
      title: 'Debtor number belongs to another relation',
      cause:
        'The customer has the reference {customer} in WinBooks, and the debtor number {number} in Tribe. {customer} is already the debtor number of another relation in Tribe, so it was not taken over.',
      fix: 'Check whether both relations in Tribe are the same customer. Then give the number {customer} to one of them only.',
    },
  },
} satisfies Partial<Record<IssueCode, IssueTexts>>;
