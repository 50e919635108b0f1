import Decimal from 'decimal.js';
import fc from 'fast-check';
import type { TribeInvoice, TribeProductLine } from '../../domain/vendors/tribe-records';
import { invoiceOf, productLine, vatGroup } from './sample-records';

/**
 * Invoices as a Tribe of one habit or another would send them, together with what the customer was asked to pay. The
 * arithmetic here is written apart from the product's: exact decimals, rounded in the vendor's own way.
 */
export interface GeneratedInvoice {
  readonly invoice: TribeInvoice;
  readonly kind: 'invoice' | 'credit';
  readonly asked: { readonly netCents: number; readonly vatCents: number; readonly grossCents: number };
}

/** How a vendor may round, and what it may leave unsaid. */
export interface Habits {
  readonly nets: 'rounded' | 'unrounded';
  readonly vat: 'over the document' | 'per line' | 'over unrounded nets';
  /** Whether the figures of a line are those before or after the discount of the document. */
  readonly shown: 'before document discount' | 'after document discount';
  readonly pricesIncludeVat: boolean;
  readonly documentDiscount: number | null;
  readonly credit: 'no' | 'negative' | 'negative with flag' | 'positive with flag';
  readonly line: {
    readonly net: boolean;
    readonly quantityAndPrice: boolean;
    readonly total: 'none' | 'net' | 'gross';
    readonly vat: 'none' | 'rounded' | 'unrounded';
    readonly gross: boolean;
  };
  readonly totals: {
    readonly net: boolean;
    readonly vat: boolean;
    readonly gross: boolean;
    readonly amount: 'none' | 'net' | 'gross';
  };
}

export const anyHabits: fc.Arbitrary<Habits> = fc.record({
  nets: fc.constantFrom('rounded', 'unrounded'),
  vat: fc.constantFrom('over the document', 'per line', 'over unrounded nets'),
  shown: fc.constantFrom('before document discount', 'after document discount'),
  pricesIncludeVat: fc.boolean(),
  documentDiscount: fc.constantFrom(null, null, 0, 10, 7.5),
  credit: fc.constantFrom('no', 'no', 'no', 'negative', 'negative with flag', 'positive with flag'),
  line: fc.record({
    net: fc.boolean(),
    quantityAndPrice: fc.boolean(),
    total: fc.constantFrom('none', 'net', 'gross'),
    vat: fc.constantFrom('none', 'rounded', 'unrounded'),
    gross: fc.boolean(),
  }),
  totals: fc.record({
    net: fc.boolean(),
    vat: fc.boolean(),
    gross: fc.boolean(),
    amount: fc.constantFrom('none', 'net', 'gross'),
  }),
});

/** Everything stated, every line rounded, VAT over the document: a vendor that leaves no question open. */
export const openHabits: Habits = {
  nets: 'rounded',
  vat: 'over the document',
  shown: 'after document discount',
  pricesIncludeVat: false,
  documentDiscount: null,
  credit: 'no',
  line: { net: true, quantityAndPrice: true, total: 'net', vat: 'rounded', gross: true },
  totals: { net: true, vat: true, gross: true, amount: 'gross' },
};

interface Item {
  readonly quantity: Decimal;
  readonly price: Decimal;
  readonly rate: number;
  readonly discount: number | null;
  readonly account: string | null;
}

const item: fc.Arbitrary<Item> = fc.record({
  // Quarters of hours, tens and dozens; prices down to a tenth of a cent; now and then a deduction.
  quantity: fc.integer({ min: 1, max: 4000 }).map((quarters) => new Decimal(quarters).dividedBy(4)),
  price: fc
    .oneof(
      { weight: 8, arbitrary: fc.integer({ min: 1, max: 900_000 }) },
      { weight: 1, arbitrary: fc.integer({ min: -20_000, max: -1 }) },
      { weight: 1, arbitrary: fc.integer({ min: 0, max: 90 }) },
    )
    .map((thousandths) => new Decimal(thousandths).dividedBy(1000)),
  rate: fc.constantFrom(21, 12, 6, 0),
  discount: fc.constantFrom(null, null, null, 0, 5, 33.33),
  account: fc.constantFrom(null, '701000', '702000'),
});

const items = fc.array(item, { minLength: 1, maxLength: 12 });

export function generatedInvoice(habits: fc.Arbitrary<Habits>): fc.Arbitrary<GeneratedInvoice> {
  return fc.tuple(items, habits).map(([itsItems, itsHabits]) => invoiceFrom(itsItems, itsHabits));
}

/** A line in the invoice: what counts, and what is shown of it. */
interface Amounts {
  readonly net: Decimal;
  readonly vat: Decimal;
  readonly gross: Decimal;
}

