import fc from 'fast-check';
import { bookingDifferences } from '../../domain/booking/booking-differences';
import { composeEntry } from '../../domain/booking/booking-lines';
import { judgeLookUp } from '../../domain/booking/look-up-verdict';
import { day } from '../../domain/ids';
import { mapInvoice } from '../../domain/invoice/invoice-mapping';
import { withOwnDate } from '../../domain/booking/moved-booking';
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
const { plan } = mapped;
const november = day('2026-11-01');
const moved = {
  ...composeEntry(withOwnDate(plan, november), {
    journal: journal(),
    period: bookPeriod({ number: 11, month: 11 }),
    bookYear: null,
    customer: CUSTOMER,
    centralAccount: CUSTOMERS_ACCOUNT,
    accounts: new Map([['700000', account('700000')]]),
    vatAccounts: new Map([[vatCode(21).id, VAT_ACCOUNT]]),
    roundingAccount: null,
    dueDate: day('2026-10-30'),
  }),
  invoiceDate: plan.date,
};

describe('an invoice that is booked in a later period', () => {
  it('is dated there, keeps its own date in the comment, and its due date', () => {
    expect(moved).toMatchObject({ date: '2026-11-01', invoiceDate: '2026-09-30', dueDate: '2026-10-30' });
    for (const line of moved.lines) expect(line.comment).toMatch(/^Tribe F2026-0041\b.* 30\/09\/2026$/);
  });

  it('keeps its date whole and the comment short, however long it was', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), (comment) => {
        const cut = withOwnDate({ ...plan, comment }, november).comment;
        expect(cut.endsWith('30/09/2026')).toBe(true);
        expect(cut.length).toBeLessThanOrEqual(40);
      }),
    );
  });

  it('is unchanged where it stays on its own day', () => {
    expect(withOwnDate(plan, plan.date)).toBe(plan);
  });

  it('is found again without a difference', () => {
    expect(bookingDifferences(moved, documentOf(moved))).toEqual([]);
  });

  it('is recognised by its own date too when somebody keyed it before the period was closed', () => {
    const byHand = (on: string) => {
      const document = documentOf(moved, { date: day(on) });
      return { ...document, lines: document.lines.map((line) => ({ ...line, reference: null })) };
    };
    const sought = { entry: moved, periodsOfYear: null, winbooksId: null };
    const verdictOn = (on: string) => judgeLookUp(sought, { byNumber: [byHand(on)], byReference: [] }).kind;
    expect(verdictOn('2026-09-30')).toBe('same-document');
    expect(verdictOn('2026-11-01')).toBe('same-document');
    expect(verdictOn('2026-10-01')).toBe('taken');
  });
});
