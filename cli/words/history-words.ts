import type { HistoryEvent, InvoiceHistory } from '../../actions/invoice-history';
import { documentName } from '../../activities/invoices/booking-issues';
import type { BookingEntry } from '../../domain/booking/booking-entry';
import { isIssueCode } from '../../domain/issues/issue-catalogue';
import { SKIP_REASONS } from '../../domain/issues/texts/check-texts';
import { describeIssue } from '../../domain/issues/texts/describe-issue';
import type { Language } from '../../domain/issues/texts/text-types';
import type { BookingChange } from '../../store/bookings/booking-history';
import { amountInWords } from './amounts';
import { actorInWords, doneInWords } from './audit-words';
import { nameOf, stateInWords } from './invoice-words';
import { momentInWords } from './moments';
import { PAYMENT_WORDS, standingInWords } from './payment-words';

/** The history for people: the invoice, a line per event, and the entry's lines. */
export function historyInWords(history: InvoiceHistory, language: Language): string {
  const { booking, entry, events } = history;
  return [
    `${nameOf(booking, language)} ${stateInWords(booking, language)}.`,
    ...events.map((event) => `  ${momentInWords(event.at, language)}  ${eventInWords(event, language)}`),
    ...(entry === null ? [] : entryInWords(entry, booking.attempt > 0, language)),
  ].join('\n');
}

function eventInWords(event: HistoryEvent, language: Language): string {
  const words = HISTORY_WORDS[language];
  switch (event.kind) {
    case 'changed':
      return `${changeInWords(event.change, language)}${by(event.change, language)}`;
    case 'issue-opened':
      return `${words.issueOpened} ${issueInWords(event.code, event.params, language)}`;
    case 'issue-closed':
      return `${words.issueClosed} ${event.code}.`;
    case 'payment':
      return `${PAYMENT_WORDS[language].payment(standingInWords(event.standing, language))}.`;
    case 'action':
      return `${actorInWords(event.event.actor, language)}${words.colon} ${doneInWords(event.event, language)}.`;
  }
}

/** ` (anna: invoice tried again)`: the action that made the change. */
function by({ actor, action }: BookingChange, language: Language): string {
  if (actor === null || action === null) return '';
  const { colon } = HISTORY_WORDS[language];
  return ` (${actorInWords(actor, language)}${colon} ${doneInWords({ action, details: {}, changes: [] }, language)})`;
}

function changeInWords(change: BookingChange, language: Language): string {
  const words = HISTORY_WORDS[language];
  const document = documentName(change);
  switch (change.state) {
    case 'waiting':
      if (change.was === null) return words.found;
      return change.was === 'booked' ? words.toBeBookedAgain : words.triedAgain;
    case 'prepared':
      if (change.was === 'verifying') return words.absent;
      return change.was === 'posting' ? words.notSent : words.prepared(document);
    case 'posting':
      return words.sent(change.attempt);
    case 'verifying':
      return words.unknown;
    case 'booked':
      return bookedInWords(change, document, language);
    case 'held':
      return `${words.held} ${issueInWords(change.issueCode ?? '–', change.issueDetails ?? {}, language)}`;
    case 'skipped':
      return `${words.skipped} ${skipReasonIn(change.skipReason ?? '–', language)}.`;
  }
}

function bookedInWords(
  { was, linked, winbooksId }: BookingChange,
  document: string,
  language: Language,
): string {
  const words = HISTORY_WORDS[language];
  const named = `${document} [${winbooksId ?? '–'}]`;
  if (linked) return words.linked(named);
  if (was === 'booked') return words.replaced(named);
  if (was === 'verifying') return words.foundBooked(named);
  return was === 'prepared' ? words.adopted(named) : words.booked(named);
}

function issueInWords(code: string, params: Readonly<Record<string, unknown>>, language: Language): string {
  if (!isIssueCode(code)) return `${code}.`;
  const { title, cause } = describeIssue(code, params, language);
  return `${title} (${code}). ${cause}`;
}

/** A rule's reason is stored in English; a person's stays as it was typed. */
export function skipReasonIn(reason: string, language: Language): string {
  const ofRule = Object.values(SKIP_REASONS).find(({ en }) => en === reason);
  return ofRule?.[language] ?? reason;
}

function entryInWords(entry: BookingEntry, isSent: boolean, language: Language): readonly string[] {
  const words = HISTORY_WORDS[language];
  const { journalCode, docNumber, bookYear, date, customerCode, lines } = entry;
  return [
    '',
    `${isSent ? words.entrySent : words.entryMade} ${journalCode} ${docNumber} (${bookYear}), ${date}, ${words.customer} ${customerCode}`,
    `  ${words.account.padEnd(10)} ${words.vatCode.padEnd(8)} ${words.debit.padStart(12)} ${words.credit.padStart(12)} ${words.base.padStart(12)}  ${words.text}`,
    ...lines.map(({ accountCode, vatCode, amountCents, vatBaseCents, comment }) =>
      [
        `  ${accountCode.padEnd(10)}`,
        (vatCode ?? '').padEnd(8),
        (amountCents >= 0 ? amountInWords(amountCents, language) : '').padStart(12),
        (amountCents < 0 ? amountInWords(-amountCents, language) : '').padStart(12),
        (vatBaseCents === null ? '' : amountInWords(vatBaseCents, language)).padStart(12),
        ` ${comment ?? ''}`,
      ]
        .join(' ')
        .trimEnd(),
    ),
  ];
}

