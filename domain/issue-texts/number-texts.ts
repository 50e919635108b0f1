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
  NUMBER_TAKEN: {
    nl: {
      title: 'Nummer is al gebruikt in WinBooks',
      cause:
        'De factuur: {journal} {docNumber}, {date}, klant {customer}, {grossCents}. In WinBooks staat onder dat nummer: {otherDate}, klant {otherCustomer}, {otherGrossCents} (document {documentId}).',
      fix: 'Vergelijk beide. Is het dezelfde factuur, koppel ze dan aan dat document; zo niet, boek ze zelf onder een ander nummer en sla ze hier over.',
    },
    fr: {
      title: 'Le numéro est déjà utilisé dans WinBooks',
      cause:
        'La facture : {journal} {docNumber}, {date}, client {customer}, {grossCents}. WinBooks contient sous ce numéro : {otherDate}, client {otherCustomer}, {otherGrossCents} (document {documentId}).',
      fix: 'Comparez les deux. S’il s’agit de la même facture, liez-la à ce document ; sinon, encodez-la vous-même sous un autre numéro et ignorez-la ici.',
    },
    en: {
      title: 'Number is already used in WinBooks',
      cause:
        'The invoice: {journal} {docNumber}, {date}, customer {customer}, {grossCents}. WinBooks holds under that number: {otherDate}, customer {otherCustomer}, {otherGrossCents} (document {documentId}).',
      fix: 'Compare the two. If it is the same invoice, link it to that document; if not, book it yourself under another number and skip it here.',
    },
  },
  NEAR_MISS: {
    nl: {
      title: 'Factuur staat misschien al in WinBooks',
      cause:
        'De factuur: {journal} {docNumber}, {date}, klant {customer}, {grossCents}. Voor dezelfde klant en hetzelfde bedrag staat er al: {otherJournal} {otherNumber}, {otherDate} (document {documentId}).',
      fix: 'Vergelijk beide. Is het dezelfde factuur, koppel ze dan aan dat document; zo niet, probeer opnieuw en ze wordt geboekt.',
    },
    fr: {
      title: 'La facture figure peut-être déjà dans WinBooks',
      cause:
        'La facture : {journal} {docNumber}, {date}, client {customer}, {grossCents}. Pour le même client et le même montant, WinBooks contient déjà : {otherJournal} {otherNumber}, {otherDate} (document {documentId}).',
      fix: 'Comparez les deux. S’il s’agit de la même facture, liez-la à ce document ; sinon, relancez et elle sera comptabilisée.',
    },
    en: {
      title: 'Invoice may be in WinBooks already',
      cause:
        'The invoice: {journal} {docNumber}, {date}, customer {customer}, {grossCents}. For the same customer and amount there is already: {otherJournal} {otherNumber}, {otherDate} (document {documentId}).',
      fix: 'Compare the two. If it is the same invoice, link it to that document; if not, retry and it will be booked.',
    },
  },
  NUMBER_GAP: {
    nl: {
      title: 'Nummers ontbreken in de reeks',
      cause: 'In dagboek {journal} van boekjaar {bookYear} ontbreken tussen de geboekte facturen: {numbers}.',
      fix: 'Zoek in Tribe wat er met deze nummers gebeurd is. Er wordt gewoon verder geboekt; de melding verdwijnt vanzelf.',
    },
    fr: {
      title: 'Des numéros manquent dans la série',
      cause:
        'Dans le journal {journal} de l’exercice {bookYear}, il manque entre les factures comptabilisées : {numbers}.',
      fix: 'Cherchez dans Tribe ce que sont devenus ces numéros. La comptabilisation continue ; l’avis disparaît de lui-même.',
    },
    en: {
      title: 'Numbers are missing in the series',
      cause: 'Journal {journal} of book year {bookYear} lacks among the invoices that are booked: {numbers}.',
      fix: 'Find out in Tribe what became of these numbers. Booking goes on; the notice goes away by itself.',
    },
  },
} satisfies Partial<Record<IssueCode, IssueTexts>>;
