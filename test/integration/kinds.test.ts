import { invoiceListing } from '../../contract/invoice-listing';
import type { TenantDefinition } from '../../domain/tenant/tenants-file';
import { allBooked, seedTenant, startStack, type Stack } from '../support/stack';
import type { LedgerEntry } from '../support/twins';
import { vendorReader } from './vendor-reader';

const PATIENCE_MS = 120_000;

type Line = readonly [account: string, vat: string | null, amount: number, vatBase: number | null];

interface Kind {
  readonly name: string;
  /** As the twin's control API takes it, beside number and date. */
  readonly invoice: object;
  readonly journal?: string;
  /** Worked out by hand, customer first. */
  readonly lines: readonly Line[];
}

const line = (quantity: number, price: number, vatGroup: string, more: object = {}) => ({
  quantity,
  price,
  vatGroup,
  ...more,
});

const kinds: readonly Kind[] = [
  {
    name: 'a discount on the document',
    invoice: { discountPercentage: 10, lines: [line(3, 33.33, 'BE21'), line(1, 20, 'BE6')] },
    lines: [
      ['400000', null, 127.97, 107.99],
      ['700000', '21', -89.99, null],
      ['700000', '6', -18, null],
      ['451000', '21', -18.9, 89.99],
      ['451000', '6', -1.08, 18],
    ],
  },
  {
    name: 'a discount on a line',
    invoice: { lines: [line(4, 25, 'BE21', { discountPercentage: 15 })] },
    lines: [
      ['400000', null, 102.85, 85],
      ['700000', '21', -85, null],
      ['451000', '21', -17.85, 85],
    ],
  },
  {
    name: 'prices that include VAT',
    invoice: { vatIncluded: true, lines: [line(2, 9.99, 'BE21'), line(1, 10.6, 'BE6')] },
    lines: [
      ['400000', null, 30.58, 26.51],
      ['700000', '21', -16.51, null],
      ['700000', '6', -10, null],
      ['451000', '21', -3.47, 16.51],
      ['451000', '6', -0.6, 10],
    ],
  },
  {
    name: 'three rates, one of them 0 %',
    invoice: { lines: [line(1, 100, 'BE0'), line(1, 50, 'BE6'), line(1, 10, 'BE21')] },
    lines: [
      ['400000', null, 165.1, 160],
      ['700000', '0', -100, null],
      ['700000', '6', -50, null],
      ['700000', '21', -10, null],
      ['451000', '6', -3, 50],
      ['451000', '21', -2.1, 10],
    ],
  },
  {
    name: 'a total with a cent more than its lines',
    invoice: { lines: [line(1, 10.004, 'BE21'), line(1, 10.004, 'BE6')] },
    lines: [
      ['400000', null, 22.71, 20.01],
      ['700000', '21', -10.01, null],
      ['700000', '6', -10, null],
      ['451000', '21', -2.1, 10.01],
      ['451000', '6', -0.6, 10],
    ],
  },
  {
    name: 'another currency',
    invoice: { currency: 'USD', lines: [line(3, 99.99, 'BE21')] },
    lines: [
      ['400000', null, 329.97, 272.7],
      ['700000', '21', -272.7, null],
      ['451000', '21', -57.27, 272.7],
    ],
  },
];

const credit: Kind = {
  name: 'a credit invoice',
  journal: 'NCV',
  invoice: { credit: true, lines: [line(-2, 60, 'BE21'), line(-1, 5, 'BE0')] },
  lines: [
    ['400000', null, -150.2, -125],
    ['700000', '21', 120, null],
    ['700000', '0', 5, null],
    ['451000', '21', 25.2, -120],
  ],
};

const SUBJECT = 'Huur +++090/9337/55493+++ vragen aan an@klant.example';

