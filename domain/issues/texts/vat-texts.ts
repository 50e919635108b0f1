import type { IssueCode } from '../issue-catalogue';
import type { IssueTexts } from './text-types';

/** About VAT groups of Tribe and VAT codes of WinBooks. */
export const vatTexts = {
  VAT_GROUP_MISSING: {
    nl: {
      title: 'Lijn zonder btw-groep',
      cause: 'Lijn {line} heeft in Tribe geen btw-groep. Daardoor is niet duidelijk welke btw ze krijgt.',
      fix: 'Geef de lijn in Tribe een btw-groep. De factuur wordt dan vanzelf opnieuw geprobeerd. Kan dat niet meer, boek de factuur dan in WinBooks en koppel ze hier met “link”.',
    },
    fr: {
      title: 'Ligne sans groupe de TVA',
      cause: 'La ligne {line} n’a pas de groupe de TVA dans Tribe. La TVA à appliquer n’est donc pas claire.',
      fix: 'Donnez un groupe de TVA à la ligne dans Tribe : la facture sera réessayée automatiquement. Si ce n’est plus possible, encodez la facture dans WinBooks et liez-la ici avec « link ».',
    },
    en: {
      title: 'Line without a VAT group',
      cause: 'Line {line} has no VAT group in Tribe, so it is not clear which VAT applies.',
      fix: 'Give the line a VAT group in Tribe: the invoice is then tried again automatically. If that is no longer possible, book the invoice in WinBooks and link it here with “link”.',
    },
  },
  VAT_GROUP_UNMAPPED: {
    nl: {
      title: 'Btw-groep zonder btw-code',
      cause: 'Voor de btw-groep “{group}” van Tribe is nog geen btw-code van WinBooks gekozen.',
      fix: 'Kies een btw-code voor deze groep met “vat --map”.',
    },
    fr: {
      title: 'Groupe de TVA sans code TVA',
      cause: 'Aucun code TVA de WinBooks n’est encore choisi pour le groupe de TVA « {group} » de Tribe.',
      fix: 'Choisissez un code TVA pour ce groupe avec « vat --map ».',
    },
    en: {
      title: 'VAT group without a VAT code',
      cause: 'No WinBooks VAT code has been chosen for Tribe’s VAT group “{group}”.',
      fix: 'Choose a VAT code for this group with “vat --map”.',
    },
  },
  VAT_MAP_UNUSABLE: {
    nl: {
      title: 'Gekozen btw-code kan niet',
      cause: 'De btw-code die voor de groep “{group}” gekozen is, kan niet gebruikt worden: {problem}.',
      fix: 'Kies een andere btw-code voor deze groep, met “vat --map” of in het bestand waarmee geactiveerd wordt.',
    },
    fr: {
      title: 'Le code TVA choisi ne convient pas',
      cause: 'Le code TVA choisi pour le groupe « {group} » ne convient pas : {problem}.',
      fix: 'Choisissez un autre code TVA pour ce groupe, avec « vat --map » ou dans le fichier d’activation.',
    },
    en: {
      title: 'Chosen VAT code cannot be used',
      cause: 'The VAT code chosen for group “{group}” cannot be used: {problem}.',
      fix: 'Choose another VAT code for this group, with “vat --map” or in the file that is used to activate.',
    },
  },
  VAT_CODE_GONE: {
    nl: {
      title: 'Btw-code niet meer bruikbaar',
      cause: 'De btw-code {vatCode} bestaat niet meer in het WinBooks-dossier, of is er vergrendeld.',
      fix: 'Herstel de code in WinBooks, en probeer opnieuw met “retry”. Of kies een andere met “vat --map”.',
    },
    fr: {
      title: 'Code TVA inutilisable',
      cause: 'Le code TVA {vatCode} n’existe plus dans le dossier WinBooks, ou y est bloqué.',
      fix: 'Rétablissez le code dans WinBooks, puis réessayez avec « retry ». Ou choisissez-en un autre avec « vat --map ».',
    },
    en: {
      title: 'VAT code can no longer be used',
      cause: 'VAT code {vatCode} no longer exists in the WinBooks folder, or is locked there.',
      fix: 'Restore the code in WinBooks, and try again with “retry”. Or choose another one with “vat --map”.',
    },
  },
  VAT_RATE_UNKNOWN: {
    nl: {
      title: 'Btw-tarief onbekend',
      cause: 'Noch de lijn, noch de btw-groep “{group}” vermeldt een bruikbaar btw-tarief.',
      fix: 'Vul het percentage van de btw-groep in Tribe in, en probeer opnieuw met “retry”. Of kies een btw-code met “vat --map”.',
    },
    fr: {
      title: 'Taux de TVA inconnu',
      cause: 'Ni la ligne, ni le groupe de TVA « {group} » n’indiquent un taux de TVA utilisable.',
      fix: 'Indiquez le pourcentage du groupe de TVA dans Tribe, puis réessayez avec « retry ». Ou choisissez un code TVA avec « vat --map ».',
    },
    en: {
      title: 'VAT rate is unknown',
      cause: 'Neither the line nor the VAT group “{group}” states a usable VAT rate.',
      fix: 'Fill in the percentage of the VAT group in Tribe, and try again with “retry”. Or choose a VAT code with “vat --map”.',
    },
  },
  VAT_RATE_DIFFERS: {
    nl: {
      title: 'Btw-tarieven komen niet overeen',
      cause:
        'Voor de btw-code {vatCode} geven de factuurlijn, de btw-groep en WinBooks niet hetzelfde tarief: {rates}.',
      fix: 'Controleer de btw-groep in Tribe, en probeer opnieuw met “retry”. Of kies een andere btw-code met “vat --map”.',
    },
    fr: {
      title: 'Les taux de TVA ne concordent pas',
      cause:
        'Pour le code TVA {vatCode}, la ligne, le groupe de TVA et WinBooks n’indiquent pas le même taux : {rates}.',
      fix: 'Vérifiez le groupe de TVA dans Tribe, puis réessayez avec « retry ». Ou choisissez un autre code TVA avec « vat --map ».',
    },
    en: {
      title: 'VAT rates do not agree',
      cause:
        'For VAT code {vatCode} the invoice line, the VAT group and WinBooks do not state the same rate: {rates}.',
      fix: 'Check the VAT group in Tribe, and try again with “retry”. Or choose another VAT code with “vat --map”.',
    },
  },
  INTRA_COMMUNITY_WITHOUT_VAT_NUMBER: {
    nl: {
      title: 'Intracommunautaire factuur zonder btw-nummer',
      cause:
        'De btw-code {vatCode} is voor klanten met een btw-nummer van een andere lidstaat. Klant {customer} heeft er geen.',
      fix: 'Vul in Tribe of WinBooks het btw-nummer van de klant met de landcode in, en probeer opnieuw met “retry”. Of kies een andere btw-code met “vat --map”.',
    },
    fr: {
      title: 'Facture intracommunautaire sans numéro de TVA',
      cause:
        'Le code TVA {vatCode} est destiné aux clients ayant un numéro de TVA d’un autre État membre. Le client {customer} n’en a pas.',
      fix: 'Indiquez dans Tribe ou WinBooks le numéro de TVA du client avec le code du pays, puis réessayez avec « retry ». Ou choisissez un autre code TVA avec « vat --map ».',
    },
    en: {
      title: 'Intra-Community invoice without a VAT number',
      cause:
        'VAT code {vatCode} is for customers with a VAT number from another member state. Customer {customer} has none.',
      fix: 'Fill in the customer’s VAT number with its country code in Tribe or WinBooks, and try again with “retry”. Or choose another VAT code with “vat --map”.',
    },
  },
  CO_CONTRACTOR_WITHOUT_VAT_NUMBER: {
    nl: {
      title: 'Medecontractant zonder Belgisch btw-nummer',
      cause:
        'Met btw-code {vatCode} wordt de btw verlegd naar de medecontractant. Klant {customer} heeft geen geldig Belgisch btw-nummer.',
      fix: 'Vul het Belgische btw-nummer van de klant in Tribe of WinBooks in, en probeer opnieuw met “retry”. Of kies een andere btw-code met “vat --map”. Heeft de klant geen Belgisch btw-nummer, dan mag de btw niet verlegd worden: de factuur moet btw vermelden.',
    },
    fr: {
      title: 'Cocontractant sans numéro de TVA belge',
      cause:
        'Avec le code TVA {vatCode}, la TVA est due par le cocontractant (autoliquidation). Le client {customer} n’a pas de numéro de TVA belge valable.',
      fix: 'Indiquez le numéro de TVA belge du client dans Tribe ou WinBooks, puis réessayez avec « retry ». Ou choisissez un autre code TVA avec « vat --map ». Si le client n’a pas de numéro de TVA belge, l’autoliquidation n’est pas permise : la facture doit mentionner la TVA.',
    },
    en: {
      title: 'Reverse charge without a Belgian VAT number',
      cause:
        'With VAT code {vatCode} the customer accounts for the VAT (reverse charge). Customer {customer} has no valid Belgian VAT number.',
      fix: 'Fill in the customer’s Belgian VAT number in Tribe or WinBooks, and try again with “retry”. Or choose another VAT code with “vat --map”. If the customer has no Belgian VAT number, reverse charge does not apply: the invoice must state VAT.',
    },
  },
  NEGATIVE_VAT_BASE: {
    nl: {
      title: 'Negatief bedrag onder één btw-code',
      cause:
        'De lijnen met btw-code {vatCode} geven samen {baseCents}. Een negatieve maatstaf van heffing hoort op een creditnota.',
      fix: 'Splits factuur en creditnota in Tribe, of boek de factuur in WinBooks en koppel ze hier met “link”.',
    },
    fr: {
      title: 'Montant négatif sous un code TVA',
      cause:
        'Les lignes avec le code TVA {vatCode} donnent ensemble {baseCents}. Une base d’imposition négative relève d’une note de crédit.',
      fix: 'Séparez facture et note de crédit dans Tribe, ou encodez la facture dans WinBooks et liez-la ici avec « link ».',
    },
    en: {
      title: 'Negative amount under one VAT code',
      cause:
        'The lines with VAT code {vatCode} add up to {baseCents}. A negative VAT base belongs on a credit note.',
      fix: 'Split invoice and credit note in Tribe, or book the invoice in WinBooks and link it here with “link”.',
    },
  },
  INVOICED_ON_CREDIT: {
    nl: {
      title: 'Gefactureerd bedrag op een creditnota',
      cause:
        'Op deze creditnota geven de lijnen met btw-code {vatCode} samen {baseCents}. Zo’n bedrag hoort op een factuur.',
      fix: 'Splits factuur en creditnota in Tribe, of boek de creditnota in WinBooks en koppel ze hier met “link”.',
    },
    fr: {
      title: 'Montant facturé sur une note de crédit',
      cause:
        'Sur cette note de crédit, les lignes avec le code TVA {vatCode} donnent ensemble {baseCents}. Un tel montant relève d’une facture.',
      fix: 'Séparez facture et note de crédit dans Tribe, ou encodez la note de crédit dans WinBooks et liez-la ici avec « link ».',
    },
    en: {
      title: 'Invoiced amount on a credit note',
      cause:
        'On this credit note the lines with VAT code {vatCode} add up to {baseCents}. Such an amount belongs on an invoice.',
      fix: 'Split invoice and credit note in Tribe, or book the credit note in WinBooks and link it here with “link”.',
    },
  },
} satisfies Partial<Record<IssueCode, IssueTexts>>;
