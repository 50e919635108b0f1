import fc from 'fast-check';
import { composeEntry } from '../../domain/booking/booking-lines';
import { currencyRate } from '../../domain/money/currency-rate';
import { mapInvoice } from '../../domain/invoice/invoice-mapping';
import type { InvoicePlan } from '../../domain/invoice/invoice-plan';
import type { TribeInvoice } from '../../domain/vendors/tribe-records';
import {
  account,
  bookPeriod,
  CUSTOMER,
  CUSTOMERS_ACCOUNT,
  invoiceOf,
  journal,
  mappingRules,
  productLine,
  VAT_ACCOUNT,
  vatGroup,
} from './sample-records';

const rules = { ...mappingRules, flaggedCredit: 'book' } as const;
const inCurrency = (
  totalExcludingVat: number | null,
  vatAmount: number | null,
  totalIncludingVat: number | null,
) => ({
  inCurrency: { totalExcludingVat, vatAmount, totalIncludingVat },
});
/** 1000 euro net at 1.10 dollar for a euro. */
const inDollars = (changes: Partial<TribeInvoice> = {}) =>
  invoiceOf({
    currency: 'USD',
    lines: [productLine({ currency: 'USD' })],
    ...inCurrency(1100, 231, 1331),
    ...changes,
  });

function planOf(invoice: TribeInvoice): InvoicePlan {
  const result = mapInvoice(invoice, rules);
  if (!result.ok) throw new Error(`Held: ${JSON.stringify(result.issue)}`);
  return result.plan;
}

const codeOf = (invoice: TribeInvoice) => {
  const result = mapInvoice(invoice, rules);
  return result.ok ? null : result.issue?.code;
};

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

describe('an invoice in another currency', () => {
  it('has base amounts from the base totals and its own from the totals in currency', () => {
    const entry = entryOf(planOf(inDollars()));
    expect(entry).toMatchObject({ currency: 'USD', currencyRate: '0.909090909091' });
    expect(
      entry.lines.map((line) => [
        line.amountCents,
        line.currencyAmountCents,
        line.currencyVatBaseCents,
        line.currencyVatCents,
      ]),
    ).toEqual([
      [121000, 133100, 110000, 23100],
      [-100000, -110000, null, null],
      [-21000, -23100, 110000, null],
    ]);
  });

  it('spreads its totals over the lines by largest remainder', () => {
    const thirds = ['701000', '702000', '703000'].map((ledgerAccountCode) =>
      productLine({ currency: 'USD', totalExcludingVat: 10, vatGroup: vatGroup(0), ledgerAccountCode }),
    );
    const plan = planOf(
      inDollars({
        lines: thirds,
        amount: null,
        totalExcludingVat: 30,
        totalIncludingVat: 30,
        vatAmount: 0,
        ...inCurrency(33.35, 0, 33.35),
      }),
    );
    expect(plan.revenue.map((part) => part.foreignNetCents)).toEqual([1112, 1112, 1111]);
  });

  it('sums to zero in both, whatever the rate and the lines', () => {
    const anyLine = fc.record({
      cents: fc.integer({ min: 1, max: 500_000 }),
      rate: fc.constantFrom(21, 12, 6, 0),
      ledgerAccountCode: fc.constantFrom('700000', '701000'),
    });
    const anyRate = fc.integer({ min: 200, max: 40_000 }).filter((rate) => rate !== 10_000);
    const anyKind = fc.boolean();
    let booked = 0;
    fc.assert(
      fc.property(
        fc.array(anyLine, { minLength: 1, maxLength: 8 }),
        anyRate,
        anyKind,
        (lines, rate, isCredit) => {
          const net = lines.reduce((sum, line) => sum + line.cents, 0);
          const vat = lines.reduce((sum, line) => sum + Math.round((line.cents * line.rate) / 100), 0);
          const dollars = (cents: number) => Math.round((cents * rate) / 10_000) / 100;
          const result = mapInvoice(
            inDollars({
              isCreditMarked: isCredit,
              amount: null,
              totalExcludingVat: net / 100,
              vatAmount: vat / 100,
              totalIncludingVat: (net + vat) / 100,
              ...inCurrency(dollars(net), dollars(vat), dollars(net + vat)),
              lines: lines.map((line) =>
                productLine({
                  currency: null,
                  totalExcludingVat: line.cents / 100,
                  vatGroup: vatGroup(line.rate),
                  ledgerAccountCode: line.ledgerAccountCode,
                }),
              ),
            }),
            rules,
          );
          if (!result.ok) return;
          booked += 1;
          const entry = entryOf(result.plan);
          const sign = isCredit ? -1 : 1;
          const [customer] = entry.lines;
          expect(customer).toMatchObject({
            amountCents: sign * (net + vat),
            currencyAmountCents: sign * Math.round(dollars(net + vat) * 100) + 0,
          });
          for (const amount of ['amountCents', 'currencyAmountCents'] as const)
            expect(entry.lines.reduce((sum, line) => sum + (line[amount] ?? NaN), 0)).toBe(0);
        },
      ),
      { numRuns: 150 },
    );
    expect(booked).toBeGreaterThan(100);
  });

  it.each<[string, TribeInvoice]>([
    ['CURRENCY_AMOUNTS_MISSING', inDollars(inCurrency(null, null, null))],
    ['CURRENCY_AMOUNTS_MISSING', inDollars(inCurrency(null, null, 1331))],
    ['CURRENCY_AMOUNTS_DIFFER', inDollars(inCurrency(1000, 331, 1331))],
    ['CURRENCY_AMOUNTS_DIFFER', inDollars(inCurrency(-1100, -231, -1331))],
    ['CURRENCY_RATE_MISSING', inDollars(inCurrency(1000, 210, 1210))],
    ['CURRENCY_WITHOUT_CENTS', inDollars({ currency: 'KWD', lines: [productLine({ currency: 'KWD' })] })],
    ['BASE_CURRENCY_DIFFERS', invoiceOf(inCurrency(920, 193.2, 1113.2))],
    ['LINE_CURRENCY_DIFFERS', inDollars({ lines: [productLine({ currency: 'GBP' })] })],
    ['CURRENCY_MISSING', inDollars({ currency: null })],
    ['AMOUNT_UNUSABLE', inDollars(inCurrency(1100, 231, 1e300))],
  ])('is held: %s', (code, invoice) => {
    expect(codeOf(invoice)).toBe(code);
  });

  it('takes two totals in currency for three', () => {
    expect(planOf(inDollars(inCurrency(1100, 231, null))).foreign?.grossCents).toBe(133100);
    expect(planOf(inDollars(inCurrency(1100, null, 1331))).foreign?.vatCents).toBe(23100);
    expect(planOf(inDollars(inCurrency(null, 231, 1331))).foreign?.netCents).toBe(110000);
  });

  it('has nothing of this in euro, where both totals are the same', () => {
    const plan = planOf(invoiceOf(inCurrency(1000, 210, 1210)));
    expect(plan.foreign).toBeNull();
    expect(entryOf(plan)).toMatchObject({ currencyRate: null });
  });
});

it('currencyRate is what one unit of the invoice’s currency costs', () => {
  expect(currencyRate(9200, 10000)).toBe('0.92');
  expect(currencyRate(32997, 36296)).toBe('0.909108441702');
});
