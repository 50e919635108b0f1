import type { IssueCode } from '../issue-catalogue';
import type { IssueTexts } from './text-types';

/** About what the invoice adds up to. */
export const amountTexts = {
  TOTAL_NOT_POSITIVE: {
    nl: {
      title: 'Het totaal heeft het verkeerde teken',
      cause:
        'Het totaal met btw is {totalCents}, terwijl de andere bedragen het omgekeerde teken hebben. Of dit een factuur of een creditnota is, is niet duidelijk.',
      fix: 'Controleer de bedragen in Tribe en probeer opnieuw met “retry”. Kloppen ze daar, boek het document dan in WinBooks en koppel het hier met “link”.',
    },
    fr: {
      title: 'Le total a le mauvais signe',
      cause:
        'Le total TVA comprise est de {totalCents}, alors que les autres montants ont le signe inverse. On ne sait pas s’il s’agit d’une facture ou d’une note de crédit.',
      fix: 'Vérifiez les montants dans Tribe et réessayez avec « retry ». S’ils y sont exacts, encodez le document dans WinBooks et liez-le ici avec « link ».',
    },
    en: {
      title: 'Total has the wrong sign',
      cause:
        'The total including VAT is {totalCents}, while the other amounts have the opposite sign. It is not clear whether this is an invoice or a credit note.',
      fix: 'Check the amounts in Tribe and try again with “retry”. If they are right there, book the document in WinBooks and link it here with “link”.',
    },
  },
  TOTALS_UNEXPLAINED: {
    nl: {
      title: 'Lijnen en totalen kloppen niet',
      cause:
        'De lijnen geven {netCents} zonder btw, {vatCents} btw en {grossCents} met btw. De factuur zelf vermeldt {statedCents}. Afronding verklaart dat verschil niet.',
      fix: 'Vergelijk de factuur met haar lijnen in Tribe en probeer opnieuw met “retry”. Is ze juist, boek ze dan in WinBooks met de bedragen op de factuur, en koppel ze met “link”.',
    },
    fr: {
      title: 'Les lignes et les totaux ne concordent pas',
      cause:
        'Les lignes donnent {netCents} hors TVA, {vatCents} de TVA et {grossCents} TVA comprise. La facture elle-même indique {statedCents}. Aucun arrondi n’explique cette différence.',
      fix: 'Comparez la facture et ses lignes dans Tribe et réessayez avec « retry ». Si elle est exacte, encodez-la dans WinBooks avec les montants envoyés au client, et liez-la ici avec « link ».',
    },
    en: {
      title: 'Lines and totals do not agree',
      cause:
        'The lines come to {netCents} excluding VAT, {vatCents} VAT and {grossCents} including VAT. The invoice itself states {statedCents}. No rounding explains that difference.',
      fix: 'Compare the invoice with its lines in Tribe and try again with “retry”. If it is right, book it in WinBooks with the amounts on the invoice, and link it with “link”.',
    },
  },
  TOTALS_AMBIGUOUS: {
    nl: {
      title: 'Lijnen en totalen zijn op twee manieren te lezen',
      cause:
        'Tribe zegt niet genoeg over kortingen of btw. Er zijn verschillende boekingen mogelijk. Hun totalen: {grossCents}. De factuur is niet geboekt.',
      fix: 'Boek de factuur in WinBooks zoals de klant ze kreeg, en koppel ze hier met “link”.',
    },
    fr: {
      title: 'Les lignes et les totaux se lisent de deux façons',
      cause:
        'Tribe n’en dit pas assez sur les remises ou la TVA. Plusieurs écritures sont possibles. Leurs totaux : {grossCents}. La facture n’est pas comptabilisée.',
      fix: 'Encodez la facture dans WinBooks avec les montants envoyés au client, et liez-la ici avec « link ».',
    },
    en: {
      title: 'Lines and totals can be read in two ways',
      cause:
        'Tribe does not say enough about discounts or VAT. Several bookings are possible. Their totals: {grossCents}. The invoice is not booked.',
      fix: 'Book the invoice in WinBooks as the customer received it, and link it here with “link”.',
    },
  },
  ROUNDING_ACCOUNT_MISSING: {
    nl: {
      title: 'Geen rekening voor afrondingsverschillen',
      cause:
        'De instellingen laten de btw herberekenen. Dat geeft {differenceCents} verschil met de factuur, en voor zulke verschillen is geen rekening gekozen.',
      fix: 'Laat de btw van de factuur boeken met de instelling “vatRounding=as-invoiced”, of kies een rekening met de instelling “roundingAccount”.',
    },
    fr: {
      title: 'Pas de compte pour les différences d’arrondi',
      cause:
        'D’après les réglages, la TVA est recalculée. Il en résulte une différence de {differenceCents} avec la facture, et aucun compte n’est choisi pour ces différences.',
      fix: 'Faites comptabiliser la TVA de la facture avec le réglage « vatRounding=as-invoiced », ou choisissez un compte avec le réglage « roundingAccount ».',
    },
    en: {
      title: 'No account for rounding differences',
      cause:
        'With these settings VAT is recalculated. That leaves a difference of {differenceCents} with the invoice, and no account has been chosen for such differences.',
      fix: 'Have the VAT of the invoice booked with the setting “vatRounding=as-invoiced”, or choose an account with the setting “roundingAccount”.',
    },
  },
  ROUNDING_ACCOUNT_NOT_CHOSEN: {
    nl: {
      title: 'Btw-berekening vraagt een afrondingsrekening',
      cause:
        'Met vatRounding op {vatRounding} wordt de btw herberekend. Het resultaat kan enkele cent van de factuur verschillen. Dat verschil vraagt een rekening.',
      fix: 'Kies een rekening met de instelling “roundingAccount”, of laat de btw van de factuur boeken met “vatRounding=as-invoiced”.',
    },
    fr: {
      title: 'Ce calcul de la TVA demande un compte d’arrondi',
      cause:
        'Avec vatRounding sur {vatRounding}, la TVA est recalculée. Le résultat peut différer de quelques cents de la facture. Cette différence demande un compte.',
      fix: 'Choisissez un compte avec le réglage « roundingAccount », ou faites comptabiliser la TVA de la facture avec « vatRounding=as-invoiced ».',
    },
    en: {
      title: 'This VAT calculation needs a rounding account',
      cause:
        'With vatRounding set to {vatRounding}, VAT is recalculated. The result may differ from the invoice by a few cents. That difference needs an account.',
      fix: 'Choose an account with the setting “roundingAccount”, or have the VAT of the invoice booked with “vatRounding=as-invoiced”.',
    },
  },
  NO_LINES: {
    nl: {
      title: 'Factuur zonder lijnen',
      cause: 'De factuur heeft in Tribe geen enkele lijn. Daardoor is niet duidelijk wat er te boeken is.',
      fix: 'Vul de lijnen in Tribe aan en probeer opnieuw met “retry”. Kan dat niet meer, boek de factuur dan in WinBooks en koppel ze hier met “link”. Is ze bewust leeg, kies dan “skip”: ze wordt dan niet geboekt.',
    },
    fr: {
      title: 'Facture sans lignes',
      cause: 'La facture n’a aucune ligne dans Tribe. Ce qu’il faut comptabiliser n’est donc pas clair.',
      fix: 'Complétez les lignes dans Tribe et réessayez avec « retry ». Si ce n’est plus possible, encodez la facture dans WinBooks et liez-la ici avec « link ». Si elle est vide volontairement, choisissez « skip » : elle n’est alors pas comptabilisée.',
    },
    en: {
      title: 'Invoice without lines',
      cause: 'The invoice has no lines in Tribe, so it is not clear what is to be booked.',
      fix: 'Fill in the lines in Tribe and try again with “retry”. If that is no longer possible, book the invoice in WinBooks and link it here with “link”. If it is empty on purpose, choose “skip”: it is then not booked.',
    },
  },
  LINE_AMOUNT_MISSING: {
    nl: {
      title: 'Bedrag van een lijn ontbreekt',
      cause: 'Lijn {line} vermeldt geen totaal, en geen aantal met een prijs.',
      fix: 'Vul de lijn in Tribe aan en probeer opnieuw met “retry”. Kan dat niet meer, boek de factuur dan in WinBooks en koppel ze hier met “link”.',
    },
    fr: {
      title: 'Montant d’une ligne manquant',
      cause: 'La ligne {line} n’indique ni total, ni quantité avec un prix.',
      fix: 'Complétez la ligne dans Tribe et réessayez avec « retry ». Si ce n’est plus possible, encodez la facture dans WinBooks et liez-la ici avec « link ».',
    },
    en: {
      title: 'Amount of a line is missing',
      cause: 'Line {line} states no total, and no quantity with a price.',
      fix: 'Complete the line in Tribe and try again with “retry”. If that is no longer possible, book the invoice in WinBooks and link it here with “link”.',
    },
  },
  LINE_AMOUNTS_DIFFER: {
    nl: {
      title: 'Bedragen van een lijn spreken elkaar tegen',
      cause: 'Op lijn {line} kloppen aantal, prijs, korting, totalen en btw niet met elkaar.',
      fix: 'Controleer de lijn in Tribe en probeer opnieuw met “retry”. Is ze juist, boek de factuur dan in WinBooks zoals de klant ze kreeg, en koppel ze met “link”.',
    },
    fr: {
      title: 'Les montants d’une ligne se contredisent',
      cause: 'À la ligne {line}, la quantité, le prix, la remise, les totaux et la TVA ne concordent pas.',
      fix: 'Vérifiez la ligne dans Tribe et réessayez avec « retry ». Si elle est exacte, encodez la facture dans WinBooks avec les montants envoyés au client, et liez-la ici avec « link ».',
    },
    en: {
      title: 'Amounts of a line contradict each other',
      cause: 'On line {line} the quantity, price, discount, totals and VAT do not agree.',
      fix: 'Check the line in Tribe and try again with “retry”. If it is right, book the invoice in WinBooks as the customer received it, and link it with “link”.',
    },
  },
  AMOUNT_UNUSABLE: {
    nl: {
      title: 'Bedrag of korting kan niet kloppen',
      cause:
        'Tribe geeft voor deze factuur een bedrag of een korting door die niet kan kloppen. De factuur is niet geboekt.',
      fix: 'Controleer de bedragen en de kortingen in Tribe en probeer opnieuw met “retry”. Kloppen ze daar, boek de factuur dan in WinBooks, koppel ze hier met “link” en meld dit aan de helpdesk.',
    },
    fr: {
      title: 'Montant ou remise impossible',
      cause:
        'Tribe donne pour cette facture un montant ou une remise qui ne peut pas être exact. La facture n’est pas comptabilisée.',
      fix: 'Vérifiez les montants et les remises dans Tribe et réessayez avec « retry ». S’ils y sont exacts, encodez la facture dans WinBooks, liez-la ici avec « link » et signalez-le au support.',
    },
    en: {
      title: 'Amount or discount cannot be right',
      cause:
        'Tribe gives an amount or a discount for this invoice that cannot be right. The invoice is not booked.',
      fix: 'Check the amounts and discounts in Tribe and try again with “retry”. If they are right there, book the invoice in WinBooks, link it here with “link” and report this to support.',
    },
  },
  CREDIT_FLAG_DOUBTFUL: {
    nl: {
      title: 'Factuur of creditnota: Tribe zegt allebei',
      cause:
        'In Tribe is dit document als creditnota gemarkeerd, maar het totaal is positief zoals op een factuur. Een verkeerde keuze zou tweemaal het bedrag schelen. Het document is niet geboekt.',
      fix: 'Controleer het document in Tribe. Toont uw Tribe alle creditnota’s met een positief totaal, kies dan de instelling “flaggedCredit=book”. Zo niet, boek het in WinBooks en koppel het hier met “link”.',
    },
    fr: {
      title: 'Facture ou note de crédit : Tribe dit les deux',
      cause:
        'Dans Tribe, ce document est marqué comme note de crédit, mais son total est positif comme sur une facture. Un mauvais choix fausserait les comptes du double du montant. Le document n’est pas comptabilisé.',
      fix: 'Vérifiez le document dans Tribe. Si votre Tribe montre toutes les notes de crédit avec un total positif, choisissez le réglage « flaggedCredit=book ». Sinon, encodez-le dans WinBooks et liez-le ici avec « link ».',
    },
    en: {
      title: 'Invoice or credit note: Tribe says both',
      cause:
        'Tribe marks this document as a credit note, but its total is positive as on an invoice. The wrong choice would put the books out by twice the amount. The document is not booked.',
      fix: 'Check the document in Tribe. If your Tribe shows all credit notes with a positive total, choose the setting “flaggedCredit=book”. If not, book it in WinBooks and link it here with “link”.',
    },
  },
} satisfies Partial<Record<IssueCode, IssueTexts>>;
