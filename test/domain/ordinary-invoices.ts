import Decimal from 'decimal.js';
import fc from 'fast-check';
import type { TribeInvoice } from '../../domain/vendors/tribe-records';
import { invoiceOf, productLine, vatGroup } from './sample-records';

/**
 * Invoices as they really occur: up to 300 lines, quantities to four and prices to six decimals, discounts on lines and
 * document, credits, prices with VAT, another currency, and totals that were rounded nowhere, on each line, once per VAT
 * code or once for all. Each comes with its exact amounts, computed apart from the product.
 */
export interface OrdinaryInvoice {
  readonly invoice: TribeInvoice;
  readonly habits: Habits;
  /** In the direction of the invoice's kind. Units of the currency. */
  readonly exact: ExactAmounts;
  /** After rounding each line; what a vendor that rounds there adds up. */
  readonly perLine: ExactAmounts;
  /** After rounding the net of each line, VAT on that not rounded. */
  readonly overRoundedNets: ExactAmounts;
  /** What the vendor says, before it is rounded to cents; null where it leaves it unsaid. */
  readonly stated: Readonly<Record<'net' | 'vat' | 'gross', number | null>>;
  /** Units of the invoice's currency for one of the folder's; null without another currency. */
  readonly exchangeRate: Decimal | null;
}

export interface ExactAmounts {
  /** By `account rate`. */
  readonly revenue: ReadonlyMap<string, Decimal>;
  /** By rate. */
  readonly vat: ReadonlyMap<number, Decimal>;
}

export interface Habits {
  readonly totals: 'unrounded' | 'per line' | 'per code' | 'per document';
  readonly said:
    'all' | 'gross' | 'net and gross' | 'net and VAT' | 'gross Amount' | 'net Amount' | 'nothing';
  /** What a line shows beside quantity, price and discount. */
  readonly lines: 'nothing' | 'net' | 'net and VAT' | 'net, VAT and gross';
  readonly pricesIncludeVat: boolean;
  readonly documentDiscount: number | null;
  readonly credit: boolean;
  readonly exchangeRate: number | null;
}

const habits: fc.Arbitrary<Habits> = fc.record({
  totals: fc.constantFrom('unrounded', 'per line', 'per code', 'per document'),
  said: fc.constantFrom(
    ...([
      'all',
      'all',
      'gross',
      'net and gross',
      'net and VAT',
      'gross Amount',
      'net Amount',
      'nothing',
    ] as const),
  ),
  lines: fc.constantFrom('nothing', 'net', 'net and VAT', 'net, VAT and gross'),
  pricesIncludeVat: fc.boolean(),
  documentDiscount: fc.constantFrom(null, null, 10, 7.5),
  credit: fc.boolean(),
  exchangeRate: fc.constantFrom(null, null, null, 1.0837, 24.615),
});

interface Item {
  readonly quantity: Decimal;
  readonly price: Decimal;
  readonly discount: number | null;
  readonly rate: number;
  readonly account: string;
}

const decimals = (most: number, places: number) =>
  fc.integer({ min: 1, max: most * 10 ** places }).map((units) => new Decimal(units).dividedBy(10 ** places));

const itemOf = (rates: readonly number[]): fc.Arbitrary<Item> =>
  fc.record({
    quantity: fc.oneof(decimals(40, 0), decimals(40, 2), decimals(20, 4)),
    price: fc.oneof(decimals(500, 2), decimals(500, 3), decimals(9, 6)),
    discount: fc.constantFrom(null, null, null, 5, 12.5, 33.33),
    rate: fc.constantFrom(...rates),
    account: fc.constantFrom('700000', '701000', '460000'),
  });

const rates = fc
  .subarray([21, 12, 6], { minLength: 0, maxLength: 3 })
  .chain((some) => fc.boolean().map((withZero) => (withZero || some.length === 0 ? [...some, 0] : some)));

const items = rates.chain((some) =>
  fc.oneof(
    { weight: 48, arbitrary: fc.array(itemOf(some), { minLength: 1, maxLength: 8 }) },
    { weight: 8, arbitrary: fc.array(itemOf(some), { minLength: 9, maxLength: 40, size: 'max' }) },
    // Few, because one costs as much as twenty others.
    { weight: 1, arbitrary: fc.array(itemOf(some), { minLength: 41, maxLength: 300, size: 'max' }) },
  ),
);

