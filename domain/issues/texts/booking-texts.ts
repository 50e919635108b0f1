import type { IssueCode } from '../issue-catalogue';
import type { IssueTexts } from './text-types';

/** About the booking in WinBooks. */
export const bookingTexts = {
  NUMBER_CLAIMED: {
    nl: {
      title: 'Twee facturen met hetzelfde nummer',
      cause:
        'Een andere factuur uit Tribe ({otherInvoice}) heeft al nummer {docNumber} in dagboek {journal}.',
      fix: 'Verbeter het nummer van een van beide in Tribe: die factuur wordt dan vanzelf opnieuw geprobeerd. Of pas aan hoe nummers overgenomen worden (instellingen “documentNumber” en “numberingScope”).',
    },
    fr: {
      title: 'Deux factures avec le même numéro',
      cause:
        'Une autre facture de Tribe ({otherInvoice}) porte déjà le numéro {docNumber} dans le journal {journal}.',
      fix: 'Corrigez dans Tribe le numéro de l’une des deux : cette facture sera réessayée automatiquement. Ou adaptez la façon de reprendre les numéros (réglages « documentNumber » et « numberingScope »).',
    },
    en: {
      title: 'Two invoices with the same number',
      cause:
        'Another invoice from Tribe ({otherInvoice}) already has number {docNumber} in journal {journal}.',
      fix: 'Correct the number of one of the two in Tribe: that invoice is then tried again automatically. Or change how numbers are taken over (settings “documentNumber” and “numberingScope”).',
    },
  },
  BOOKING_REFUSED: {
    nl: {
      title: 'WinBooks weigert de boeking',
      cause: 'WinBooks heeft de factuur niet geboekt en antwoordde: “{words}”.',
      fix: 'Los op wat WinBooks meldt, misschien een afgesloten periode, en probeer opnieuw met “retry”. Lukt dat niet, boek de factuur dan in WinBooks en koppel ze hier met “link”.',
    },
    fr: {
      title: 'WinBooks refuse l’écriture',
      cause: 'WinBooks n’a pas comptabilisé la facture et a répondu : « {words} ».',
      fix: 'Corrigez ce que WinBooks signale, peut-être une période clôturée, et réessayez avec « retry ». À défaut, encodez la facture dans WinBooks et liez-la ici avec « link ».',
    },
    en: {
      title: 'WinBooks refuses the booking',
      cause: 'WinBooks did not book the invoice and answered: “{words}”.',
      fix: 'Solve what WinBooks reports, perhaps a closed period, and try again with “retry”. Failing that, book the invoice in WinBooks and link it here with “link”.',
    },
  },
  BOOKING_DIFFERS: {
    nl: {
      title: 'Boeking wijkt af van de factuur',
      cause:
        'Document {docNumber} in dagboek {journal} is geboekt, maar verschilt van de factuur: {differences}.',
      fix: 'Vergelijk het document in WinBooks met de factuur en verbeter het waar nodig. Er wordt niets opnieuw geboekt. Is het verbeterd, of is het goed zo, markeer dit aandachtspunt dan met “seen”.',
    },
    fr: {
      title: 'L’écriture diffère de la facture',
      cause:
        'Le document {docNumber} du journal {journal} est comptabilisé, mais diffère de la facture : {differences}.',
      fix: 'Comparez le document dans WinBooks avec la facture et corrigez-le si nécessaire. Rien ne sera comptabilisé à nouveau. Une fois corrigé, ou s’il convient ainsi, marquez ce point d’attention avec « seen ».',
    },
    en: {
      title: 'Booking differs from the invoice',
      cause:
        'Document {docNumber} in journal {journal} is booked, but differs from the invoice: {differences}.',
      fix: 'Compare the document in WinBooks with the invoice and correct it where needed. Nothing is booked again. Once it is corrected, or if it is right as it is, mark this issue with “seen”.',
    },
  },
  BOOKING_FAILS: {
    nl: {
      title: 'WinBooks neemt deze factuur niet aan',
      cause:
        'WinBooks antwoordde {attempts} keer met een storing op nummer {docNumber} in dagboek {journal}. Andere facturen boekte het intussen wel. Deze staat niet in WinBooks.',
      fix: 'Kijk in WinBooks na of periode, klant en rekeningen van deze factuur open zijn, en probeer opnieuw met “retry”. Lukt dat niet, boek de factuur dan in WinBooks en koppel ze hier met “link”.',
    },
    fr: {
      title: 'WinBooks n’accepte pas cette facture',
      cause:
        'WinBooks a répondu {attempts} fois par une erreur interne au numéro {docNumber} du journal {journal}. Entre-temps, il comptabilisait d’autres factures. Celle-ci ne figure pas dans WinBooks.',
      fix: 'Vérifiez dans WinBooks que la période, le client et les comptes de cette facture sont ouverts, puis réessayez avec « retry ». À défaut, encodez la facture dans WinBooks et liez-la ici avec « link ».',
    },
    en: {
      title: 'WinBooks does not accept this invoice',
      cause:
        'WinBooks answered with a failure {attempts|time|times} to number {docNumber} in journal {journal}. Meanwhile it booked other invoices. This one is not in WinBooks.',
      fix: 'Check in WinBooks that period, customer and accounts of this invoice are open, and try again with “retry”. Failing that, book the invoice in WinBooks and link it here with “link”.',
    },
  },
  BOOKED_TWICE: {
    nl: {
      title: 'Factuur staat tweemaal in WinBooks',
      cause: 'WinBooks bevat deze factuur meer dan één keer: {documents}.',
      fix: 'Verwijder {duplicate} in WinBooks, of boek er een creditnota voor (D debet, C credit): {creditNote}. Markeer dit aandachtspunt daarna met “seen”.',
    },
    fr: {
      title: 'La facture figure deux fois dans WinBooks',
      cause: 'WinBooks contient cette facture plus d’une fois : {documents}.',
      fix: 'Supprimez {duplicate} dans WinBooks, ou encodez une note de crédit (D débit, C crédit) : {creditNote}. Marquez ensuite ce point d’attention avec « seen ».',
    },
    en: {
      title: 'Invoice is in WinBooks twice',
      cause: 'WinBooks has this invoice more than once: {documents}.',
      fix: 'Delete {duplicate} in WinBooks, or book a credit note for it (D debit, C credit): {creditNote}. Then mark this issue with “seen”.',
    },
  },
  DOCUMENT_ALREADY_LINKED: {
    nl: {
      title: 'Document hoort al bij een andere factuur',
      cause:
        'Document {docNumber} in dagboek {journal} is al gekoppeld aan een andere factuur uit Tribe ({otherInvoice}).',
      fix: 'Controleer in WinBooks bij welke factuur het document hoort. Boek de andere in WinBooks en koppel ze met “link”.',
    },
    fr: {
      title: 'Le document appartient déjà à une autre facture',
      cause:
        'Le document {docNumber} du journal {journal} est déjà lié à une autre facture de Tribe ({otherInvoice}).',
      fix: 'Vérifiez dans WinBooks à quelle facture le document appartient. Encodez l’autre dans WinBooks et liez-la avec « link ».',
    },
    en: {
      title: 'Document already belongs to another invoice',
      cause:
        'Document {docNumber} in journal {journal} is already linked to another invoice from Tribe ({otherInvoice}).',
      fix: 'Check in WinBooks which invoice the document belongs to. Book the other one in WinBooks and link it with “link”.',
    },
  },
  INVOICE_CHANGED: {
    nl: {
      title: 'Factuur gewijzigd na het boeken',
      cause:
        'De factuur is in Tribe gewijzigd nadat ze geboekt was als document {docNumber} in dagboek {journal}. Geboekt: {bookedCents}, {bookedDate}, klant {bookedCustomer}. In Tribe nu: {statedCents}, {statedDate}, klant {statedCustomer}.',
      fix: 'Vergelijk beide, ook de lijnen, en verbeter de boeking in WinBooks waar nodig: wat geboekt is, wijzigt niet vanzelf. Is de boeking verbeterd, of is ze goed zo, markeer dit aandachtspunt dan met “seen”.',
    },
    fr: {
      title: 'Facture modifiée après sa comptabilisation',
      cause:
        'La facture a été modifiée dans Tribe après sa comptabilisation comme document {docNumber} du journal {journal}. Comptabilisé : {bookedCents}, {bookedDate}, client {bookedCustomer}. Dans Tribe maintenant : {statedCents}, {statedDate}, client {statedCustomer}.',
      fix: 'Comparez les deux, y compris les lignes, et corrigez l’écriture dans WinBooks si nécessaire : ce qui est comptabilisé ne change pas automatiquement. Une fois l’écriture corrigée, ou si elle convient ainsi, marquez ce point d’attention avec « seen ».',
    },
    en: {
      title: 'Invoice changed after it was booked',
      cause:
        'The invoice was changed in Tribe after it was booked as document {docNumber} in journal {journal}. Booked: {bookedCents}, {bookedDate}, customer {bookedCustomer}. In Tribe now: {statedCents}, {statedDate}, customer {statedCustomer}.',
      fix: 'Compare the two, lines included, and correct the booking in WinBooks where needed: what is booked does not change automatically. Once it is corrected, or if it is right as it is, mark this issue with “seen”.',
    },
  },
  LOOKUP_BLIND: {
    nl: {
      title: 'Boeking is niet terug te vinden',
      cause:
        'WinBooks bevestigde document {docNumber} in dagboek {journal}, maar toont het niet bij het opzoeken. Intussen wordt er niets meer geboekt.',
      fix: 'Kijk in WinBooks of het document er staat. De helpdesk zoekt uit waarom het niet gevonden wordt, en hervat daarna met “resume”.',
    },
    fr: {
      title: 'L’écriture est introuvable',
      cause:
        'WinBooks a confirmé le document {docNumber} du journal {journal}, mais ne le montre pas à la recherche. Entre-temps, plus rien n’est comptabilisé.',
      fix: 'Regardez dans WinBooks si le document y figure. Le support cherche pourquoi il n’est pas trouvé, puis reprend avec « resume ».',
    },
    en: {
      title: 'Booking cannot be found again',
      cause:
        'WinBooks confirmed document {docNumber} in journal {journal}, but does not show it when it is looked up. Nothing else is booked in the meantime.',
      fix: 'Check in WinBooks whether the document is there. Support finds out why it is not found, and then resumes with “resume”.',
    },
  },
} satisfies Partial<Record<IssueCode, IssueTexts>>;
