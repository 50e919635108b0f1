import type { IssueCode } from '../issue-catalogue';
import type { IssueTexts } from './text-types';

/** About the customer of an invoice. */
export const customerTexts = {
  CUSTOMER_MISSING: {
    nl: {
      title: 'Factuur zonder klant',
      cause: 'De factuur heeft in Tribe geen klant.',
      fix: 'Vul de klant in Tribe in: de factuur wordt dan vanzelf opnieuw geprobeerd. Kan dat niet meer, boek ze dan in WinBooks en koppel ze hier met “link”.',
    },
    fr: {
      title: 'Facture sans client',
      cause: 'La facture n’a pas de client dans Tribe.',
      fix: 'Indiquez le client dans Tribe : la facture sera réessayée automatiquement. Si ce n’est plus possible, encodez-la dans WinBooks et liez-la ici avec « link ».',
    },
    en: {
      title: 'Invoice without a customer',
      cause: 'The invoice has no customer in Tribe.',
      fix: 'Fill in the customer in Tribe: the invoice is then tried again automatically. If that is no longer possible, book it in WinBooks and link it here with “link”.',
    },
  },
  CUSTOMER_NOT_FOUND: {
    nl: {
      title: 'Klant niet gevonden in Tribe',
      cause: 'De klant van deze factuur bestaat niet meer in Tribe, of de koppeling mag de klant niet lezen.',
      fix: 'Controleer de klant en de rechten van de applicatie in Tribe, en probeer opnieuw met “retry”. Is de klant verwijderd, boek de factuur dan in WinBooks en koppel ze hier met “link”.',
    },
    fr: {
      title: 'Client introuvable dans Tribe',
      cause:
        'Le client de cette facture n’existe plus dans Tribe, ou l’intégration n’a pas le droit de le lire.',
      fix: 'Vérifiez le client et les droits de l’application dans Tribe, puis réessayez avec « retry ». Si le client a été supprimé, encodez la facture dans WinBooks et liez-la ici avec « link ».',
    },
    en: {
      title: 'Customer not found in Tribe',
      cause: 'The customer of this invoice no longer exists in Tribe, or the integration may not read it.',
      fix: 'Check the customer and the rights of the application in Tribe, and try again with “retry”. If the customer was deleted, book the invoice in WinBooks and link it here with “link”.',
    },
  },
  CUSTOMER_WITHOUT_NUMBER: {
    nl: {
      title: 'Klant zonder debiteurnummer',
      cause:
        'De klant van deze factuur heeft in Tribe geen debiteurnummer. In WinBooks is dat nummer de referentie van de klant.',
      fix: 'Vul het debiteurnummer in Tribe in, en probeer opnieuw met “retry”. Of kies met “relink” welke klant het in WinBooks is.',
    },
    fr: {
      title: 'Client sans numéro de débiteur',
      cause:
        'Le client de cette facture n’a pas de numéro de débiteur dans Tribe. Dans WinBooks, ce numéro est la référence du client.',
      fix: 'Indiquez le numéro de débiteur dans Tribe, puis réessayez avec « retry ». Ou choisissez avec « relink » le client dont il s’agit dans WinBooks.',
    },
    en: {
      title: 'Customer without a debtor number',
      cause:
        'The customer of this invoice has no debtor number in Tribe. In WinBooks that number is the customer’s reference.',
      fix: 'Fill in the debtor number in Tribe, and try again with “retry”. Or choose with “relink” which customer it is in WinBooks.',
    },
  },
  CUSTOMER_NUMBER_UNUSABLE: {
    nl: {
      title: 'Debiteurnummer niet bruikbaar',
      cause:
        'Een nieuwe klant krijgt in WinBooks een referentie van hoogstens 10 hoofdletters en cijfers. Het debiteurnummer “{number}” voldoet daar niet aan.',
      fix: 'Pas het debiteurnummer in Tribe aan, en probeer opnieuw met “retry”. Of maak de klant aan in WinBooks en kies die met “relink”.',
    },
    fr: {
      title: 'Numéro de débiteur inutilisable',
      cause:
        'Un nouveau client reçoit dans WinBooks une référence d’au plus 10 majuscules et chiffres. Le numéro de débiteur « {number} » n’y correspond pas.',
      fix: 'Adaptez le numéro de débiteur dans Tribe, puis réessayez avec « retry ». Ou créez le client dans WinBooks et choisissez-le avec « relink ».',
    },
    en: {
      title: 'Debtor number cannot be used',
      cause:
        'A new customer gets a reference of at most 10 capitals and digits in WinBooks. The debtor number “{number}” is longer, or has other characters.',
      fix: 'Change the debtor number in Tribe, and try again with “retry”. Or create the customer in WinBooks and choose it with “relink”.',
    },
  },
  CUSTOMER_VAT_DIFFERS: {
    nl: {
      title: 'Btw-nummers komen niet overeen',
      cause:
        'Klant {customer} heeft in WinBooks een ander btw-nummer dan in Tribe. Het kan om twee bedrijven gaan.',
      fix: 'Verbeter het btw-nummer waar het fout is en probeer opnieuw met “retry”. Is het een andere klant, kies dan de juiste met “relink”.',
    },
    fr: {
      title: 'Les numéros de TVA ne concordent pas',
      cause:
        'Le client {customer} a dans WinBooks un autre numéro de TVA que dans Tribe. Il peut s’agir de deux entreprises.',
      fix: 'Corrigez le numéro de TVA là où il est erroné et réessayez avec « retry ». S’il s’agit d’un autre client, choisissez le bon avec « relink ».',
    },
    en: {
      title: 'VAT numbers do not agree',
      cause:
        'Customer {customer} has a different VAT number in WinBooks than in Tribe. They may be two companies.',
      fix: 'Correct the VAT number where it is wrong and try again with “retry”. If it is another customer, choose the right one with “relink”.',
    },
  },
  CUSTOMER_LOCKED: {
    nl: {
      title: 'Klant is vergrendeld in WinBooks',
      cause: 'Op klant {customer} kan in WinBooks niet meer geboekt worden.',
      fix: 'Ontgrendel de klant in WinBooks en probeer opnieuw met “retry”, of kies een andere klant met “relink”.',
    },
    fr: {
      title: 'Le client est bloqué dans WinBooks',
      cause: 'Le client {customer} n’accepte plus d’écritures dans WinBooks.',
      fix: 'Débloquez le client dans WinBooks et réessayez avec « retry », ou choisissez un autre client avec « relink ».',
    },
    en: {
      title: 'Customer is locked in WinBooks',
      cause: 'Customer {customer} no longer takes bookings in WinBooks.',
      fix: 'Unlock the customer in WinBooks and try again with “retry”, or choose another customer with “relink”.',
    },
  },
  CUSTOMER_AMBIGUOUS: {
    nl: {
      title: 'Niet duidelijk welke klant het is',
      cause:
        'De referentie {customer} hoort in WinBooks of Tribe bij meer dan één klant, of in WinBooks bij geen enkele.',
      fix: 'Zorg dat het nummer in beide systemen maar bij één klant hoort, en probeer opnieuw met “retry”. Of kies de klant met “relink”.',
    },
    fr: {
      title: 'Impossible de savoir de quel client il s’agit',
      cause:
        'La référence {customer} désigne plusieurs clients dans WinBooks ou Tribe, ou n’en désigne aucun dans WinBooks.',
      fix: 'Veillez à ce que le numéro ne désigne qu’un seul client dans les deux systèmes, puis réessayez avec « retry ». Ou choisissez le client avec « relink ».',
    },
    en: {
      title: 'Not clear which customer it is',
      cause:
        'Reference {customer} belongs to more than one customer in WinBooks or Tribe, or to none in WinBooks.',
      fix: 'Make sure that the number belongs to only one customer in both systems, and try again with “retry”. Or choose the customer with “relink”.',
    },
  },
  CUSTOMER_ALREADY_LINKED: {
    nl: {
      title: 'Klant is al aan een andere relatie gekoppeld',
      cause: 'WinBooks-klant {customer} is al gekoppeld aan een andere relatie in Tribe.',
      fix: 'Geef elke relatie in Tribe haar eigen debiteurnummer en probeer opnieuw met “retry”, of kies een andere klant met “relink”.',
    },
    fr: {
      title: 'Le client est déjà lié à une autre relation',
      cause: 'Le client WinBooks {customer} est déjà lié à une autre relation dans Tribe.',
      fix: 'Donnez à chaque relation son propre numéro de débiteur dans Tribe et réessayez avec « retry », ou choisissez un autre client avec « relink ».',
    },
    en: {
      title: 'Customer is already linked to another relation',
      cause: 'WinBooks customer {customer} is already linked to another relation in Tribe.',
      fix: 'Give each relation its own debtor number in Tribe and try again with “retry”, or choose another customer with “relink”.',
    },
  },
  CUSTOMER_MATCH_UNCLEAR: {
    nl: {
      title: 'Misschien bestaat de klant al',
      cause:
        'Het debiteurnummer van de klant ({customer}) is in WinBooks geen referentie. Wel is er al een klant met hetzelfde btw-nummer: {candidates}. De naam verschilt, of er is meer dan één. De factuur is niet geboekt.',
      fix: 'Kies met “relink” welke klant het in WinBooks is. Is het geen van deze, maak de klant dan aan in WinBooks en kies die met “relink”.',
    },
    fr: {
      title: 'Le client existe peut-être déjà',
      cause:
        'Le numéro de débiteur du client ({customer}) n’est pas une référence dans WinBooks. Il y a cependant déjà un client avec le même numéro de TVA : {candidates}. Le nom diffère, ou il y en a plusieurs. La facture n’est pas comptabilisée.',
      fix: 'Choisissez avec « relink » le client dont il s’agit dans WinBooks. Si ce n’est aucun de ceux-ci, créez le client dans WinBooks et choisissez-le avec « relink ».',
    },
    en: {
      title: 'The customer may exist already',
      cause:
        'The customer’s debtor number ({customer}) is not a reference in WinBooks. However, WinBooks already has a customer with the same VAT number: {candidates}. The name differs, or there is more than one. The invoice is not booked.',
      fix: 'Choose with “relink” which customer it is in WinBooks. If it is none of these, create the customer in WinBooks and choose it with “relink”.',
    },
  },
  CUSTOMER_CODE_OF_SUPPLIER: {
    nl: {
      title: 'Referentie is van een leverancier',
      cause:
        'De klant bestaat nog niet in WinBooks, en de referentie {customer} is er die van leverancier {supplier}. Een nieuwe klant zou de gegevens van die leverancier overschrijven. De factuur is niet geboekt.',
      fix: 'Is het hetzelfde bedrijf, maak er dan in WinBooks ook een klant van en probeer opnieuw met “retry”. Zo niet, geef de klant in Tribe een ander debiteurnummer en probeer opnieuw met “retry”. Of kies met “relink” welke klant het in WinBooks is.',
    },
    fr: {
      title: 'La référence est celle d’un fournisseur',
      cause:
        'Le client n’existe pas encore dans WinBooks, et la référence {customer} y est celle du fournisseur {supplier}. Un nouveau client écraserait les données de ce fournisseur. La facture n’est pas comptabilisée.',
      fix: 'S’il s’agit de la même entreprise, faites-en aussi un client dans WinBooks et réessayez avec « retry ». Sinon, donnez au client un autre numéro de débiteur dans Tribe et réessayez avec « retry ». Ou choisissez avec « relink » le client dont il s’agit dans WinBooks.',
    },
    en: {
      title: 'Reference belongs to a supplier',
      cause:
        'The customer is not in WinBooks yet, and reference {customer} is that of supplier {supplier} there. A new customer would overwrite the supplier’s data. The invoice is not booked.',
      fix: 'If it is the same company, make it a customer in WinBooks as well and try again with “retry”. If not, give the customer another debtor number in Tribe and try again with “retry”. Or choose with “relink” which customer it is in WinBooks.',
    },
  },
  CUSTOMER_GONE: {
    nl: {
      title: 'Klant bestaat niet meer in WinBooks',
      cause: 'Klant {customer} was gekoppeld, maar is in WinBooks niet meer te vinden.',
      fix: 'Herstel de klant in WinBooks en probeer opnieuw met “retry”, of kies een andere klant met “relink”.',
    },
    fr: {
      title: 'Le client n’existe plus dans WinBooks',
      cause: 'Le client {customer} était lié, mais n’existe plus dans WinBooks.',
      fix: 'Rétablissez le client dans WinBooks et réessayez avec « retry », ou choisissez un autre client avec « relink ».',
    },
    en: {
      title: 'Customer no longer exists in WinBooks',
      cause: 'Customer {customer} was linked, but can no longer be found in WinBooks.',
      fix: 'Restore the customer in WinBooks and try again with “retry”, or choose another customer with “relink”.',
    },
  },
  CUSTOMER_REFUSED: {
    nl: {
      title: 'WinBooks weigert de nieuwe klant',
      cause: 'WinBooks heeft klant {customer} niet aangemaakt en antwoordde: “{words}”.',
      fix: 'Verbeter de gegevens van de klant in Tribe, en probeer opnieuw met “retry”. Of maak de klant aan in WinBooks en kies die met “relink”.',
    },
    fr: {
      title: 'WinBooks refuse le nouveau client',
      cause: 'WinBooks n’a pas créé le client {customer} et a répondu : « {words} ».',
      fix: 'Corrigez les données du client dans Tribe, puis réessayez avec « retry ». Ou créez-le dans WinBooks et choisissez-le avec « relink ».',
    },
    en: {
      title: 'WinBooks refuses the new customer',
      cause: 'WinBooks did not create customer {customer} and answered: “{words}”.',
      fix: 'Correct the customer’s details in Tribe, and try again with “retry”. Or create the customer in WinBooks and choose it with “relink”.',
    },
  },
  CUSTOMER_FAILS: {
    nl: {
      title: 'WinBooks maakt de nieuwe klant niet aan',
      cause:
        'WinBooks antwoordde {attempts} keer met een storing op de nieuwe klant {customer}. Andere vragen beantwoordt het wel. De klant staat niet in WinBooks, en de factuur is niet geboekt.',
      fix: 'Maak de klant aan in WinBooks, met referentie {customer}. De factuur wordt dan vanzelf geboekt. Er wordt ook vanzelf opnieuw geprobeerd, met telkens meer tijd ertussen.',
    },
    fr: {
      title: 'WinBooks ne crée pas le nouveau client',
      cause:
        'WinBooks a répondu {attempts} fois par une erreur interne à la création du client {customer}. Il répond pourtant à d’autres questions. Le client ne figure pas dans WinBooks, et la facture n’est pas comptabilisée.',
      fix: 'Créez le client dans WinBooks, sous la référence {customer}. La facture sera alors comptabilisée automatiquement. De nouveaux essais ont aussi lieu automatiquement, de plus en plus espacés.',
    },
    en: {
      title: 'WinBooks does not create the new customer',
      cause:
        'WinBooks answered with a failure {attempts|time|times} when new customer {customer} was sent. It does answer other questions. The customer is not in WinBooks, and the invoice is not booked.',
      fix: 'Create the customer in WinBooks, under reference {customer}. The invoice is then booked automatically. The integration also tries again automatically, after a longer wait each time.',
    },
  },
} satisfies Partial<Record<IssueCode, IssueTexts>>;