/** Now and then a line takes back most of another one, on another account of the same rate. */
const withDeduction = fc.tuple(items, fc.integer({ min: 0, max: 9 })).map(([all, dice]) => {
  const [first] = all;
  if (dice > 2 || first === undefined) return all;
  const taken = {
    ...first,
    quantity: first.quantity.times(-1),
    account: first.account === '460000' ? '700000' : '460000',
  };
  return [...all, dice === 0 ? taken : { ...taken, price: first.price.times('0.9').toDecimalPlaces(6) }];
});

export const ordinaryInvoice: fc.Arbitrary<OrdinaryInvoice> = fc
  .tuple(withDeduction, habits)
  .map(([all, its]) => invoiceFrom(all, its))
  .filter((ordinary) => isChargedPerRate(ordinary));

/** A rate under which more is given back than charged belongs on a credit note; a total of zero is a case of its own. */
function isChargedPerRate({ exact }: OrdinaryInvoice): boolean {
  const nets = new Map<string, Decimal>();
  for (const [key, net] of exact.revenue) {
    const rate = key.split(' ')[1] ?? '';
    nets.set(rate, (nets.get(rate) ?? new Decimal(0)).plus(net));
  }
  return [...nets.values()].every((net) => net.greaterThanOrEqualTo(1));
}

interface Amounts {
  readonly item: Item;
  readonly net: Decimal;
  readonly vat: Decimal;
  readonly gross: Decimal;
}

function invoiceFrom(all: readonly Item[], its: Habits): OrdinaryInvoice {
  const exact = all.map((item) => exactLine(item, its));
  const perLine = exact.map((line) => roundedLine(line, its));
  const sign = its.credit ? -1 : 1;
  const totals = totalsOf(exact, perLine, its);
  const said = statedTotals(totals, its);
  const signed = (amount: number | null) => (amount === null ? null : amount * sign || 0);
  const exchangeRate = its.exchangeRate === null ? null : new Decimal(its.exchangeRate);
  const shown = its.totals === 'per line' ? perLine : exact;
  return {
    habits: its,
    exact: amountsOf(exact),
    perLine: amountsOf(perLine),
    overRoundedNets: amountsOf(
      perLine.map((line) => ({ ...line, vat: line.net.times(line.item.rate).dividedBy(100) })),
    ),
    stated: said,
    exchangeRate,
    invoice: invoiceOf({
      currency: exchangeRate ? 'USD' : 'EUR',
      isVatIncluded: its.pricesIncludeVat,
      discountPercentage: its.documentDiscount,
      totalExcludingVat: signed(said.net),
      vatAmount: signed(said.vat),
      totalIncludingVat: signed(said.gross),
      amount:
        { 'gross Amount': signed(totals.gross), 'net Amount': signed(totals.net) }[its.said as string] ??
        null,
      inCurrency: {
        totalExcludingVat: exchangeRate && signed(inCurrency(totals.net, exchangeRate)),
        vatAmount: exchangeRate && signed(inCurrency(totals.vat, exchangeRate)),
        totalIncludingVat: exchangeRate && signed(inCurrency(totals.gross, exchangeRate)),
      },
      lines: shown.map(({ item, net, vat, gross }) =>
        productLine({
          currency: exchangeRate ? 'USD' : 'EUR',
          quantity: item.quantity.times(sign).toNumber(),
          price: item.price.toNumber(),
          priceInCurrency: exchangeRate && item.price.times(exchangeRate).toNumber(),
          discountPercentage: item.discount,
          totalExcludingVat: its.lines === 'nothing' ? null : net.times(sign).toNumber(),
          vatAmount: its.lines.includes('VAT') ? vat.times(sign).toNumber() : null,
          totalIncludingVat: its.lines.includes('gross') ? gross.times(sign).toNumber() : null,
          vatGroup: vatGroup(item.rate),
          ledgerAccountCode: item.account,
        }),
      ),
    }),
  };
}

const inCurrency = (amount: number, rate: Decimal): number => cents(rate.times(amount)).toNumber();

