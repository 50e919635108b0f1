import { codeOf, planOf, priced, vats, withLines, type Line } from './as-invoiced-records';
import { composeEntry } from '../../domain/booking/booking-lines';
import type { InvoicePlan } from '../../domain/invoice/invoice-plan';
import { mapInvoice } from '../../domain/invoice/invoice-mapping';
import type { TribeInvoice } from '../../domain/vendors/tribe-records';
import {
  account,
  bookPeriod,
  CUSTOMER,
  CUSTOMERS_ACCOUNT,
  invoiceOf,
  journal,
  mappingRules,
  VAT_ACCOUNT,
  vatGroup,
} from './sample-records';

/** Invoices that were held, or booked with figures that balance and are wrong, each with its right entry. */

/** Totals as the plain sums of doubles. */
function withSums(lines: readonly Line[]): TribeInvoice {
  let net = 0;
  let vat = 0;
  for (const { quantity, price, vatGroup: group } of lines) {
    const amount = (quantity ?? 0) * (price ?? 0);
    net += amount;
    vat += (amount * (group?.percentage ?? 0)) / 100;
  }
  return withLines(lines, { totalExcludingVat: net, vatAmount: vat, totalIncludingVat: net + vat });
}

const nets = (plan: InvoicePlan) =>
  plan.revenue.map((part) => [part.accountCode, part.vatCode, part.netCents]);

it('cleans totals of binary noise; the gross stands, then the VAT, and the net is the rest', () => {
  const invoice = withSums([
    priced(7.5, 35.97, 6),
    priced(7.5, 1.02),
    priced(1, 81.71),
    priced(3, 10.68, 12),
  ]);
  expect(invoice.totalExcludingVat).toBe(391.17499999999995);
  const plan = planOf(invoice);
  expect(plan).toMatchObject({ netCents: 39117, vatCents: 3880, grossCents: 42997, roundingCents: 0 });
  expect(nets(plan)).toEqual([
    ['700000', '6', 26977],
    ['700000', '21', 8936],
    ['700000', '12', 3204],
  ]);
  expect(vats(plan)).toEqual([
    ['6', 26977, 1619],
    ['21', 8936, 1877],
    ['12', 3204, 384],
  ]);
});

it.each([1, 300])('takes the nearest explanation of the totals, never the first (%i times)', (times) => {
  const three = (price: number, rate: number) => Array.from({ length: times }, () => priced(3, price, rate));
  const plan = planOf(withSums([...three(1.148, 21), ...three(1.525, 6)]));
  expect(nets(plan)).toEqual(
    times === 1
      ? [
          ['700000', '21', 344],
          ['700000', '6', 458],
        ]
      : [
          ['700000', '21', 103320],
          ['700000', '6', 137250],
        ],
  );
  expect(plan.roundingCents).toBe(0);
});

it('books the VAT that the invoice states, rounded on each of its lines', () => {
  const lines = Array.from({ length: 3 }, () => priced(1, 1.17, 21, { vatAmount: 0.25 }));
  const plan = planOf(
    withLines(lines, { totalExcludingVat: 3.51, vatAmount: 0.75, totalIncludingVat: 4.26 }),
  );
  expect(vats(plan)).toEqual([['21', 351, 75]]);
  expect(planOf(withLines(lines, { amount: 4.26 })).vatCents).toBe(75);
  expect(planOf(withLines(lines)).vatCents).toBe(75);
});

describe('lines of opposite sign on two accounts of one code', () => {
  const included = (back: number) =>
    withLines(
      [
        priced(1, 1210, 21, { ledgerAccountCode: '700000' }),
        priced(-1, back, 21, { ledgerAccountCode: '701000' }),
      ],
      { isVatIncluded: true, totalIncludingVat: (121000 - Math.round(back * 100)) / 100 },
    );

  it('keep their own amounts where prices include VAT', () => {
    const plan = planOf(included(1209.9));
    expect(nets(plan)).toEqual([
      ['700000', '21', 100000],
      ['701000', '21', -99992],
    ]);
    expect(plan).toMatchObject({ netCents: 8, vatCents: 2, grossCents: 10 });
  });

  it('are booked at a total of zero', () => {
    expect(nets(planOf(included(1210)))).toEqual([
      ['700000', '21', 100000],
      ['701000', '21', -100000],
    ]);
  });

  it('have the same spread in another currency', () => {
    const dollars = (line: Line): Line => ({
      ...line,
      currency: 'USD',
      priceInCurrency: (line.price ?? 0) * 1.1,
    });
    const invoice = withLines(included(1209.9).lines.map(dollars), {
      isVatIncluded: true,
      currency: 'USD',
      totalIncludingVat: 0.1,
      inCurrency: { totalExcludingVat: 0.09, vatAmount: 0.02, totalIncludingVat: 0.11 },
    });
    expect(planOf(invoice).revenue.map((part) => part.foreignNetCents)).toEqual([110000, -109991]);
  });
});

