import type { IssueCode } from '../issue-catalogue';
import type { IssueTexts } from './text-types';

/** What was asked for about one invoice, and not done. */
export const invoiceRefusalTexts = {
  INVOICE_UNKNOWN: {
    nl: {
      title: 'Factuur niet gevonden',
      cause: 'De koppeling “{integration}” heeft geen factuur “{invoice}”.',
      fix: 'Controleer het nummer. “invoices” toont de facturen die gevonden werden.',
    },
    fr: {
      title: 'Facture introuvable',
      cause: 'L’intégration « {integration} » n’a pas de facture « {invoice} ».',
      fix: 'Vérifiez le numéro. « invoices » montre les factures trouvées.',
    },
    en: {
      title: 'Invoice not known here',
      cause: 'Integration “{integration}” has no invoice “{invoice}”.',
      fix: 'Check the number. “invoices” shows the invoices that were found.',
    },
  },
  INVOICE_AMBIGUOUS: {
    nl: {
      title: 'Verschillende facturen met dit nummer',
      cause: 'Het nummer {number} is dat van deze facturen: {invoices}.',
      fix: 'Noem de factuur met haar id in Tribe.',
    },
    fr: {
      title: 'Plusieurs factures avec ce numéro',
      cause: 'Le numéro {number} est celui de ces factures : {invoices}.',
      fix: 'Désignez la facture par son identifiant dans Tribe.',
    },
    en: {
      title: 'Several invoices with this number',
      cause: 'Number {number} is that of these invoices: {invoices}.',
      fix: 'Name the invoice by its id in Tribe.',
    },
  },
  INVOICE_IS_WAITING: {
    nl: {
      title: 'Factuur wacht op haar beurt',
      cause: 'Factuur {invoice} wacht op haar beurt. Er is niets gewijzigd.',
      fix: 'Wacht tot ze geboekt of tegengehouden is. Met “skip” wordt ze niet geboekt.',
    },
    fr: {
      title: 'Facture en attente de son tour',
      cause: 'La facture {invoice} attend son tour. Rien n’a été modifié.',
      fix: 'Attendez qu’elle soit comptabilisée ou retenue. Avec « skip », elle n’est pas comptabilisée.',
    },
    en: {
      title: 'Invoice waits for its turn',
      cause: 'Invoice {invoice} is waiting for its turn. Nothing was changed.',
      fix: 'Wait until it is booked or held. With “skip” it is not booked.',
    },
  },
  INVOICE_IS_UNDER_WAY: {
    nl: {
      title: 'Factuur is onderweg',
      cause: 'Factuur {invoice} is onderweg naar WinBooks ({bookingState}). Er is niets gewijzigd.',
      fix: 'Wacht tot ze geboekt of tegengehouden is.',
    },
    fr: {
      title: 'Facture en cours d’envoi',
      cause: 'La facture {invoice} est en route vers WinBooks ({bookingState}). Rien n’a été modifié.',
      fix: 'Attendez qu’elle soit comptabilisée ou retenue.',
    },
    en: {
      title: 'Invoice is under way',
      cause: 'Invoice {invoice} is on its way to WinBooks ({bookingState}). Nothing was changed.',
      fix: 'Wait until it is booked or held.',
    },
  },
  INVOICE_IS_BOOKED: {
    nl: {
      title: 'Factuur is geboekt',
      cause: 'Factuur {invoice} is geboekt als {document} en blijft zo. Er is niets gewijzigd.',
      fix: 'Verbeter de boeking zo nodig in WinBooks.',
    },
    fr: {
      title: 'Facture déjà comptabilisée',
      cause: 'La facture {invoice} est comptabilisée comme {document} et le reste. Rien n’a été modifié.',
      fix: 'Corrigez l’écriture dans WinBooks si nécessaire.',
    },
    en: {
      title: 'Invoice is booked',
      cause: 'Invoice {invoice} is booked as {document} and stays so. Nothing was changed.',
      fix: 'Correct the booking in WinBooks if needed.',
    },
  },
  INVOICE_IS_HELD: {
    nl: {
      title: 'Factuur is tegengehouden',
      cause: 'Factuur {invoice} is tegengehouden ({issueCode}) en is niet geboekt. Er is niets gewijzigd.',
      fix: 'Bekijk met “issues” wat eraan te doen is.',
    },
    fr: {
      title: 'Facture retenue',
      cause:
        'La facture {invoice} est retenue ({issueCode}) et n’est pas comptabilisée. Rien n’a été modifié.',
      fix: 'Voyez avec « issues » ce qu’il faut faire.',
    },
    en: {
      title: 'Invoice is held',
      cause: 'Invoice {invoice} is held ({issueCode}) and is not booked. Nothing was changed.',
      fix: 'See with “issues” what can be done.',
    },
  },
  INVOICE_IS_SKIPPED: {
    nl: {
      title: 'Factuur is overgeslagen',
      cause:
        'Factuur {invoice} werd overgeslagen en is niet geboekt. Er is niets gewijzigd. De reden was: {reason}.',
      fix: 'Met “retry” wordt ze alsnog geboekt.',
    },
    fr: {
      title: 'Facture écartée',
      cause:
        'La facture {invoice} a été écartée et n’est pas comptabilisée. Rien n’a été modifié. La raison était : {reason}.',
      fix: 'Avec « retry », elle est comptabilisée quand même.',
    },
    en: {
      title: 'Invoice was skipped',
      cause:
        'Invoice {invoice} was skipped and is not booked. Nothing was changed. The reason was: {reason}.',
      fix: 'With “retry” it is booked after all.',
    },
  },
  NEAR_MISSES_ONE_BY_ONE: {
    nl: {
      title: 'Mogelijke dubbels worden één voor één beoordeeld',
      cause:
        'Bij elke factuur die op een document in WinBooks lijkt, beslist een persoon of het dezelfde is. Er is niets gewijzigd.',
      fix: 'Kies per factuur “retry” of “link”.',
    },
    fr: {
      title: 'Doublons possibles à juger un par un',
      cause:
        'Pour chaque facture qui ressemble à un document dans WinBooks, une personne décide si c’est la même. Rien n’a été modifié.',
      fix: 'Choisissez « retry » ou « link » pour chaque facture.',
    },
    en: {
      title: 'Possible duplicates are judged one by one',
      cause:
        'For each invoice that resembles a document in WinBooks, a person decides whether it is the same. Nothing was changed.',
      fix: 'Choose “retry” or “link” for each invoice.',
    },
  },
  NOTHING_TO_SEE: {
    nl: {
      title: 'Geen open aandachtspunt om af te sluiten',
      cause:
        'Factuur {invoice} is geboekt als {document} en heeft geen open aandachtspunt van deze soort. Er is niets gewijzigd.',
      fix: 'Bekijk met “issues” wat open staat.',
    },
    fr: {
      title: 'Aucun point d’attention à clôturer',
      cause:
        'La facture {invoice} est comptabilisée comme {document} et n’a aucun point d’attention ouvert de ce type. Rien n’a été modifié.',
      fix: 'Voyez avec « issues » ce qui est ouvert.',
    },
    en: {
      title: 'No open issue to close',
      cause:
        'Invoice {invoice} is booked as {document} and has no open issue of this kind. Nothing was changed.',
      fix: 'See with “issues” what is open.',
    },
  },
  REASON_MISSING: {
    nl: {
      title: 'De reden ontbreekt',
      cause: 'Wie een factuur overslaat, zegt waarom. Er is niets gewijzigd.',
      fix: 'Geef een reden op, zoals “zelf geboekt in WinBooks”.',
    },
    fr: {
      title: 'La raison manque',
      cause: 'Qui écarte une facture dit pourquoi. Rien n’a été modifié.',
      fix: 'Indiquez une raison, comme « encodée dans WinBooks ».',
    },
    en: {
      title: 'The reason is missing',
      cause: 'Skipping an invoice needs a reason. Nothing was changed.',
      fix: 'Give a reason, such as “keyed in WinBooks”.',
    },
  },
  REASON_TOO_LONG: {
    nl: {
      title: 'De reden is te lang',
      cause: 'De reden heeft {length} tekens. Het hoogste aantal is {longest}. Er is niets gewijzigd.',
      fix: 'Geef een kortere reden op.',
    },
    fr: {
      title: 'La raison est trop longue',
      cause: 'La raison compte {length} caractères. Le maximum est {longest}. Rien n’a été modifié.',
      fix: 'Indiquez une raison plus courte.',
    },
    en: {
      title: 'The reason is too long',
      cause: 'The reason has {length} characters. The most is {longest}. Nothing was changed.',
      fix: 'Give a shorter reason.',
    },
  },
} satisfies Partial<Record<IssueCode, IssueTexts>>;