function exactLine(item: Item, { documentDiscount, pricesIncludeVat }: Habits): Amounts {
  const left = (discount: number | null) => new Decimal(100).minus(discount ?? 0).dividedBy(100);
  const priced = item.quantity.times(item.price).times(left(item.discount)).times(left(documentDiscount));
  if (!pricesIncludeVat) {
    const vat = priced.times(item.rate).dividedBy(100);
    return { item, net: priced, vat, gross: priced.plus(vat) };
  }
  const vat = priced.times(item.rate).dividedBy(100 + item.rate);
  return { item, net: priced.minus(vat), vat, gross: priced };
}

function roundedLine({ item, net, vat, gross }: Amounts, { pricesIncludeVat }: Habits): Amounts {
  if (pricesIncludeVat)
    return { item, gross: cents(gross), vat: cents(vat), net: cents(gross).minus(cents(vat)) };
  const vatOfRounded = cents(cents(net).times(item.rate).dividedBy(100));
  return { item, net: cents(net), vat: vatOfRounded, gross: cents(net).plus(vatOfRounded) };
}

type Totals = Readonly<Record<'net' | 'vat' | 'gross', number>>;

function totalsOf(exact: readonly Amounts[], perLine: readonly Amounts[], its: Habits): Totals {
  const total = (lines: readonly Amounts[], name: 'net' | 'vat' | 'gross') =>
    lines.reduce((sum, line) => sum.plus(line[name]), new Decimal(0));
  switch (its.totals) {
    // Sums of doubles, with the noise that they have.
    case 'unrounded': {
      const sum = (name: 'net' | 'vat' | 'gross') =>
        exact.reduce((all, line) => all + line[name].toNumber(), 0);
      return { net: sum('net'), vat: sum('vat'), gross: sum('gross') };
    }
    case 'per line': {
      const sum = (name: 'net' | 'vat' | 'gross') => total(perLine, name).toNumber();
      return { net: sum('net'), vat: sum('vat'), gross: sum('gross') };
    }
    case 'per code': {
      const codes = [21, 12, 6, 0].map((rate) => exact.filter(({ item }) => item.rate === rate));
      const vatOf = (lines: readonly Amounts[]) =>
        its.pricesIncludeVat
          ? cents(total(lines, 'vat'))
          : cents(
              cents(total(lines, 'net'))
                .times(lines[0]?.item.rate ?? 0)
                .dividedBy(100),
            );
      const vat = codes.reduce((sum, lines) => sum.plus(vatOf(lines)), new Decimal(0));
      const first = its.pricesIncludeVat ? 'gross' : 'net';
      const rounded = codes.reduce((sum, lines) => sum.plus(cents(total(lines, first))), new Decimal(0));
      return its.pricesIncludeVat
        ? { net: rounded.minus(vat).toNumber(), vat: vat.toNumber(), gross: rounded.toNumber() }
        : { net: rounded.toNumber(), vat: vat.toNumber(), gross: rounded.plus(vat).toNumber() };
    }
    case 'per document': {
      const rounded = (name: 'net' | 'vat' | 'gross') => cents(total(exact, name)).toNumber();
      return { net: rounded('net'), vat: rounded('vat'), gross: rounded('gross') };
    }
  }
}

function statedTotals({ net, vat, gross }: Totals, { said }: Habits): OrdinaryInvoice['stated'] {
  switch (said) {
    case 'all':
      return { net, vat, gross };
    case 'gross':
      return { net: null, vat: null, gross };
    case 'net and gross':
      return { net, vat: null, gross };
    case 'net and VAT':
      return { net, vat, gross: null };
    default:
      return { net: null, vat: null, gross: null };
  }
}

function amountsOf(lines: readonly Amounts[]): ExactAmounts {
  const revenue = new Map<string, Decimal>();
  const vats = new Map<number, Decimal>();
  for (const { item, net, vat } of lines) {
    const key = `${item.account} ${item.rate}`;
    revenue.set(key, (revenue.get(key) ?? new Decimal(0)).plus(net));
    vats.set(item.rate, (vats.get(item.rate) ?? new Decimal(0)).plus(vat));
  }
  return { revenue, vat: vats };
}

const cents = (amount: Decimal): Decimal => amount.toDecimalPlaces(2, Decimal.ROUND_HALF_UP);
