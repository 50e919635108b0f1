import type { InvoicePlan } from '../../domain/invoice/invoice-plan';
import { mapInvoice, type MappingRules } from '../../domain/invoice/invoice-mapping';
import type { TribeInvoice, TribeProductLine } from '../../domain/vendors/tribe-records';
import { invoiceOf, mappingRules, productLine, vatGroup } from './sample-records';

const rules: MappingRules = mappingRules;

const withLines = (lines: readonly Partial<TribeProductLine>[], totals: Partial<TribeInvoice>) =>
  invoiceOf({
    amount: null,
    totalExcludingVat: null,
    totalIncludingVat: null,
    vatAmount: null,
    lines: lines.map((line) => productLine({ totalExcludingVat: null, ...line })),
    ...totals,
  });

function planOf(invoice: TribeInvoice, itsRules = rules): InvoicePlan {
  const result = mapInvoice(invoice, itsRules);
  if (!result.ok) throw new Error(`Held: ${JSON.stringify(result.issue)}`);
  return result.plan;
}

const issueOf = (invoice: TribeInvoice) => {
  const result = mapInvoice(invoice, rules);
  return result.ok ? null : result.issue;
};

describe('a discount on the document', () => {
  const totals = { discountPercentage: 10, totalExcludingVat: 900, totalIncludingVat: 1089 };

  it.each<[string, Partial<TribeProductLine>]>([
    ['lines are stated before it', { totalExcludingVat: 1000 }],
    ['lines are stated after it', { totalExcludingVat: 900 }],
    [
      'lines are stated before it, with quantity and price',
      { totalExcludingVat: 1000, quantity: 10, price: 100 },
    ],
    [
      'lines are stated after it, with quantity and price',
      { totalExcludingVat: 900, quantity: 10, price: 100 },
    ],
    ['lines have quantity and price only', { quantity: 10, price: 100 }],
    [
      'their VAT is stated before, and after it in a field of its own',
      { totalExcludingVat: 1000, vatAmount: 210, vatAmountIncludingDiscount: 189 },
    ],
  ])('is taken off where %s', (_, line) => {
    expect(planOf(withLines([line], totals))).toMatchObject({
      netCents: 90000,
      vatCents: 18900,
      grossCents: 108900,
      roundingCents: 0,
    });
  });

  it('is held where the totals do not have it', () => {
    const without = { ...totals, totalExcludingVat: 1000, totalIncludingVat: 1210 };
    expect(issueOf(withLines([{ quantity: 10, price: 100 }], without))?.code).toBe('TOTALS_UNEXPLAINED');
  });

  it('may be a surcharge, and nothing at all', () => {
    const surcharge = { discountPercentage: -10, totalExcludingVat: 1100, totalIncludingVat: 1331 };
    expect(planOf(withLines([{ quantity: 10, price: 100 }], surcharge)).netCents).toBe(110000);
    const none = { discountPercentage: 0, totalExcludingVat: 1000, totalIncludingVat: 1210 };
    expect(planOf(withLines([{ totalExcludingVat: 1000 }], none)).netCents).toBe(100000);
  });

  it.each([101, -101, Infinity])('of %s % is no discount', (discountPercentage) => {
    const invoice = withLines([{ totalExcludingVat: 1000 }], { ...totals, discountPercentage });
    expect(issueOf(invoice)?.code).toBe('AMOUNT_UNUSABLE');
  });
});

describe('a discount on a line', () => {
  it.each<[string, Partial<TribeProductLine>]>([
    ['stated after it', { totalExcludingVat: 85 }],
    ['stated before it', { totalExcludingVat: 100 }],
    ['stated after it, with quantity and price', { totalExcludingVat: 85, quantity: 4, price: 25 }],
    ['of quantity and price', { quantity: 4, price: 25 }],
  ])('is taken off a line %s', (_, line) => {
    const invoice = withLines([{ ...line, discountPercentage: 15 }], { amount: 102.85 });
    expect(planOf(invoice)).toMatchObject({ netCents: 8500, vatCents: 1785, grossCents: 10285 });
  });

  it('goes before the one on the document', () => {
    const line = { quantity: 4, price: 25, discountPercentage: 15 };
    const invoice = withLines([line, { quantity: 1, price: 15 }], {
      discountPercentage: 10,
      totalExcludingVat: 90,
      totalIncludingVat: 108.9,
    });
    expect(planOf(invoice)).toMatchObject({ netCents: 9000, vatCents: 1890 });
  });

  it('of everything leaves nothing of the line, which then needs neither VAT nor account', () => {
    const free = { quantity: 5, price: 19.9, discountPercentage: 100, vatGroup: null };
    expect(planOf(withLines([free, { totalExcludingVat: 100 }], { amount: 121 })).revenue).toHaveLength(1);
    expect(mapInvoice(withLines([free], { amount: 0 }), rules)).toEqual({ ok: false, issue: null });
  });

  it('that the figures of the line contradict is held', () => {
    const line = { quantity: 4, price: 25, totalExcludingVat: 90, discountPercentage: 15 };
    expect(issueOf(withLines([{ totalExcludingVat: 5 }, line], { amount: 102.85 }))).toEqual({
      code: 'LINE_AMOUNTS_DIFFER',
      params: { line: 2 },
    });
  });

  it('is held when two readings explain the total and would be booked differently', () => {
    // 121 before this discount is 100 after it: an Amount of 121 is the net of one reading and the gross of the other.
    const line = { totalExcludingVat: 121, discountPercentage: 2100 / 121 };
    expect(issueOf(withLines([line], { amount: 121 }))).toEqual({
      code: 'TOTALS_AMBIGUOUS',
      params: { grossCents: '14641;12100' },
    });
    expect(planOf(withLines([line], { totalIncludingVat: 121 }))).toMatchObject({ netCents: 10000 });
    expect(planOf(withLines([line], { totalExcludingVat: 121, totalIncludingVat: 146.41 })).netCents).toBe(
      12100,
    );
  });
});