/** Every kind of invoice becomes the entry that an accountant would key in; the judge is the WinBooks twin's own ledger. */
describe('an entry in the ledger, of', () => {
  let stack: Stack;

  beforeAll(async () => {
    stack = await startStack();
    await stack.startWorker();
  }, PATIENCE_MS);
  afterAll(() => stack.stop(), 60_000);

  async function book(invoices: readonly object[], switches: object = {}) {
    const { id, folder, definition } = await seedTenant(stack, {
      invoices: 0,
      tribe: {
        switches,
        invoices: invoices.map((invoice, index) => ({
          customer: 'C1',
          number: String(20260001 + index),
          date: `2026-10-${String(10 + index)}`,
          ...invoice,
        })),
      },
      settings: { creditNoteJournal: 'NCV', flaggedCredit: 'book' },
    });
    await stack.activate([definition]);
    await stack.until(id, (bookings) => bookings.length === invoices.length && allBooked(bookings));
    return { id, folder, definition, ledger: await stack.twins.ledger(folder) };
  }

  const linesOf = (entry: LedgerEntry | undefined) =>
    entry?.lines.map(({ account, vat, amount, vatBase }) => [account, vat, amount, vatBase]);

  describe('one tenant', () => {
    let definition: TenantDefinition;
    let ledger: readonly LedgerEntry[];
    beforeAll(async () => {
      const invoices = [
        ...kinds.map(({ invoice }) => invoice),
        { subject: SUBJECT, lines: [line(1, 80, 'BE21')] },
      ];
      ({ definition, ledger } = await book(invoices));
    }, PATIENCE_MS);

    const entryOf = (index: number) => ledger.find(({ docNumber }) => docNumber === 20260001 + index);
    const sentLines = async (index: number) => {
      const header = await vendorReader(stack, definition).winbooks(
        `GLTransHeader/${entryOf(index)?.id ?? ''}`,
      );
      return header?.['GLTransactions'] as readonly Record<string, unknown>[];
    };

    it.each(kinds.map((kind, index) => ({ ...kind, index })))(
      '$name',
      ({ index, lines, journal = 'VEN' }) => {
        const entry = entryOf(index);
        expect(entry?.journal.trimEnd()).toBe(journal);
        expect(linesOf(entry)).toEqual(lines);
      },
    );

    it('another currency is listed with its own amount, and with that of the folder', async () => {
      const [dollars] = (await stack.bookings(definition.id)).filter(({ currency }) => currency === 'USD');
      if (dollars === undefined) throw new Error('no invoice in dollars');
      expect(invoiceListing(dollars)).toMatchObject({
        grossCents: 36_296,
        currency: 'USD',
        folderGrossCents: 32_997,
        folderCurrency: 'EUR',
      });
    });

    it('another currency: the amounts in it sum to zero, too', async () => {
      const lines = await sentLines(kinds.length - 1);
      const amounts = lines.map((each) => [
        each['CurrencyAmount'],
        each['CurrencyVatBaseAmount'] ?? null,
        each['CurrencyVatTaxAmount'] ?? null,
        each['CurrencyRate'],
      ]);
      const rate = 0.909108441702;
      expect(amounts).toEqual([
        [362.96, 299.97, 62.99, rate],
        [-299.97, null, null, rate],
        [-62.99, 299.97, null, rate],
      ]);
    });

    it('a structured communication: its digits for the bank, and what it is about for people', async () => {
      const [customerLine, revenueLine] = await sentLines(kinds.length);
      expect(customerLine).toMatchObject({
        CommentExternal: '090933755493',
        CommentBooking: 'Tribe 20260007 Huur +++090/9337/55493+++',
      });
      expect(revenueLine?.['CommentExternal'] ?? null).toBeNull();
    });
  });

  it(
    'a credit invoice for another one: its comment names what it takes back',
    async () => {
      const { id, ledger, folder } = await book([{ lines: [line(1, 80, 'BE21')] }]);
      expect(ledger).toHaveLength(1);
      await stack.twins.act('tribe', 'actions/credit', {
        tenant: id,
        invoice: '20260001',
        number: '20260002',
        date: '2026-10-20',
        share: 0.5,
      });
      const bookings = await stack.until(id, (all) => all.length === 2 && allBooked(all));

      expect(bookings.map(({ creditedNumber }) => creditedNumber)).toEqual([null, '20260001']);
      const entry = (await stack.twins.ledger(folder)).find(({ docNumber }) => docNumber === 20260002);
      expect(entry?.lines.map(({ amount }) => amount)).toEqual([-48.4, 40, 8.4]);
      expect(new Set(entry?.lines.map(({ comment }) => comment?.trimEnd()))).toEqual(
        new Set(['Tribe 20260002 credits 20260001 Credit']),
      );
    },
    PATIENCE_MS,
  );

  it.each(['negative', 'negative-and-flag', 'positive-and-flag'])(
    'a credit invoice, where Tribe shows it as %s',
    async (G3) => {
      const { ledger } = await book([credit.invoice], { G3 });

      expect(ledger.map(({ journal }) => journal.trimEnd())).toEqual([credit.journal]);
      expect(linesOf(ledger[0])).toEqual(credit.lines);
    },
    PATIENCE_MS,
  );
});
