import { tribeId } from '../../domain/ids';
import type { InvoicePlan } from '../../domain/invoice/invoice-plan';
import { mapInvoice } from '../../domain/invoice/invoice-mapping';
import type { Issue } from '../../domain/issues/issue-catalogue';
import type { TribeInvoice, TribeProductLine } from '../../domain/vendors/tribe-records';
import { bookingReference } from '../../domain/invoice/booking-reference';
import {
  INVOICE_ID,
  invoiceOf,
  mappingRules,
  productLine,
  vatCode,
  vatGroup,
  vatMapFor,
} from './sample-records';

const rules = mappingRules;

function planOf(invoice: TribeInvoice, itsRules: Parameters<typeof mapInvoice>[1] = rules): InvoicePlan {
  const result = mapInvoice(invoice, itsRules);
  if (!result.ok) throw new Error(`Held: ${JSON.stringify(result.issue)}`);
  return result.plan;
}

function issueOf(invoice: TribeInvoice, itsRules: Parameters<typeof mapInvoice>[1] = rules): Issue | null {
  const result = mapInvoice(invoice, itsRules);
  return result.ok ? null : result.issue;
}

const withLines = (lines: readonly Partial<TribeProductLine>[], totals: Partial<TribeInvoice>) =>
  invoiceOf({
    amount: null,
    totalExcludingVat: null,
    totalIncludingVat: null,
    vatAmount: null,
    lines: lines.map((line) => productLine(line)),
    ...totals,
  });

describe('mapInvoice', () => {
  it('reads the documented sale (winbooks-api §4.9)', () => {
    expect(planOf(invoiceOf())).toEqual({
      kind: 'invoice',
      invoiceId: INVOICE_ID,
      relationshipId: invoiceOf().relationship?.id,
      number: 'F2026-0041',
      docNumber: 20260041,
      reference: bookingReference(INVOICE_ID),
      date: '2026-09-30',
      currency: 'EUR',
      netCents: 100000,
      vatCents: 21000,
      grossCents: 121000,
      roundingCents: 0,
      foreign: null,
      structuredCommunication: null,
      creditedNumber: null,
      comment: 'Tribe F2026-0041 Work of September',
      revenue: [
        {
          accountCode: '700000',
          ratePercent: 21,
          vatCodeId: vatCode(21).id,
          vatCode: '21',
          netCents: 100000,
          foreignNetCents: null,
        },
      ],
      vat: [
        {
          vatCodeId: vatCode(21).id,
          vatCode: '21',
          baseCents: 100000,
          vatCents: 21000,
          foreignBaseCents: null,
          foreignVatCents: null,
        },
      ],
    });
  });

  it('books an invoice that was paid between two polls', () => {
    expect(planOf(invoiceOf({ phaseCode: 'Paid' })).grossCents).toBe(121000);
  });

  it('puts together what shares account and VAT code, and keeps the rest apart', () => {
    const plan = planOf(
      withLines(
        [
          { totalExcludingVat: 100, ledgerAccountCode: '701000' },
          { totalExcludingVat: 50 },
          { totalExcludingVat: 25.5, ledgerAccountCode: '701000' },
          { totalExcludingVat: 10, ledgerAccountCode: '701000', vatGroup: vatGroup(6) },
          { totalExcludingVat: 40, vatGroup: vatGroup(0) },
        ],
        { totalExcludingVat: 225.5, totalIncludingVat: 262.96 },
      ),
    );
    expect(plan.revenue.map((part) => [part.accountCode, part.vatCode, part.netCents])).toEqual([
      ['701000', '21', 12550],
      ['700000', '21', 5000],
      ['701000', '6', 1000],
      ['700000', '0', 4000],
    ]);
    expect(plan.vat.map((part) => [part.vatCode, part.baseCents, part.vatCents])).toEqual([
      ['21', 17550, 3686],
      ['6', 1000, 60],
    ]);
    expect([plan.netCents, plan.vatCents, plan.grossCents]).toEqual([22550, 3746, 26296]);
  });

  it('books a sale at 0 % without a VAT line', () => {
    const plan = planOf(withLines([{ vatGroup: vatGroup(0) }], { amount: 1000 }));
    expect(plan.vat).toEqual([]);
    expect(plan.grossCents).toBe(100000);
  });

  it('lets a line of text and a free line pass without VAT group or account', () => {
    const nothing = { totalExcludingVat: 0, vatGroup: null };
    const plan = planOf(withLines([nothing, {}, { ...nothing, quantity: 0, price: 12 }], { amount: 1210 }));
    expect(plan.revenue).toHaveLength(1);
  });

  it('takes a deduction off its own VAT code, also on another account', () => {
    const plan = planOf(
      withLines([{}, { totalExcludingVat: -200, ledgerAccountCode: '460000' }], {
        totalExcludingVat: 800,
        totalIncludingVat: 968,
      }),
    );
    expect(plan.revenue.map((part) => part.netCents)).toEqual([100000, -20000]);
    expect(plan.vat).toMatchObject([{ baseCents: 80000, vatCents: 16800 }]);
  });

  it('comments with the subject, else with what the first line says', () => {
    expect(planOf(invoiceOf({ subject: 'Hout' })).comment).toBe('Tribe F2026-0041 Hout');
    expect(planOf(invoiceOf({ subject: null })).comment).toBe('Tribe F2026-0041 Work');
  });
});

