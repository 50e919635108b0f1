import { composeEntry } from '../../domain/booking-lines';
import type { InvoicePlan } from '../../domain/invoice-plan';
import { mapInvoice } from '../../domain/invoice-mapping';
import type { TribeInvoice, TribeProductLine } from '../../domain/tribe-records';
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

/** Invoices that were held, or booked with figures that balance and are wrong, each with its right entry. */

type Line = Partial<TribeProductLine>;

const priced = (quantity: number, price: number, rate = 21, more: Line = {}): Line => ({
  quantity,
  price,
  totalExcludingVat: null,
  vatGroup: vatGroup(rate),
  ...more,
});

const NOTHING_SAID = { amount: null, totalExcludingVat: null, totalIncludingVat: null, vatAmount: null };

const withLines = (lines: readonly Line[], totals: Partial<TribeInvoice> = {}) =>
  invoiceOf({ ...NOTHING_SAID, lines: lines.map(productLine), ...totals });

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

function planOf(invoice: TribeInvoice): InvoicePlan {
  const result = mapInvoice(invoice, mappingRules);
  if (!result.ok) throw new Error(`Held: ${JSON.stringify(result.issue)}`);
  return result.plan;
}

const codeOf = (invoice: TribeInvoice) => {
  const result = mapInvoice(invoice, mappingRules);
  return result.ok ? 'booked' : (result.issue?.code ?? 'moves nothing');
};

const nets = (plan: InvoicePlan) =>
  plan.revenue.map((part) => [part.accountCode, part.vatCode, part.netCents]);
const vats = (plan: InvoicePlan) => plan.vat.map((part) => [part.vatCode, part.baseCents, part.vatCents]);

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

/** As `codeOf`, or net + VAT in cents where it is booked. */
function outcomeOf(invoice: TribeInvoice): string {
  const code = codeOf(invoice);
  if (code !== 'booked') return code;
  const { kind, netCents, vatCents } = planOf(invoice);
  return `${kind} ${netCents} + ${vatCents}`;
}

const said = (net: number | null, vat: number | null, gross: number | null): Partial<TribeInvoice> => ({
  totalExcludingVat: net,
  vatAmount: vat,
  totalIncludingVat: gross,
});
const times = (count: number, line: Line): readonly Line[] => Array.from({ length: count }, () => line);
const on = (ledgerAccountCode: string): Line => ({ ledgerAccountCode });
const less = { discountPercentage: 10 };
const included = { isVatIncluded: true };

describe('a VAT or a total that no rounding explains is held', () => {
  it.each<[string, TribeInvoice, string]>([
    ['no VAT on cheap units', withLines([priced(20000, 0.008)], said(160, 0, 160)), 'TOTALS_UNEXPLAINED'],
    [
      'no VAT, and only the gross',
      withLines([priced(20000, 0.008)], said(null, null, 160)),
      'TOTALS_UNEXPLAINED',
    ],
    [
      'no VAT on some lines',
      withLines([priced(1, 500), priced(20000, 0.008)], said(660, 105, 765)),
      'TOTALS_UNEXPLAINED',
    ],
    [
      'VAT of another rate on cheap units',
      withLines([priced(5000, 0.04, 21, { vatAmount: 24 })], said(200, 24, 224)),
      'LINE_AMOUNTS_DIFFER',
    ],
    ['VAT of a rate that is none', withLines([priced(5000, 0.04)], said(200, 50, 250)), 'TOTALS_UNEXPLAINED'],
    [
      'a net that quantity and price contradict',
      withLines([priced(5000, 0.04, 21, { totalExcludingVat: 180 })]),
      'LINE_AMOUNTS_DIFFER',
    ],
    [
      'many lines, and 0.90 too much',
      withLines(times(200, { totalExcludingVat: 1.13 }), said(226.9, 47.65, 274.55)),
      'TOTALS_UNEXPLAINED',
    ],
    [
      'many lines, and one of 1.00 that did not come through',
      withLines(times(300, priced(0.345, 3.21)), said(333.235, 69.97935, 403.21435)),
      'TOTALS_UNEXPLAINED',
    ],
    [
      'VAT that its lines state otherwise',
      withLines(
        times(100, priced(3, 1.17, 21, { totalExcludingVat: 3.51, vatAmount: 0.74 })),
        said(351, 74.4, 425.4),
      ),
      'TOTALS_UNEXPLAINED',
    ],
    [
      'a discount that may be in the lines',
      withLines(times(300, { totalExcludingVat: 0.5 }), { discountPercentage: 1 }),
      'TOTALS_AMBIGUOUS',
    ],
  ])('%s', (_, invoice, outcome) => {
    expect(outcomeOf(invoice)).toBe(outcome);
  });
});