describe('prices that include VAT', () => {
  const included = (lines: readonly Partial<TribeProductLine>[], totals: Partial<TribeInvoice>) =>
    withLines(lines, { isVatIncluded: true, ...totals });

  it('have it taken out, so that net and VAT make the price', () => {
    // From the net it would be 1.73, and a cent would be missing.
    expect(planOf(included([{ quantity: 1, price: 10 }], { amount: 10 }))).toMatchObject({
      netCents: 826,
      vatCents: 174,
      roundingCents: 0,
      grossCents: 1000,
    });
  });

  it('have it taken out once per VAT code over the document', () => {
    const lines = Array.from({ length: 100 }, () => ({ quantity: 1, price: 1 }));
    const plan = planOf(included(lines, { totalIncludingVat: 100 }), mappingRules);
    expect(plan).toMatchObject({ netCents: 8264, vatCents: 1736, roundingCents: 0 });
    const anew = (vatRounding: 'document' | 'line') =>
      planOf(included(lines, { totalIncludingVat: 100 }), { ...mappingRules, vatRounding });
    expect(anew('document')).toMatchObject({ netCents: 8264, vatCents: 1736, roundingCents: 0 });
    const perLine = anew('line');
    expect(perLine).toMatchObject({ netCents: 8300, vatCents: 1700, roundingCents: 0 });
  });

  it.each<[string, Partial<TribeProductLine>]>([
    ['as doubles', { totalExcludingVat: 19.98 / 1.21, vatAmount: 19.98 - 19.98 / 1.21, total: 19.98 }],
    ['in cents', { totalExcludingVat: 16.51, vatAmount: 3.47, totalIncludingVat: 19.98 }],
    ['as a total with VAT only', { totalIncludingVat: 19.98 }],
    ['not at all', {}],
  ])('where lines state their amounts %s', (_, line) => {
    const priced =
      line.totalIncludingVat === 19.98 && line.vatAmount === undefined ? {} : { quantity: 2, price: 9.99 };
    const totals = { totalExcludingVat: 16.51, vatAmount: 3.47, totalIncludingVat: 19.98 };
    expect(planOf(included([{ ...priced, ...line }], totals))).toMatchObject({
      netCents: 1651,
      vatCents: 347,
    });
  });

  it('take discounts too, and several rates and accounts', () => {
    const plan = planOf(
      included(
        [
          { quantity: 1, price: 121, ledgerAccountCode: '701000' },
          { quantity: 1, price: 242, ledgerAccountCode: '702000' },
          { quantity: 1, price: 106, vatGroup: vatGroup(6), discountPercentage: 50 },
          { quantity: 1, price: 10, vatGroup: vatGroup(0) },
        ],
        { discountPercentage: 10, totalIncludingVat: 383.4 },
      ),
    );
    expect(plan.revenue.map((part) => [part.accountCode, part.netCents])).toEqual([
      ['701000', 9000],
      ['702000', 18000],
      ['700000', 4500],
      ['700000', 900],
    ]);
    expect(plan.vat.map((part) => [part.baseCents, part.vatCents])).toEqual([
      [27000, 5670],
      [4500, 270],
    ]);
  });
});

describe('a sale at 0 %', () => {
  it('has a revenue line and no VAT line beside other rates, and its net is part of the base', () => {
    const plan = planOf(
      withLines(
        [
          { totalExcludingVat: 100, vatGroup: vatGroup(0) },
          { totalExcludingVat: 10, vatGroup: vatGroup(21) },
        ],
        { totalExcludingVat: 110, totalIncludingVat: 112.1 },
      ),
    );
    expect(plan.revenue.map((part) => [part.vatCode, part.netCents])).toEqual([
      ['0', 10000],
      ['21', 1000],
    ]);
    expect(plan.vat.map((part) => part.vatCode)).toEqual(['21']);
    expect(plan).toMatchObject({ netCents: 11000, vatCents: 210, grossCents: 11210 });
  });
});
