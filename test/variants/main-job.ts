import type { IssueCode } from '../../domain/issues/issue-catalogue';

const line = (price: number, vatGroup: string, quantity = 1) => ({ quantity, price, vatGroup });
const invoice = (docNumber: number, date: string, lines: readonly object[], more: object = {}) => ({
  customer: 'C1',
  number: String(docNumber),
  date,
  lines,
  ...more,
});

/** What must stand in the ledger once: the figures are computed by hand, not by the product. */
export interface ExpectedBooking {
  readonly docNumber: number;
  readonly date: string;
  readonly customer: string;
  /** `VEN` unless another is named. */
  readonly journal?: string;
  /** Amounts of the lines in euro, customer first. */
  readonly amounts: readonly number[];
}

export const BOOKABLE: readonly ExpectedBooking[] = [
  { docNumber: 20260101, date: '2026-10-01', customer: 'C1', amounts: [242, -200, -42] },
  { docNumber: 20260102, date: '2026-10-02', customer: 'C1', amounts: [134.07, -99.99, -12.34, -21, -0.74] },
  { docNumber: 20260103, date: '2026-12-31', customer: 'C1', amounts: [75.5, -75.5] },
  { docNumber: 20260104, date: '2026-10-04', customer: 'C2', amounts: [158.81, -131.25, -27.56] },
  { docNumber: 20260108, date: '2026-10-08', customer: 'C1', journal: 'NCV', amounts: [-121, 100, 21] },
  { docNumber: 20260109, date: '2026-10-09', customer: 'C1', amounts: [108.9, -90, -18.9] },
  // A hundred dollars at 1.10 for a euro.
  { docNumber: 20260110, date: '2026-10-10', customer: 'C1', amounts: [110, -90.91, -19.09] },
];

export const HELD: Readonly<Record<number, IssueCode>> = {
  20260105: 'VAT_GROUP_UNMAPPED',
  20260106: 'PERIOD_CLOSED',
  20260107: 'NUMBER_TAKEN',
};

/** Booked by hand before the tenant is activated, for another customer: its number is taken. */
export const BY_HAND = {
  journal: 'VEN',
  docNumber: 20260107,
  date: '2026-10-07',
  customer: 'OTHER',
  gross: 1210,
  net: 1000,
};

/** Tribe's side of the main job, one of each that matters. */
export const tribeSide = {
  vatGroups: [
    { code: 'BE21', name: 'BE - 21%', percentage: 21 },
    { code: 'BE6', name: 'BE - 6%', percentage: 6 },
    { code: 'BE0', name: 'BE - 0%', percentage: 0 },
    { code: 'NL21', name: 'NL - 21%', percentage: 21 },
  ],
  organisations: [
    { name: 'Peeters Hout BV', debtorNumber: 'C1', vatNumber: 'BE0000000196', paymentTermInDays: 30 },
    {
      name: 'Nieuwe Klant BV',
      debtorNumber: 'C2',
      vatNumber: 'NL 0000.00.012.B01',
      address: {
        street: 'Kaai',
        houseNumber: 7,
        suffix: 'B',
        postalcode: '1015 AB',
        city: 'Amsterdam',
        country: 'NL',
      },
    },
  ],
  invoices: [
    invoice(20260101, '2026-10-01', [line(100, 'BE21', 2)]),
    invoice(20260102, '2026-10-02', [line(33.33, 'BE21', 3), line(12.34, 'BE6')]),
    invoice(20260103, '2026-12-31', [line(75.5, 'BE0')], { phase: 'Paid' }),
    invoice(20260104, '2026-10-04', [line(87.5, 'BE21', 1.5)], { customer: 'C2' }),
    invoice(20260105, '2026-10-05', [line(100, 'NL21')]),
    invoice(20260106, '2026-03-06', [line(100, 'BE21')]),
    invoice(20260107, '2026-10-07', [line(100, 'BE21')]),
    invoice(20260108, '2026-10-08', [line(100, 'BE21', -1)], { credit: true }),
    invoice(20260109, '2026-10-09', [line(100, 'BE21')], { discountPercentage: 10 }),
    invoice(20260110, '2026-10-10', [line(100, 'BE21')], { currency: 'USD' }),
    { customer: 'C1', phase: 'Draft', lines: [line(1, 'BE21')] },
  ],
};

/** WinBooks' side: the first customer is there, the second is not. */
export const winbooksSide = {
  closedPeriods: [{ year: 2026, month: 3 }],
  customers: [
    { code: 'C1', name: 'Peeters Hout BV', vatNumber: '0000000196' },
    { code: 'OTHER', name: 'Somebody Else NV' },
  ],
};
