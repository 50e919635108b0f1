import type { IssueCode } from '../issue-catalogue';
import type { IssueTexts } from './text-types';

/** About what was deleted after it was booked. */
export const goneTexts = {
  BOOKING_GONE: {
    nl: {
      title: 'Boeking verwijderd in WinBooks',
      cause:
        'Document {docNumber} in dagboek {journal} ({date}, klant {customer}, {grossCents}) staat niet meer in WinBooks (document {documentId}). Er is niets opnieuw geboekt.',
      fix: 'Zoek uit waarom het verwijderd is. Moet de factuur in de boekhouding, laat ze dan opnieuw boeken, of koppel ze aan het document dat in de plaats kwam. Is het goed zo, markeer dit punt dan als gezien.',
    },
    fr: {
      title: 'Écriture supprimée dans WinBooks',
      cause:
        'Le document {docNumber} du journal {journal} ({date}, client {customer}, {grossCents}) ne figure plus dans WinBooks (document {documentId}). Rien n’a été comptabilisé à nouveau.',
      fix: 'Cherchez pourquoi il a été supprimé. Si la facture doit figurer dans la comptabilité, faites-la comptabiliser à nouveau, ou liez-la au document qui l’a remplacée. Si c’est voulu, marquez ce point comme vu.',
    },
    en: {
      title: 'Booking was deleted in WinBooks',
      cause:
        'Document {docNumber} in journal {journal} ({date}, customer {customer}, {grossCents}) is not in WinBooks any more (document {documentId}). Nothing was booked again.',
      fix: 'Find out why it was deleted. If the invoice belongs in the books, have it booked again, or link it to the document that took its place. If it is fine as it is, mark this issue as seen.',
    },
  },
  INVOICE_GONE: {
    nl: {
      title: 'Geboekte factuur verwijderd in Tribe',
      cause:
        'De factuur bestaat niet meer in Tribe. In WinBooks is ze geboekt als document {docNumber} in dagboek {journal}: {date}, klant {customer}, {grossCents}.',
      fix: 'Zoek uit waarom ze in Tribe verwijderd is. Hoort ze niet in de boekhouding, boek dan een creditnota in WinBooks; vanzelf wijzigt er niets. Markeer dit punt daarna als gezien.',
    },
    fr: {
      title: 'Facture comptabilisée supprimée dans Tribe',
      cause:
        'La facture n’existe plus dans Tribe. Dans WinBooks, elle est comptabilisée comme document {docNumber} du journal {journal} : {date}, client {customer}, {grossCents}.',
      fix: 'Cherchez pourquoi elle a été supprimée dans Tribe. Si elle n’a pas sa place dans la comptabilité, encodez une note de crédit dans WinBooks ; rien ne change de soi-même. Marquez ensuite ce point comme vu.',
    },
    en: {
      title: 'Booked invoice was deleted in Tribe',
      cause:
        'The invoice does not exist in Tribe any more. In WinBooks it is booked as document {docNumber} in journal {journal}: {date}, customer {customer}, {grossCents}.',
      fix: 'Find out why it was deleted in Tribe. If it does not belong in the books, book a credit note in WinBooks; nothing changes by itself. Then mark this issue as seen.',
    },
  },
} satisfies Partial<Record<IssueCode, IssueTexts>>;
