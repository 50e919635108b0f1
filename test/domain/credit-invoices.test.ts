import fc from 'fast-check';
import { composeEntry } from '../../domain/booking/booking-lines';
import { possiblyCredited } from '../../domain/invoice/credited-invoice';
import { inDirectionOfKind, invoiceKind } from '../../domain/invoice/invoice-kind';
import { mapInvoice, type MappingRules } from '../../domain/invoice/invoice-mapping';
import type { TribeInvoice } from '../../domain/vendors/tribe-records';
import { generatedInvoice, anyHabits } from './generated-invoices';
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
  vatCode,
  vatGroup,
} from './sample-records';

const rules = { ...mappingRules, flaggedCredit: 'book' } as const;

/** The documented sale, taken back, as Tribe shows it with negative amounts. */
const negative = (changes: Partial<TribeInvoice> = {}) =>
  invoiceOf({
    amount: -1210,
    totalExcludingVat: -1000,
    totalIncludingVat: -1210,
    vatAmount: -210,
    lines: [productLine({ quantity: -10, price: 100, totalExcludingVat: -1000, vatAmount: -210 })],
    ...changes,
  });

function entryOf(invoice: TribeInvoice, its: MappingRules = rules) {
  const result = mapInvoice(invoice, its);
  if (!result.ok) throw new Error(`Held: ${JSON.stringify(result.issue)}`);
  return composeEntry(result.plan, {
    journal: journal(),
    period: bookPeriod(),
    bookYear: null,
    customer: CUSTOMER,
    centralAccount: CUSTOMERS_ACCOUNT,
    accounts: new Map([['700000', account('700000')]]),
    vatAccounts: new Map([21, 6].map((rate) => [vatCode(rate).id, VAT_ACCOUNT])),
    roundingAccount: account('659000'),
    dueDate: null,
  });
}

