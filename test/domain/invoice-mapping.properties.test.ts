import fc from 'fast-check';
import { composeEntry } from '../../domain/booking/booking-lines';
import type { InvoicePlan } from '../../domain/invoice/invoice-plan';
import { inDirectionOfKind } from '../../domain/invoice/invoice-kind';
import { mapInvoice } from '../../domain/invoice/invoice-mapping';
import type { TribeInvoice } from '../../domain/vendors/tribe-records';
import { anyHabits, generatedInvoice, openHabits, type Habits } from './generated-invoices';
import {
  account,
  bookPeriod,
  CUSTOMER,
  CUSTOMERS_ACCOUNT,
  journal,
  mappingRules,
  VAT_ACCOUNT,
} from './sample-records';

const rules = { ...mappingRules, roundingAccount: '659000', flaggedCredit: 'book' } as const;
/** The same invoices each time; `INVOICE_SEED` makes others, `GENERATED_INVOICES` more of them. */
const RUNS = {
  seed: Number(process.env['INVOICE_SEED'] ?? 20261126),
  numRuns: Number(process.env['GENERATED_INVOICES'] ?? 250),
};

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
    roundingAccount: account('659000'),
    dueDate: null,
  });
}

/** What must hold of every plan, whatever it was read from. */
function expectSound(plan: InvoicePlan, invoice: TribeInvoice): void {
  const { netCents, vatCents, roundingCents, grossCents } = plan;
  expect(netCents + vatCents + roundingCents).toBe(grossCents);
  // Each line is rounded, and the total once more.
  expect(Math.abs(roundingCents)).toBeLessThanOrEqual(invoice.lines.length + 1);
  expect(total(plan.revenue.map((part) => part.netCents))).toBe(netCents);
  expect(total(plan.vat.map((part) => part.vatCents))).toBe(vatCents);
  // Deductions of some cents at another rate may leave a net below zero beside a gross above it, or the reverse.
  expect(netCents).toBeGreaterThanOrEqual(-invoice.lines.length);
  expect(plan.revenue.some((part) => part.netCents !== 0)).toBe(true);
  const keys = plan.revenue.map((part) => `${part.accountCode} ${part.vatCodeId}`);
  expect(new Set(keys).size).toBe(keys.length);
  for (const part of plan.vat) {
    const base = plan.revenue.filter((revenue) => revenue.vatCodeId === part.vatCodeId);
    expect(total(base.map((revenue) => revenue.netCents))).toBe(part.baseCents);
  }
  const { lines, kind } = entryOf(plan);
  const sign = kind === 'credit' ? -1 : 1;
  expect(total(lines.map((line) => line.amountCents))).toBe(0);
  expect(lines.every((line) => Number.isSafeInteger(line.amountCents))).toBe(true);
  expect(lines.some((line) => Object.values(line).some((value) => Object.is(value, -0)))).toBe(false);
  expect(lines[0]).toMatchObject({ order: 0, role: 'customer', amountCents: sign * grossCents });
  const rounding = lines.filter(({ role }) => role === 'rounding');
  expect(rounding.map(({ amountCents, vatId }) => [amountCents, vatId])).toEqual(
    roundingCents === 0 ? [] : [[-sign * roundingCents, null]],
  );
}

/** Half away from zero, in integers: cents times a rate of whole percents. */
function percentOf(cents: number, percent: number): number {
  const sign = cents < 0 ? -1 : 1;
  return sign * Math.floor((Math.abs(cents) * percent + 50) / 100) || 0;
}

function expectVatOverDocument(plan: InvoicePlan): void {
  for (const part of plan.vat) {
    const rate = plan.revenue.find(({ vatCodeId }) => vatCodeId === part.vatCodeId)?.ratePercent ?? NaN;
    expect(part.vatCents).toBe(percentOf(part.baseCents, rate));
  }
}

describe('mapInvoice, for every vendor’s habit of rounding and of leaving things unsaid', () => {
  it.each(['document', 'line'] as const)(
    'books exactly what the customer was asked to pay, or nothing; VAT is rounded per %s',
    (vatRounding) => {
      let booked = 0;
      fc.assert(
        fc.property(generatedInvoice(anyHabits), ({ invoice, asked, kind }) => {
          const result = mapInvoice(invoice, { ...rules, vatRounding });
          if (!result.ok) return;
          booked += 1;
          // What is not said can be known but for the vendor's rounding.
          const mayDiffer = saysGross(invoice) ? 0 : invoice.lines.length + 1;
          expect(Math.abs(result.plan.grossCents - Math.abs(asked.grossCents))).toBeLessThanOrEqual(
            mayDiffer,
          );
          expect(result.plan.kind).toBe(kind);
          expectSound(result.plan, invoice);
          if (vatRounding === 'document' && !invoice.isVatIncluded) expectVatOverDocument(result.plan);
        }),
        RUNS,
      );
      expect(booked).toBeGreaterThan(RUNS.numRuns / 10);
    },
  );

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
    ['the document has a discount', { documentDiscount: 7.5 }],
    [
      'lines are shown before the discount of the document',
      { documentDiscount: 10, shown: 'before document discount' },
    ],
    ['prices include VAT', { pricesIncludeVat: true }],
    ['prices include VAT and nothing is rounded', { pricesIncludeVat: true, nets: 'unrounded' }],
    ['the totals are negative', { credit: 'negative' }],
    ['the totals are positive and a flag says credit', { credit: 'positive with flag' }],
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
        expect(result).toMatchObject({ ok: true, plan: { grossCents: asked.grossCents } });
      }),
      { ...RUNS, numRuns: 60 },
    );
  });

  const stated = ['totalExcludingVat', 'vatAmount', 'totalIncludingVat'] as const;

  it('books nothing when one of the stated totals is off by more than a cent per line', () => {
    const cents = fc.integer({ min: -500, max: 500 }).filter((off) => Math.abs(off) > 26);
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
      { ...RUNS, numRuns: 60 },
    );
  });

  it('books nothing when a line did not come through', () => {
    fc.assert(
      fc.property(generatedInvoice(anyHabits), fc.nat(), ({ invoice, asked }, pick) => {
        const lost = pick % invoice.lines.length;
        const lines = invoice.lines.filter((_, index) => index !== lost);
        const result = mapInvoice({ ...invoice, lines }, rules);
        // Only a line that carried nothing, or less than rounding may, can be missed; without any total nobody can tell.
        if (result.ok && saysGross(invoice)) expect(result.plan.grossCents).toBe(Math.abs(asked.grossCents));
      }),
      RUNS,
    );
  });
});

/** The gross itself, or what makes it. An `Amount` may be either. */
function saysGross({ totalIncludingVat, totalExcludingVat, vatAmount }: TribeInvoice): boolean {
  return totalIncludingVat !== null || (totalExcludingVat !== null && vatAmount !== null);
}

/** No deductions, which may leave a VAT code below zero, and no line of some cents, which another reading may explain: both are held. */
function isPlain(invoice: TribeInvoice): boolean {
  return inDirectionOfKind(invoice).lines.every(
    ({ totalExcludingVat, quantity, price }) => (totalExcludingVat ?? (quantity ?? 0) * (price ?? 0)) >= 1,
  );
}
