import type { IssueCode } from '../issue-catalogue';
import type { IssueTexts } from './text-types';

/** What was asked for about the document or the customer of an invoice, and not done. */
export const linkRefusalTexts = {
  DOCUMENT_NAME_UNCLEAR: {
    nl: {
      title: 'Document niet duidelijk genoemd',
      cause: 'De aanduiding “{document}” noemt geen document van WinBooks. Er is niets gewijzigd.',
      fix: 'Noem het met zijn id in WinBooks, of met dagboek en nummer, zoals “VEN/20260012”.',
    },
    fr: {
      title: 'Document pas clairement désigné',
      cause:
        'La désignation « {document} » ne correspond à aucun document de WinBooks. Rien n’a été modifié.',
      fix: 'Désignez-le par son identifiant dans WinBooks, ou par journal et numéro, comme « VEN/20260012 ».',
    },
    en: {
      title: 'Document is not named clearly',
      cause: 'The name “{document}” is that of no document in WinBooks. Nothing was changed.',
      fix: 'Name it by its id in WinBooks, or by journal and number, such as “VEN/20260012”.',
    },
  },
  DOCUMENT_JOURNAL_UNKNOWN: {
    nl: {
      title: 'Dagboek van het document niet gevonden',
      cause: 'Het dossier heeft geen dagboek {journal}. Het heeft: {journals}. Er is niets gewijzigd.',
      fix: 'Noem het document met een dagboek van het dossier.',
    },
    fr: {
      title: 'Journal du document introuvable',
      cause: 'Le dossier n’a pas de journal {journal}. Il a : {journals}. Rien n’a été modifié.',
      fix: 'Désignez le document avec un journal du dossier.',
    },
    en: {
      title: 'Journal of the document not found',
      cause: 'The folder has no journal {journal}. It has: {journals}. Nothing was changed.',
      fix: 'Name the document with a journal of the folder.',
    },
  },
  DOCUMENT_NOT_FOUND: {
    nl: {
      title: 'Document niet gevonden in WinBooks',
      cause: 'WinBooks heeft geen document {document}. Er is niets gewijzigd.',
      fix: 'Controleer het dagboek en het nummer in WinBooks.',
    },
    fr: {
      title: 'Document introuvable dans WinBooks',
      cause: 'WinBooks n’a pas de document {document}. Rien n’a été modifié.',
      fix: 'Vérifiez le journal et le numéro dans WinBooks.',
    },
    en: {
      title: 'Document not found in WinBooks',
      cause: 'WinBooks has no document {document}. Nothing was changed.',
      fix: 'Check the journal and the number in WinBooks.',
    },
  },
  DOCUMENT_AMBIGUOUS: {
    nl: {
      title: 'Verschillende documenten met dit nummer',
      cause: 'WinBooks heeft meer dan één document {document}: {documents}. Er is niets gewijzigd.',
      fix: 'Noem het document met zijn id in WinBooks.',
    },
    fr: {
      title: 'Plusieurs documents avec ce numéro',
      cause: 'WinBooks a plus d’un document {document} : {documents}. Rien n’a été modifié.',
      fix: 'Désignez le document par son identifiant dans WinBooks.',
    },
    en: {
      title: 'Several documents with this number',
      cause: 'WinBooks has more than one document {document}: {documents}. Nothing was changed.',
      fix: 'Name the document by its id in WinBooks.',
    },
  },
  DOCUMENT_OF_OTHER_INVOICE: {
    nl: {
      title: 'Document van een andere factuur',
      cause:
        'Document {document} draagt de referentie van een andere factuur uit Tribe. Er is niets gewijzigd.',
      fix: 'Kies een ander document.',
    },
    fr: {
      title: 'Document d’une autre facture',
      cause: 'Le document {document} porte la référence d’une autre facture de Tribe. Rien n’a été modifié.',
      fix: 'Choisissez un autre document.',
    },
    en: {
      title: 'Document of another invoice',
      cause: 'Document {document} carries the reference of another invoice from Tribe. Nothing was changed.',
      fix: 'Choose another document.',
    },
  },
  DOCUMENT_TAKEN: {
    nl: {
      title: 'Document is al van een andere factuur',
      cause: 'Document {document} hoort al bij factuur {otherInvoice}. Er is niets gewijzigd.',
      fix: 'Kies een ander document.',
    },
    fr: {
      title: 'Document déjà lié à une autre facture',
      cause: 'Le document {document} appartient déjà à la facture {otherInvoice}. Rien n’a été modifié.',
      fix: 'Choisissez un autre document.',
    },
    en: {
      title: 'Document belongs to another invoice already',
      cause: 'Document {document} already belongs to invoice {otherInvoice}. Nothing was changed.',
      fix: 'Choose another document.',
    },
  },
  DOCUMENT_NUMBER_CLAIMED: {
    nl: {
      title: 'Nummer is bestemd voor een andere factuur',
      cause:
        'Factuur {otherInvoice} wordt geboekt onder het nummer van document {document}. Er is niets gewijzigd.',
      fix: 'Sla eerst factuur {otherInvoice} over met “skip”.',
    },
    fr: {
      title: 'Numéro destiné à une autre facture',
      cause:
        'La facture {otherInvoice} sera comptabilisée sous le numéro du document {document}. Rien n’a été modifié.',
      fix: 'Écartez d’abord la facture {otherInvoice} avec « skip ».',
    },
    en: {
      title: 'Number is meant for another invoice',
      cause:
        'Invoice {otherInvoice} is to be booked under the number of document {document}. Nothing was changed.',
      fix: 'Skip invoice {otherInvoice} first, with “skip”.',
    },
  },
  LINK_DIFFERS: {
    nl: {
      title: 'Factuur en document verschillen',
      cause:
        'Factuur {invoice}: klant {invoiceCustomer}, {invoiceCents}. Document {document}: klant {documentCustomer}, {documentCents}. Er is niets gewijzigd.',
      fix: 'Kies een ander document. Zijn ze toch dezelfde, bevestig dat dan uitdrukkelijk.',
    },
    fr: {
      title: 'La facture et le document diffèrent',
      cause:
        'Facture {invoice} : client {invoiceCustomer}, {invoiceCents}. Document {document} : client {documentCustomer}, {documentCents}. Rien n’a été modifié.',
      fix: 'Choisissez un autre document. S’il s’agit bien du même, confirmez-le expressément.',
    },
    en: {
      title: 'Invoice and document differ',
      cause:
        'Invoice {invoice}: customer {invoiceCustomer}, {invoiceCents}. Document {document}: customer {documentCustomer}, {documentCents}. Nothing was changed.',
      fix: 'Choose another document. If they are the same nevertheless, confirm that explicitly.',
    },
  },
  DOCUMENT_MOVED: {
    nl: {
      title: 'Boeking staat nu onder een andere id',
      cause:
        'Factuur {invoice} is geboekt als {document}. In WinBooks heeft ze nu id {documentId}, die automatisch overgenomen wordt. Er is niets gewijzigd.',
      fix: 'Wacht enkele minuten en bekijk de factuur opnieuw.',
    },
    fr: {
      title: 'Écriture sous un autre identifiant',
      cause:
        'La facture {invoice} est comptabilisée comme {document}. Dans WinBooks, son identifiant est maintenant {documentId}, qui sera repris automatiquement. Rien n’a été modifié.',
      fix: 'Attendez quelques minutes et consultez à nouveau la facture.',
    },
    en: {
      title: 'Booking has another id now',
      cause:
        'Invoice {invoice} is booked as {document}. In WinBooks its id is {documentId} now, which is taken over automatically. Nothing was changed.',
      fix: 'Wait some minutes and look at the invoice again.',
    },
  },
  CUSTOMER_CODE_UNKNOWN: {
    nl: {
      title: 'Geen klant met deze referentie',
      cause: 'WinBooks heeft geen klant {customer}. Er is niets gewijzigd.',
      fix: 'Controleer de referentie van de klant in WinBooks.',
    },
    fr: {
      title: 'Aucun client avec cette référence',
      cause: 'WinBooks n’a pas de client {customer}. Rien n’a été modifié.',
      fix: 'Vérifiez la référence du client dans WinBooks.',
    },
    en: {
      title: 'No customer with this reference',
      cause: 'WinBooks has no customer {customer}. Nothing was changed.',
      fix: 'Check the reference of the customer in WinBooks.',
    },
  },
  CUSTOMER_BEING_CREATED: {
    nl: {
      title: 'Klant wordt net aangemaakt',
      cause:
        'De klant van factuur {invoice} wordt op dit moment in WinBooks aangemaakt. Er is niets gewijzigd.',
      fix: 'Probeer het over enkele minuten opnieuw.',
    },
    fr: {
      title: 'Client en cours de création',
      cause:
        'Le client de la facture {invoice} est en cours de création dans WinBooks. Rien n’a été modifié.',
      fix: 'Réessayez dans quelques minutes.',
    },
    en: {
      title: 'Customer is being created',
      cause:
        'The customer of invoice {invoice} is being created in WinBooks at this moment. Nothing was changed.',
      fix: 'Try again in some minutes.',
    },
  },
} satisfies Partial<Record<IssueCode, IssueTexts>>;