describe('an invoice that an accountant would book is booked', () => {
  it.each<[string, TribeInvoice, string]>([
    [
      'net prices rounded on each unit',
      withLines([priced(24, 8.2562)], said(198.24, 41.63, 239.87)),
      'invoice 19824 + 4163',
    ],
    [
      'the same, with the gross of the line alone',
      withLines([priced(24, 8.2562, 21, { totalIncludingVat: 239.87 })]),
      'invoice 19824 + 4163',
    ],
    [
      'discounted prices rounded on each unit',
      withLines([priced(100, 1.99, 21, { discountPercentage: 33.33 })], said(133, 27.93, 160.93)),
      'invoice 13300 + 2793',
    ],
    [
      'VAT taken out of each unit',
      withLines([priced(2, 9.99)], { ...included, ...said(16.52, 3.46, 19.98) }),
      'invoice 1652 + 346',
    ],
    ['a cent apiece', withLines([priced(300, 0.01)], { amount: 3 }), 'invoice 300 + 63'],
    [
      'a zero with the noise of doubles, which is no credit',
      withLines(
        [priced(1, 100.1), priced(1, 200.2), priced(-1, 300.3, 21, on('460000'))],
        said(100.1 + 200.2 - 300.3, 0, -1e-14),
      ),
      'invoice 0 + 0',
    ],
    [
      'more crates back than drinks sold',
      withLines([priced(1, 10), priced(-1, 11, 0)], said(-1, 2.1, 1.1)),
      'invoice -100 + 210',
    ],
    [
      'paid by a voucher',
      withLines([priced(1, 100), priced(-1, 121, 0, on('580000'))], said(-21, 21, 0)),
      'invoice -2100 + 2100',
    ],
    [
      'an advance that leaves nothing under its rate',
      withLines(
        [
          priced(3.25, 18.18, 6, on('701000')),
          priced(7.5, 15.41, 6, on('701001')),
          priced(6.25, 32.7),
          priced(6.25, 26.82, 21, on('700001')),
          priced(2.75, 56.68, 21, on('700002')),
          priced(-1, 527.87, 21, on('460000')),
        ],
        said(174.66, 10.48, 185.14),
      ),
      'invoice 17466 + 1048',
    ],
    [
      'a net alone, whose lines have more decimals',
      withLines([priced(1, 10.0049, 6)], said(10, null, null)),
      'invoice 1000 + 60',
    ],
    [
      'a credit by its discounted lines',
      withLines([priced(1, 100, 21, { discountPercentage: 50 }), priced(-1, 80)]),
      'credit 3000 + 630',
    ],
    [
      'VAT of the line before its discount, beside VAT after it',
      withLines(
        [
          priced(1, 100, 21, {
            ...less,
            totalExcludingVat: 90,
            vatAmount: 21,
            vatAmountIncludingDiscount: 18.9,
          }),
        ],
        said(90, 18.9, 108.9),
      ),
      'invoice 9000 + 1890',
    ],
    [
      'a Total before the discount, beside a net after it',
      withLines([priced(1, 100, 21, { ...less, total: 100, totalExcludingVat: 90 })], said(90, 18.9, 108.9)),
      'invoice 9000 + 1890',
    ],
    [
      'both discounts, and a Total between them',
      withLines([priced(1, 100, 21, { ...less, total: 90, totalExcludingVat: 81 })], {
        ...less,
        ...said(81, 17.01, 98.01),
      }),
      'invoice 8100 + 1701',
    ],
    [
      'a VAT of the line that was never filled in',
      withLines([priced(1, 100, 21, { vatAmount: 0 })], said(100, 21, 121)),
      'invoice 10000 + 2100',
    ],
  ])('%s', (_, invoice, outcome) => {
    expect(outcomeOf(invoice)).toBe(outcome);
  });

  it('with the base of each VAT code within a cent, however many accounts it has', () => {
    const four = (rate: number, price: number) =>
      ['700000', '700001', '700002', '700003'].map((account) => priced(1, price, rate, on(account)));
    const plan = planOf(withLines([...four(21, 10.004), ...four(6, 10.006)], said(80.04, 10.8, 90.84)));
    expect(vats(plan)).toEqual([
      ['21', 4002, 840],
      ['6', 4002, 240],
    ]);
  });
});

describe('in another currency', () => {
  const dollars = (price: number, own: number, quantity: number, more: Line = {}): Line =>
    priced(quantity, price, 21, { currency: 'USD', priceInCurrency: own, ...more });
  const inCurrency = (net: number, vat: number, gross: number): Partial<TribeInvoice> => ({
    currency: 'USD',
    inCurrency: { totalExcludingVat: net, vatAmount: vat, totalIncludingVat: gross },
  });

  it('each line counts at its own rate, where prices were rounded in each currency', () => {
    const invoice = withLines([dollars(0.92, 1, 1000), dollars(461.38, 500, 10, on('701000'))], {
      ...said(5533.8, 1162.1, 6695.9),
      ...inCurrency(6000, 1260, 7260),
    });
    expect(planOf(invoice).revenue.map((part) => part.foreignNetCents)).toEqual([100000, 500000]);
  });

  it('totals that are not stated are those of the lines', () => {
    const invoice = withLines([dollars(100, 110, 1)], { currency: 'USD', totalIncludingVat: 121 });
    expect(planOf(invoice).foreign).toMatchObject({ netCents: 11000, vatCents: 2310, grossCents: 13310 });
  });

  it('no amount in euro at all is a rate that is missing, and never nothing to book', () => {
    const none = { totalExcludingVat: 0, vatAmount: 0, totalIncludingVat: 0, amount: null };
    for (const totals of [none, NOTHING_SAID])
      expect(codeOf(withLines([dollars(0, 100, 1)], { ...totals, ...inCurrency(100, 21, 121) }))).toBe(
        'CURRENCY_RATE_MISSING',
      );
  });

  it('an Amount in that currency says nothing of the euro', () => {
    const invoice = withLines([dollars(100, 110, 1)], {
      amount: 133.1,
      totalIncludingVat: 121,
      ...inCurrency(110, 23.1, 133.1),
    });
    expect(planOf(invoice).grossCents).toBe(12100);
  });

  it('parts are whole where the currency has no cents', () => {
    const yen = { currency: 'JPY' };
    const invoice = withLines(
      [dollars(33.33, 5401.13, 1, yen), dollars(11.11, 1800.4, 1, { ...yen, ...on('701000') })],
      { ...said(44.44, 9.33, 53.77), ...inCurrency(7202, 1512, 8714), ...yen },
    );
    expect(planOf(invoice).revenue.map((part) => part.foreignNetCents)).toEqual([540100, 180100]);
  });
});
