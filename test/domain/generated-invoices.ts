import Decimal from 'decimal.js';
import fc from 'fast-check';
import type { TribeInvoice, TribeProductLine } from '../../domain/tribe-records';
import { invoiceOf, productLine, vatGroup } from './sample-records';

/**
 * Invoices as a Tribe of one habit or another would send them, together with what the customer was asked to pay. The
 * arithmetic here is written apart from the product's: exact decimals, rounded in the vendor's own way.
 */
export interface GeneratedInvoice {
  readonly invoice: TribeInvoice;
  readonly asked: { readonly netCents: number; readonly vatCents: number; readonly grossCents: number };
}

/** How a vendor may round, and what it may leave unsaid. */
export interface Habits {
  readonly nets: 'rounded' | 'unrounded';
  readonly vat: 'over the document' | 'per line' | 'over unrounded nets';
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
  line: { net: true, quantityAndPrice: true, total: 'net', vat: 'rounded', gross: true },
  totals: { net: true, vat: true, gross: true, amount: 'gross' },
};

interface Item {
  readonly quantity: Decimal;
  readonly price: Decimal;
  readonly rate: number;
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
  account: fc.constantFrom(null, '701000', '702000'),
});

const items = fc.array(item, { minLength: 1, maxLength: 12 });

export function generatedInvoice(habits: fc.Arbitrary<Habits>): fc.Arbitrary<GeneratedInvoice> {
  return fc.tuple(items, habits).map(([itsItems, itsHabits]) => invoiceFrom(itsItems, itsHabits));
}

function invoiceFrom(itsItems: readonly Item[], habits: Habits): GeneratedInvoice {
  const nets = itsItems.map(({ quantity, price }) =>
    habits.nets === 'rounded' ? rounded(quantity.times(price)) : quantity.times(price),
  );
  const vats = itsItems.map(({ rate }, index) => (nets[index] ?? new Decimal(0)).times(rate).dividedBy(100));
  const net = rounded(sum(nets));
  const vat = documentVat(itsItems, nets, vats, habits);
  const gross = net.plus(vat);
  const { totals } = habits;
  return {
    asked: { netCents: inCents(net), vatCents: inCents(vat), grossCents: inCents(gross) },
    invoice: invoiceOf({
      totalExcludingVat: totals.net ? net.toNumber() : null,
      vatAmount: totals.vat ? vat.toNumber() : null,
      totalIncludingVat: totals.gross ? gross.toNumber() : null,
      amount: { none: null, net: net.toNumber(), gross: gross.toNumber() }[totals.amount],
      lines: itsItems.map((its, index) =>
        lineFrom(its, nets[index] ?? new Decimal(0), vats[index] ?? new Decimal(0), habits),
      ),
    }),
  };
}

function documentVat(
  itsItems: readonly Item[],
  nets: readonly Decimal[],
  vats: readonly Decimal[],
  habits: Habits,
): Decimal {
  if (habits.vat === 'per line') return sum(vats.map(rounded));
  return sum(
    [21, 12, 6, 0].map((rate) => {
      const base = sum(nets.filter((_, index) => itsItems[index]?.rate === rate));
      const taxed = habits.vat === 'over the document' ? rounded(base) : base;
      return rounded(taxed.times(rate).dividedBy(100));
    }),
  );
}

function lineFrom(its: Item, net: Decimal, vat: Decimal, { line }: Habits): TribeProductLine {
  const lineVat = line.vat === 'rounded' ? rounded(vat) : vat;
  const gross = net.plus(lineVat);
  return productLine({
    quantity: line.quantityAndPrice ? its.quantity.toNumber() : null,
    price: line.quantityAndPrice ? its.price.toNumber() : null,
    totalExcludingVat: line.net ? net.toNumber() : null,
    total: { none: null, net: net.toNumber(), gross: gross.toNumber() }[line.total],
    vatAmount: line.vat === 'none' ? null : lineVat.toNumber(),
    totalIncludingVat: line.gross ? gross.toNumber() : null,
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
