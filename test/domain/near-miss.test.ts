import {
  bearersOfNumber,
  candidateDocuments,
  daysAround,
  isNearMiss,
  looksLike,
  mayBeKeyedMeanwhile,
} from '../../domain/booking/near-miss';
import { composeEntry } from '../../domain/booking/booking-lines';
import { day, winbooksId } from '../../domain/ids';
import { mapInvoice } from '../../domain/invoice/invoice-mapping';
import type { CustomerLine, LedgerDocument } from '../../domain/vendors/winbooks-records';
import {
  account,
  bookPeriod,
  CUSTOMER,
  CUSTOMERS_ACCOUNT,
  documentOf,
  invoiceOf,
  journal,
  mappingRules,
  VAT_ACCOUNT,
  vatCode,
} from './sample-records';

const mapped = mapInvoice(invoiceOf(), mappingRules);
if (!mapped.ok) throw new Error('the sample invoice maps');
const entry = composeEntry(mapped.plan, {
  journal: journal(),
  period: bookPeriod(),
  bookYear: null,
  customer: CUSTOMER,
  centralAccount: CUSTOMERS_ACCOUNT,
  accounts: new Map([['700000', account('700000')]]),
  vatAccounts: new Map([[vatCode(21).id, VAT_ACCOUNT]]),
  roundingAccount: null,
  dueDate: null,
});
const other = winbooksId('80000000-0000-4000-8000-000000000002');
const line = (changes: Partial<CustomerLine> = {}): CustomerLine => ({
  documentId: other,
  customerId: entry.customerId,
  amountCents: 121_000,
  reference: null,
  ...changes,
});
/** The same invoice keyed by hand under number 77. */
const byHand = (changes: Partial<LedgerDocument> = {}, reference: string | null = null): LedgerDocument => {
  const document = documentOf(entry, { id: other, docNumber: 77, ...changes });
  return { ...document, lines: document.lines.map((each) => ({ ...each, reference })) };
};

describe('the customer lines that may be this invoice', () => {
  it('have its customer and its amount', () => {
    expect(candidateDocuments(entry, [line(), line()], [])).toEqual([other]);
    expect(candidateDocuments(entry, [line({ customerId: null })], [])).toEqual([]);
    expect(candidateDocuments(entry, [line({ amountCents: 121_001 })], [])).toEqual([]);
  });

  it('are of its kind: a credit note of the same amount is another thing', () => {
    expect(candidateDocuments(entry, [line({ amountCents: -121_000 })], [])).toEqual([]);
  });

  it('carry no reference of ours, whosever else’s they carry', () => {
    expect(candidateDocuments(entry, [line({ reference: entry.reference })], [])).toEqual([]);
    expect(candidateDocuments(entry, [line({ reference: 'SO-77' })], [])).toEqual([other]);
  });

  it('were not dismissed', () => {
    expect(candidateDocuments(entry, [line()], [other])).toEqual([]);
  });
});

describe('whether an invoice may have been keyed by hand meanwhile', () => {
  const now = Date.parse('2026-11-26T12:00:00Z');
  const dispatchedAgo = (seconds: number) => new Date(now - seconds * 1000);
  it.each([
    ['goes straight through', { attempt: 0, lookAnew: false, dispatchedAt: dispatchedAgo(5) }, false],
    ['has just been started', { attempt: 0, lookAnew: false, dispatchedAt: null }, false],
    ['was sent once', { attempt: 1, lookAnew: false, dispatchedAt: dispatchedAgo(5) }, true],
    ['was held or put off', { attempt: 0, lookAnew: true, dispatchedAt: dispatchedAgo(5) }, true],
    [
      'was not let through for minutes',
      { attempt: 0, lookAnew: false, dispatchedAt: dispatchedAgo(61) },
      true,
    ],
  ])('one that %s: %p %p', (_name, soFar, expected) => {
    expect(mayBeKeyedMeanwhile(soFar, now)).toBe(expected);
  });
});

