import type { EmptyMeans, ExplainedSetting } from '../../domain/tenant/empty-settings';
import type { Language } from '../../domain/issues/texts/text-types';
import { shownValue, type SettingName } from '../../domain/tenant/settings-change';
import { wrapped } from './wrapped';

const WIDTH = { width: 79, indent: 2 };

/** One setting for people: its value, and below it what it means, which values it takes and what an empty one amounts to. */
export function settingInWords(
  { name, value, default: usual, takes, emptyMeans }: ExplainedSetting,
  language: Language,
): readonly string[] {
  const words = SETTINGS_WORDS[language];
  const told = [
    words.meanings[name],
    `${words.values} ${takes}.`,
    ...(usual === null ? [] : [`${words.usual} ${shownValue(usual)}.`]),
    ...(emptyMeans === null ? [] : [`${words.empty} ${emptyInWords(emptyMeans, language)}.`]),
  ];
  return [`${name.padEnd(20)} ${shownValue(value)}`, ...wrapped(`  ${told.join(' ')}`, WIDTH)];
}

export const meaningOf = (name: SettingName, language: Language): string =>
  SETTINGS_WORDS[language].meanings[name];

export function emptyInWords(means: EmptyMeans, language: Language): string {
  const { means: words } = SETTINGS_WORDS[language];
  switch (means.kind) {
    case 'journal':
      return words.journal(means.code);
    case 'several-journals':
      return words.severalJournals(means.codes.join(', '));
    case 'no-journal':
      return words.noJournal;
    case 'not-known':
      return words.notKnown;
    case 'account-of-product':
      return words.accountOfProduct;
    case 'no-account':
      return words.noAccount;
    case 'day-of-activation':
      return means.day === null ? words.dayOfActivation : `${words.dayOfActivation} (${means.day})`;
    case 'no-prefix':
      return words.noPrefix;
  }
}

interface SettingsWords {
  readonly values: string;
  readonly usual: string;
  readonly empty: string;
  readonly means: {
    readonly journal: (code: string) => string;
    readonly severalJournals: (codes: string) => string;
    readonly noJournal: string;
    readonly notKnown: string;
    readonly accountOfProduct: string;
    readonly noAccount: string;
    readonly dayOfActivation: string;
    readonly noPrefix: string;
  };
  readonly meanings: Readonly<Record<SettingName, string>>;
}

