import type { IssueCode } from '../issue-catalogue';
import type { IssueTexts } from './text-types';

/** About what the comparison of both books shows and nothing else had told. */
export const tieOutTexts = {
  INVOICE_NOT_BOOKED: {
    nl: {
      title: 'Verzonden factuur ontbreekt in WinBooks',
      cause:
        'Factuur {number} van {date} ({grossCents}) is in Tribe verzonden, maar staat niet in WinBooks. Er is geen andere reden bekend.',
      fix: 'Kijk na of de koppeling loopt, en laat Tribe opnieuw lezen met “sync”. Blijft ze ontbreken, meld dit dan aan de helpdesk. Dit aandachtspunt wordt vanzelf gesloten zodra ze geboekt is.',
    },
    fr: {
      title: 'Facture envoyée absente de WinBooks',
      cause:
        'La facture {number} du {date} ({grossCents}) est envoyée dans Tribe, mais ne figure pas dans WinBooks. Aucune autre raison n’est connue.',
      fix: 'Vérifiez que l’intégration fonctionne, et faites relire Tribe avec « sync ». Si elle reste absente, signalez-le au support. Ce point d’attention se ferme automatiquement dès qu’elle est comptabilisée.',
    },
    en: {
      title: 'Sent invoice is not in WinBooks',
      cause:
        'Invoice {number} of {date} ({grossCents}) was sent in Tribe, but is not in WinBooks. No other reason is known.',
      fix: 'Check that synchronisation runs, and have Tribe read again with “sync”. If it is still missing, tell support. This issue closes automatically once it is booked.',
    },
  },
  UNKNOWN_DOCUMENTS: {
    nl: {
      title: 'Documenten zonder factuur in Tribe',
      cause:
        'In dagboek {journal} staan voor {month} {count|document|documenten} die bij geen factuur van Tribe horen: {documents}.',
      fix: 'Zoek elk document op in WinBooks. Is het een factuur van Tribe, koppel die dan met “link”. Is ze al geboekt, verwijder dan het dubbele document of boek er een creditnota voor. Hoort het niet bij Tribe, boek het dan in een ander dagboek. Dit aandachtspunt wordt vanzelf gesloten.',
    },
    fr: {
      title: 'Documents sans facture dans Tribe',
      cause:
        'Le journal {journal} contient pour {month} {count|document|documents} sans facture de Tribe : {documents}.',
      fix: 'Cherchez chaque document dans WinBooks. Si c’est une facture de Tribe, liez-la avec « link ». Si elle est déjà comptabilisée, supprimez le document en double ou encodez une note de crédit. S’il est étranger à Tribe, encodez-le dans un autre journal. Ce point d’attention se ferme automatiquement.',
    },
    en: {
      title: 'Documents without an invoice in Tribe',
      cause:
        'For {month}, journal {journal} has {count|document|documents} that belong to no invoice of Tribe: {documents}.',
      fix: 'Look each document up in WinBooks. If it is an invoice of Tribe, link that with “link”. If that is booked already, delete the duplicate or book a credit note for it. If it is not of Tribe, book it in another journal. This issue closes automatically.',
    },
  },
} satisfies Partial<Record<IssueCode, IssueTexts>>;