describe('a total of zero', () => {
  const advance = withLines(
    [
      { totalExcludingVat: 300, vatGroup: vatGroup(0) },
      { totalExcludingVat: -300, vatGroup: vatGroup(0), ledgerAccountCode: '460000' },
    ],
    { totalExcludingVat: 0, vatAmount: 0, totalIncludingVat: 0 },
  );

  it('that moves accounts is booked, the customer with nothing', () => {
    const plan = planOf(advance);
    const entry = composeEntry(plan, {
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
    expect(entry.kind).toBe('invoice');
    expect(entry.lines.map(({ accountCode, amountCents }) => [accountCode, amountCents])).toEqual([
      ['400000', 0],
      ['700000', -30000],
      ['460000', 30000],
    ]);
  });

  it.each<[string, TribeInvoice]>([
    ['free lines', withLines([priced(1, 0)], { amount: 0 })],
    [
      'lines that cancel each other out on one account',
      withLines([priced(1, 5), priced(-1, 5)], { amount: 0 }),
    ],
    ['no lines', withLines([], { amount: 0, totalIncludingVat: 0 })],
    ['free lines, and no total', withLines([priced(1, 0)])],
  ])('that moves no account is nothing to book: %s', (_, invoice) => {
    expect(codeOf(invoice)).toBe('moves nothing');
  });
});

describe('an invoice without totals', () => {
  it.each<[string, Line]>([
    ['quantity and price', priced(1, 100)],
    ['net', { totalExcludingVat: 100 }],
    ['net and VAT', { totalExcludingVat: 100, vatAmount: 21 }],
    ['gross', { totalExcludingVat: null, totalIncludingVat: 121 }],
    ['gross and VAT', { totalExcludingVat: null, totalIncludingVat: 121, vatAmount: 21 }],
    ['Total, quantity and price', priced(1, 100, 21, { total: 121 })],
  ])('is what its lines add up to: %s', (_, line) => {
    expect(planOf(withLines([line]))).toMatchObject({ netCents: 10000, vatCents: 2100, grossCents: 12100 });
  });

  it('is a credit where its lines are negative', () => {
    expect(planOf(withLines([priced(-1, 100)]))).toMatchObject({ kind: 'credit', grossCents: 12100 });
  });

  it('takes the gross that the lines state where two are possible', () => {
    const line = { totalExcludingVat: 0.08, totalIncludingVat: 0.1, vatAmount: 0.02 };
    expect(planOf(withLines([line, line, line]))).toMatchObject({
      netCents: 24,
      vatCents: 6,
      grossCents: 30,
    });
  });

  it('is held where a discount of the document may be in its lines or not', () => {
    const shown = (line: Line) => withLines([line], { discountPercentage: 10 });
    expect(codeOf(shown({ totalExcludingVat: 90 }))).toBe('TOTALS_AMBIGUOUS');
    expect(planOf(shown({ totalExcludingVat: 90, quantity: 1, price: 100 })).netCents).toBe(9000);
    expect(planOf(shown({ totalExcludingVat: 100, quantity: 1, price: 100 })).netCents).toBe(9000);
  });

  it('is held where a line says too little', () => {
    expect(codeOf(withLines([{ totalExcludingVat: null, total: 121 }]))).toBe('LINE_AMOUNT_MISSING');
    expect(codeOf(withLines([{}, { totalExcludingVat: null }]))).toBe('LINE_AMOUNT_MISSING');
  });
});

describe('a line of text', () => {
  const text: Line = { totalExcludingVat: null, vatGroup: null, description: 'See our conditions' };

  it('is left out when the others explain the totals', () => {
    expect(planOf(withLines([{}, text], { totalIncludingVat: 1210 })).grossCents).toBe(121000);
    expect(planOf(withLines([{}, { ...text, quantity: 1 }], { amount: 1210 })).grossCents).toBe(121000);
    expect(planOf(withLines([text, {}])).grossCents).toBe(121000);
  });

  it('is an amount that is missing when they do not', () => {
    const invoice = withLines([{}, text], { totalIncludingVat: 2420 });
    expect(mapInvoice(invoice, mappingRules)).toMatchObject({
      issue: { code: 'LINE_AMOUNT_MISSING', params: { line: 2 } },
    });
  });
});

it('books a deposit that comes back at 0 %, and holds less than nothing under a rate', () => {
  const deposit = (rate: number) =>
    withLines([priced(1, 100), priced(-4, 4.5, rate)], {
      totalIncludingVat: 121 - 18 * (1 + rate / 100),
    });
  expect(nets(planOf(deposit(0)))).toEqual([
    ['700000', '21', 10000],
    ['700000', '0', -1800],
  ]);
  expect(codeOf(deposit(6))).toBe('NEGATIVE_VAT_BASE');
});

it('believes a VAT to the cent where the invoice adds up', () => {
  const invoice = invoiceOf({ vatAmount: 210.01, totalIncludingVat: 1210.01, amount: null });
  expect(planOf(invoice)).toMatchObject({ netCents: 100000, vatCents: 21001, grossCents: 121001 });
});

it('books VAT that was rounded on each unit sold', () => {
  const line = priced(100, 1.17, 21, { totalExcludingVat: 117, vatAmount: 25 });
  const invoice = withLines([line], { totalExcludingVat: 117, vatAmount: 25, totalIncludingVat: 142 });
  expect(planOf(invoice)).toMatchObject({ netCents: 11700, vatCents: 2500 });
});
