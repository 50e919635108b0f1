import { codeOf, NOTHING_SAID, planOf, priced, vats, withLines, type Line } from './as-invoiced-records';
import type { TribeInvoice } from '../../domain/vendors/tribe-records';

/** What an accountant would book is booked; what no rounding explains is held. */

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

  it.each<[string, number, number, Partial<TribeInvoice>]>([
    ['with VAT', 133.1, 13310, {}],
    ['without VAT', 110, 13310, {}],
    ['a cent from the lines', 133.11, 13311, {}],
    ['after a discount', 119.79, 11979, { discountPercentage: 10 }],
  ])('an Amount in that currency says nothing of the euro where it is the only total: %s', (...given) => {
    const [, amount, foreignGross, more] = given;
    const plan = planOf(withLines([dollars(100, 110, 1)], { currency: 'USD', amount, ...more }));
    expect(plan.grossCents).toBe(more.discountPercentage ? 10890 : 12100);
    expect(plan.foreign?.grossCents).toBe(foreignGross);
  });

  it('an only Amount that is in neither currency is held, and so is one whose lines show no rate', () => {
    for (const amount of [140, 133.3])
      expect(codeOf(withLines([dollars(100, 110, 1)], { currency: 'USD', amount }))).toBe(
        'TOTALS_UNEXPLAINED',
      );
    expect(codeOf(withLines([dollars(100, 100, 1)], { currency: 'USD', amount: 121 }))).toBe(
      'CURRENCY_RATE_MISSING',
    );
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