describe('mapInvoice reads amounts', () => {
  const spice = [
    { quantity: 3, price: 33.33, totalExcludingVat: 99.99 },
    { quantity: 1.5, price: 87.5, totalExcludingVat: 131.25 },
  ];

  it('from TotalExcludingVat, checked against quantity × price', () => {
    expect(planOf(withLines(spice, { amount: 279.8 })).netCents).toBe(23124);
  });

  it('from quantity × price when nothing else is there', () => {
    const lines = spice.map((line) => ({ ...line, totalExcludingVat: null }));
    expect(planOf(withLines(lines, { amount: 279.8 })).netCents).toBe(23124);
  });

  it('from Total, when the invoice states its net', () => {
    const lines = [{ totalExcludingVat: null, total: 1000 }];
    expect(planOf(withLines(lines, { totalExcludingVat: 1000, totalIncludingVat: 1210 })).netCents).toBe(
      100000,
    );
    // Alone it may be net or gross, and an Amount of 1000 could be either.
    expect(issueOf(withLines(lines, { amount: 1000 }))?.code).toBe('TOTALS_AMBIGUOUS');
    expect(issueOf(withLines(lines, {}))?.code).toBe('LINE_AMOUNT_MISSING');
    expect(planOf(withLines(lines, { totalIncludingVat: 1210 })).netCents).toBe(100000);
    expect(planOf(withLines(lines, { totalIncludingVat: 1000 })).netCents).toBe(82645);
  });

  it('from TotalIncludingVat alone', () => {
    const lines = [{ totalExcludingVat: null, totalIncludingVat: 1210 }];
    expect(planOf(withLines(lines, {}))).toMatchObject({ netCents: 100000, vatCents: 21000 });
    const withVat = [{ totalExcludingVat: null, totalIncludingVat: 1210.01, vatAmount: 210 }];
    expect(planOf(withLines(withVat, { amount: 1210.01 }))).toMatchObject({
      netCents: 100001,
      vatCents: 21000,
    });
  });

  it('whether Total is net or gross', () => {
    for (const total of [1000, 1210]) {
      const lines = [{ total, vatAmount: 210 }];
      expect(planOf(withLines(lines, { amount: 1210 })).netCents).toBe(100000);
    }
    expect(issueOf(withLines([{ total: 1100, vatAmount: 210 }], { amount: 1210 }))?.code).toBe(
      'LINE_AMOUNTS_DIFFER',
    );
  });

  it('with Amount as gross and as net', () => {
    expect(planOf(withLines([{}], { amount: 1210 })).grossCents).toBe(121000);
    expect(planOf(withLines([{}], { amount: 1000 })).grossCents).toBe(121000);
  });

  it('without asking Amount when the totals say everything', () => {
    expect(planOf(invoiceOf({ amount: 500 })).grossCents).toBe(121000);
    expect(issueOf(invoiceOf({ amount: 500, totalIncludingVat: null, vatAmount: null }))?.code).toBe(
      'TOTALS_UNEXPLAINED',
    );
  });

  // 3 × 0.05 at 21 %: 0.0315 → 0.03 over the document, 3 × 0.01 per line as well; 3 × 0.08: 0.05 and 0.06.
  const cents = (vatAmount: number | null) =>
    Array.from({ length: 3 }, () => ({ totalExcludingVat: 0.08, vatAmount }));

  it('with VAT over the document, when that is what the customer was asked', () => {
    expect(
      planOf(withLines(cents(null), { totalExcludingVat: 0.24, totalIncludingVat: 0.29 })).vatCents,
    ).toBe(5);
    expect(
      planOf(withLines(cents(0.02), { totalExcludingVat: 0.24, totalIncludingVat: 0.29 })).vatCents,
    ).toBe(5);
  });

  const anew = { ...rules, vatRounding: 'document', roundingAccount: '659000' } as const;

  it('as invoiced; by the tenant’s own rounding of VAT where it asks for that, the cent to the rounding account', () => {
    const asked = withLines(cents(0.02), { totalExcludingVat: 0.24, totalIncludingVat: 0.3 });
    const invoiced = { netCents: 24, vatCents: 6, roundingCents: 0, grossCents: 30 };
    expect(planOf(asked)).toMatchObject(invoiced);
    expect(planOf(asked, anew)).toMatchObject({
      netCents: 24,
      vatCents: 5,
      roundingCents: 1,
      grossCents: 30,
    });
    expect(planOf(asked, { ...rules, vatRounding: 'line' })).toMatchObject(invoiced);
    expect(issueOf(asked, { ...anew, roundingAccount: null })).toEqual({
      code: 'ROUNDING_ACCOUNT_MISSING',
      params: { differenceCents: 1 },
    });
  });

  it('from the lines when nobody says what was asked', () => {
    const totals = [{}, { vatAmount: 0.06 }, { totalExcludingVat: 0.24 }, { amount: 0.24 }];
    for (const said of totals) {
      expect(planOf(withLines(cents(0.02), said))).toMatchObject({
        netCents: 24,
        vatCents: 6,
        grossCents: 30,
      });
    }
    for (const said of totals.filter(({ vatAmount }) => vatAmount === undefined))
      expect(planOf(withLines(cents(null), said))).toMatchObject({
        netCents: 24,
        vatCents: 5,
        grossCents: 29,
      });
  });

  it('from totals that were rounded once over unrounded lines', () => {
    const lines = [{ totalExcludingVat: 33.335 }, { totalExcludingVat: 33.335 }];
    expect(planOf(withLines(lines, { totalExcludingVat: 66.67, totalIncludingVat: 80.67 })).netCents).toBe(
      6667,
    );
    expect(planOf(withLines(lines, { totalExcludingVat: 66.68, totalIncludingVat: 80.68 })).netCents).toBe(
      6668,
    );
  });

  it('by the way of rounding that comes nearest to the total', () => {
    const gross = (total: number) =>
      withLines(
        Array.from({ length: 3 }, () => ({ totalExcludingVat: 1.005 })),
        { totalIncludingVat: total },
      );
    expect(planOf(gross(3.65))).toMatchObject({ netCents: 302, vatCents: 63 });
    expect(planOf(gross(3.66))).toMatchObject({ netCents: 303, vatCents: 63 });
    expect(planOf(gross(3.67))).toMatchObject({ netCents: 303, vatCents: 64 });
  });

  it('and never puts a cent on a revenue where VAT is computed anew, least of all at 0 %', () => {
    const lines = [
      { totalExcludingVat: 10.004, ledgerAccountCode: '701000' },
      { totalExcludingVat: 20.004, vatGroup: vatGroup(0) },
      { totalExcludingVat: 5.004, ledgerAccountCode: '702000' },
    ];
    const invoice = withLines(lines, { totalExcludingVat: 35.01, totalIncludingVat: 38.16 });
    const plan = planOf(invoice, anew);
    expect(plan.revenue.map((part) => part.netCents)).toEqual([1000, 2000, 500]);
    expect(plan).toMatchObject({ netCents: 3500, vatCents: 315, roundingCents: 1, grossCents: 3816 });
  });
});

