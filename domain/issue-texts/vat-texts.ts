import type { IssueCode } from '../issue-catalogue';
import type { IssueTexts } from './text-types';

/** About VAT groups of Tribe and VAT codes of WinBooks. */
export const vatTexts = {
  VAT_GROUP_MISSING: {
    nl: {
      title: 'Lijn zonder btw-groep',
      cause: 'Lijn {line} heeft in Tribe geen btw-groep. Daardoor is niet duidelijk welke btw ze krijgt.',
      fix: 'Geef de producten in Tribe een btw-groep. Boek deze factuur zelf in WinBooks als ze niet meer te wijzigen is.',
    },
    fr: {
      title: 'Ligne sans groupe de TVA',
      cause: 'La ligne {line} n’a pas de groupe de TVA dans Tribe. La TVA à appliquer n’est donc pas claire.',
      fix: 'Donnez un groupe de TVA aux produits dans Tribe. Si cette facture n’est plus modifiable, encodez-la vous-même dans WinBooks.',
    },
    en: {
      title: 'Line without a VAT group',
      cause: 'Line {line} has no VAT group in Tribe, so it is not clear which VAT applies.',
      fix: 'Give the products in Tribe a VAT group. If this invoice can no longer be changed, book it in WinBooks yourself.',
    },
  },
  VAT_GROUP_UNMAPPED: {
    nl: {
      title: 'Btw-groep heeft nog geen btw-code',
      cause: 'Voor de btw-groep “{group}” van Tribe is nog geen btw-code van WinBooks gekozen.',
      fix: 'Kies bij de btw-instellingen van de koppeling een btw-code voor deze groep.',
    },
    fr: {
      title: 'Groupe de TVA sans code TVA',
      cause: 'Aucun code TVA de WinBooks n’est encore choisi pour le groupe de TVA « {group} » de Tribe.',
      fix: 'Choisissez un code TVA pour ce groupe dans les réglages TVA de la connexion.',
    },
    en: {
      title: 'VAT group has no VAT code yet',
      cause: 'No WinBooks VAT code has been chosen for Tribe’s VAT group “{group}”.',
      fix: 'Choose a VAT code for this group in the VAT settings of the connection.',
    },
  },
  VAT_MAP_UNUSABLE: {
    nl: {
      title: 'De btw-koppeling klopt niet',
      cause: 'De opgegeven koppeling voor {group} kan niet gevolgd worden: {problem}.',
      fix: 'Verbeter de koppeling van deze btw-groep en voer de stap opnieuw uit.',
    },
    fr: {
      title: 'La correspondance TVA est incorrecte',
      cause: 'La correspondance donnée pour {group} ne peut pas être suivie : {problem}.',
      fix: 'Corrigez la correspondance de ce groupe TVA et recommencez l’étape.',
    },
    en: {
      title: 'The VAT map cannot be used',
      cause: 'The map given for {group} cannot be followed: {problem}.',
      fix: 'Correct the map of this VAT group and take the step again.',
    },
  },
  VAT_CODE_GONE: {
    nl: {
      title: 'Btw-code niet meer bruikbaar',
      cause: 'De btw-code {vatCode} bestaat niet meer in het WinBooks-dossier, of is er vergrendeld.',
      fix: 'Herstel de code in WinBooks, of kies bij de btw-instellingen van de koppeling een andere.',
    },
    fr: {
      title: 'Code TVA inutilisable',
      cause: 'Le code TVA {vatCode} n’existe plus dans le dossier WinBooks, ou y est verrouillé.',
      fix: 'Rétablissez le code dans WinBooks, ou choisissez-en un autre dans les réglages TVA de la connexion.',
    },
    en: {
      title: 'VAT code can no longer be used',
      cause: 'VAT code {vatCode} no longer exists in the WinBooks folder, or is locked there.',
      fix: 'Restore the code in WinBooks, or choose another one in the VAT settings of the connection.',
    },
  },
  VAT_RATE_UNKNOWN: {
    nl: {
      title: 'Btw-tarief onbekend',
      cause: 'Noch de lijn, noch de btw-groep “{group}” vermeldt een bruikbaar btw-tarief.',
      fix: 'Vul het percentage van de btw-groep in Tribe in en probeer opnieuw.',
    },
    fr: {
      title: 'Taux de TVA inconnu',
      cause: 'Ni la ligne, ni le groupe de TVA « {group} » n’indiquent un taux de TVA utilisable.',
      fix: 'Indiquez le pourcentage du groupe de TVA dans Tribe et relancez.',
    },
    en: {
      title: 'VAT rate is unknown',
      cause: 'Neither the line nor the VAT group “{group}” states a VAT rate that can be used.',
      fix: 'Fill in the percentage of the VAT group in Tribe and retry.',
    },
  },
  VAT_RATE_DIFFERS: {
    nl: {
      title: 'Btw-tarieven komen niet overeen',
      cause:
        'Voor de btw-code {vatCode} geven de factuurlijn, de btw-groep en WinBooks niet hetzelfde tarief: {rates}.',
      fix: 'Controleer de btw-groep in Tribe en de gekozen btw-code in WinBooks, en probeer opnieuw.',
    },
    fr: {
      title: 'Les taux de TVA ne concordent pas',
      cause:
        'Pour le code TVA {vatCode}, la ligne, le groupe de TVA et WinBooks n’indiquent pas le même taux : {rates}.',
      fix: 'Vérifiez le groupe de TVA dans Tribe et le code TVA choisi dans WinBooks, puis relancez.',
    },
    en: {
      title: 'VAT rates do not agree',
      cause:
        'For VAT code {vatCode} the invoice line, the VAT group and WinBooks do not state the same rate: {rates}.',
      fix: 'Check the VAT group in Tribe and the chosen VAT code in WinBooks, and retry.',
    },
  },
  INTRA_COMMUNITY_WITHOUT_VAT_NUMBER: {
    nl: {
      title: 'Intracommunautaire verkoop zonder btw-nummer',
      cause:
        'De btw-code {vatCode} is intracommunautair, en klant {customer} heeft geen geldig btw-nummer van een andere lidstaat.',
      fix: 'Vul het btw-nummer met zijn land in bij de klant in Tribe of WinBooks, of kies een andere btw-code, en probeer opnieuw.',
    },
    fr: {
      title: 'Vente intracommunautaire sans numéro de TVA',
      cause:
        'Le code TVA {vatCode} est intracommunautaire, et le client {customer} n’a pas de numéro de TVA valable d’un autre État membre.',
      fix: 'Indiquez le numéro de TVA et son pays chez le client dans Tribe ou WinBooks, ou choisissez un autre code TVA, puis relancez.',
    },
    en: {
      title: 'Intra-Community sale without a VAT number',
      cause:
        'VAT code {vatCode} is intra-Community, and customer {customer} has no valid VAT number of another member state.',
      fix: 'Fill in the VAT number with its country for the customer in Tribe or WinBooks, or choose another VAT code, and retry.',
    },
  },
  CO_CONTRACTOR_WITHOUT_VAT_NUMBER: {
    nl: {
      title: 'Medecontractant zonder Belgisch btw-nummer',
      cause:
        'De btw-code {vatCode} verlegt de btw naar de medecontractant. Klant {customer} heeft geen geldig Belgisch btw-nummer.',
      fix: 'Vul het Belgische btw-nummer in bij de klant in Tribe of WinBooks, of kies een andere btw-code, en probeer opnieuw. Een klant zonder dat nummer krijgt een factuur met btw.',
    },
    fr: {
      title: 'Cocontractant sans numéro de TVA belge',
      cause:
        'Le code TVA {vatCode} reporte la TVA sur le cocontractant. Le client {customer} n’a pas de numéro de TVA belge valable.',
      fix: 'Indiquez le numéro de TVA belge chez le client dans Tribe ou WinBooks, ou choisissez un autre code TVA, puis réessayez. Un client sans ce numéro reçoit une facture avec TVA.',
    },
    en: {
      title: 'Reverse charge without a Belgian VAT number',
      cause:
        'VAT code {vatCode} charges the VAT to the co-contractor. Customer {customer} has no valid Belgian VAT number.',
      fix: 'Fill in the Belgian VAT number for the customer in Tribe or WinBooks, or choose another VAT code, and try again. A customer without that number is invoiced with VAT.',
    },
  },
  NEGATIVE_VAT_BASE: {
    nl: {
      title: 'Negatief bedrag onder één btw-code',
      cause:
        'De lijnen met btw-code {vatCode} geven samen {baseCents}. Een negatieve maatstaf hoort op een creditnota.',
      fix: 'Boek de factuur zelf in WinBooks en sla ze hier over.',
    },
    fr: {
      title: 'Montant négatif sous un code TVA',
      cause:
        'Les lignes avec le code TVA {vatCode} donnent ensemble {baseCents}. Une base négative relève d’une note de crédit.',
      fix: 'Encodez la facture vous-même dans WinBooks et ignorez-la ici.',
    },
    en: {
      title: 'Negative amount under one VAT code',
      cause:
        'The lines with VAT code {vatCode} come to {baseCents} together. A negative base belongs on a credit note.',
      fix: 'Book the invoice in WinBooks yourself and skip it here.',
    },
  },
  CREDIT_WITH_CHARGE: {
    nl: {
      title: 'Creditnota die onder één btw-code aanrekent',
      cause:
        'De lijnen met btw-code {vatCode} rekenen op deze creditnota {baseCents} aan in plaats van terug te geven. Dat hoort op een factuur.',
      fix: 'Boek het aangerekende deel en de creditnota apart in WinBooks, en koppel deze aan het document van de creditnota.',
    },
    fr: {
      title: 'Note de crédit qui facture sous un code TVA',
      cause:
        'Les lignes avec le code TVA {vatCode} facturent {baseCents} sur cette note de crédit au lieu de rembourser. Cela relève d’une facture.',
      fix: 'Encodez séparément dans WinBooks la partie facturée et la note de crédit, et liez celle-ci au document de la note de crédit.',
    },
    en: {
      title: 'Credit note that charges under one VAT code',
      cause:
        'On this credit note the lines with VAT code {vatCode} charge {baseCents} instead of giving back. That belongs on an invoice.',
      fix: 'Book the charge and the credit note separately in WinBooks, and link this one to the document of the credit note.',
    },
  },
} satisfies Partial<Record<IssueCode, IssueTexts>>;
