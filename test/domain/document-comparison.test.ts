import { differencesInWords } from '../../domain/booking/booking-differences';
import { composeEntry } from '../../domain/booking/booking-lines';
import { bookingReference } from '../../domain/booking/booking-reference';
import { classifyFound, sameBooking } from '../../domain/booking/document-comparison';
import { day, winbooksId } from '../../domain/ids';
import { mapInvoice } from '../../domain/invoice/invoice-mapping';
import type { LedgerDocument, LedgerLine } from '../../domain/vendors/winbooks-records';
import {
  account,
  bookPeriod,
  CUSTOMER,
  CUSTOMERS_ACCOUNT,
  documentOf,
  invoiceOf,
  journal,
  mappingRules,
  OTHER_INVOICE_ID,
  VAT_ACCOUNT,
  vatCode,
} from './sample-records';

const mapped = mapInvoice(invoiceOf(), mappingRules);
if (!mapped.ok) throw new Error(mapped.issue?.code);
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
const booked = documentOf(entry);
const elsewhere = winbooksId('elsewhere');

/** The booked document with changes to some of its lines. */
function withLines(changes: Readonly<Record<number, Partial<LedgerLine>>>, all: Partial<LedgerLine> = {}) {
  return documentOf(entry, {
    lines: booked.lines.map((line) => ({ ...line, ...all, ...changes[line.order ?? -1] })),
  });
}

function differencesOf(document: LedgerDocument): readonly string[] {
  const comparison = sameBooking(entry, document);
  return comparison.equal ? [] : comparison.differences.map((difference) => difference.what);
}

describe('sameBooking', () => {
  it('knows the entry as it was posted, whatever the order of its lines', () => {
    expect(sameBooking(entry, booked)).toEqual({ equal: true });
    expect(differencesOf({ ...booked, lines: [...booked.lines].reverse() })).toEqual([]);
  });

  it.each<[string, LedgerDocument]>([
    ['header fields', documentOf(entry, { docNumber: null, date: null, journalId: null, periodId: null })],
    ['the order of lines', withLines({}, { order: null })],
    ['the customer', withLines({ 0: { customerId: null } })],
    ['VAT bases', withLines({}, { vatBaseCents: null, vatCents: null })],
    ['accounts', withLines({}, { accountId: null })],
    ['VAT codes', withLines({}, { vatId: null })],
  ])('tolerates a server that leaves out %s', (_, document) => {
    expect(differencesOf(document)).toEqual([]);
  });

  it.each<[readonly string[], LedgerDocument]>([
    [['number'], documentOf(entry, { docNumber: 20260042 })],
    [['date'], documentOf(entry, { date: day('2026-10-01') })],
    [['customer'], withLines({ 0: { customerId: elsewhere } })],
    [['gross', 'lines', 'balance'], withLines({ 0: { amountCents: 121001 } })],
    [['lines'], withLines({ 1: { amountCents: -100001 }, 2: { amountCents: -20999 } })],
    [['lines'], withLines({ 1: { accountId: elsewhere } })],
    [['lines'], withLines({ 1: { vatId: null } })],
    [['lines', 'balance'], documentOf(entry, { lines: booked.lines.slice(0, 2) })],
    [['vatBase'], withLines({ 0: { vatBaseCents: 99999 } })],
    [['vatBase'], withLines({ 2: { vatBaseCents: 99999 } })],
    [['gross', 'lines'], documentOf(entry, { lines: [] })],
  ])('sees %j', (fields, document) => {
    expect(differencesOf(document)).toEqual(fields);
  });

  it('sees amounts that moved between lines even where accounts are left out', () => {
    const moved = withLines({ 1: { amountCents: -99999 }, 2: { amountCents: -21001 } }, { accountId: null });
    expect(differencesOf(moved)).toEqual(['lines']);
  });

  it('puts differences into words with codes, not ids', () => {
    const comparison = sameBooking(
      entry,
      withLines({ 1: { amountCents: -100001 }, 2: { amountCents: -20999 } }),
    );
    expect(comparison.equal ? '' : differencesInWords(comparison.differences)).toBe(
      'lines 400000 debit 1210.00, 451000 VAT 21 credit 210.00, 700000 VAT 21 credit 1000.00, ' +
        'found 400000 debit 1210.00, 451000 VAT 21 credit 209.99, 700000 VAT 21 credit 1000.01',
    );
  });
});

