import type { IssueCode } from '../issue-catalogue';
import type { IssueTexts } from './text-types';

/** About the invoice itself. */
export const invoiceTexts = {
  INVOICE_NOT_FOUND: {
    nl: {
      title: 'Factuur niet gevonden in Tribe',
      cause: 'De factuur bestaat niet meer in Tribe, of de koppeling mag ze niet lezen.',
      fix: 'Controleer of de factuur in Tribe bestaat, en probeer opnieuw met “retry”. Is ze bewust verwijderd, kies dan “skip”: ze wordt dan niet geboekt.',
    },
    fr: {
      title: 'Facture introuvable dans Tribe',
      cause: 'La facture n’existe plus dans Tribe, ou l’intégration n’a pas le droit de la lire.',
      fix: 'Vérifiez que la facture existe dans Tribe, puis réessayez avec « retry ». Si elle a été supprimée volontairement, choisissez « skip » : elle n’est alors pas comptabilisée.',
    },
    en: {
      title: 'Invoice not found in Tribe',
      cause: 'The invoice no longer exists in Tribe, or the integration may not read it.',
      fix: 'Check that the invoice exists in Tribe, and try again with “retry”. If it was deleted on purpose, choose “skip”: it is then not booked.',
    },
  },
  INVOICE_NOT_SENT: {
    nl: {
      title: 'Factuur is niet verzonden',
      cause: 'De factuur staat in Tribe in de fase “{phase}”. Alleen verzonden facturen worden geboekt.',
      fix: 'Verzend de factuur in Tribe. Ze wordt daarna vanzelf geboekt.',
    },
    fr: {
      title: 'La facture n’est pas envoyée',
      cause:
        'La facture est à la phase « {phase} » dans Tribe. Seules les factures envoyées sont comptabilisées.',
      fix: 'Envoyez la facture dans Tribe. Elle sera ensuite comptabilisée automatiquement.',
    },
    en: {
      title: 'Invoice has not been sent',
      cause: 'The invoice is in phase “{phase}” in Tribe. Only sent invoices are booked.',
      fix: 'Send the invoice in Tribe. It is then booked automatically.',
    },
  },
  INVOICE_DATE_MISSING: {
    nl: {
      title: 'Factuurdatum ontbreekt',
      cause: 'De factuur heeft in Tribe geen factuurdatum. Zonder datum is er geen periode om in te boeken.',
      fix: 'Vul de factuurdatum in Tribe in: de factuur wordt dan vanzelf opnieuw geprobeerd. Kan dat niet meer, boek de factuur dan in WinBooks en koppel ze hier met “link”.',
    },
    fr: {
      title: 'Date de facture manquante',
      cause: 'La facture n’a pas de date dans Tribe. Sans date, la période à comptabiliser est inconnue.',
      fix: 'Complétez la date de facture dans Tribe : la facture sera réessayée automatiquement. Si ce n’est plus possible, encodez la facture dans WinBooks et liez-la ici avec « link ».',
    },
    en: {
      title: 'Invoice date is missing',
      cause: 'The invoice has no invoice date in Tribe. Without a date there is no period to book it in.',
      fix: 'Fill in the invoice date in Tribe: the invoice is then tried again automatically. If that is no longer possible, book the invoice in WinBooks and link it here with “link”.',
    },
  },
  INVOICE_NUMBER_MISSING: {
    nl: {
      title: 'Factuurnummer ontbreekt',
      cause: 'De factuur is verzonden, maar heeft in Tribe nog geen nummer.',
      fix: 'Open de factuur in Tribe en controleer het nummer. Zodra het er is, wordt de factuur vanzelf geboekt. Blijft het leeg, neem dan contact op met Tribe.',
    },
    fr: {
      title: 'Numéro de facture manquant',
      cause: 'La facture est envoyée, mais n’a pas encore de numéro dans Tribe.',
      fix: 'Ouvrez la facture dans Tribe et vérifiez le numéro. Dès qu’il y figure, la facture est comptabilisée automatiquement. S’il reste vide, contactez Tribe.',
    },
    en: {
      title: 'Invoice number is missing',
      cause: 'The invoice has been sent, but has no number in Tribe yet.',
      fix: 'Open the invoice in Tribe and check its number. Once it has one, it is booked automatically. If it stays empty, contact Tribe.',
    },
  },
  NUMBER_WITHOUT_DIGITS: {
    nl: {
      title: 'Factuurnummer heeft geen cijfers',
      cause: 'WinBooks nummert documenten met cijfers. Het nummer “{number}” bevat geen bruikbaar cijfer.',
      fix: 'Pas de nummering in Tribe aan, of met de instelling “documentNumber” hoe nummers overgenomen worden. Lukt dat niet, boek de factuur dan in WinBooks en koppel ze hier met “link”.',
    },
    fr: {
      title: 'Le numéro de facture n’a pas de chiffres',
      cause:
        'WinBooks numérote les documents avec des chiffres. Le numéro « {number} » n’en contient aucun d’utilisable.',
      fix: 'Adaptez la numérotation dans Tribe, ou la façon de reprendre les numéros avec le réglage « documentNumber ». À défaut, encodez la facture dans WinBooks et liez-la ici avec « link ».',
    },
    en: {
      title: 'Invoice number has no digits',
      cause: 'WinBooks numbers documents with digits. The number “{number}” holds none that can be used.',
      fix: 'Change the numbering in Tribe, or how numbers are taken over with the setting “documentNumber”. Failing that, book the invoice in WinBooks and link it here with “link”.',
    },
  },
  NUMBER_TOO_LONG: {
    nl: {
      title: 'Factuurnummer is te lang',
      cause:
        'Een documentnummer in WinBooks telt hoogstens {digits|cijfer|cijfers}. Het nummer “{number}” telt er meer.',
      fix: 'Neem met de instelling “documentNumber” minder cijfers over, of maak de nummering in Tribe korter. Lukt dat niet, boek de factuur dan in WinBooks en koppel ze hier met “link”.',
    },
    fr: {
      title: 'Le numéro de facture est trop long',
      cause:
        'Un numéro de document dans WinBooks compte au plus {digits|chiffre|chiffres}. Le numéro « {number} » en compte davantage.',
      fix: 'Reprenez moins de chiffres avec le réglage « documentNumber », ou raccourcissez la numérotation dans Tribe. À défaut, encodez la facture dans WinBooks et liez-la ici avec « link ».',
    },
    en: {
      title: 'Invoice number is too long',
      cause:
        'A document number in WinBooks has at most {digits|digit|digits}. The number “{number}” has more.',
      fix: 'Take over fewer digits with the setting “documentNumber”, or shorten the numbering in Tribe. Failing that, book the invoice in WinBooks and link it here with “link”.',
    },
  },
  CURRENCY_MISSING: {
    nl: {
      title: 'Munt ontbreekt',
      cause: 'De factuur vermeldt in Tribe geen munt.',
      fix: 'Vul de munt van de factuur in Tribe in en probeer opnieuw met “retry”.',
    },
    fr: {
      title: 'Devise manquante',
      cause: 'La facture n’indique pas de devise dans Tribe.',
      fix: 'Complétez la devise de la facture dans Tribe et réessayez avec « retry ».',
    },
    en: {
      title: 'Currency is missing',
      cause: 'The invoice states no currency in Tribe.',
      fix: 'Fill in the currency of the invoice in Tribe and try again with “retry”.',
    },
  },
  LINE_CURRENCY_DIFFERS: {
    nl: {
      title: 'Lijn in een andere munt dan de factuur',
      cause: 'Lijn {line} is in {currency}, de factuur niet.',
      fix: 'Verbeter de munt van de lijn in Tribe en probeer opnieuw met “retry”. Kan dat niet meer, boek de factuur dan in WinBooks en koppel ze hier met “link”.',
    },
    fr: {
      title: 'Ligne dans une autre devise que la facture',
      cause: 'La ligne {line} est en {currency}, contrairement à la facture.',
      fix: 'Corrigez la devise de la ligne dans Tribe et réessayez avec « retry ». Si ce n’est plus possible, encodez la facture dans WinBooks et liez-la ici avec « link ».',
    },
    en: {
      title: 'Line in another currency than the invoice',
      cause: 'Line {line} is in {currency}; the invoice is not.',
      fix: 'Correct the currency of the line in Tribe and try again with “retry”. If that is no longer possible, book the invoice in WinBooks and link it here with “link”.',
    },
  },
  CURRENCY_AMOUNTS_MISSING: {
    nl: {
      title: 'Bedragen in de munt van de factuur ontbreken',
      cause: 'De factuur is in {currency}, maar Tribe geeft haar totalen in die munt niet door.',
      fix: 'Boek de factuur in WinBooks en koppel ze hier met “link”. Meld dit aan de helpdesk.',
    },
    fr: {
      title: 'Montants manquants dans la devise de la facture',
      cause: 'La facture est en {currency}, mais Tribe ne donne pas ses totaux dans cette devise.',
      fix: 'Encodez la facture dans WinBooks et liez-la ici avec « link ». Signalez-le au support.',
    },
    en: {
      title: 'Amounts in the currency of the invoice are missing',
      cause: 'The invoice is in {currency}, but Tribe does not give its totals in that currency.',
      fix: 'Book the invoice in WinBooks and link it here with “link”. Report this to support.',
    },
  },
  CURRENCY_AMOUNTS_DIFFER: {
    nl: {
      title: 'Bedragen in beide munten passen niet bij elkaar',
      cause:
        'In {currency} vermeldt Tribe {netCents} zonder btw, {vatCents} btw en {grossCents} met btw. In euro is de verhouding anders. De factuur is niet geboekt.',
      fix: 'Controleer de factuur in Tribe en probeer opnieuw met “retry”. Kloppen de bedragen daar, boek de factuur dan in WinBooks en koppel ze hier met “link”.',
    },
    fr: {
      title: 'Les montants dans les deux devises ne concordent pas',
      cause:
        'En {currency}, Tribe indique {netCents} hors TVA, {vatCents} de TVA et {grossCents} TVA comprise. En euros, les proportions sont autres. La facture n’est pas comptabilisée.',
      fix: 'Vérifiez la facture dans Tribe et réessayez avec « retry ». Si les montants y sont exacts, encodez la facture dans WinBooks et liez-la ici avec « link ».',
    },
    en: {
      title: 'Amounts in the two currencies do not agree',
      cause:
        'In {currency}, Tribe states {netCents} excluding VAT, {vatCents} VAT and {grossCents} including VAT. In euros the proportions are different. The invoice is not booked.',
      fix: 'Check the invoice in Tribe and try again with “retry”. If the amounts are right there, book the invoice in WinBooks and link it here with “link”.',
    },
  },
  BASE_CURRENCY_DIFFERS: {
    nl: {
      title: 'De basismunt van Tribe is niet de euro',
      cause:
        'De factuur is in {currency}, maar haar bedragen in de basismunt van Tribe zijn andere. Die basismunt is dus niet de euro, en WinBooks boekt in euro.',
      fix: 'Kies in Tribe de euro als basismunt en probeer opnieuw met “retry”. Kan dat niet, boek de factuur dan in WinBooks en koppel ze hier met “link”.',
    },
    fr: {
      title: 'La devise de base de Tribe n’est pas l’euro',
      cause:
        'La facture est en {currency}, mais ses montants dans la devise de base de Tribe sont différents. Cette devise n’est donc pas l’euro, et WinBooks comptabilise en euros.',
      fix: 'Choisissez l’euro comme devise de base dans Tribe et réessayez avec « retry ». Si ce n’est pas possible, encodez la facture dans WinBooks et liez-la ici avec « link ».',
    },
    en: {
      title: 'Tribe’s base currency is not the euro',
      cause:
        'The invoice is in {currency}, but its amounts in Tribe’s base currency are different. That base currency is therefore not the euro, and WinBooks books in euros.',
      fix: 'Set the base currency in Tribe to the euro and try again with “retry”. If that is not possible, book the invoice in WinBooks and link it here with “link”.',
    },
  },
  CURRENCY_RATE_MISSING: {
    nl: {
      title: 'Geen wisselkoers voor de munt',
      cause:
        'De factuur is in {currency}, en Tribe geeft in euro dezelfde bedragen door. Voor {currency} is in Tribe dus geen wisselkoers ingevuld, of de basismunt is niet de euro.',
      fix: 'Vul in Tribe de wisselkoers van {currency} in en probeer opnieuw met “retry”. Kan dat niet meer, boek de factuur dan in WinBooks en koppel ze hier met “link”.',
    },
    fr: {
      title: 'Pas de taux de change pour la devise',
      cause:
        'La facture est en {currency}, et Tribe donne les mêmes montants en euros. Aucun taux de change n’est donc indiqué dans Tribe pour {currency}, ou la devise de base n’est pas l’euro.',
      fix: 'Indiquez dans Tribe le taux de change de {currency} et réessayez avec « retry ». Si ce n’est plus possible, encodez la facture dans WinBooks et liez-la ici avec « link ».',
    },
    en: {
      title: 'No exchange rate for the currency',
      cause:
        'The invoice is in {currency}, and Tribe gives the same amounts in euros. Either Tribe has no exchange rate for {currency}, or its base currency is not the euro.',
      fix: 'Fill in the exchange rate of {currency} in Tribe and try again with “retry”. If that is no longer possible, book the invoice in WinBooks and link it here with “link”.',
    },
  },
  CURRENCY_WITHOUT_CENTS: {
    nl: {
      title: 'Munt met drie decimalen',
      cause: 'Bedragen in {currency} hebben drie decimalen. Een boeking in WinBooks heeft er twee.',
      fix: 'Boek de factuur in WinBooks met haar bedragen in euro, en koppel ze hier met “link”.',
    },
    fr: {
      title: 'Devise à trois décimales',
      cause: 'Les montants en {currency} ont trois décimales. Une écriture dans WinBooks en a deux.',
      fix: 'Encodez la facture dans WinBooks avec ses montants en euros, et liez-la ici avec « link ».',
    },
    en: {
      title: 'Currency with three decimals',
      cause: 'Amounts in {currency} have three decimals. A booking in WinBooks has two.',
      fix: 'Book the invoice in WinBooks with its amounts in euros, and link it here with “link”.',
    },
  },
} satisfies Partial<Record<IssueCode, IssueTexts>>;
