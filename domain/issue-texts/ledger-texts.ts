import type { IssueCode } from '../issue-catalogue';
import type { IssueTexts } from './text-types';

/** About accounts, journals and periods of the WinBooks folder. */
export const ledgerTexts = {
  ACCOUNT_MISSING: {
    nl: {
      title: 'Geen omzetrekening',
      cause:
        'Het product van lijn {line} heeft in Tribe geen grootboekrekening, en de koppeling heeft geen standaardrekening.',
      fix: 'Kies een standaard omzetrekening bij de instellingen, of geef het product in Tribe een grootboekrekening.',
    },
    fr: {
      title: 'Pas de compte de produits',
      cause:
        'Le produit de la ligne {line} n’a pas de compte général dans Tribe, et la connexion n’a pas de compte par défaut.',
      fix: 'Choisissez un compte de produits par défaut dans les réglages, ou donnez un compte général au produit dans Tribe.',
    },
    en: {
      title: 'No revenue account',
      cause:
        'The product on line {line} has no ledger account in Tribe, and the connection has no default account.',
      fix: 'Choose a default revenue account in the settings, or give the product a ledger account in Tribe.',
    },
  },
  ACCOUNT_UNKNOWN: {
    nl: {
      title: 'Rekening bestaat niet in WinBooks',
      cause: 'De rekening {account} staat niet in het rekeningstelsel van het WinBooks-dossier.',
      fix: 'Maak de rekening aan in WinBooks, of verbeter ze in Tribe of bij de instellingen.',
    },
    fr: {
      title: 'Le compte n’existe pas dans WinBooks',
      cause: 'Le compte {account} ne figure pas dans le plan comptable du dossier WinBooks.',
      fix: 'Créez le compte dans WinBooks, ou corrigez-le dans Tribe ou dans les réglages.',
    },
    en: {
      title: 'Account does not exist in WinBooks',
      cause: 'Account {account} is not in the chart of accounts of the WinBooks folder.',
      fix: 'Create the account in WinBooks, or correct it in Tribe or in the settings.',
    },
  },
  ACCOUNT_LOCKED: {
    nl: {
      title: 'Rekening is vergrendeld',
      cause: 'Op de rekening {account} kan in WinBooks niet meer geboekt worden.',
      fix: 'Ontgrendel de rekening in WinBooks, of kies een andere in Tribe of bij de instellingen.',
    },
    fr: {
      title: 'Le compte est verrouillé',
      cause: 'Le compte {account} n’accepte plus d’écritures dans WinBooks.',
      fix: 'Déverrouillez le compte dans WinBooks, ou choisissez-en un autre dans Tribe ou dans les réglages.',
    },
    en: {
      title: 'Account is locked',
      cause: 'Account {account} no longer takes bookings in WinBooks.',
      fix: 'Unlock the account in WinBooks, or choose another one in Tribe or in the settings.',
    },
  },
  ACCOUNT_NOT_ORDINARY: {
    nl: {
      title: 'Rekening is geen gewone rekening',
      cause: 'De rekening {account} is in WinBooks een rekening van klanten, leveranciers of btw.',
      fix: 'Kies in Tribe of bij de instellingen een gewone rekening, bijvoorbeeld van klasse 70, of 659000 voor afrondingen.',
    },
    fr: {
      title: 'Ce n’est pas un compte ordinaire',
      cause: 'Le compte {account} est dans WinBooks un compte de clients, de fournisseurs ou de TVA.',
      fix: 'Choisissez dans Tribe ou dans les réglages un compte ordinaire, par exemple de la classe 70, ou 659000 pour les arrondis.',
    },
    en: {
      title: 'Account is not an ordinary one',
      cause: 'Account {account} is an account of customers, suppliers or VAT in WinBooks.',
      fix: 'Choose an ordinary account in Tribe or in the settings, for instance one of class 70, or 659000 for rounding.',
    },
  },
  VAT_ACCOUNT_UNKNOWN: {
    nl: {
      title: 'Btw-rekening niet gevonden',
      cause: 'WinBooks geeft bij de btw-code {vatCode} geen bruikbare rekening voor de btw.',
      fix: 'Controleer in WinBooks welke rekening bij deze btw-code hoort en of ze open is.',
    },
    fr: {
      title: 'Compte de TVA introuvable',
      cause: 'WinBooks n’indique pas de compte de TVA utilisable pour le code TVA {vatCode}.',
      fix: 'Vérifiez dans WinBooks quel compte est lié à ce code TVA et s’il est ouvert.',
    },
    en: {
      title: 'VAT account not found',
      cause: 'WinBooks gives no account that can be used for the VAT of VAT code {vatCode}.',
      fix: 'Check in WinBooks which account belongs to this VAT code and whether it is open.',
    },
  },
  CENTRAL_ACCOUNT_UNKNOWN: {
    nl: {
      title: 'Klantenrekening niet duidelijk',
      cause:
        'Voor klant {customer} is in WinBooks niet één open centralisatierekening van klanten te vinden.',
      fix: 'Geef de klant in WinBooks een eigen centralisatierekening, bijvoorbeeld 400000.',
    },
    fr: {
      title: 'Compte clients ambigu',
      cause:
        'Aucun compte centralisateur de clients, unique et ouvert, n’a été trouvé dans WinBooks pour le client {customer}.',
      fix: 'Donnez au client son propre compte centralisateur dans WinBooks, par exemple 400000.',
    },
    en: {
      title: 'Customers’ account is not clear',
      cause: 'WinBooks does not show exactly one open central account of customers for customer {customer}.',
      fix: 'Give the customer its own central account in WinBooks, for instance 400000.',
    },
  },
  JOURNAL_MISSING: {
    nl: {
      title: 'Geen verkoopdagboek',
      cause: 'Er is geen verkoopdagboek gekozen, en het WinBooks-dossier toont er geen voor dit boekjaar.',
      fix: 'Kies het verkoopdagboek bij de instellingen van de koppeling.',
    },
    fr: {
      title: 'Pas de journal de ventes',
      cause:
        'Aucun journal de ventes n’est choisi, et le dossier WinBooks n’en montre aucun pour cet exercice.',
      fix: 'Choisissez le journal de ventes dans les réglages de la connexion.',
    },
    en: {
      title: 'No sales journal',
      cause: 'No sales journal has been chosen, and the WinBooks folder shows none for this book year.',
      fix: 'Choose the sales journal in the settings of the connection.',
    },
  },
  JOURNAL_UNKNOWN: {
    nl: {
      title: 'Dagboek niet gevonden',
      cause: 'Het dagboek {journal} bestaat niet in het boekjaar {bookYear} van het WinBooks-dossier.',
      fix: 'Maak het dagboek aan in WinBooks, of kies een ander bij de instellingen.',
    },
    fr: {
      title: 'Journal introuvable',
      cause: 'Le journal {journal} n’existe pas dans l’exercice {bookYear} du dossier WinBooks.',
      fix: 'Créez le journal dans WinBooks, ou choisissez-en un autre dans les réglages.',
    },
    en: {
      title: 'Journal not found',
      cause: 'Journal {journal} does not exist in book year {bookYear} of the WinBooks folder.',
      fix: 'Create the journal in WinBooks, or choose another one in the settings.',
    },
  },
  JOURNAL_AMBIGUOUS: {
    nl: {
      title: 'Meer dan één dagboek mogelijk',
      cause: 'In het boekjaar {bookYear} komen verschillende dagboeken in aanmerking: {journals}.',
      fix: 'Kies het juiste dagboek bij de instellingen van de koppeling.',
    },
    fr: {
      title: 'Plusieurs journaux possibles',
      cause: 'Plusieurs journaux conviennent dans l’exercice {bookYear} : {journals}.',
      fix: 'Choisissez le bon journal dans les réglages de la connexion.',
    },
    en: {
      title: 'More than one journal fits',
      cause: 'Several journals fit in book year {bookYear}: {journals}.',
      fix: 'Choose the right journal in the settings of the connection.',
    },
  },
  JOURNAL_WRONG_TYPE: {
    nl: {
      title: 'Dagboek is geen verkoopdagboek',
      cause: 'Het gekozen dagboek {journal} dient in WinBooks niet voor verkoopfacturen.',
      fix: 'Kies een verkoopdagboek bij de instellingen van de koppeling.',
    },
    fr: {
      title: 'Ce n’est pas un journal de ventes',
      cause: 'Le journal choisi {journal} ne sert pas aux factures de vente dans WinBooks.',
      fix: 'Choisissez un journal de ventes dans les réglages de la connexion.',
    },
    en: {
      title: 'Journal is not a sales journal',
      cause: 'The chosen journal {journal} does not hold sales invoices in WinBooks.',
      fix: 'Choose a sales journal in the settings of the connection.',
    },
  },
  CURRENCY_NOT_IN_FOLDER: {
    nl: {
      title: 'Munt ontbreekt in het dossier',
      cause: 'De factuur is in {currency}, en het WinBooks-dossier kent die munt niet.',
      fix: 'Maak de munt aan in WinBooks en probeer opnieuw.',
    },
    fr: {
      title: 'La devise manque dans le dossier',
      cause: 'La facture est en {currency}, et le dossier WinBooks ne connaît pas cette devise.',
      fix: 'Créez la devise dans WinBooks et relancez.',
    },
    en: {
      title: 'Currency is missing in the folder',
      cause: 'The invoice is in {currency}, and the WinBooks folder does not know that currency.',
      fix: 'Create the currency in WinBooks and retry.',
    },
  },
  CREDIT_JOURNAL_MISSING: {
    nl: {
      title: 'Geen dagboek voor creditnota’s',
      cause:
        'Er is geen dagboek voor creditnota’s gekozen, en het WinBooks-dossier toont er geen voor dit boekjaar.',
      fix: 'Maak in WinBooks een dagboek voor creditnota’s van verkoop aan, of kies er een bij de instellingen.',
    },
    fr: {
      title: 'Pas de journal de notes de crédit',
      cause:
        'Aucun journal de notes de crédit n’est choisi, et le dossier WinBooks n’en montre aucun pour cet exercice.',
      fix: 'Créez dans WinBooks un journal de notes de crédit de vente, ou choisissez-en un dans les réglages.',
    },
    en: {
      title: 'No journal for credit notes',
      cause:
        'No journal for credit notes has been chosen, and the WinBooks folder shows none for this book year.',
      fix: 'Create a journal for sales credit notes in WinBooks, or choose one in the settings.',
    },
  },
  CREDIT_JOURNAL_WRONG_TYPE: {
    nl: {
      title: 'Dagboek is niet voor creditnota’s',
      cause: 'Het gekozen dagboek {journal} dient in WinBooks niet voor creditnota’s van verkoop.',
      fix: 'Kies bij de instellingen een dagboek voor creditnota’s van verkoop.',
    },
    fr: {
      title: 'Ce journal n’est pas pour les notes de crédit',
      cause: 'Le journal choisi {journal} ne sert pas aux notes de crédit de vente dans WinBooks.',
      fix: 'Choisissez dans les réglages un journal de notes de crédit de vente.',
    },
    en: {
      title: 'Journal is not for credit notes',
      cause: 'The chosen journal {journal} does not hold sales credit notes in WinBooks.',
      fix: 'Choose a journal for sales credit notes in the settings.',
    },
  },
  PERIOD_MISSING: {
    nl: {
      title: 'Geen periode voor deze datum',
      cause: 'Het WinBooks-dossier heeft geen boekhoudperiode voor {date}.',
      fix: 'Maak het boekjaar en de periodes aan in WinBooks. Probeer de factuur daarna opnieuw.',
    },
    fr: {
      title: 'Pas de période pour cette date',
      cause: 'Le dossier WinBooks n’a pas de période comptable pour le {date}.',
      fix: 'Créez l’exercice et les périodes dans WinBooks. Relancez ensuite la facture.',
    },
    en: {
      title: 'No period for this date',
      cause: 'The WinBooks folder has no accounting period for {date}.',
      fix: 'Create the book year and its periods in WinBooks. Then retry the invoice.',
    },
  },
  PERIOD_CLOSED: {
    nl: {
      title: 'Periode is afgesloten',
      cause: 'De factuurdatum {date} valt in een periode die in WinBooks afgesloten is.',
      fix: 'Heropen de periode in WinBooks en probeer opnieuw, laat bij de instellingen in de volgende open periode boeken, of boek de factuur zelf en sla ze hier over.',
    },
    fr: {
      title: 'La période est clôturée',
      cause: 'La date de facture {date} tombe dans une période clôturée dans WinBooks.',
      fix: 'Rouvrez la période dans WinBooks et relancez, choisissez dans les réglages la prochaine période ouverte, ou encodez la facture vous-même et ignorez-la ici.',
    },
    en: {
      title: 'Period is closed',
      cause: 'The invoice date {date} falls in a period that is closed in WinBooks.',
      fix: 'Reopen the period in WinBooks and retry, let the settings book in the next open period, or book the invoice yourself and skip it here.',
    },
  },
  PERIOD_AMBIGUOUS: {
    nl: {
      title: 'Meer dan één periode mogelijk',
      cause: 'In WinBooks passen verschillende periodes bij {date}, bijvoorbeeld van twee boekjaren.',
      fix: 'Controleer de boekjaren en periodes in WinBooks. Probeer de factuur daarna opnieuw.',
    },
    fr: {
      title: 'Plusieurs périodes possibles',
      cause: 'Plusieurs périodes de WinBooks conviennent pour le {date}, par exemple de deux exercices.',
      fix: 'Vérifiez les exercices et les périodes dans WinBooks. Relancez ensuite la facture.',
    },
    en: {
      title: 'More than one period fits',
      cause: 'Several periods in WinBooks fit {date}, for instance of two book years.',
      fix: 'Check the book years and periods in WinBooks. Then retry the invoice.',
    },
  },
} satisfies Partial<Record<IssueCode, IssueTexts>>;
