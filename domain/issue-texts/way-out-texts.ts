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
    nl: 'dit punt wordt vanzelf gesloten zodra de klant van een van zijn facturen gevonden of gekoppeld is',
    fr: 'ce point se ferme de lui-même dès que le client d’une de ses factures est trouvé ou lié',
    en: 'it closes by itself once the customer of one of its invoices is found or linked',
  },
  tenantsFile: {
    nl: 'zet het recht in het bestand met de koppelingen (tenants file) en activeer de koppeling daarna opnieuw',
    fr: 'corrigez-le dans le fichier des connexions (tenants file), puis activez à nouveau la connexion',
    en: 'put it right in the tenants file, then activate the tenant again',
  },
  causeGoes: {
    nl: 'dit punt wordt vanzelf gesloten zodra de oorzaak weg is',
    fr: 'ce point se ferme de lui-même dès que sa cause a disparu',
    en: 'it closes by itself once its cause is gone',
  },
  isBooked: {
    nl: 'de factuur is geboekt en blijft zoals ze is',
    fr: 'la facture est comptabilisée et reste telle quelle',
    en: 'it is booked and stays as it is',
  },
  isUnderWay: {
    nl: 'de factuur is onderweg: dit komt vanzelf in orde',
    fr: 'la facture est en cours : cela se règle de soi-même',
    en: 'the invoice is under way: it settles by itself',
  },
  isNotToBeBooked: {
    nl: 'de factuur moet niet geboekt worden',
    fr: 'la facture ne doit pas être comptabilisée',
    en: 'the invoice is not to be booked',
  },
  isResumed: {
    nl: 'de koppeling is niet meer gepauzeerd: de boeking wordt vanzelf opnieuw gezocht',
    fr: 'la connexion n’est plus en pause : l’écriture est recherchée à nouveau d’elle-même',
    en: 'the tenant is not paused any more: the booking is looked for again by itself',
  },
};
