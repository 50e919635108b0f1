import type { Language } from './text-types';

/** Why nothing can be done about an issue from here. */
export type NothingBecause =
  | 'customerIsFoundLater'
  | 'tenantsFile'
  | 'causeGoes'
  | 'isBooked'
  | 'isUnderWay'
  | 'isNotToBeBooked'
  | 'isResumed';

/** Each ends a sentence that began with "none": no capital, no full stop. */
export const NOTHING_BECAUSE: Readonly<Record<NothingBecause, Readonly<Record<Language, string>>>> = {
  customerIsFoundLater: {
    nl: 'dit aandachtspunt wordt vanzelf gesloten zodra de klant van een van zijn facturen gevonden of gekoppeld is',
    fr: 'ce point d’attention se ferme automatiquement dès que le client d’une de ses factures est trouvé ou lié',
    en: 'this issue closes automatically once the customer of one of its invoices is found or linked',
  },
  tenantsFile: {
    nl: 'de helpdesk verbetert de gegevens in het bestand waarmee geactiveerd wordt, en voert “activate” opnieuw uit',
    fr: 'le support corrige les données dans le fichier d’activation, puis exécute à nouveau « activate »',
    en: 'support corrects the details in the file that is used to activate, and runs “activate” again',
  },
  causeGoes: {
    nl: 'dit aandachtspunt wordt vanzelf gesloten zodra de oorzaak weg is',
    fr: 'ce point d’attention se ferme automatiquement dès que sa cause a disparu',
    en: 'this issue closes automatically once its cause is gone',
  },
  isBooked: {
    nl: 'de factuur is geboekt en blijft zoals ze is',
    fr: 'la facture est comptabilisée et reste telle quelle',
    en: 'the invoice is booked and stays as it is',
  },
  isUnderWay: {
    nl: 'de factuur wordt nu geboekt of nagekeken: dit komt vanzelf in orde',
    fr: 'la facture est en cours de comptabilisation ou de vérification : cela se règle automatiquement',
    en: 'the invoice is being booked or verified: this settles automatically',
  },
  isNotToBeBooked: {
    nl: 'de factuur wordt niet geboekt',
    fr: 'la facture n’est pas à comptabiliser',
    en: 'the invoice is not to be booked',
  },
  isResumed: {
    nl: 'de koppeling loopt weer: de boeking wordt opgezocht',
    fr: 'la synchronisation a repris : l’écriture est recherchée',
    en: 'synchronisation runs again: the booking is being looked up',
  },
};
