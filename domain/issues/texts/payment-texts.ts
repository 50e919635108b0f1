import type { IssueCode } from '../issue-catalogue';
import type { IssueTexts } from './text-types';

/** About the payment of a booked invoice. The booking itself is right. */
export const paymentTexts = {
  PAYMENT_FAILS: {
    nl: {
      title: 'Betaling kan niet gelezen worden',
      cause:
        'Het lezen van de betaling van factuur {invoice} in WinBooks mislukte {failures} keer na elkaar: “{words}”. De factuur is wel geboekt, en de betalingen van andere facturen gaan door.',
      fix: 'Er wordt vanzelf opnieuw geprobeerd, met telkens meer tijd ertussen. De helpdesk moet nakijken waarom het mislukt.',
    },
    fr: {
      title: 'Paiement illisible',
      cause:
        'La lecture du paiement de la facture {invoice} dans WinBooks a échoué {failures} fois de suite\u00a0: «\u00a0{words}\u00a0». La facture est bien comptabilisée, et les paiements des autres factures suivent.',
      fix: 'Un nouvel essai a lieu automatiquement, après des attentes de plus en plus longues. Le support doit vérifier pourquoi elle échoue.',
    },
    en: {
      title: 'Payment cannot be read',
      cause:
        'Reading the payment of invoice {invoice} in WinBooks failed {failures|time|times} in a row: “{words}”. The invoice is booked, and the payments of other invoices go on.',
      fix: 'It is tried again automatically, with growing waits. Support must find out why it fails.',
    },
  },
  PHASE_NOT_WRITTEN: {
    nl: {
      title: 'Status in Tribe niet gewijzigd',
      cause:
        'Volgens WinBooks moet factuur {invoice} in Tribe de status {phase} krijgen. Tribe nam dat niet over en antwoordde: “{words}”.',
      fix: 'Zet de factuur in Tribe zelf op {phase}. Daarna wordt dit aandachtspunt vanzelf afgesloten.',
    },
    fr: {
      title: 'Statut non modifié dans Tribe',
      cause:
        'D’après WinBooks, la facture {invoice} doit passer au statut {phase} dans Tribe. Tribe ne l’a pas repris et a répondu\u00a0: «\u00a0{words}\u00a0».',
      fix: 'Mettez vous-même la facture au statut {phase} dans Tribe. Ce point d’attention est ensuite clôturé automatiquement.',
    },
    en: {
      title: 'Phase in Tribe not changed',
      cause:
        'According to WinBooks, invoice {invoice} must get phase {phase} in Tribe. Tribe did not take that over and answered: “{words}”.',
      fix: 'Set the invoice to {phase} in Tribe yourself. This issue is then closed automatically.',
    },
  },
  PHASE_DIFFERS: {
    nl: {
      title: 'Factuur heeft in Tribe een andere status',
      cause:
        'Volgens WinBooks moet factuur {invoice} in Tribe de status {phase} krijgen. Ze staat daar op {shownPhase}, en dat blijft zo.',
      fix: 'Zet de factuur in Tribe op {phase} als dat klopt. Daarna wordt dit aandachtspunt vanzelf afgesloten.',
    },
    fr: {
      title: 'La facture a un autre statut dans Tribe',
      cause:
        'D’après WinBooks, la facture {invoice} doit passer au statut {phase} dans Tribe. Elle y est au statut {shownPhase}, et elle y reste.',
      fix: 'Mettez la facture au statut {phase} dans Tribe si c’est correct. Ce point d’attention est ensuite clôturé automatiquement.',
    },
    en: {
      title: 'Invoice has another phase in Tribe',
      cause:
        'According to WinBooks, invoice {invoice} must get phase {phase} in Tribe. It has phase {shownPhase} there, which stays.',
      fix: 'Set the invoice to {phase} in Tribe if that is right. This issue is then closed automatically.',
    },
  },
} satisfies Partial<Record<IssueCode, IssueTexts>>;
