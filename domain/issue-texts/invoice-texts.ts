import type { IssueCode } from '../issue-catalogue';
import type { IssueTexts } from './text-types';

/** About the invoice itself. */
export const invoiceTexts = {
  INVOICE_NOT_FOUND: {
    nl: {
      title: 'Factuur niet gevonden in Tribe',
      cause: 'De factuur bestaat niet meer in Tribe, of de koppeling mag ze niet lezen.',
      fix: 'Controleer of de factuur in Tribe bestaat. Is ze bewust verwijderd, sla ze dan over.',
    },
    fr: {
      title: 'Facture introuvable dans Tribe',
      cause: 'La facture n’existe plus dans Tribe, ou la connexion n’a pas le droit de la lire.',
      fix: 'Vérifiez que la facture existe dans Tribe. Si elle a été supprimée volontairement, ignorez-la.',
    },
    en: {
      title: 'Invoice not found in Tribe',
      cause: 'The invoice no longer exists in Tribe, or the connection may not read it.',
      fix: 'Check that the invoice exists in Tribe. If it was deleted on purpose, skip it.',
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
        'La facture est à la phase « {phase} » dans Tribe. Seules les factures envoyées sont comptabilisées.',
      fix: 'Envoyez la facture dans Tribe. Elle sera ensuite comptabilisée automatiquement.',
    },
    en: {
      title: 'Invoice has not been sent',
      cause: 'The invoice is in phase “{phase}” in Tribe. Only sent invoices are booked.',
      fix: 'Send the invoice in Tribe. It is then booked by itself.',
    },
  },
  INVOICE_DATE_MISSING: {
    nl: {
      title: 'Factuurdatum ontbreekt',
      cause: 'De factuur heeft in Tribe geen factuurdatum. Zonder datum is er geen boekhoudperiode.',
      fix: 'Vul de factuurdatum in Tribe aan, of neem contact op met Tribe als dat niet meer kan.',
    },
    fr: {
      title: 'Date de facture manquante',
      cause: 'La facture n’a pas de date dans Tribe. Sans date, il n’y a pas de période comptable.',
      fix: 'Complétez la date de facture dans Tribe, ou contactez Tribe si ce n’est plus possible.',
    },
    en: {
      title: 'Invoice date is missing',
      cause: 'The invoice has no invoice date in Tribe. Without a date there is no accounting period.',
      fix: 'Fill in the invoice date in Tribe, or contact Tribe if that is no longer possible.',
    },
  },
  INVOICE_NUMBER_MISSING: {
    nl: {
      title: 'Factuurnummer ontbreekt',
      cause: 'De factuur is verzonden, maar heeft in Tribe nog geen nummer.',
      fix: 'Open de factuur in Tribe en controleer het nummer. Neem contact op met Tribe als het leeg blijft.',
    },
    fr: {
      title: 'Numéro de facture manquant',
      cause: 'La facture est envoyée, mais n’a pas encore de numéro dans Tribe.',
      fix: 'Ouvrez la facture dans Tribe et vérifiez le numéro. Contactez Tribe s’il reste vide.',
    },
    en: {
      title: 'Invoice number is missing',
      cause: 'The invoice has been sent, but has no number in Tribe yet.',
      fix: 'Open the invoice in Tribe and check its number. Contact Tribe if it stays empty.',
    },
  },
  NUMBER_WITHOUT_DIGITS: {
    nl: {
      title: 'Factuurnummer heeft geen cijfers',
      cause:
        'WinBooks nummert documenten met cijfers. In het nummer “{number}” staat geen cijfer waarmee dat kan.',
      fix: 'Pas de nummering van facturen in Tribe aan. Boek deze factuur zelf in WinBooks en sla ze hier over.',
    },
    fr: {
      title: 'Le numéro de facture n’a pas de chiffres',
      cause:
        'WinBooks numérote les documents avec des chiffres. Le numéro « {number} » n’en contient pas d’utilisable.',
      fix: 'Adaptez la numérotation des factures dans Tribe. Encodez cette facture vous-même dans WinBooks et ignorez-la ici.',
    },
    en: {
      title: 'Invoice number has no digits',
      cause: 'WinBooks numbers documents with digits. The number “{number}” holds none that can be used.',
      fix: 'Change the numbering of invoices in Tribe. Book this invoice in WinBooks yourself and skip it here.',
    },
  },
  NUMBER_TOO_LONG: {
    nl: {
      title: 'Factuurnummer is te lang',
      cause:
        'Een documentnummer in WinBooks telt hoogstens {digits} cijfers. Het nummer “{number}” telt er meer.',
      fix: 'Maak de nummering van facturen in Tribe korter. Boek deze factuur zelf in WinBooks en sla ze hier over.',
    },
    fr: {
      title: 'Le numéro de facture est trop long',
      cause:
        'Un numéro de document dans WinBooks compte au plus {digits} chiffres. Le numéro « {number} » en compte davantage.',
      fix: 'Raccourcissez la numérotation des factures dans Tribe. Encodez cette facture vous-même dans WinBooks et ignorez-la ici.',
    },
    en: {
      title: 'Invoice number is too long',
      cause: 'A document number in WinBooks has at most {digits} digits. The number “{number}” has more.',
      fix: 'Shorten the numbering of invoices in Tribe. Book this invoice in WinBooks yourself and skip it here.',
    },
  },
  CURRENCY_MISSING: {
    nl: {
      title: 'Munt ontbreekt',
      cause: 'De factuur vermeldt in Tribe geen munt.',
      fix: 'Vul de munt van de factuur in Tribe aan en probeer opnieuw.',
    },
    fr: {
      title: 'Devise manquante',
      cause: 'La facture n’indique pas de devise dans Tribe.',
      fix: 'Complétez la devise de la facture dans Tribe et relancez.',
    },
    en: {
      title: 'Currency is missing',
      cause: 'The invoice states no currency in Tribe.',
      fix: 'Fill in the currency of the invoice in Tribe and retry.',
    },
  },
  LINE_CURRENCY_DIFFERS: {
    nl: {
      title: 'Lijn in een andere munt dan de factuur',
      cause: 'Lijn {line} is in {currency}, de factuur zelf niet.',
      fix: 'Verbeter de munt van de lijn in Tribe, of boek de factuur zelf in WinBooks en sla ze hier over.',
    },
    fr: {
      title: 'Ligne dans une autre devise que la facture',
      cause: 'La ligne {line} est en {currency}, contrairement à la facture.',
      fix: 'Corrigez la devise de la ligne dans Tribe, ou encodez la facture vous-même dans WinBooks et ignorez-la ici.',
    },
    en: {
      title: 'Line in another currency than the invoice',
      cause: 'Line {line} is in {currency}, the invoice itself is not.',
      fix: 'Correct the currency of the line in Tribe, or book the invoice in WinBooks yourself and skip it here.',
    },
  },
  CURRENCY_AMOUNTS_MISSING: {
    nl: {
      title: 'Bedragen in de munt van de factuur ontbreken',
      cause: 'De factuur is in {currency}, maar Tribe geeft haar totalen in die munt niet door.',
      fix: 'Boek de factuur zelf in WinBooks en sla ze hier over. Meld dit aan de beheerder van de koppeling.',
    },
    fr: {
      title: 'Montants manquants dans la devise de la facture',
      cause: 'La facture est en {currency}, mais Tribe ne donne pas ses totaux dans cette devise.',
      fix: 'Encodez la facture vous-même dans WinBooks et ignorez-la ici. Signalez-le au gestionnaire de la connexion.',
    },
    en: {
      title: 'Amounts in the currency of the invoice are missing',
      cause: 'The invoice is in {currency}, and Tribe does not give its totals in that currency.',
      fix: 'Book the invoice in WinBooks yourself and skip it here. Report this to whoever runs the connection.',
    },
  },
  CURRENCY_AMOUNTS_DIFFER: {
    nl: {
      title: 'Bedragen in beide munten passen niet bij elkaar',
      cause:
        'In {currency} vermeldt Tribe {netCents} zonder btw, {vatCents} btw en {grossCents} met btw. In euro is de verhouding anders.',
      fix: 'Controleer de factuur in Tribe. Boek ze zelf in WinBooks en sla ze hier over.',
    },
    fr: {
      title: 'Les montants dans les deux devises ne concordent pas',
      cause:
        'En {currency}, Tribe indique {netCents} hors TVA, {vatCents} de TVA et {grossCents} TVA comprise. En euros, les proportions sont autres.',
      fix: 'Vérifiez la facture dans Tribe. Encodez-la vous-même dans WinBooks et ignorez-la ici.',
    },
    en: {
      title: 'Amounts in the two currencies do not agree',
      cause:
        'In {currency} Tribe states {netCents} without VAT, {vatCents} VAT and {grossCents} with VAT. In euro the proportions are others.',
      fix: 'Check the invoice in Tribe. Book it in WinBooks yourself and skip it here.',
    },
  },
  BASE_CURRENCY_DIFFERS: {
    nl: {
      title: 'De basismunt van Tribe is niet de euro',
      cause:
        'De factuur is in {currency}, en haar bedragen in de basismunt van Tribe kunnen geen euro’s zijn. WinBooks boekt in euro.',
      fix: 'Controleer in Tribe de basismunt en de wisselkoers. Boek de factuur anders zelf in WinBooks en sla ze hier over.',
    },
    fr: {
      title: 'La devise de base de Tribe n’est pas l’euro',
      cause:
        'La facture est en {currency}, et ses montants dans la devise de base de Tribe ne peuvent être des euros. WinBooks comptabilise en euros.',
      fix: 'Vérifiez dans Tribe la devise de base et le taux de change. Sinon, encodez la facture vous-même dans WinBooks et ignorez-la ici.',
    },
    en: {
      title: 'Tribe’s base currency is not the euro',
      cause:
        'The invoice is in {currency}, and its amounts in Tribe’s base currency cannot be euros. WinBooks books in euro.',
      fix: 'Check the base currency and the exchange rate in Tribe. Otherwise book the invoice in WinBooks yourself and skip it here.',
    },
  },
  CURRENCY_RATE_MISSING: {
    nl: {
      title: 'Geen wisselkoers voor deze munt',
      cause:
        'De factuur is in {currency}, en Tribe geeft in euro dezelfde bedragen. Zo te zien heeft {currency} in Tribe geen wisselkoers.',
      fix: 'Vul in Tribe de wisselkoers van {currency} in en probeer opnieuw. Verandert een verzonden factuur daar niet meer door, boek ze dan in WinBooks en koppel ze aan dat document.',
    },
    fr: {
      title: 'Pas de taux de change pour cette devise',
      cause:
        'La facture est en {currency}, et Tribe donne les mêmes montants en euros. Il semble que {currency} n’ait pas de taux de change dans Tribe.',
      fix: 'Indiquez dans Tribe le taux de change de {currency} et réessayez. Si une facture envoyée n’en tient plus compte, encodez-la dans WinBooks et liez-la à ce document.',
    },
    en: {
      title: 'No exchange rate for this currency',
      cause:
        'The invoice is in {currency}, and Tribe states the same amounts in euros. It seems that {currency} has no exchange rate in Tribe.',
      fix: 'Fill in the exchange rate of {currency} in Tribe and retry. If a sent invoice no longer follows it, book it in WinBooks and link it to that document.',
    },
  },
  CURRENCY_WITHOUT_CENTS: {
    nl: {
      title: 'Munt met drie decimalen',
      cause: 'Bedragen in {currency} hebben drie decimalen. Een boeking in WinBooks heeft er twee.',
      fix: 'Boek de factuur in WinBooks met de bedragen in euro, en koppel ze aan dat document.',
    },
    fr: {
      title: 'Devise à trois décimales',
      cause: 'Les montants en {currency} ont trois décimales. Une écriture dans WinBooks en a deux.',
      fix: 'Encodez la facture dans WinBooks avec les montants en euros, et liez-la à ce document.',
    },
    en: {
      title: 'Currency with three decimals',
      cause: 'Amounts in {currency} have three decimals. An entry in WinBooks has two.',
      fix: 'Book the invoice in WinBooks with its amounts in euros, and link it to that document.',
    },
  },
} satisfies Partial<Record<IssueCode, IssueTexts>>;
