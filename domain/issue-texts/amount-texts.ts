import type { IssueCode } from '../issue-catalogue';
import type { IssueTexts } from './text-types';

/** About what the invoice adds up to. */
export const amountTexts = {
  TOTAL_NOT_POSITIVE: {
    nl: {
      title: 'Er is niets te boeken',
      cause: 'Het totaal van de factuur is {totalCents}. Zo’n bedrag kan als factuur noch als creditnota.',
      fix: 'Controleer de factuur in Tribe. Is ze juist, boek ze dan zelf in WinBooks als dat nodig is en sla ze hier over.',
    },
    fr: {
      title: 'Il n’y a rien à comptabiliser',
      cause:
        'Le total de la facture est de {totalCents}. Ce montant ne convient ni à une facture ni à une note de crédit.',
      fix: 'Vérifiez la facture dans Tribe. Si elle est exacte, encodez-la au besoin vous-même dans WinBooks et ignorez-la ici.',
    },
    en: {
      title: 'There is nothing to book',
      cause: 'The total of the invoice is {totalCents}. Such an amount suits no invoice and no credit note.',
      fix: 'Check the invoice in Tribe. If it is right, book it in WinBooks yourself where needed and skip it here.',
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
  TOTALS_AMBIGUOUS: {
    nl: {
      title: 'Lijnen en totalen zijn op twee manieren te lezen',
      cause:
        'Tribe zegt niet genoeg over kortingen, btw of afronding: er zijn verschillende boekingen mogelijk, met een totaal van {grossCents}.',
      fix: 'Boek de factuur zelf in WinBooks met de bedragen die de klant kreeg, en sla ze hier over.',
    },
    fr: {
      title: 'Les lignes et les totaux se lisent de deux façons',
      cause:
        'Tribe n’en dit pas assez sur les remises, la TVA ou les arrondis : plusieurs écritures sont possibles, pour un total de {grossCents}.',
      fix: 'Encodez la facture vous-même dans WinBooks avec les montants envoyés au client, et ignorez-la ici.',
    },
    en: {
      title: 'Lines and totals can be read in two ways',
      cause:
        'Tribe does not say enough about discounts, VAT or rounding: different bookings are possible, with a total of {grossCents}.',
      fix: 'Book the invoice in WinBooks yourself with the amounts that the customer received, and skip it here.',
    },
  },
  ROUNDING_ACCOUNT_MISSING: {
    nl: {
      title: 'Geen rekening voor afrondingsverschillen',
      cause:
        'Het totaal dat de klant kreeg verschilt {differenceCents} van lijnen en btw samen. Er is geen rekening voor zulke verschillen gekozen.',
      fix: 'Kies bij de instellingen een rekening voor afrondingsverschillen en probeer opnieuw.',
    },
    fr: {
      title: 'Pas de compte pour les différences d’arrondi',
      cause:
        'Le total envoyé au client diffère de {differenceCents} de la somme des lignes et de la TVA. Aucun compte n’a été choisi pour ces différences.',
      fix: 'Choisissez dans les réglages un compte de différences d’arrondi et relancez.',
    },
    en: {
      title: 'No account for rounding differences',
      cause:
        'The total that the customer received differs by {differenceCents} from lines and VAT together. No account has been chosen for such differences.',
      fix: 'Choose an account for rounding differences in the settings and retry.',
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