const SETTINGS_WORDS: Readonly<Record<Language, SettingsWords>> = {
  nl: {
    values: 'Waarden:',
    usual: 'Standaard:',
    empty: 'Leeg:',
    means: {
      journal: (code) => `${code}, het enige dagboek van deze soort in het dossier`,
      severalJournals: (codes) =>
        `het dossier heeft er meer dan één (${codes}); tot er een gekozen is, worden facturen tegengehouden`,
      noJournal: 'het dossier heeft geen dagboek van deze soort; wat er een nodig heeft, wordt tegengehouden',
      notKnown: 'het enige dagboek van deze soort in het dossier; WinBooks gaf nu geen antwoord',
      accountOfProduct: 'alleen de rekening van het product telt; een lijn zonder wordt tegengehouden',
      noAccount: 'er wordt geen afrondingsverschil geboekt',
      dayOfActivation: 'de dag van de activering',
      noPrefix: 'er valt vooraan niets weg',
    },
    meanings: {
      startDate: 'Facturen van voor deze dag blijven ongemoeid.',
      salesJournal: 'Code van het verkoopdagboek.',
      creditNoteJournal: 'Code van het dagboek voor creditnota’s.',
      revenueAccount: 'Omzetrekening van lijnen waarvan het product er geen heeft.',
      roundingAccount: 'Rekening voor afrondingsverschillen, als de btw herberekend wordt.',
      vatRounding:
        'Btw zoals op de factuur (as-invoiced), of herberekend: één keer per btw-code over het document (document), of per lijn (line); dat vraagt een roundingAccount.',
      flaggedCredit:
        'Een factuur die als creditnota gemarkeerd is en een positief totaal heeft: tegenhouden (hold), of als creditnota boeken (book).',
      documentNumber:
        'Het nummer in WinBooks uit dat van Tribe: alle cijfers (digits), de cijfers na numberPrefix (after-prefix), of jaar en volgnummer, F26/17 → 20260017 (year-sequence).',
      numberPrefix: 'Wat after-prefix vooraan weglaat.',
      numberingScope:
        'Waarin een nummer één keer voorkomt: in een boekjaar (book-year) of in een periode (period).',
      closedPeriod:
        'Een factuur van een afgesloten periode: tegenhouden (hold), of in de volgende open periode boeken (next-open).',
      syncCustomers: 'Klanten in Tribe en WinBooks gelijk houden.',
      syncSuppliers: 'Leveranciers in Tribe en WinBooks gelijk houden.',
      syncPersons: 'Ook particulieren gelijk houden.',
      createInWinbooks:
        'Een klant van Tribe die WinBooks niet heeft: meteen aanmaken (all), of met zijn eerste factuur (invoiced).',
      conflictRule:
        'Welke waarde telt als een veld aan beide kanten gewijzigd is: die van Tribe (tribe), die van WinBooks (winbooks) of de laatste (newest). Voor het nummer telt altijd WinBooks.',
      reactivate: 'Een klant die in WinBooks weer actief is, in Tribe ook weer actief maken.',
      syncPayments:
        'Betalingen uit WinBooks halen; een factuur waarop niets meer openstaat, wordt in Tribe betaald (Paid).',
      unpayReversed:
        'Een factuur die opnieuw openstaat, zoals wanneer een matching ongedaan gemaakt is, in Tribe weer op verzonden (Sent) zetten.',
      phaseByHand:
        'Een status in Tribe die iemand zelf wijzigde en die niet klopt met de boeken: tonen (show), of ’s nachts rechtzetten (correct).',
      tieOutHour: 'Vanaf welk uur van de nacht, in Brussel, Tribe met de boeken vergeleken wordt.',
      pollSeconds: 'Om de hoeveel seconden Tribe naar wijzigingen gevraagd wordt.',
      quietPeriodSeconds:
        'Hoeveel seconden een boeking zonder antwoord onvindbaar moet blijven voor ze opnieuw verstuurd wordt; minstens 110.',
    },
  },
  fr: {
    values: 'Valeurs\u00a0:',
    usual: 'Par défaut\u00a0:',
    empty: 'Vide\u00a0:',
    means: {
      journal: (code) => `${code}, le seul journal de ce type dans le dossier`,
      severalJournals: (codes) =>
        `le dossier en a plus d’un (${codes})\u00a0; les factures sont retenues tant qu’aucun n’est choisi`,
      noJournal: 'le dossier n’a pas de journal de ce type\u00a0; ce qui en demande un est retenu',
      notKnown: 'le seul journal de ce type dans le dossier\u00a0; WinBooks n’a pas répondu cette fois',
      accountOfProduct: 'seul le compte du produit compte\u00a0; une ligne sans compte est retenue',
      noAccount: 'aucune différence d’arrondi n’est comptabilisée',
      dayOfActivation: 'le jour de l’activation',
      noPrefix: 'rien n’est enlevé au début',
    },
    meanings: {
      startDate: 'Les factures d’avant ce jour ne sont pas touchées.',
      salesJournal: 'Code du journal des ventes.',
      creditNoteJournal: 'Code du journal des notes de crédit.',
      revenueAccount: 'Compte de produits des lignes dont le produit n’en a pas.',
      roundingAccount: 'Compte des différences d’arrondi, si la TVA est recalculée.',
      vatRounding:
        'TVA telle que facturée (as-invoiced), ou recalculée\u00a0: une fois par code TVA sur le document (document), ou par ligne (line)\u00a0; cela demande un roundingAccount.',
      flaggedCredit:
        'Une facture marquée comme note de crédit dont le total est positif\u00a0: la retenir (hold), ou la comptabiliser comme note de crédit (book).',
      documentNumber:
        'Le numéro dans WinBooks d’après celui de Tribe\u00a0: tous ses chiffres (digits), les chiffres après numberPrefix (after-prefix), ou l’année et la suite, F26/17 → 20260017 (year-sequence).',
      numberPrefix: 'Ce que after-prefix enlève au début.',
      numberingScope:
        'Où un numéro est unique\u00a0: dans un exercice (book-year) ou dans une période (period).',
      closedPeriod:
        'Une facture d’une période clôturée\u00a0: la retenir (hold), ou la comptabiliser dans la période ouverte suivante (next-open).',
      syncCustomers: 'Garder les clients identiques dans Tribe et WinBooks.',
      syncSuppliers: 'Garder les fournisseurs identiques dans Tribe et WinBooks.',
      syncPersons: 'Garder aussi les particuliers identiques.',
      createInWinbooks:
        'Un client de Tribe que WinBooks n’a pas\u00a0: le créer tout de suite (all), ou avec sa première facture (invoiced).',
      conflictRule:
        'La valeur qui compte quand un champ a changé des deux côtés\u00a0: celle de Tribe (tribe), celle de WinBooks (winbooks) ou la plus récente (newest). Pour le numéro, c’est toujours WinBooks.',
      reactivate: 'Rendre à nouveau actif dans Tribe un client qui l’est à nouveau dans WinBooks.',
      syncPayments:
        'Reprendre les paiements de WinBooks\u00a0; une facture dont plus rien n’est dû devient payée (Paid) dans Tribe.',
      unpayReversed:
        'Remettre à envoyée (Sent) dans Tribe une facture de nouveau due, comme après un lettrage annulé.',
      phaseByHand:
        'Un statut que quelqu’un a modifié dans Tribe et qui ne correspond pas à la comptabilité\u00a0: le montrer (show), ou le corriger la nuit (correct).',
      tieOutHour: 'À partir de quelle heure de la nuit, à Bruxelles, Tribe est comparé à la comptabilité.',
      pollSeconds: 'Toutes les combien de secondes Tribe est interrogé.',
      quietPeriodSeconds:
        'Pendant combien de secondes une écriture sans réponse doit rester introuvable avant d’être envoyée à nouveau\u00a0; au moins 110.',
    },
  },
  en: {
    values: 'Values:',
    usual: 'Default:',
    empty: 'Empty:',
    means: {
      journal: (code) => `${code}, the only journal of this kind in the folder`,
      severalJournals: (codes) =>
        `the folder has more than one (${codes}); invoices are held until one is chosen`,
      noJournal: 'the folder has no journal of this kind; what needs one is held',
      notKnown: 'the only journal of this kind in the folder; WinBooks gave no answer now',
      accountOfProduct: 'only the account of the product counts; a line without one is held',
      noAccount: 'no rounding difference is booked',
      dayOfActivation: 'the day of activation',
      noPrefix: 'nothing is taken away in front',
    },
    meanings: {
      startDate: 'Invoices dated before this day are left alone.',
      salesJournal: 'Code of the sales journal.',
      creditNoteJournal: 'Code of the journal for credit notes.',
      revenueAccount: 'Revenue account of lines whose product has none.',
      roundingAccount: 'Account for rounding differences, if VAT is recalculated.',
      vatRounding:
        'VAT as on the invoice (as-invoiced), or recalculated: once per VAT code over the document (document), or on each line (line); that needs a roundingAccount.',
      flaggedCredit:
        'An invoice that is marked as a credit note and has a positive total: hold it (hold), or book it as a credit note (book).',
      documentNumber:
        'The number in WinBooks from that of Tribe: all its digits (digits), the digits after numberPrefix (after-prefix), or year and sequence, F26/17 → 20260017 (year-sequence).',
      numberPrefix: 'What after-prefix takes away in front.',
      numberingScope: 'Where a number is unique: in a book year (book-year) or in a period (period).',
      closedPeriod:
        'An invoice of a closed period: hold it (hold), or book it in the next open period (next-open).',
      syncCustomers: 'Keep customers the same in Tribe and WinBooks.',
      syncSuppliers: 'Keep suppliers the same in Tribe and WinBooks.',
      syncPersons: 'Keep private persons the same, too.',
      createInWinbooks:
        'A customer of Tribe that WinBooks does not have: create it at once (all), or with its first invoice (invoiced).',
      conflictRule:
        'Whose value counts when a field was changed on both sides: that of Tribe (tribe), of WinBooks (winbooks), or the latest (newest). The number is always that of WinBooks.',
      reactivate: 'Make a customer that is active again in WinBooks active again in Tribe, too.',
      syncPayments:
        'Read payments from WinBooks; an invoice on which nothing is owed any more becomes Paid in Tribe.',
      unpayReversed:
        'Set an invoice that is owed again, as when a matching is undone, back to Sent in Tribe.',
      phaseByHand:
        'A phase that somebody changed in Tribe and that does not fit the books: show it (show), or correct it at night (correct).',
      tieOutHour: 'From which hour of the night, in Brussels, Tribe is compared with the books.',
      pollSeconds: 'After how many seconds Tribe is asked for changes again.',
      quietPeriodSeconds:
        'How many seconds a booking without an answer must stay unfound before it is sent again; at least 110.',
    },
  },
};
