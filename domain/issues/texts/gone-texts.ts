import type { IssueCode } from '../issue-catalogue';
import type { IssueTexts } from './text-types';

/** About what was deleted after it was booked. */
export const goneTexts = {
  BOOKING_GONE: {
    nl: {
      title: 'Boeking verwijderd in WinBooks',
      cause:
        'De factuur was geboekt als document {docNumber} in dagboek {journal}: {date}, klant {customer}, {grossCents} (document {documentId}). Dat document staat niet meer in WinBooks. Er is niets opnieuw geboekt.',
      fix: 'Zoek in WinBooks uit waarom het verwijderd is. Laat de factuur opnieuw boeken met “rebook”, of koppel ze met “link” aan het document dat in de plaats kwam. Hoort ze niet in de boekhouding, markeer dit aandachtspunt dan met “seen”.',
    },
    fr: {
      title: 'Écriture supprimée dans WinBooks',
      cause:
        'La facture était comptabilisée comme document {docNumber} du journal {journal} : {date}, client {customer}, {grossCents} (document {documentId}). Ce document ne figure plus dans WinBooks. Rien n’a été comptabilisé à nouveau.',
      fix: 'Cherchez dans WinBooks pourquoi il a été supprimé. Faites comptabiliser la facture à nouveau avec « rebook », ou liez-la avec « link » au document qui l’a remplacé. Si elle n’a pas sa place dans la comptabilité, marquez ce point d’attention avec « seen ».',
    },
    en: {
      title: 'Booking was deleted in WinBooks',
      cause:
        'The invoice was booked as document {docNumber} in journal {journal}: {date}, customer {customer}, {grossCents} (document {documentId}). That document is no longer in WinBooks. Nothing was booked again.',
      fix: 'Find out in WinBooks why it was deleted. Have the invoice booked again with “rebook”, or link it with “link” to the document that took its place. If it does not belong in the books, mark this issue with “seen”.',
    },
  },
  INVOICE_GONE: {
    nl: {
      title: 'Geboekte factuur verwijderd in Tribe',
      cause:
        'De factuur bestaat niet meer in Tribe. In WinBooks is ze geboekt als document {docNumber} in dagboek {journal}: {date}, klant {customer}, {grossCents}. Die boeking is niet gewijzigd.',
      fix: 'Zoek uit waarom ze in Tribe verwijderd is. Hoort ze niet in de boekhouding, boek er dan een creditnota voor in WinBooks. Markeer dit aandachtspunt daarna, of als de boeking goed is, met “seen”.',
    },
    fr: {
      title: 'Facture comptabilisée supprimée dans Tribe',
      cause:
        'La facture n’existe plus dans Tribe. Dans WinBooks, elle est comptabilisée comme document {docNumber} du journal {journal} : {date}, client {customer}, {grossCents}. Cette écriture n’a pas été modifiée.',
      fix: 'Cherchez pourquoi elle a été supprimée dans Tribe. Si elle n’a pas sa place dans la comptabilité, encodez une note de crédit dans WinBooks. Ensuite, ou si l’écriture convient ainsi, marquez ce point d’attention avec « seen ».',
    },
    en: {
      title: 'Booked invoice was deleted in Tribe',
      cause:
        'The invoice no longer exists in Tribe. In WinBooks it is booked as document {docNumber} in journal {journal}: {date}, customer {customer}, {grossCents}. That booking was not changed.',
      fix: 'Find out why it was deleted in Tribe. If it does not belong in the books, book a credit note for it in WinBooks. After that, or if the booking is right as it is, mark this issue with “seen”.',
    },
  },
} satisfies Partial<Record<IssueCode, IssueTexts>>;
