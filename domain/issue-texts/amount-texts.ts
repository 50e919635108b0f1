import type { IssueCode } from '../issue-catalogue';
import type { IssueTexts } from './text-types';

/** About what the invoice adds up to. */
export const amountTexts = {
  DOCUMENT_DISCOUNT: {
    nl: {
      title: 'Korting op de hele factuur',
      cause:
        'De factuur heeft een korting van {percentage} % op het geheel. De koppeling verdeelt die voorlopig niet over de lijnen.',
      fix: 'Boek de factuur zelf in WinBooks en sla ze hier over.',
    },
    fr: {
      title: 'Remise sur toute la facture',
      cause:
        'La facture porte une remise globale de {percentage} %. La connexion ne la répartit pas encore sur les lignes.',
      fix: 'Encodez la facture vous-même dans WinBooks et ignorez-la ici.',
    },
    en: {
      title: 'Discount on the whole invoice',
      cause:
        'The invoice has a discount of {percentage} % on the whole. The connection does not spread it over the lines yet.',
      fix: 'Book the invoice in WinBooks yourself and skip it here.',
    },
  },
  LINE_DISCOUNT: {
    nl: {
      title: 'Korting op een lijn',
      cause:
        'Lijn {line} heeft een korting van {percentage} %. De koppeling verwerkt kortingen voorlopig niet.',
      fix: 'Boek de factuur zelf in WinBooks en sla ze hier over.',
    },
    fr: {
      title: 'Remise sur une ligne',
      cause:
        'La ligne {line} porte une remise de {percentage} %. La connexion ne traite pas encore les remises.',
      fix: 'Encodez la facture vous-même dans WinBooks et ignorez-la ici.',
    },
    en: {
      title: 'Discount on a line',
      cause: 'Line {line} has a discount of {percentage} %. The connection does not handle discounts yet.',
      fix: 'Book the invoice in WinBooks yourself and skip it here.',
    },
  },
  VAT_INCLUDED: {
    nl: {
      title: 'Prijzen zijn inclusief btw',
      cause:
        'De prijzen op deze factuur zijn inclusief btw. De koppeling boekt voorlopig alleen facturen met prijzen exclusief btw.',
      fix: 'Boek de factuur zelf in WinBooks en sla ze hier over.',
    },
    fr: {
      title: 'Les prix sont TVA comprise',
      cause:
        'Les prix de cette facture sont TVA comprise. La connexion ne comptabilise pour l’instant que des factures aux prix hors TVA.',
      fix: 'Encodez la facture vous-même dans WinBooks et ignorez-la ici.',
    },
    en: {
      title: 'Prices include VAT',
      cause:
        'The prices on this invoice include VAT. For now the connection only books invoices with prices excluding VAT.',
      fix: 'Book the invoice in WinBooks yourself and skip it here.',
    },
  },
  TOTAL_NOT_POSITIVE: {
    nl: {
      title: 'Totaal is niet positief',
      cause:
        'Het totaal van de factuur is {totalCents}. Nul en negatieve bedragen worden voorlopig niet geboekt.',
      fix: 'Is het een creditnota, boek ze dan zelf in WinBooks. Sla de factuur daarna hier over.',
    },
    fr: {
      title: 'Le total n’est pas positif',
      cause:
        'Le total de la facture est de {totalCents}. Les montants nuls ou négatifs ne sont pas encore comptabilisés.',
      fix: 'S’il s’agit d’une note de crédit, encodez-la vous-même dans WinBooks. Ignorez ensuite la facture ici.',
    },
    en: {
      title: 'Total is not positive',
      cause: 'The total of the invoice is {totalCents}. Zero and negative amounts are not booked yet.',
      fix: 'If it is a credit note, book it in WinBooks yourself. Then skip the invoice here.',
    },
  },
  TOTAL_MISSING: {
    nl: {
      title: 'Totaal ontbreekt',
      cause:
        'De factuur heeft in Tribe geen totaal. Zonder totaal is niet zeker dat alle lijnen gelezen zijn.',
      fix: 'Open de factuur in Tribe en controleer het totaal. Boek ze zelf in WinBooks als het leeg blijft.',
    },
    fr: {
      title: 'Total manquant',
      cause:
        'La facture n’a pas de total dans Tribe. Sans total, il n’est pas certain que toutes les lignes aient été lues.',
      fix: 'Ouvrez la facture dans Tribe et vérifiez le total. S’il reste vide, encodez-la vous-même dans WinBooks.',
    },
    en: {
      title: 'Total is missing',
      cause: 'The invoice has no total in Tribe. Without one it is not certain that all lines were read.',
      fix: 'Open the invoice in Tribe and check its total. Book it in WinBooks yourself if it stays empty.',
    },
  },
  TOTALS_UNEXPLAINED: {
    nl: {
      title: 'Lijnen en totalen kloppen niet',
      cause:
        'De lijnen geven {netCents} zonder btw, {vatCents} btw en {grossCents} met btw. De factuur zelf vermeldt {statedCents}.',
      fix: 'Vergelijk de factuur met haar lijnen in Tribe. Boek ze zelf in WinBooks met de bedragen die de klant kreeg, en sla ze hier over.',
    },
    fr: {
      title: 'Les lignes et les totaux ne concordent pas',
      cause:
        'Les lignes donnent {netCents} hors TVA, {vatCents} de TVA et {grossCents} TVA comprise. La facture elle-même indique {statedCents}.',
      fix: 'Comparez la facture et ses lignes dans Tribe. Encodez-la vous-même dans WinBooks avec les montants envoyés au client, et ignorez-la ici.',
    },
    en: {
      title: 'Lines and totals do not agree',
      cause:
        'The lines come to {netCents} without VAT, {vatCents} VAT and {grossCents} with VAT. The invoice itself states {statedCents}.',
      fix: 'Compare the invoice with its lines in Tribe. Book it in WinBooks yourself with the amounts that the customer received, and skip it here.',
    },
  },
  NO_LINES: {
    nl: {
      title: 'Factuur zonder lijnen',
      cause: 'De factuur heeft in Tribe geen enkele productlijn.',
      fix: 'Controleer de factuur in Tribe. Is ze bewust leeg, sla ze dan over.',
    },
    fr: {
      title: 'Facture sans lignes',
      cause: 'La facture n’a aucune ligne de produit dans Tribe.',
      fix: 'Vérifiez la facture dans Tribe. Si elle est vide volontairement, ignorez-la.',
    },
    en: {
      title: 'Invoice without lines',
      cause: 'The invoice has no product lines in Tribe.',
      fix: 'Check the invoice in Tribe. If it is empty on purpose, skip it.',
    },
  },
  LINE_AMOUNT_MISSING: {
    nl: {
      title: 'Bedrag van een lijn ontbreekt',
      cause: 'Lijn {line} heeft geen totaal zonder btw, en ook geen aantal en prijs om het te berekenen.',
      fix: 'Controleer de lijn in Tribe. Boek de factuur zelf in WinBooks als het bedrag leeg blijft.',
    },
    fr: {
      title: 'Montant d’une ligne manquant',
      cause: 'La ligne {line} n’a ni total hors TVA, ni quantité et prix pour le calculer.',
      fix: 'Vérifiez la ligne dans Tribe. Si le montant reste vide, encodez la facture vous-même dans WinBooks.',
    },
    en: {
      title: 'Amount of a line is missing',
      cause: 'Line {line} has no total without VAT, and no quantity and price to compute it from.',
      fix: 'Check the line in Tribe. Book the invoice in WinBooks yourself if the amount stays empty.',
    },
  },
  LINE_AMOUNTS_DIFFER: {
    nl: {
      title: 'Bedragen van een lijn spreken elkaar tegen',
      cause: 'Op lijn {line} passen aantal, prijs, totalen en btw niet bij elkaar.',
      fix: 'Controleer de lijn in Tribe. Boek de factuur zelf in WinBooks met de bedragen die de klant kreeg, en sla ze hier over.',
    },
    fr: {
      title: 'Les montants d’une ligne se contredisent',
      cause: 'À la ligne {line}, la quantité, le prix, les totaux et la TVA ne concordent pas.',
      fix: 'Vérifiez la ligne dans Tribe. Encodez la facture vous-même dans WinBooks avec les montants envoyés au client, et ignorez-la ici.',
    },
    en: {
      title: 'Amounts of a line contradict each other',
      cause: 'On line {line} quantity, price, totals and VAT do not fit together.',
      fix: 'Check the line in Tribe. Book the invoice in WinBooks yourself with the amounts that the customer received, and skip it here.',
    },
  },
  AMOUNT_UNUSABLE: {
    nl: {
      title: 'Onmogelijk bedrag',
      cause: 'Tribe gaf voor deze factuur een bedrag dat te groot is om een bedrag te zijn.',
      fix: 'Controleer de factuur in Tribe en meld dit aan de beheerder van de koppeling.',
    },
    fr: {
      title: 'Montant impossible',
      cause: 'Tribe a donné pour cette facture un montant trop grand pour être réel.',
      fix: 'Vérifiez la facture dans Tribe et signalez-le au gestionnaire de la connexion.',
    },
    en: {
      title: 'Impossible amount',
      cause: 'Tribe gave an amount for this invoice that is too large to be real.',
      fix: 'Check the invoice in Tribe and report this to whoever runs the connection.',
    },
  },
} satisfies Partial<Record<IssueCode, IssueTexts>>;
