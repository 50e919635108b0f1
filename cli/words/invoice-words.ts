import { documentName } from '../../activities/invoices/booking-issues';
import type { Language } from '../../domain/issues/texts/text-types';
import type { ListedBooking } from '../../store/bookings/booking-row';

const INVOICE: Readonly<Record<Language, string>> = { nl: 'Factuur', fr: 'La facture', en: 'Invoice' };

/** `Invoice 20260012`, or its id when it has no number: the beginning of a sentence. */
export function nameOf(
  { number, tribeInvoiceId }: Pick<ListedBooking, 'number' | 'tribeInvoiceId'>,
  language: Language,
): string {
  return `${INVOICE[language]} ${number ?? tribeInvoiceId}`;
}

interface StateSentences {
  readonly waiting: string;
  readonly prepared: string;
  readonly posting: string;
  readonly verifying: string;
  readonly booked: string;
  readonly linked: string;
  readonly held: string;
  readonly skipped: string;
  readonly withoutReason: string;
}

const SENTENCES: Readonly<Record<Language, StateSentences>> = {
  nl: {
    waiting: 'wacht op haar beurt',
    prepared: 'is onderweg: ze wordt zo dadelijk verstuurd',
    posting: 'is onderweg: ze wordt naar WinBooks verstuurd',
    verifying: 'is onderweg: WinBooks gaf geen antwoord, en wordt gevraagd wat ervan geworden is',
    booked: 'is geboekt',
    linked: 'gekoppeld aan ',
    held: 'is tegengehouden',
    skipped: 'werd overgeslagen',
    withoutReason: 'zonder reden',
  },
  fr: {
    waiting: 'attend son tour',
    prepared: 'est en cours\u00a0: elle va être envoyée',
    posting: 'est en cours\u00a0: elle est envoyée à WinBooks',
    verifying: 'est en cours\u00a0: WinBooks n’a pas répondu, et on lui demande ce qu’il en est',
    booked: 'est comptabilisée',
    linked: 'liée à ',
    held: 'est retenue',
    skipped: 'a été écartée',
    withoutReason: 'sans raison',
  },
  en: {
    waiting: 'is waiting for its turn',
    prepared: 'is under way: about to be sent',
    posting: 'is under way: being sent to WinBooks',
    verifying: 'is under way: WinBooks gave no answer and is asked what became of it',
    booked: 'is booked',
    linked: 'linked to ',
    held: 'is held',
    skipped: 'was skipped',
    withoutReason: 'without a reason',
  },
};

/** What an invoice is doing, to go on after its name. */
export function stateInWords(booking: ListedBooking, language: Language): string {
  const words = SENTENCES[language];
  const colon = language === 'fr' ? '\u00a0: ' : ': ';
  switch (booking.state) {
    case 'waiting':
    case 'prepared':
    case 'posting':
    case 'verifying':
      return words[booking.state];
    case 'booked':
      return `${words.booked}${colon}${booking.linked ? words.linked : ''}${documentName(booking)}`;
    case 'held':
      return `${words.held}${colon}${booking.issueCode ?? words.withoutReason}`;
    case 'skipped':
      return `${words.skipped}${colon}${booking.skipReason ?? words.withoutReason}`;
  }
}
