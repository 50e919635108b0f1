import type { IssueCode } from '../issue-catalogue';
import type { IssueTexts } from './text-types';

/** About accounts, journals and periods of the WinBooks folder. */
export const ledgerTexts = {
  ACCOUNT_MISSING: {
    nl: {
      title: 'Geen omzetrekening',
      cause:
        'Lijn {line} heeft geen omzetrekening: ze heeft in Tribe geen product met een algemene rekening, en er is geen standaardrekening gekozen.',
      fix: 'Kies een standaardrekening met de instelling “revenueAccount”, of geef het product van de lijn in Tribe een algemene rekening.',
    },
    fr: {
      title: 'Pas de compte de produits',
      cause:
        'La ligne {line} n’a pas de compte de produits : elle n’a pas dans Tribe de produit avec un compte général, et aucun compte par défaut n’est choisi.',
      fix: 'Choisissez un compte par défaut avec le réglage « revenueAccount », ou donnez un compte général au produit de la ligne dans Tribe.',
    },
    en: {
      title: 'No revenue account',
      cause:
        'Line {line} has no revenue account: it has no product with a ledger account in Tribe, and no default account has been chosen.',
      fix: 'Choose a default account with the setting “revenueAccount”, or give the product of the line a ledger account in Tribe.',
    },
  },
  ACCOUNT_UNKNOWN: {
    nl: {
      title: 'Rekening bestaat niet in WinBooks',
      cause: 'De rekening {account} staat niet in het rekeningstelsel van het WinBooks-dossier.',
      fix: 'Maak de rekening aan in WinBooks, en probeer opnieuw met “retry”. Of verbeter ze bij het product in Tribe of in de instelling “revenueAccount” of “roundingAccount”.',
    },
    fr: {
      title: 'Le compte n’existe pas dans WinBooks',
      cause: 'Le compte {account} ne figure pas dans le plan comptable du dossier WinBooks.',
      fix: 'Créez le compte dans WinBooks, puis réessayez avec « retry ». Ou corrigez-le dans la fiche du produit dans Tribe, ou dans le réglage « revenueAccount » ou « roundingAccount ».',
    },
    en: {
      title: 'Account does not exist in WinBooks',
      cause: 'Account {account} is not in the chart of accounts of the WinBooks folder.',
      fix: 'Create the account in WinBooks, and try again with “retry”. Or correct it on the product in Tribe or in the setting “revenueAccount” or “roundingAccount”.',
    },
  },
  ACCOUNT_LOCKED: {
    nl: {
      title: 'Rekening is vergrendeld',
      cause: 'Op de rekening {account} kan in WinBooks niet meer geboekt worden.',
      fix: 'Ontgrendel de rekening in WinBooks, en probeer opnieuw met “retry”. Of kies een andere bij het product in Tribe of met de instelling “revenueAccount” of “roundingAccount”.',
    },
    fr: {
      title: 'Le compte est bloqué',
      cause: 'Le compte {account} n’accepte plus d’écritures dans WinBooks.',
      fix: 'Débloquez le compte dans WinBooks, puis réessayez avec « retry ». Ou choisissez-en un autre dans la fiche du produit dans Tribe, ou avec le réglage « revenueAccount » ou « roundingAccount ».',
    },
    en: {
      title: 'Account is locked',
      cause: 'Account {account} no longer takes bookings in WinBooks.',
      fix: 'Unlock the account in WinBooks, and try again with “retry”. Or choose another one on the product in Tribe or with the setting “revenueAccount” or “roundingAccount”.',
    },
  },
  ACCOUNT_NOT_ORDINARY: {
    nl: {
      title: 'Rekening is geen gewone rekening',
      cause: 'De rekening {account} is in WinBooks een rekening van klanten, leveranciers of btw.',
      fix: 'Kies een gewone rekening bij het product in Tribe of met de instelling “revenueAccount”, bijvoorbeeld 700000. Voor afrondingsverschillen is dat de instelling “roundingAccount”, bijvoorbeeld 659000.',
    },
    fr: {
      title: 'Ce n’est pas un compte ordinaire',
      cause: 'Le compte {account} est dans WinBooks un compte de clients, de fournisseurs ou de TVA.',
      fix: 'Choisissez un compte ordinaire dans la fiche du produit dans Tribe, ou avec le réglage « revenueAccount », par exemple 700000. Pour les différences d’arrondi, c’est le réglage « roundingAccount », par exemple 659000.',
    },
    en: {
      title: 'Account is not an ordinary account',
      cause: 'Account {account} is an account for customers, suppliers or VAT in WinBooks.',
      fix: 'Choose an ordinary account on the product in Tribe or with the setting “revenueAccount”, for example 700000. For rounding differences that is the setting “roundingAccount”, for example 659000.',
    },
  },
  VAT_ACCOUNT_UNKNOWN: {
    nl: {
      title: 'Btw-rekening niet gevonden',
      cause: 'WinBooks geeft bij de btw-code {vatCode} geen bruikbare rekening voor de btw.',
      fix: 'Controleer in WinBooks welke rekening bij deze btw-code hoort en of ze open is, en probeer opnieuw met “retry”. Of kies een andere btw-code met “vat --map”.',
    },
    fr: {
      title: 'Compte de TVA introuvable',
      cause: 'WinBooks n’indique pas de compte de TVA utilisable pour le code TVA {vatCode}.',
      fix: 'Vérifiez dans WinBooks quel compte est lié à ce code TVA et s’il est ouvert, puis réessayez avec « retry ». Ou choisissez un autre code TVA avec « vat --map ».',
    },
    en: {
      title: 'VAT account not found',
      cause: 'WinBooks gives no usable account for the VAT of VAT code {vatCode}.',
      fix: 'Check in WinBooks which account belongs to this VAT code and whether it is open, and try again with “retry”. Or choose another VAT code with “vat --map”.',
    },
  },
  CENTRAL_ACCOUNT_UNKNOWN: {
    nl: {
      title: 'Centralisatierekening niet duidelijk',
      cause: 'Voor klant {customer} toont WinBooks niet precies één open centralisatierekening klanten.',
      fix: 'Kies in WinBooks de centralisatierekening van de klant, bijvoorbeeld 400000, en probeer opnieuw met “retry”.',
    },
    fr: {
      title: 'Compte centralisateur indéterminé',
      cause:
        'WinBooks ne montre pas un seul compte centralisateur clients ouvert pour le client {customer}, mais aucun ou plusieurs.',
      fix: 'Choisissez dans WinBooks le compte centralisateur du client, par exemple 400000, puis réessayez avec « retry ».',
    },
    en: {
      title: 'Central account is not clear',
      cause: 'WinBooks does not show exactly one open central account for customer {customer}.',
      fix: 'Choose the customer’s central account in WinBooks, for example 400000, and try again with “retry”.',
    },
  },
  JOURNAL_MISSING: {
    nl: {
      title: 'Geen verkoopdagboek',
      cause: 'Er is geen verkoopdagboek gekozen, en het WinBooks-dossier toont er geen voor dit boekjaar.',
      fix: 'Kies het verkoopdagboek met de instelling “salesJournal”.',
    },
    fr: {
      title: 'Pas de journal des ventes',
      cause:
        'Aucun journal des ventes n’est choisi, et le dossier WinBooks n’en montre aucun pour cet exercice.',
      fix: 'Choisissez le journal des ventes avec le réglage « salesJournal ».',
    },
    en: {
      title: 'No sales journal',
      cause: 'No sales journal has been chosen, and the WinBooks folder shows none for this book year.',
      fix: 'Choose the sales journal with the setting “salesJournal”.',
    },
  },
  JOURNAL_UNKNOWN: {
    nl: {
      title: 'Dagboek niet gevonden',
      cause: 'Het dagboek {journal} bestaat niet in het WinBooks-dossier (boekjaar: {bookYear}).',
      fix: 'Maak het dagboek aan in WinBooks, en probeer opnieuw met “retry”. Of kies een ander met de instelling “salesJournal” of “creditNoteJournal”.',
    },
    fr: {
      title: 'Journal introuvable',
      cause: 'Le journal {journal} n’existe pas dans le dossier WinBooks (exercice : {bookYear}).',
      fix: 'Créez le journal dans WinBooks, puis réessayez avec « retry ». Ou choisissez-en un autre avec le réglage « salesJournal » ou « creditNoteJournal ».',
    },
    en: {
      title: 'Journal not found',
      cause: 'Journal {journal} does not exist in the WinBooks folder (book year: {bookYear}).',
      fix: 'Create the journal in WinBooks, and try again with “retry”. Or choose another one with the setting “salesJournal” or “creditNoteJournal”.',
    },
  },
  JOURNAL_AMBIGUOUS: {
    nl: {
      title: 'Meer dan één dagboek mogelijk',
      cause: 'Er komen verschillende dagboeken in aanmerking (boekjaar: {bookYear}): {journals}.',
      fix: 'Kies het juiste met de instelling “salesJournal”, of voor creditnota’s met “creditNoteJournal”.',
    },
    fr: {
      title: 'Plusieurs journaux possibles',
      cause: 'Plusieurs journaux conviennent (exercice : {bookYear}) : {journals}.',
      fix: 'Choisissez le bon avec le réglage « salesJournal », ou pour les notes de crédit avec « creditNoteJournal ».',
    },
    en: {
      title: 'More than one journal fits',
      cause: 'Several journals fit (book year: {bookYear}): {journals}.',
      fix: 'Choose the right one with the setting “salesJournal”, or for credit notes with “creditNoteJournal”.',
    },
  },
  JOURNAL_WRONG_TYPE: {
    nl: {
      title: 'Dagboek is geen verkoopdagboek',
      cause: 'Het gekozen dagboek {journal} dient in WinBooks niet voor verkoopfacturen.',
      fix: 'Kies een verkoopdagboek met de instelling “salesJournal”.',
    },
    fr: {
      title: 'Ce n’est pas un journal des ventes',
      cause: 'Le journal choisi {journal} ne sert pas aux factures de vente dans WinBooks.',
      fix: 'Choisissez un journal des ventes avec le réglage « salesJournal ».',
    },
    en: {
      title: 'Journal is not a sales journal',
      cause: 'The chosen journal {journal} does not hold sales invoices in WinBooks.',
      fix: 'Choose a sales journal with the setting “salesJournal”.',
    },
  },
  CURRENCY_NOT_IN_FOLDER: {
    nl: {
      title: 'Munt ontbreekt in het dossier',
      cause: 'De factuur is in {currency}, en het WinBooks-dossier kent die munt niet.',
      fix: 'Maak de munt aan in WinBooks en probeer opnieuw met “retry”.',
    },
    fr: {
      title: 'La devise manque dans le dossier',
      cause: 'La facture est en {currency}, et le dossier WinBooks ne connaît pas cette devise.',
      fix: 'Créez la devise dans WinBooks et réessayez avec « retry ».',
    },
    en: {
      title: 'Currency is missing in the folder',
      cause: 'The invoice is in {currency}, but the WinBooks folder does not know that currency.',
      fix: 'Create the currency in WinBooks and try again with “retry”.',
    },
  },
  CREDIT_JOURNAL_MISSING: {
    nl: {
      title: 'Geen dagboek voor creditnota’s',
      cause:
        'Er is geen dagboek voor creditnota’s gekozen, en het WinBooks-dossier toont er geen voor dit boekjaar.',
      fix: 'Maak in WinBooks een dagboek creditnota’s op verkopen aan, en probeer opnieuw met “retry”. Of kies er een met de instelling “creditNoteJournal”.',
    },
    fr: {
      title: 'Pas de journal des notes de crédit',
      cause:
        'Aucun journal des notes de crédit n’est choisi, et le dossier WinBooks n’en montre aucun pour cet exercice.',
      fix: 'Créez dans WinBooks un journal des notes de crédit sur ventes, puis réessayez avec « retry ». Ou choisissez-en un avec le réglage « creditNoteJournal ».',
    },
    en: {
      title: 'No credit-note journal',
      cause: 'No credit-note journal has been chosen, and the WinBooks folder shows none for this book year.',
      fix: 'Create a credit-note journal for sales in WinBooks, and try again with “retry”. Or choose one with the setting “creditNoteJournal”.',
    },
  },
  CREDIT_JOURNAL_WRONG_TYPE: {
    nl: {
      title: 'Dagboek dient niet voor creditnota’s',
      cause: 'Het gekozen dagboek {journal} dient in WinBooks niet voor creditnota’s op verkopen.',
      fix: 'Kies een dagboek creditnota’s op verkopen met de instelling “creditNoteJournal”.',
    },
    fr: {
      title: 'Ce n’est pas un journal des notes de crédit',
      cause: 'Le journal choisi {journal} ne sert pas aux notes de crédit sur ventes dans WinBooks.',
      fix: 'Choisissez un journal des notes de crédit sur ventes avec le réglage « creditNoteJournal ».',
    },
    en: {
      title: 'Journal is not a credit-note journal',
      cause: 'The chosen journal {journal} does not hold sales credit notes in WinBooks.',
      fix: 'Choose a credit-note journal with the setting “creditNoteJournal”.',
    },
  },
  PERIOD_MISSING: {
    nl: {
      title: 'Geen periode voor deze datum',
      cause: 'Het WinBooks-dossier heeft geen periode voor {date}.',
      fix: 'Maak het boekjaar en de periodes aan in WinBooks, en probeer opnieuw met “retry”.',
    },
    fr: {
      title: 'Pas de période pour cette date',
      cause: 'Le dossier WinBooks n’a pas de période pour le {date}.',
      fix: 'Créez l’exercice et les périodes dans WinBooks, puis réessayez avec « retry ».',
    },
    en: {
      title: 'No period for this date',
      cause: 'The WinBooks folder has no period for {date}.',
      fix: 'Create the book year and its periods in WinBooks, and try again with “retry”.',
    },
  },
  PERIOD_CLOSED: {
    nl: {
      title: 'Periode is afgesloten',
      cause: 'De periode van {date} is in WinBooks afgesloten. De factuur is niet geboekt.',
      fix: 'Laat met de instelling “closedPeriod=next-open” in de volgende open periode boeken; de factuurdatum {date} staat dan in het commentaar. Of vraag de boekhouder of de periode weer open kan, en probeer opnieuw met “retry”.',
    },
    fr: {
      title: 'La période est clôturée',
      cause: 'La période du {date} est clôturée dans WinBooks. La facture n’est pas comptabilisée.',
      fix: 'Faites comptabiliser dans la prochaine période ouverte avec le réglage « closedPeriod=next-open » ; la date de facture, le {date}, figure alors dans le commentaire. Ou demandez au comptable si la période peut être rouverte, puis réessayez avec « retry ».',
    },
    en: {
      title: 'Period is closed',
      cause: 'The period of {date} is closed in WinBooks. The invoice is not booked.',
      fix: 'Have it booked in the next open period with the setting “closedPeriod=next-open”; the comment then holds the invoice date {date}. Or ask the accountant whether the period can be reopened, and try again with “retry”.',
    },
  },
  PERIOD_AMBIGUOUS: {
    nl: {
      title: 'Meer dan één periode mogelijk',
      cause: 'In WinBooks passen verschillende periodes bij {date}, bijvoorbeeld uit twee boekjaren.',
      fix: 'Controleer de boekjaren en periodes in WinBooks, en probeer opnieuw met “retry”.',
    },
    fr: {
      title: 'Plusieurs périodes possibles',
      cause: 'Plusieurs périodes de WinBooks conviennent pour le {date}, par exemple dans deux exercices.',
      fix: 'Vérifiez les exercices et les périodes dans WinBooks, puis réessayez avec « retry ».',
    },
    en: {
      title: 'More than one period fits',
      cause: 'Several periods in WinBooks fit {date}, for example from two book years.',
      fix: 'Check the book years and periods in WinBooks, and try again with “retry”.',
    },
  },
} satisfies Partial<Record<IssueCode, IssueTexts>>;
