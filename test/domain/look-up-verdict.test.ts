import { assert, constantFrom, property, record, shuffledSubarray, subarray } from 'fast-check';
import { bookingDifferences, differencesInWords } from '../../domain/booking/booking-differences';
import { composeEntry } from '../../domain/booking/booking-lines';
import { bookingReference } from '../../domain/invoice/booking-reference';
import { judgeLookUp, type FoundDocuments } from '../../domain/booking/look-up-verdict';
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
  return bookingDifferences(entry, document).map((difference) => difference.what);
}

describe('the differences between an entry and a document', () => {
  it('knows the entry as it was posted, whatever the order of its lines', () => {
    expect(differencesOf(booked)).toEqual([]);
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
    const differences = bookingDifferences(
      entry,
      withLines({ 1: { amountCents: -100001 }, 2: { amountCents: -20999 } }),
    );
    expect(differencesInWords(differences)).toBe(
      'lines 400000 debit 1210.00, 451000 VAT 21 credit 210.00, 700000 VAT 21 credit 1000.00, ' +
        'found 400000 debit 1210.00, 451000 VAT 21 credit 209.99, 700000 VAT 21 credit 1000.01',
    );
  });
});

describe('the verdict on a look-up', () => {
  const year = new Set([entry.periodId]);
  const byHand = withLines({ 0: { reference: null } });
  const second = { ...booked, id: elsewhere };
  const judge = (
    byNumber: readonly LedgerDocument[],
    byReference: readonly LedgerDocument[] = [],
    periodsOfYear: typeof year | null = year,
  ) => judgeLookUp({ entry, periodsOfYear, winbooksId: null }, { byNumber, byReference });
  const kindOf = (...asked: Parameters<typeof judge>) => judge(...asked).kind;

  it('finds nothing where nothing is', () => {
    expect(judge([], [])).toEqual({ kind: 'absent' });
  });

  it('recognises its own booking by the reference, and says where it differs', () => {
    expect(judge([booked], [booked])).toEqual({
      kind: 'ours',
      document: booked,
      differences: [],
    });
    const moved = documentOf(entry, { date: day('2026-10-01'), periodId: elsewhere, journalId: elsewhere });
    expect(judge([], [moved])).toMatchObject({
      kind: 'ours',
      differences: [{ what: 'date', expected: '2026-09-30', found: '2026-10-01' }],
    });
    expect(kindOf([withLines({ 0: { reference: `${entry.reference}   ` } })])).toBe('ours');
  });

  it('sees the invoice twice', () => {
    expect(judge([booked], [second])).toEqual({
      kind: 'twice',
      documents: [booked, second],
      kept: booked.id,
    });
  });

  it('lets its own booking stand beside a stranger under the same number', () => {
    expect(kindOf([{ ...byHand, id: elsewhere }, booked], [booked])).toBe('ours');
  });

  it('links what somebody booked by hand: number, customer, date and gross', () => {
    expect(judge([byHand], [])).toEqual({ kind: 'same-document', document: byHand });
    expect(kindOf([withLines({ 0: { reference: 'PO 123' }, 1: { accountId: elsewhere } })])).toBe(
      'same-document',
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
    expect(judge([document], [])).toEqual({ kind: 'taken', document });
  });

  it('leaves two documents under the number alone', () => {
    expect(kindOf([byHand, { ...byHand, id: elsewhere }])).toBe('taken');
  });

  it.each<[string, LedgerDocument]>([
    ['another number', { ...byHand, docNumber: 1 }],
    ['no number', { ...byHand, docNumber: null }],
    ['another journal', { ...byHand, journalId: elsewhere }],
    ['a period of another year', { ...byHand, periodId: elsewhere }],
  ])('disregards %s, which a server that ignores filters may send', (_, document) => {
    expect(kindOf([document], [document])).toBe('absent');
  });

  it('counts every period where the journal row alone tells the year', () => {
    expect(kindOf([{ ...byHand, periodId: elsewhere }], [], null)).toBe('same-document');
  });

  it('does not overlook a document that hides its period', () => {
    expect(kindOf([{ ...byHand, periodId: null, date: day('2026-01-01') }])).toBe('taken');
  });

  describe('of a booking that WinBooks confirmed', () => {
    const judgeConfirmed = (found: FoundDocuments) =>
      judgeLookUp({ entry, periodsOfYear: year, winbooksId: booked.id }, found);

    it('is blind where the look-ups do not show the confirmed document', () => {
      expect(judgeConfirmed({ byNumber: [], byReference: [] })).toEqual({ kind: 'blind' });
      expect(judgeConfirmed({ byNumber: [second], byReference: [second] })).toEqual({ kind: 'blind' });
      expect(judgeConfirmed({ byNumber: [{ ...byHand, id: elsewhere }], byReference: [] }).kind).toBe(
        'blind',
      );
    });

    it('takes the confirmed document for ours although it lost our reference', () => {
      expect(judgeConfirmed({ byNumber: [byHand], byReference: [] })).toEqual({
        kind: 'ours',
        document: byHand,
        differences: [],
      });
    });

    it('keeps the confirmed one of two', () => {
      expect(judgeConfirmed({ byNumber: [second, booked], byReference: [] })).toMatchObject({
        kind: 'twice',
        kept: booked.id,
      });
    });

    it('believes WinBooks that says by id that it is gone', () => {
      expect(judgeConfirmed({ byNumber: [], byReference: [], byId: null })).toEqual({ kind: 'absent' });
      expect(judgeConfirmed({ byNumber: [second], byReference: [], byId: null }).kind).toBe('ours');
    });

    it('sees a second one beside the one that was read by id', () => {
      expect(judgeConfirmed({ byNumber: [], byReference: [second], byId: byHand })).toMatchObject({
        kind: 'twice',
        kept: booked.id,
      });
    });
  });

  describe('whatever the look-ups bring', () => {
    const ids = ['a', 'b', 'c', 'd', 'e', 'f'].map(winbooksId);
    const [own, twin, keyed, other, stranger, noise] = [
      { ...booked },
      { ...booked },
      { ...byHand },
      { ...byHand, lines: withLines({ 0: { reference: null, amountCents: 1 } }).lines },
      { ...byHand, lines: withLines({ 0: { reference: bookingReference(OTHER_INVOICE_ID) } }).lines },
      { ...byHand, docNumber: 1 },
    ].map((document, index) => ({ ...document, id: ids[index] ?? elsewhere }));
    const ledger = [own, twin, keyed, other, stranger, noise].filter((document) => document !== undefined);
    const isOurs = ({ id }: LedgerDocument) => id === own?.id || id === twin?.id;
    const cases = record({
      byNumber: shuffledSubarray(ledger),
      byReference: shuffledSubarray(ledger),
      winbooksId: constantFrom(null, ...ids),
    });
    const judged = ({ byNumber, byReference, winbooksId: confirmed }: Case) =>
      judgeLookUp({ entry, periodsOfYear: year, winbooksId: confirmed }, { byNumber, byReference });
    interface Case {
      readonly byNumber: readonly LedgerDocument[];
      readonly byReference: readonly LedgerDocument[];
      readonly winbooksId: LedgerDocument['id'] | null;
    }
    const holds = (check: (each: Case) => void) => assert(property(cases, check), { numRuns: 1_000 });

    it('never says that nothing is there, or that it is a stranger, where one of ours is', () => {
      holds((each) => {
        const shown = [...each.byNumber, ...each.byReference];
        if (shown.some(isOurs)) expect(['ours', 'twice', 'blind']).toContain(judged(each).kind);
        else expect(['ours', 'absent', 'same-document', 'taken', 'blind']).toContain(judged(each).kind);
      });
    });

    it('is blind exactly where a confirmed document is not shown', () => {
      holds((each) => {
        const shown = [...each.byNumber, ...each.byReference].map(({ id }) => id);
        const isHidden = each.winbooksId !== null && !shown.includes(each.winbooksId);
        expect(judged(each).kind === 'blind').toBe(isHidden);
      });
    });

    it('counts a document once, whichever look-up shows it and in whatever order', () => {
      holds((each) => {
        const { byNumber, byReference } = each;
        const turned = {
          ...each,
          byNumber: [...byReference].reverse(),
          byReference: [...byNumber, ...byReference].reverse(),
        };
        expect(judged(turned).kind).toBe(judged(each).kind);
      });
    });

    it('keeps the confirmed one of several, and never links while another document claims the number', () => {
      holds((each) => {
        const verdict = judged(each);
        if (verdict.kind === 'twice' && each.winbooksId !== null) expect(verdict.kept).toBe(each.winbooksId);
        if (verdict.kind !== 'same-document') return;
        const shown = new Set([...each.byNumber, ...each.byReference].map(({ id }) => id));
        expect([...shown].filter((id) => id !== noise?.id)).toEqual([verdict.document.id]);
      });
    });

    it('is not changed by documents of other numbers', () => {
      assert(
        property(cases, subarray(noise === undefined ? [] : [noise]), (each, more) => {
          if (each.winbooksId === noise?.id) return;
          expect(judged({ ...each, byNumber: [...more, ...each.byNumber] }).kind).toBe(judged(each).kind);
        }),
      );
    });
  });
});
