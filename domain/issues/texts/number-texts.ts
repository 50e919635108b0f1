import type { IssueCode } from '../issue-catalogue';
import type { IssueTexts } from './text-types';

/** About the numbers that invoices get in WinBooks. */
export const numberTexts = {
  NUMBER_WITHOUT_PREFIX: {
    nl: {
      title: 'Factuurnummer begint anders dan verwacht',
      cause: 'Het nummer “{number}” begint niet met “{prefix}”, zoals de instellingen vragen.',
      fix: 'Controleer het nummer in Tribe, of pas de instelling “numberPrefix” of “documentNumber” aan.',
    },
    fr: {
      title: 'Le numéro de facture commence autrement',
      cause: 'Le numéro « {number} » ne commence pas par « {prefix} », comme le demandent les réglages.',
      fix: 'Vérifiez le numéro dans Tribe, ou adaptez le réglage « numberPrefix » ou « documentNumber ».',
    },
    en: {
      title: 'Invoice number begins differently',
      cause: 'Number “{number}” does not begin with “{prefix}”, as the settings require.',
      fix: 'Check the number in Tribe, or change the setting “numberPrefix” or “documentNumber”.',
    },
  },
  NUMBER_NOT_YEAR_SEQUENCE: {
    nl: {
      title: 'Factuurnummer is geen jaar met volgnummer',
      cause:
        'De instellingen nemen jaar en volgnummer over, maar in “{number}” zijn die niet allebei te vinden.',
      fix: 'Controleer het nummer in Tribe, of pas de instelling “documentNumber” aan.',
    },
    fr: {
      title: 'Numéro sans année ni numéro d’ordre',
      cause:
        'Les réglages reprennent l’année et le numéro d’ordre, mais « {number} » ne contient pas clairement les deux.',
      fix: 'Vérifiez le numéro dans Tribe, ou adaptez le réglage « documentNumber ».',
    },
    en: {
      title: 'Invoice number is not a year and a sequence number',
      cause: 'The settings take over year and sequence number, but “{number}” does not clearly have both.',
      fix: 'Check the number in Tribe, or change the setting “documentNumber”.',
    },
  },
  NUMBER_TAKEN: {
    nl: {
      title: 'Nummer is al gebruikt in WinBooks',
      cause:
        'De factuur: {journal} {docNumber}, {date}, klant {customer}, {grossCents}. In WinBooks staat onder dat nummer: {otherDate}, klant {otherCustomer}, {otherGrossCents} (document {documentId}).',
      fix: 'Vergelijk beide. Is het dezelfde factuur, koppel ze dan met “link”. Zo niet, geef de factuur in Tribe een ander nummer. Of pas aan hoe nummers overgenomen worden (instellingen “documentNumber” en “numberingScope”).',
    },
    fr: {
      title: 'Le numéro est déjà utilisé dans WinBooks',
      cause:
        'La facture : {journal} {docNumber}, {date}, client {customer}, {grossCents}. WinBooks contient sous ce numéro : {otherDate}, client {otherCustomer}, {otherGrossCents} (document {documentId}).',
      fix: 'Comparez les deux. S’il s’agit de la même facture, liez-la avec « link ». Sinon, donnez un autre numéro à la facture dans Tribe. Ou adaptez la façon de reprendre les numéros (réglages « documentNumber » et « numberingScope »).',
    },
    en: {
      title: 'Number is already used in WinBooks',
      cause:
        'The invoice: {journal} {docNumber}, {date}, customer {customer}, {grossCents}. Under that number WinBooks has: {otherDate}, customer {otherCustomer}, {otherGrossCents} (document {documentId}).',
      fix: 'Compare the two. If it is the same invoice, link it with “link”. If not, give the invoice another number in Tribe. Or change how numbers are taken over (settings “documentNumber” and “numberingScope”).',
    },
  },
  NEAR_MISS: {
    nl: {
      title: 'Factuur staat misschien al in WinBooks',
      cause:
        'De factuur: {journal} {docNumber}, {date}, klant {customer}, {grossCents}. Voor dezelfde klant en hetzelfde bedrag staat in WinBooks al: {otherJournal} {otherNumber}, {otherDate} (document {documentId}).',
      fix: 'Vergelijk beide. Is het dezelfde factuur, koppel ze dan met “link”. Zo niet, probeer opnieuw met “retry”: dan wordt ze geboekt.',
    },
    fr: {
      title: 'La facture figure peut-être déjà dans WinBooks',
      cause:
        'La facture : {journal} {docNumber}, {date}, client {customer}, {grossCents}. Pour le même client et le même montant, WinBooks contient déjà : {otherJournal} {otherNumber}, {otherDate} (document {documentId}).',
      fix: 'Comparez les deux. S’il s’agit de la même facture, liez-la avec « link ». Sinon, réessayez avec « retry » : elle sera alors comptabilisée.',
    },
    en: {
      title: 'Invoice may already be in WinBooks',
      cause:
        'The invoice: {journal} {docNumber}, {date}, customer {customer}, {grossCents}. For the same customer and amount WinBooks already has: {otherJournal} {otherNumber}, {otherDate} (document {documentId}).',
      fix: 'Compare the two. If it is the same invoice, link it with “link”. If not, try again with “retry”: it is then booked.',
    },
  },
  NUMBER_GAP: {
    nl: {
      title: 'Nummers ontbreken in de reeks',
      cause:
        'In dagboek {journal} van boekjaar {bookYear} ontbreken deze nummers tussen de geboekte facturen: {numbers}.',
      fix: 'Zoek in Tribe uit wat er met deze nummers gebeurd is. Intussen wordt er verder geboekt. Dit aandachtspunt wordt vanzelf gesloten zodra de nummers er zijn.',
    },
    fr: {
      title: 'Des numéros manquent dans la série',
      cause:
        'Dans le journal {journal} de l’exercice {bookYear}, ces numéros manquent entre les factures comptabilisées : {numbers}.',
      fix: 'Cherchez dans Tribe ce que sont devenus ces numéros. Entre-temps, la comptabilisation continue. Ce point d’attention se ferme automatiquement dès que les numéros y sont.',
    },
    en: {
      title: 'Numbers are missing in the series',
      cause:
        'Among the invoices booked in journal {journal} of book year {bookYear}, these numbers are missing: {numbers}.',
      fix: 'Find out in Tribe what became of these numbers. Booking continues in the meantime. This issue closes automatically once the numbers are there.',
    },
  },
} satisfies Partial<Record<IssueCode, IssueTexts>>;
