import fc from 'fast-check';
import { composeEntry } from '../../domain/booking-lines';
import type { InvoicePlan } from '../../domain/invoice-plan';
import { mapInvoice } from '../../domain/invoice-mapping';
import type { TribeInvoice } from '../../domain/tribe-records';
import { anyHabits, generatedInvoice, openHabits, type Habits } from './generated-invoices';
import {
  account,
  bookPeriod,
  CUSTOMER,
  CUSTOMERS_ACCOUNT,
  journal,
  VAT_ACCOUNT,
  vatMapFor,
} from './sample-records';

const rules = { vatMap: vatMapFor(21, 12, 6, 0), revenueAccount: '700000' };
const RUNS = { numRuns: 800 };

const total = (amounts: readonly number[]) => amounts.reduce((sum, amount) => sum + amount, 0);

function entryOf(plan: InvoicePlan) {
  return composeEntry(plan, {
    journal: journal(),
    period: bookPeriod(),
    bookYear: null,
    customer: CUSTOMER,
    centralAccount: CUSTOMERS_ACCOUNT,
    accounts: new Map(plan.revenue.map((part) => [part.accountCode, account(part.accountCode)])),
    vatAccounts: new Map(plan.vat.map((part) => [part.vatCodeId, VAT_ACCOUNT])),
    roundingAccount: null,
    dueDate: null,
  });
}

/** What must hold of every plan, whatever it was read from. */
function expectSound(plan: InvoicePlan): void {
  expect(plan.netCents + plan.vatCents).toBe(plan.grossCents);
  expect(total(plan.revenue.map((part) => part.netCents))).toBe(plan.netCents);
  expect(total(plan.vat.map((part) => part.vatCents))).toBe(plan.vatCents);
  expect(plan.netCents).toBeGreaterThan(0);
  const keys = plan.revenue.map((part) => `${part.accountCode} ${part.vatCodeId}`);
  expect(new Set(keys).size).toBe(keys.length);
  for (const part of plan.vat) {
    const base = plan.revenue.filter((revenue) => revenue.vatCodeId === part.vatCodeId);
    expect(total(base.map((revenue) => revenue.netCents))).toBe(part.baseCents);
  }
  const { lines } = entryOf(plan);
  expect(total(lines.map((line) => line.amountCents))).toBe(0);
  expect(lines.every((line) => Number.isSafeInteger(line.amountCents))).toBe(true);
  expect(lines[0]).toMatchObject({ order: 0, role: 'customer', amountCents: plan.grossCents });
}

describe('mapInvoice, for every vendor’s habit of rounding and of leaving things unsaid', () => {
  it('books exactly what the customer was asked to pay, or nothing', () => {
    let booked = 0;
    fc.assert(
      fc.property(generatedInvoice(anyHabits), ({ invoice, asked }) => {
        const result = mapInvoice(invoice, rules);
        if (!result.ok) return;
        booked += 1;
        const { netCents, vatCents, grossCents } = result.plan;
        expect({ netCents, vatCents, grossCents }).toEqual(asked);
        expectSound(result.plan);
      }),
      RUNS,
    );
    expect(booked).toBeGreaterThan(RUNS.numRuns / 10);
  });

  it.each<[string, Partial<Habits>]>([
    ['everything is stated', {}],
    ['VAT is rounded per line and stated there', { vat: 'per line' }],
    [
      'lines say only their net',
      { line: { ...openHabits.line, quantityAndPrice: false, total: 'none', vat: 'none' } },
    ],
    [
      'lines say only quantity and price',
      { line: { ...openHabits.line, net: false, total: 'none', vat: 'none' } },
    ],
    ['Total is the gross', { line: { ...openHabits.line, total: 'gross' } }],
    ['the totals are net and gross', { totals: { net: true, vat: false, gross: true, amount: 'none' } }],
    [
      'the total is only a gross Amount',
      { totals: { net: false, vat: false, gross: false, amount: 'gross' } },
    ],
  ])('books every plain invoice of which %s', (_, changes) => {
    const habits = fc.constant({ ...openHabits, ...changes });
    const plain = generatedInvoice(habits).filter(
      ({ invoice, asked }) => asked.netCents > 0 && isPlain(invoice),
    );
    fc.assert(
      fc.property(plain, ({ invoice, asked }) => {
        const result = mapInvoice(invoice, rules);
        expect(result).toMatchObject({ ok: true, plan: asked });
      }),
      { numRuns: 150 },
    );
  });

  const stated = ['totalExcludingVat', 'vatAmount', 'totalIncludingVat'] as const;

  it('books nothing when one of the stated totals is off by any cents', () => {
    const cents = fc.integer({ min: -500, max: 500 }).filter((off) => off !== 0);
    fc.assert(
      fc.property(
        generatedInvoice(fc.constant(openHabits)),
        fc.constantFrom(...stated),
        cents,
        ({ invoice }, field, off) => {
          const wrong = { ...invoice, [field]: (Math.round((invoice[field] ?? 0) * 100) + off) / 100 };
          expect(mapInvoice(wrong, rules).ok).toBe(false);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('books nothing when a line did not come through', () => {
    fc.assert(
      fc.property(generatedInvoice(anyHabits), fc.nat(), ({ invoice, asked }, pick) => {
        const lost = pick % invoice.lines.length;
        const lines = invoice.lines.filter((_, index) => index !== lost);
        const result = mapInvoice({ ...invoice, lines }, rules);
        // Only a line that carried nothing may be missed.
        if (result.ok) expect(result.plan).toMatchObject(asked);
      }),
      RUNS,
    );
  });
});

/** No line that is a deduction: those may leave a VAT code below zero, which is held. */
function isPlain(invoice: TribeInvoice): boolean {
  return invoice.lines.every((line) => (line.totalExcludingVat ?? line.price ?? 0) >= 0);
}