function invoiceFrom(itsItems: readonly Item[], habits: Habits): GeneratedInvoice {
  const counted = itsItems.map((its) => amountsOf(its, habits, factor(habits.documentDiscount)));
  const shownFactor =
    habits.shown === 'before document discount' ? new Decimal(1) : factor(habits.documentDiscount);
  const shown = itsItems.map((its) => amountsOf(its, habits, shownFactor));
  const vat = documentVat(itsItems, counted, habits);
  const gross = habits.pricesIncludeVat
    ? rounded(sum(counted.map((amounts) => amounts.gross)))
    : rounded(sum(counted.map((amounts) => amounts.net))).plus(vat);
  const net = gross.minus(vat);
  const { totals, credit } = habits;
  const sign = credit === 'negative' || credit === 'negative with flag' ? -1 : 1;
  const signed = (amount: Decimal) => amount.times(sign).toNumber();
  const isFlagged = credit === 'negative with flag' || credit === 'positive with flag';
  return {
    kind: isFlagged || gross.times(sign).isNegative() ? 'credit' : 'invoice',
    asked: { netCents: inCents(net), vatCents: inCents(vat), grossCents: inCents(gross) },
    invoice: invoiceOf({
      isVatIncluded: habits.pricesIncludeVat,
      isCreditMarked: isFlagged,
      discountPercentage: habits.documentDiscount,
      totalExcludingVat: totals.net ? signed(net) : null,
      vatAmount: totals.vat ? signed(vat) : null,
      totalIncludingVat: totals.gross ? signed(gross) : null,
      amount: { none: null, net: signed(net), gross: signed(gross) }[totals.amount],
      lines: itsItems.map((its, index) => lineFrom(its, shown[index] ?? NOTHING, habits, signed)),
    }),
  };
}

const NOTHING: Amounts = { net: new Decimal(0), vat: new Decimal(0), gross: new Decimal(0) };

const factor = (discount: number | null): Decimal => new Decimal(100).minus(discount ?? 0).dividedBy(100);

/** A line after its own discount and a share of the document's. */
function amountsOf({ quantity, price, discount, rate }: Item, habits: Habits, share: Decimal): Amounts {
  const round = habits.nets === 'rounded' ? rounded : (amount: Decimal) => amount;
  const priced = round(quantity.times(price).times(factor(discount)).times(share));
  if (!habits.pricesIncludeVat) {
    const vat = priced.times(rate).dividedBy(100);
    return { net: priced, vat, gross: priced.plus(vat) };
  }
  const vat = priced.times(rate).dividedBy(100 + rate);
  return { net: priced.minus(round(vat)), vat, gross: priced };
}

function documentVat(itsItems: readonly Item[], counted: readonly Amounts[], habits: Habits): Decimal {
  if (habits.vat === 'per line') return sum(counted.map(({ vat }) => rounded(vat)));
  return sum(
    [21, 12, 6, 0].map((rate) => {
      const ofRate = counted.filter((_, index) => itsItems[index]?.rate === rate);
      if (habits.pricesIncludeVat || habits.vat === 'over unrounded nets')
        return rounded(sum(ofRate.map(({ vat }) => vat)));
      return rounded(
        rounded(sum(ofRate.map(({ net }) => net)))
          .times(rate)
          .dividedBy(100),
      );
    }),
  );
}

function lineFrom(
  its: Item,
  { net, vat, gross: priced }: Amounts,
  { line, pricesIncludeVat }: Habits,
  signed: (amount: Decimal) => number,
): TribeProductLine {
  const lineVat = line.vat === 'rounded' ? rounded(vat) : vat;
  const gross = pricesIncludeVat ? priced : net.plus(lineVat);
  // A `Total` that stands alone is what the invoice says its prices are.
  const isTotalAlone = !line.net && !line.gross && !line.quantityAndPrice;
  const total = pricesIncludeVat && isTotalAlone && line.total === 'net' ? 'gross' : line.total;
  return productLine({
    quantity: line.quantityAndPrice ? signed(its.quantity) : null,
    price: line.quantityAndPrice ? its.price.toNumber() : null,
    discountPercentage: its.discount,
    totalExcludingVat: line.net ? signed(net) : null,
    total: { none: null, net: signed(net), gross: signed(gross) }[total],
    vatAmount: line.vat === 'none' ? null : signed(lineVat),
    totalIncludingVat: line.gross ? signed(gross) : null,
    vatPercentage: its.rate,
    vatGroup: vatGroup(its.rate),
    ledgerAccountCode: its.account,
  });
}

function sum(amounts: readonly Decimal[]): Decimal {
  return amounts.reduce((total, amount) => total.plus(amount), new Decimal(0));
}

function rounded(amount: Decimal): Decimal {
  return amount.toDecimalPlaces(2, Decimal.ROUND_HALF_UP);
}

function inCents(amount: Decimal): number {
  const cents = amount.times(100).toNumber();
  return cents === 0 ? 0 : cents;
}
