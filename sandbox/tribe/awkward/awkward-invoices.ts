import { type InvoiceSeed } from '../seed/seed-format';

type Line = InvoiceSeed['lines'][number];

function line(
  description: string,
  quantity: number,
  price: number,
  vatGroup?: string,
  more: Partial<Line> = {},
): Line {
  return { description, quantity, price, ...(vatGroup === undefined ? {} : { vatGroup }), ...more };
}

const manyLines = Array.from({ length: 130 }, (_, index) =>
  line(
    `Schroef nr. ${index + 1}`,
    (index % 7) + 0.333,
    0.017 * (index + 1),
    index % 3 === 0 ? 'BE6' : 'BE21',
  ),
);

/** Invoices that are all legal in Tribe, and all unusual. */
export const awkwardInvoices: InvoiceSeed[] = [
  {
    customer: '000123',
    number: '20250999',
    date: '2025-12-31',
    lines: [line('Oud op nieuw', 1, 100, 'BE21')],
  },
  {
    customer: '000123',
    number: '20260001',
    date: '2026-01-01',
    discountPercentage: 7.5,
    lines: [line('Met korting op alles', 3, 33.33, 'BE21'), line('Boek', 1, 12.34, 'BE6')],
  },
  {
    customer: '123',
    number: '20260002',
    date: '2026-01-31',
    vatIncluded: true,
    lines: [line('Œufs, douzaine', 7, 3.99, 'BE6'), line('Panier', 1, 19.99, 'BE21')],
  },
  {
    customer: '2001',
    number: '20260003',
    date: '2026-02-28',
    lines: [line('Regelkorting', 10, 9.95, 'BE21', { discountPercentage: 33.33 })],
  },
  {
    customer: '2001',
    number: '20260004',
    date: '2026-03-02',
    credit: true,
    lines: [line('Terug: regelkorting', -10, 9.95, 'BE21', { discountPercentage: 33.33 })],
  },
  {
    customer: '2005',
    number: '20260005',
    date: '2026-03-15',
    lines: [line('Intracommunautaire levering', 4, 250, 'BE0')],
  },
  {
    customer: '2007',
    number: '20260006',
    date: '2026-03-29T00:30:00+01:00',
    currency: 'GBP',
    lines: [line('Consultancy day', 2, 640.5, 'BE0')],
  },
  {
    customer: '2008',
    number: '20260007',
    date: '2026-04-01',
    currency: 'USD',
    lines: [line('Licence', 3, 99.99, 'BE0')],
  },
  {
    customer: '2004',
    number: '20260008',
    date: '2026-04-02',
    lines: [line('Laatste levering', 1, 55, 'BE21')],
  },
  {
    customer: '2003',
    number: '20260009',
    date: '2026-04-03',
    lines: [line('Aan wie van de twee?', 1, 10, 'BE21')],
  },
  {
    customer: 'Zonder Nummer VZW',
    number: '20260010',
    date: '2026-04-04',
    lines: [line('Zaalhuur', 1, 180, 'BE12')],
  },
  {
    customer: 'P3001',
    number: '20260011',
    date: '2026-04-05',
    vatIncluded: true,
    lines: [line("Fiets 'De Sprinter'", 1, 799, 'BE21')],
  },
  {
    customer: 'P3002',
    number: '20260012',
    date: '2026-04-06',
    phase: 'Paid',
    lines: [line('Réparation', 0.75, 48.5, 'BE6')],
  },
  { customer: '2010', number: '20260013', date: '2026-04-07', lines: manyLines },
  { customer: '2010', number: '20260014', date: '2026-04-08', lines: [line('Gratis staal', 1, 0, 'BE21')] },
  {
    customer: '2010',
    number: '20260015',
    date: '2026-04-09',
    lines: [line('Levering', 1, 100, 'BE21'), line('Teruggave leeggoed', -4, 4.5, 'BE0')],
  },
  { customer: '2010', number: '20260016', date: '2026-04-10', lines: [line('Zonder btw-groep', 1, 42)] },
  { customer: '2010', number: '20260017', date: '2026-04-11', lines: [] },
  {
    customer: '2010',
    number: '20260018',
    date: '2026-04-12',
    lines: [line('Heel de prijs weg', 5, 19.9, 'BE21', { discountPercentage: 100 })],
  },
  {
    customer: '2010',
    number: 'V/2026-19bis',
    date: '2026-04-13',
    lines: [line('Handgeschreven nummer', 1, 5, 'BE21')],
  },
  {
    customer: '2010',
    number: '20260018',
    date: '2026-04-14',
    lines: [line('Zelfde nummer, andere factuur', 1, 7, 'BE21')],
  },
  {
    customer: '2006',
    number: '20260020',
    date: '2026-04-15',
    lines: [
      line('Halve centen', 1, 0.005, 'BE21'),
      line('<b>Regel</b> & "tekens"', 1, 1.005, 'BE21', { product: 'OUD' }),
    ],
  },
  {
    customer: '000123',
    number: '20260021',
    date: '2026-04-16',
    credit: true,
    discountPercentage: 7.5,
    lines: [line('Creditnota met korting', -3, 33.33, 'BE21')],
  },
  { customer: '000123', phase: 'Draft', lines: [line('Nog niet verzonden', 1, 1, 'BE21')] },
];