describe('classifyFound', () => {
  const year = new Set([entry.periodId]);
  const byHand = withLines({ 0: { reference: null } });
  const second = { ...booked, id: elsewhere };
  const classify = (
    byNumber: LedgerDocument[],
    byReference: LedgerDocument[] = [],
    periods: typeof year | null = year,
  ) => classifyFound(entry, byNumber, byReference, periods).kind;

  it('finds nothing where nothing is', () => {
    expect(classifyFound(entry, [], [], year)).toEqual({ kind: 'absent' });
  });

  it('recognises its own booking by the reference, and says where it differs', () => {
    expect(classifyFound(entry, [booked], [booked], year)).toEqual({
      kind: 'ours',
      document: booked,
      differences: [],
    });
    const moved = documentOf(entry, { date: day('2026-10-01'), periodId: elsewhere, journalId: elsewhere });
    expect(classifyFound(entry, [], [moved], year)).toMatchObject({
      kind: 'ours',
      differences: [{ what: 'date', expected: '2026-09-30', found: '2026-10-01' }],
    });
    expect(classify([withLines({ 0: { reference: `${entry.reference}   ` } })])).toBe('ours');
  });

  it('sees the invoice twice', () => {
    expect(classifyFound(entry, [booked], [second], year)).toEqual({
      kind: 'twice',
      documents: [booked, second],
    });
  });

  it('lets its own booking stand beside a stranger under the same number', () => {
    expect(classify([{ ...byHand, id: elsewhere }, booked], [booked])).toBe('ours');
  });

  it('links what somebody booked by hand: number, customer, date and gross', () => {
    expect(classifyFound(entry, [byHand], [], year)).toEqual({ kind: 'linkable', document: byHand });
    expect(classify([withLines({ 0: { reference: 'PO 123' }, 1: { accountId: elsewhere } })])).toBe(
      'linkable',
    );
  });

  it.each<[string, LedgerDocument]>([
    ['of another customer', withLines({ 0: { reference: null, customerId: elsewhere } })],
    ['of an unknown customer', withLines({ 0: { reference: null, customerId: null } })],
    ['of another date', { ...byHand, date: day('2026-09-29') }],
    ['of an unknown date', { ...byHand, date: null }],
    ['of another gross', withLines({ 0: { reference: null, amountCents: 121001 } })],
    ['in a journal that is not told', { ...byHand, journalId: null }],
    ['of another invoice of ours', withLines({ 0: { reference: bookingReference(OTHER_INVOICE_ID) } })],
    ['without lines', { ...byHand, lines: [] }],
  ])('leaves a document %s alone', (_, document) => {
    expect(classifyFound(entry, [document], [], year)).toEqual({ kind: 'taken', document });
  });

  it('leaves two documents under the number alone', () => {
    expect(classify([byHand, { ...byHand, id: elsewhere }])).toBe('taken');
  });

  it.each<[string, LedgerDocument]>([
    ['another number', { ...byHand, docNumber: 1 }],
    ['no number', { ...byHand, docNumber: null }],
    ['another journal', { ...byHand, journalId: elsewhere }],
    ['a period of another year', { ...byHand, periodId: elsewhere }],
  ])('disregards %s, which a server that ignores filters may send', (_, document) => {
    expect(classify([document], [document])).toBe('absent');
  });

  it('counts every period where the journal row alone tells the year', () => {
    expect(classify([{ ...byHand, periodId: elsewhere }], [], null)).toBe('linkable');
  });

  it('does not overlook a document that hides its period', () => {
    expect(classify([{ ...byHand, periodId: null, date: day('2026-01-01') }])).toBe('taken');
  });
});