describe('isNearMiss', () => {
  it.each([
    ['2026-09-26', false],
    ['2026-09-27', true],
    ['2026-09-30', true],
    ['2026-10-03', true],
    ['2026-10-04', false],
  ])('of a document dated %s: %p', (date, expected) => {
    expect(isNearMiss(entry, byHand({ date: day(date) }))).toBe(expected);
  });

  it('counts the days from the invoice’s own date and, where it is booked later, from that day too', () => {
    const moved = { ...entry, date: day('2026-11-01'), invoiceDate: day('2026-09-30') };
    expect(daysAround(entry)).toEqual([{ first: '2026-09-27', last: '2026-10-03' }]);
    expect(daysAround(moved)).toEqual([
      { first: '2026-09-27', last: '2026-10-03' },
      { first: '2026-10-29', last: '2026-11-04' },
    ]);
    // Its own period is closed: whoever keys it by hand does so where it is open, as we do.
    for (const date of ['2026-09-30', '2026-11-02'])
      expect(isNearMiss(moved, byHand({ date: day(date) }))).toBe(true);
    expect(isNearMiss(moved, byHand({ date: day('2026-10-15') }))).toBe(false);
  });

  it('leaves the very number in the very journal to the look-up', () => {
    expect(isNearMiss(entry, byHand({ docNumber: entry.docNumber }))).toBe(false);
    const elsewhere = winbooksId('70000000-0000-4000-8000-000000000002');
    expect(isNearMiss(entry, byHand({ docNumber: entry.docNumber, journalId: elsewhere }))).toBe(true);
    // Where numbers restart in each period the look-up counts one period alone, and the entry may have moved.
    const earlier = winbooksId('60000000-0000-4000-8000-000000000008');
    expect(isNearMiss(entry, byHand({ docNumber: entry.docNumber, periodId: earlier }))).toBe(true);
  });

  it('believes neither a date that is not told nor a reference of ours', () => {
    expect(isNearMiss(entry, byHand({ date: null }))).toBe(false);
    expect(isNearMiss(entry, byHand({}, entry.reference))).toBe(false);
    expect(isNearMiss(entry, byHand({}, 'SO-77'))).toBe(true);
  });
});

describe('a near miss that carries another invoice’s number', () => {
  const document = byHand({ docNumber: 20260018 });
  const isHis = (number: string, on: string | null, changes: Partial<LedgerDocument> = {}) =>
    bearersOfNumber({ ...document, ...changes }, entry, [{ number, date: on === null ? null : day(on) }], {
      documentNumber: 'year-sequence',
      numberPrefix: null,
    }).length === 1;

  it('by the tenant’s number policy may be that one’s', () => {
    expect(isHis('F26/18', document.date)).toBe(true);
    expect(isHis('F26/18', null)).toBe(true);
    expect(isHis('F26/19', document.date)).toBe(false);
    expect(isHis('draft', document.date)).toBe(false);
  });

  it('is not in another journal, nor when that one is of other days: numbers may restart', () => {
    expect(
      isHis('F26/18', document.date, { journalId: winbooksId('90000000-0000-4000-8000-000000000009') }),
    ).toBe(false);
    expect(isHis('F26/18', '2026-01-01')).toBe(false);
    expect(isHis('F26/18', document.date, { date: null })).toBe(false);
  });

  it('is that one’s only if it would look like ours: of the same kind, amount and, if known, customer', () => {
    const alike = { kind: entry.kind, grossCents: 121_000, customerCode: entry.customerCode };
    expect(looksLike(entry, alike)).toBe(true);
    expect(looksLike(entry, { ...alike, customerCode: null })).toBe(true);
    expect(looksLike(entry, { ...alike, customerCode: 'ANOTHER' })).toBe(false);
    expect(looksLike(entry, { ...alike, grossCents: 121_001 })).toBe(false);
    expect(looksLike(entry, { ...alike, grossCents: null })).toBe(false);
    expect(looksLike(entry, { ...alike, kind: 'credit' })).toBe(false);
    expect(looksLike(entry, { ...alike, kind: null })).toBe(false);
  });
});