interface HistoryWords {
  readonly colon: string;
  readonly found: string;
  readonly triedAgain: string;
  readonly toBeBookedAgain: string;
  readonly prepared: (document: string) => string;
  readonly absent: string;
  readonly notSent: string;
  readonly sent: (attempt: number) => string;
  readonly unknown: string;
  readonly booked: (document: string) => string;
  readonly foundBooked: (document: string) => string;
  readonly adopted: (document: string) => string;
  readonly linked: (document: string) => string;
  readonly replaced: (document: string) => string;
  readonly held: string;
  readonly skipped: string;
  readonly issueOpened: string;
  readonly issueClosed: string;
  readonly entrySent: string;
  readonly entryMade: string;
  readonly customer: string;
  readonly account: string;
  readonly vatCode: string;
  readonly debit: string;
  readonly credit: string;
  readonly base: string;
  readonly text: string;
}

const HISTORY_WORDS: Readonly<Record<Language, HistoryWords>> = {
  nl: {
    colon: ':',
    found: 'Tribe meldt de factuur als verzonden.',
    triedAgain: 'Wordt opnieuw geprobeerd.',
    toBeBookedAgain: 'Wordt opnieuw geboekt.',
    prepared: (document) => `Boeking gemaakt: ${document}.`,
    absent: 'Niet gevonden in WinBooks na de wachttijd: wordt nog één keer verstuurd.',
    notSent: 'WinBooks heeft niets ontvangen: wordt later verstuurd.',
    sent: (attempt) => `Naar WinBooks verstuurd (poging ${attempt}).`,
    unknown:
      'WinBooks gaf geen antwoord. De factuur kan geboekt zijn of niet: er wordt niets opnieuw verstuurd.',
    booked: (document) => `Geboekt als ${document}.`,
    foundBooked: (document) => `Gevonden: geboekt als ${document}.`,
    adopted: (document) => `Stond al in WinBooks: overgenomen als ${document}.`,
    linked: (document) => `Stond al in WinBooks: gekoppeld aan ${document}.`,
    replaced: (document) => `Opnieuw geboekt in WinBooks: nu ${document}.`,
    held: 'Tegengehouden:',
    skipped: 'Overgeslagen:',
    issueOpened: 'Aandachtspunt:',
    issueClosed: 'Aandachtspunt afgesloten:',
    entrySent: 'Verstuurd:',
    entryMade: 'Gemaakt, niet verstuurd:',
    customer: 'klant',
    account: 'Rekening',
    vatCode: 'Btw-code',
    debit: 'Debet',
    credit: 'Credit',
    base: 'Maatstaf',
    text: 'Tekst',
  },
  fr: {
    colon: '\u00a0:',
    found: 'Tribe signale la facture comme envoyée.',
    triedAgain: 'Est réessayée.',
    toBeBookedAgain: 'Est comptabilisée à nouveau.',
    prepared: (document) => `Écriture préparée\u00a0: ${document}.`,
    absent: 'Introuvable dans WinBooks après le délai d’attente\u00a0: elle est envoyée encore une fois.',
    notSent: 'WinBooks n’a rien reçu\u00a0: elle est envoyée plus tard.',
    sent: (attempt) => `Envoyée à WinBooks (tentative ${attempt}).`,
    unknown:
      'WinBooks n’a pas répondu. La facture peut être comptabilisée ou non\u00a0: rien n’est envoyé une deuxième fois.',
    booked: (document) => `Comptabilisée comme ${document}.`,
    foundBooked: (document) => `Trouvée\u00a0: comptabilisée comme ${document}.`,
    adopted: (document) => `Figurait déjà dans WinBooks\u00a0: reprise comme ${document}.`,
    linked: (document) => `Figurait déjà dans WinBooks\u00a0: liée à ${document}.`,
    replaced: (document) => `Comptabilisée à nouveau dans WinBooks\u00a0: maintenant ${document}.`,
    held: 'Retenue\u00a0:',
    skipped: 'Écartée\u00a0:',
    issueOpened: 'Point d’attention\u00a0:',
    issueClosed: 'Point d’attention clôturé\u00a0:',
    entrySent: 'Envoyé\u00a0:',
    entryMade: 'Préparé, pas envoyé\u00a0:',
    customer: 'client',
    account: 'Compte',
    vatCode: 'Code TVA',
    debit: 'Débit',
    credit: 'Crédit',
    base: 'Base',
    text: 'Texte',
  },
  en: {
    colon: ':',
    found: 'Tribe reported the invoice as Sent.',
    triedAgain: 'Tried again.',
    toBeBookedAgain: 'To be booked again.',
    prepared: (document) => `Entry made: ${document}.`,
    absent: 'Not in WinBooks after the quiet period: it is sent once more.',
    notSent: 'WinBooks received nothing: it is sent later.',
    sent: (attempt) => `Sent to WinBooks (attempt ${attempt}).`,
    unknown: 'WinBooks gave no answer. It may or may not be booked, so nothing is sent again.',
    booked: (document) => `Booked as ${document}.`,
    foundBooked: (document) => `Found: booked as ${document}.`,
    adopted: (document) => `Was in WinBooks already: taken over as ${document}.`,
    linked: (document) => `Was in WinBooks already: linked to ${document}.`,
    replaced: (document) => `Booked again in WinBooks: now ${document}.`,
    held: 'Held:',
    skipped: 'Skipped:',
    issueOpened: 'Issue:',
    issueClosed: 'Issue closed:',
    entrySent: 'Sent:',
    entryMade: 'Made, not sent:',
    customer: 'customer',
    account: 'Account',
    vatCode: 'VAT code',
    debit: 'Debit',
    credit: 'Credit',
    base: 'Base',
    text: 'Text',
  },
};
