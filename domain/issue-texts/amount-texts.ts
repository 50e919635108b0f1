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
        'De btw wordt herberekend (instelling vatRounding) en verschilt dan {differenceCents} van de factuur. Er is geen rekening voor zulke verschillen gekozen.',
      fix: 'Zet vatRounding op as-invoiced: dan wordt de btw van de factuur geboekt. Of kies een rekening bij roundingAccount. Probeer daarna opnieuw.',
    },
    fr: {
      title: 'Pas de compte pour les différences d’arrondi',
      cause:
        'La TVA est recalculée (réglage vatRounding) et diffère alors de {differenceCents} de la facture. Aucun compte n’a été choisi pour ces différences.',
      fix: 'Mettez vatRounding sur as-invoiced : la TVA de la facture est alors comptabilisée. Ou choisissez un compte pour roundingAccount. Ensuite, réessayez.',
    },
    en: {
      title: 'No account for rounding differences',
      cause:
        'VAT is computed anew (setting vatRounding) and then differs from the invoice by {differenceCents}. No account has been chosen for such differences.',
      fix: 'Set vatRounding to as-invoiced, so that the VAT of the invoice is booked, or choose an account for roundingAccount. Then retry.',
    },
  },
  ROUNDING_ACCOUNT_NOT_CHOSEN: {
    nl: {
      title: 'De gekozen btw-berekening vraagt een afrondingsrekening',
      cause:
        'Met vatRounding op {vatRounding} wordt de btw herberekend. Dat kan een cent verschillen van de factuur, en die cent heeft een rekening nodig.',
      fix: 'Kies een rekening bij roundingAccount, of zet vatRounding op as-invoiced: dan wordt de btw van de factuur geboekt.',
    },
    fr: {
      title: 'Ce calcul de la TVA demande un compte d’arrondi',
      cause:
        'Avec vatRounding sur {vatRounding}, la TVA est recalculée. Elle peut différer d’un cent de la facture, et ce cent a besoin d’un compte.',
      fix: 'Choisissez un compte pour roundingAccount, ou mettez vatRounding sur as-invoiced : la TVA de la facture est alors comptabilisée.',
    },
    en: {
      title: 'This way of computing VAT needs a rounding account',
      cause:
        'With vatRounding set to {vatRounding}, VAT is computed anew. It may differ from the invoice by a cent, and that cent needs an account.',
      fix: 'Choose an account for roundingAccount, or set vatRounding to as-invoiced, so that the VAT of the invoice is booked.',
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
  CREDIT_FLAG_DOUBTFUL: {
    nl: {
      title: 'Factuur of creditnota: Tribe zegt het allebei',
      cause:
        'In Tribe is de factuur als creditnota gemarkeerd, en toch is haar totaal positief. Als creditnota geboekt zou ze andersom in de boekhouding staan.',
      fix: 'Controleer de factuur in Tribe. Toont uw Tribe creditnota’s altijd met een positief totaal, zet dan flaggedCredit op book en probeer opnieuw. Boek ze anders zelf in WinBooks en koppel ze aan dat document.',
    },
    fr: {
      title: 'Facture ou note de crédit : Tribe dit les deux',
      cause:
        'Dans Tribe, la facture est marquée comme note de crédit alors que son total est positif. Comptabilisée comme note de crédit, elle serait inversée dans les comptes.',
      fix: 'Vérifiez la facture dans Tribe. Si votre Tribe montre toujours les notes de crédit avec un total positif, mettez flaggedCredit sur book et réessayez. Sinon, encodez-la dans WinBooks et liez-la à ce document.',
    },
    en: {
      title: 'Invoice or credit note: Tribe says both',
      cause:
        'Tribe marks the invoice as a credit note, and yet its total is positive. Booked as a credit note it would be the wrong way round in the books.',
      fix: 'Check the invoice in Tribe. If your Tribe always shows credit notes with a positive total, set flaggedCredit to book and retry. Otherwise book it in WinBooks and link it to that document.',
    },
  },
} satisfies Partial<Record<IssueCode, IssueTexts>>;