describe('mapInvoice holds', () => {
  const line = (changes: Partial<TribeProductLine>) => invoiceOf({ lines: [productLine(changes)] });

  it.each<[Issue['code'], TribeInvoice]>([
    ['INVOICE_NOT_SENT', invoiceOf({ phaseCode: 'Draft' })],
    ['INVOICE_NOT_SENT', invoiceOf({ phaseCode: null })],
    ['INVOICE_NUMBER_MISSING', invoiceOf({ number: null })],
    ['NUMBER_WITHOUT_DIGITS', invoiceOf({ number: 'CONCEPT' })],
    ['NUMBER_TOO_LONG', invoiceOf({ number: '2026000000041' })],
    ['INVOICE_DATE_MISSING', invoiceOf({ date: null })],
    ['CUSTOMER_MISSING', invoiceOf({ relationship: null })],
    ['CURRENCY_MISSING', invoiceOf({ currency: null })],
    ['LINE_CURRENCY_DIFFERS', line({ currency: 'USD' })],
    ['NO_LINES', invoiceOf({ lines: [] })],
    ['NO_LINES', withLines([], {})],
    ['TOTALS_UNEXPLAINED', withLines([{ totalExcludingVat: 0 }], { amount: 100 })],
    ['LINE_AMOUNT_MISSING', line({ totalExcludingVat: null })],
    ['LINE_AMOUNT_MISSING', line({ totalExcludingVat: null, price: 1000 })],
    ['LINE_AMOUNTS_DIFFER', line({ quantity: 2, price: 600 })],
    ['LINE_AMOUNTS_DIFFER', line({ quantity: 0, price: 1000 })],
    ['LINE_AMOUNTS_DIFFER', line({ vatAmount: 120 })],
    ['LINE_AMOUNTS_DIFFER', line({ vatAmount: 210, totalIncludingVat: 1300 })],
    ['LINE_AMOUNTS_DIFFER', line({ totalIncludingVat: 1000 })],
    ['AMOUNT_UNUSABLE', line({ totalExcludingVat: 1e300 })],
    ['AMOUNT_UNUSABLE', line({ quantity: 1e10, price: 1e10 })],
    ['AMOUNT_UNUSABLE', invoiceOf({ amount: Infinity })],
    ['VAT_GROUP_MISSING', line({ vatGroup: null })],
    ['VAT_GROUP_UNMAPPED', line({ vatGroup: vatGroup(21, { id: tribeId('x') }) })],
    ['VAT_RATE_DIFFERS', line({ vatPercentage: 6 })],
    ['VAT_RATE_DIFFERS', line({ vatGroup: vatGroup(21, { percentage: 20 }) })],
    [
      'NEGATIVE_VAT_BASE',
      withLines([{}, { totalExcludingVat: -100, vatGroup: vatGroup(6) }], { amount: 1104 }),
    ],
  ])('%s', (code, invoice) => {
    expect(issueOf(invoice)?.code).toBe(code);
  });

  it('VAT_GROUP_UNMAPPED by name, for a group that was left open', () => {
    const vatMap = vatMapFor(21).map((entry) => ({ ...entry, mapped: false as const }));
    expect(issueOf(invoiceOf(), { ...rules, vatMap })).toEqual({
      code: 'VAT_GROUP_UNMAPPED',
      params: { group: 'BE - 21%' },
    });
  });

  it('VAT_RATE_UNKNOWN when nobody states a rate, or states an impossible one', () => {
    const silent = { ...rules, vatMap: vatMapFor(21).map((entry) => ({ ...entry, percentage: null })) };
    const mute = line({ vatGroup: vatGroup(21, { percentage: null }) });
    expect(issueOf(mute, silent)?.code).toBe('VAT_RATE_UNKNOWN');
    const wild = line({ vatGroup: vatGroup(21, { percentage: 210 }), vatPercentage: 210 });
    expect(issueOf(wild, silent)?.code).toBe('VAT_RATE_UNKNOWN');
    expect(
      issueOf(line({ vatPercentage: 21, vatGroup: vatGroup(21, { percentage: null }) }), silent),
    ).toBeNull();
  });

  it('VAT_RATE_DIFFERS when two groups of other rates were given one code', () => {
    const vatMap = vatMapFor(21, 6).map((entry) => ({ ...entry, ...vatIds(21) }));
    const invoice = withLines([{}, { vatGroup: vatGroup(6) }], { amount: 2270 });
    expect(issueOf(invoice, { ...rules, vatMap })?.code).toBe('VAT_RATE_DIFFERS');
  });

  it('ACCOUNT_MISSING when neither product nor settings name an account', () => {
    const bare = { ...rules, revenueAccount: null };
    expect(issueOf(invoiceOf(), bare)).toEqual({ code: 'ACCOUNT_MISSING', params: { line: 1 } });
    expect(issueOf(line({ ledgerAccountCode: '702000' }), bare)).toBeNull();
  });

  it.each([
    ['a net that is a cent off', { totalExcludingVat: 1000.01 }],
    ['a gross that is two cents off', { totalIncludingVat: 1209.98 }],
    ['a VAT and a gross that are two cents off', { vatAmount: 210.02, totalIncludingVat: 1210.02 }],
    ['a VAT that is a cent off', { vatAmount: 210.01 }],
    ['totals without VAT', { totalIncludingVat: 1000, vatAmount: 0 }],
  ])('TOTALS_UNEXPLAINED for %s', (_, totals) => {
    expect(issueOf(invoiceOf(totals))).toMatchObject({
      code: 'TOTALS_UNEXPLAINED',
      params: { netCents: 100000, vatCents: 21000, grossCents: 121000 },
    });
  });

  it('TOTALS_UNEXPLAINED when a line did not come through', () => {
    expect(issueOf(withLines([{}], { amount: 2420 }))?.code).toBe('TOTALS_UNEXPLAINED');
  });
});

function vatIds(rate: number) {
  return { mapped: true as const, vatCodeId: vatCode(rate).id, vatCode: vatCode(rate).code };
}