describe('a credit invoice', () => {
  it.each<[string, TribeInvoice]>([
    ['negative amounts', negative()],
    ['negative amounts and a flag', negative({ isCreditMarked: true })],
    ['positive amounts and a flag', invoiceOf({ isCreditMarked: true })],
    [
      'a negative Amount alone',
      negative({ totalExcludingVat: null, totalIncludingVat: null, vatAmount: null }),
    ],
  ])('with %s has the lines of the sale with every sign reversed', (_, invoice) => {
    const entry = entryOf(invoice);
    expect(entry.kind).toBe('credit');
    expect(
      entry.lines.map((line) => [line.amountCents, line.vatBaseCents, line.turnoverCents, line.vatCents]),
    ).toEqual([
      [-121000, -100000, -100000, -21000],
      [100000, null, null, null],
      [21000, -100000, null, null],
    ]);
  });

  it('takes what is deducted from the credit', () => {
    const invoice = negative({
      amount: null,
      totalExcludingVat: -900,
      totalIncludingVat: -1089,
      vatAmount: -189,
      lines: [
        productLine({ totalExcludingVat: -1000 }),
        productLine({ totalExcludingVat: 100, ledgerAccountCode: '700000' }),
      ],
    });
    expect(entryOf(invoice).lines.map((line) => line.amountCents)).toEqual([-108900, 90000, 18900]);
  });

  it('gives back the cent that it states, and the cent of rounding where VAT is computed anew', () => {
    const invoice = negative({ totalIncludingVat: -1210.01, vatAmount: -210.01, amount: null });
    expect(entryOf(invoice).lines.map(({ amountCents }) => amountCents)).toEqual([-121001, 100000, 21001]);
    const anew = { ...rules, vatRounding: 'document', roundingAccount: '659000' } as const;
    expect(entryOf(invoice, anew).lines.at(-1)).toMatchObject({
      role: 'rounding',
      amountCents: 1,
      vatId: null,
    });
  });

  it('is not what a flag alone says: with a positive total it is held, unless the tenant knows better', () => {
    const flagged = invoiceOf({ isCreditMarked: true });
    expect(mapInvoice(flagged, mappingRules)).toMatchObject({ issue: { code: 'CREDIT_FLAG_DOUBTFUL' } });
    expect(mapInvoice(flagged, rules)).toMatchObject({ ok: true, plan: { kind: 'credit' } });
    expect(mapInvoice(negative({ isCreditMarked: true }), mappingRules).ok).toBe(true);
  });

  it('names what it takes back, where Tribe tells', () => {
    const named = entryOf(negative({ creditedNumber: '20260012', subject: 'Te veel geleverd' }));
    expect(named.lines[0]?.comment).toBe('Tribe F2026-0041 credits 20260012 Te vee');
    // A sale takes nothing back, whatever a field says.
    expect(entryOf(invoiceOf({ creditedNumber: '20260012' })).lines[0]?.comment).not.toContain('20260012');
  });

  it.each<[string, TribeInvoice]>([
    ['TOTALS_UNEXPLAINED', negative({ totalExcludingVat: 1000 })],
    ['TOTALS_UNEXPLAINED', negative({ lines: [productLine()] })],
    [
      'TOTALS_UNEXPLAINED',
      invoiceOf({ isCreditMarked: true, lines: [productLine({ totalExcludingVat: 0 })] }),
    ],
    [
      'INVOICED_ON_CREDIT',
      negative({
        amount: -1104,
        totalExcludingVat: null,
        totalIncludingVat: null,
        vatAmount: null,
        lines: [
          productLine({ totalExcludingVat: -1000 }),
          productLine({ totalExcludingVat: 100, vatGroup: vatGroup(6) }),
        ],
      }),
    ],
  ])('is held: %s', (code, invoice) => {
    expect(mapInvoice(invoice, rules)).toMatchObject({ ok: false, issue: { code } });
  });

  it('says of a line that stands on it with a positive amount that it is positive', () => {
    const lines = [
      productLine({ totalExcludingVat: -1000 }),
      productLine({ totalExcludingVat: 100, vatGroup: vatGroup(6) }),
    ];
    const totals = { totalExcludingVat: null, totalIncludingVat: null, vatAmount: null };
    expect(mapInvoice(negative({ amount: -1104, ...totals, lines }), rules)).toMatchObject({
      issue: { params: { baseCents: 10_000 } },
    });
  });

  it('is the mirror of its sale, whatever the vendor’s habits', () => {
    const sales = generatedInvoice(anyHabits).filter(
      ({ invoice, asked }) => !invoice.isCreditMarked && asked.grossCents > 0,
    );
    fc.assert(
      fc.property(sales, ({ invoice }) => {
        const flagged = mapInvoice({ ...inDirectionOfKind(invoice), isCreditMarked: true }, rules);
        const sale = mapInvoice(inDirectionOfKind(invoice), rules);
        if (!sale.ok) expect(flagged.ok).toBe(false);
        else expect(flagged).toEqual({ ok: true, plan: { ...sale.plan, kind: 'credit' } });
      }),
      { numRuns: 60 },
    );
  });
});

it('possiblyCredited is what a subject has with digits, never the number of the credit itself', () => {
  const credit = (subject: string | null) => possiblyCredited(negative({ subject }));
  expect(credit('Credit 20260012')).toEqual(['20260012']);
  expect(credit('Creditnota (F2026-0007), 10 % van 20260012.')).toEqual(['F2026-0007', '10', '20260012']);
  expect(credit('F2026-0041 te veel')).toEqual([]);
  expect(credit(null)).toEqual([]);
});

it('inDirectionOfKind leaves what is positive alone', () => {
  expect(invoiceKind(invoiceOf())).toBe('invoice');
  expect(inDirectionOfKind(invoiceOf())).toEqual(invoiceOf());
  expect(inDirectionOfKind(negative()).lines[0]).toMatchObject({
    quantity: 10,
    price: 100,
    totalExcludingVat: 1000,
  });
});
