import { historyInWords } from '../../cli/words/history-words';
import { momentForSheet, momentInWords } from '../../cli/words/moments';
import type { HistoryEvent } from '../../actions/invoice-history';
import { LANGUAGES, type Language } from '../../domain/issues/texts/text-types';
import { winbooksId } from '../../domain/ids';
import type { BookingChange } from '../../store/bookings/booking-history';
import type { ListedBooking } from '../../store/bookings/booking-row';
import { anEntry } from '../store/store-fixture';

const at = new Date('2026-11-05T13:03:10Z');
const document = {
  journalCode: 'VEN',
  docNumber: 20260103,
  bookYear: '2026',
  bookedOn: null,
  winbooksId: winbooksId('11111111-1111-4111-8111-111111111111'),
};
const change = (given: Partial<BookingChange>): HistoryEvent => ({
  at,
  kind: 'changed',
  change: {
    at,
    was: null,
    state: 'waiting',
    attempt: 0,
    issueCode: null,
    issueDetails: null,
    skipReason: null,
    skippedByRule: false,
    linked: false,
    action: null,
    actor: null,
    ...document,
    ...given,
  },
});

/** Each way from one state to another that has a sentence of its own. */
const CHANGES: readonly Partial<BookingChange>[] = [
  {},
  { was: 'waiting', state: 'prepared' },
  { was: 'prepared', state: 'posting', attempt: 1 },
  { was: 'posting', state: 'prepared', attempt: 1 },
  { was: 'posting', state: 'verifying', attempt: 1 },
  { was: 'verifying', state: 'prepared', attempt: 1 },
  { was: 'verifying', state: 'booked' },
  { was: 'posting', state: 'booked' },
  { was: 'prepared', state: 'booked' },
  { was: 'held', state: 'booked', linked: true },
  { was: 'booked', state: 'booked' },
  { was: 'booked', state: 'waiting' },
  { was: 'held', state: 'waiting', actor: 'cli:anna', action: 'retry-invoice' },
  { was: 'waiting', state: 'held', issueCode: 'PERIOD_CLOSED', issueDetails: { date: '2026-03-10' } },
  { was: 'waiting', state: 'skipped', skipReason: 'before the start date' },
];

const booking = { number: '20260103', tribeInvoiceId: 'x', state: 'booked', linked: false, attempt: 1 };
const told = (language: Language, events: readonly HistoryEvent[]): string =>
  historyInWords(
    { ok: true, booking: { ...booking, ...document } as unknown as ListedBooking, entry: anEntry(), events },
    language,
  );

describe('the history of an invoice in words', () => {
  it('has a sentence of its own for each change, in each language', () => {
    const all = LANGUAGES.flatMap((language) =>
      CHANGES.map((each) => told(language, [change(each)]).split('\n')[1]),
    );
    expect(new Set(all).size).toBe(LANGUAGES.length * CHANGES.length);
  });

  it('says when in Brussels, why it was held, and who released it', () => {
    expect(told('nl', [change(CHANGES[12] ?? {})])).toContain(
      '  05/11/2026 14:03:10  Wordt opnieuw geprobeerd. (anna: factuur opnieuw geprobeerd)',
    );
    expect(told('en', [change(CHANGES[13] ?? {})])).toMatch(
      / {2}05 Nov 2026 14:03:10 {2}Held: .*\(PERIOD_CLOSED\)/,
    );
    expect(told('fr', [change(CHANGES[14] ?? {})])).toContain(
      'Écartée\u00a0: antérieure à la date de début.',
    );
  });

  it('shows the lines of the entry that was sent, debit and credit apart', () => {
    const lines = told('en', []).split('\n');
    expect(lines.slice(2)).toEqual([
      'Sent: VEN 20260041 (2026), 2026-03-31, customer C001',
      '  Account    VAT code        Debit       Credit         Base  Text',
      '  400000                    121.00',
      '  700000                                 100.00',
      '  451000                                  21.00',
    ]);
  });

  it('tells what was refused, and issues that opened and closed meanwhile', () => {
    const event = { id: 1, at, record: 'invoice:x', changes: [] };
    const refused = {
      ...event,
      actor: 'cli:anna',
      action: 'skip-invoice',
      details: { refused: 'INVOICE_IS_BOOKED' },
    };
    const lines = told('en', [
      { at, kind: 'issue-opened', code: 'INVOICE_GONE', params: { number: '20260103' } },
      { at, kind: 'action', event: refused },
      { at, kind: 'issue-closed', code: 'INVOICE_GONE', params: {} },
    ]).split('\n');
    expect(lines[1]).toMatch(/Issue: .*\(INVOICE_GONE\)/);
    expect(lines[2]).toMatch(/anna: invoice skipped – refused \(INVOICE_IS_BOOKED\)\.$/);
    expect(lines[3]).toMatch(/Issue closed: INVOICE_GONE\.$/);
  });
});

test('a moment has one width in a language; a spreadsheet gets ISO 8601 in Brussels', () => {
  const months = Array.from({ length: 12 }, (_, month) => new Date(Date.UTC(2026, month, 3, 3)));
  for (const language of LANGUAGES)
    expect(new Set(months.map((each) => momentInWords(each, language).length)).size).toBe(1);
  expect(momentForSheet(at)).toBe('2026-11-05 14:03:10');
});
