import { invoiceListing } from '../../cli/invoice-listing';
import { invoiceTable } from '../../cli/invoice-table';
import { createInvoiceScreen } from '../../cli/start/invoice-screen';
import { day, tenantId, tribeId } from '../../domain/ids';
import { ISSUE_CODES } from '../../domain/issues/issue-catalogue';
import type { ListedBooking } from '../../store/bookings/booking-row';

const foundAt = new Date('2026-11-21T18:00:00Z');

function invoice(more: Partial<ListedBooking>): ListedBooking {
  return {
    tribeInvoiceId: tribeId('7b0c5f0e-1111-4222-8333-444455556666'),
    number: '20260101',
    invoiceDate: day('2026-10-05'),
    changedAt: '2026-11-21T18:00:00Z',
    foundAt,
    state: 'waiting',
    dueAt: null,
    dispatchedAt: null,
    attempt: 0,
    sentAt: null,
    everUnknown: false,
    unknownSince: null,
    recheckAt: null,
    digest: null,
    reference: null,
    journalId: null,
    journalCode: null,
    numberingScope: null,
    docNumber: null,
    bookYear: null,
    kind: null,
    grossCents: 12_100,
    currencyGrossCents: 12_100,
    currency: 'EUR',
    bookedOn: null,
    customerName: 'Peeters Hout BV',
    customerCode: 'C1',
    winbooksId: null,
    linked: false,
    issueCode: null,
    issueDetails: null,
    skipReason: null,
    skippedByRule: false,
    bookedAt: null,
    creditedNumber: null,
    sourceDigest: null,
    clearedDocuments: [],
    lookAnew: false,
    seenIssues: {},
    failures: {},
    updatedAt: foundAt,
    ...more,
  };
}

const document = { journalCode: 'VEN', docNumber: 20260101, bookYear: '2026' } as const;
const bookedAt = new Date(foundAt.getTime() + 2_500);
const linesOf = (more: Partial<ListedBooking>): string[] =>
  invoiceTable([invoice(more)])
    .split('\n')
    .slice(1);

describe('the table of invoices', () => {
  it.each(['prepared', 'posting', 'verifying'] as const)(
    'a row that is %s shows the journal and number of its intent',
    (state) => {
      expect(linesOf({ ...document, state })[0]).toMatch(
        new RegExp(`121\\.00 EUR  ${state} +VEN 20260101 +\\d+\\.\\d$`),
      );
    },
  );

  it('a booked row shows its document and how long it took, a linked one that it was there already', () => {
    expect(linesOf({ ...document, state: 'booked', bookedAt })).toEqual([
      '20260101        Peeters Hout BV                  121.00 EUR  booked     VEN 20260101                2.5',
    ]);
    expect(linesOf({ ...document, state: 'booked', bookedAt, linked: true })[0]).toMatch(
      / VEN 20260101 \(linked\) +2\.5$/,
    );
  });

  it('a held row shows its code, and below it in words what is wrong; its number may be of an earlier intent', () => {
    const lines = linesOf({ ...document, state: 'held', issueCode: 'PERIOD_CLOSED', issueDetails: {} });
    expect(lines).toEqual([
      expect.stringMatching(/121\.00 EUR {2}held {7}PERIOD_CLOSED$/),
      '  Period is closed',
    ]);
  });

  it('a booked row with an issue shows the document, and the issue below it', () => {
    const lines = linesOf({ ...document, state: 'booked', bookedAt, issueCode: 'BOOKED_TWICE' });
    expect(lines[0]).toMatch(/booked +VEN 20260101 +2\.5$/);
    expect(lines[1]).toMatch(/^ {2}BOOKED_TWICE: \w/);
  });

  it('a skipped row says why; a code of another version is shown as it is', () => {
    expect(linesOf({ state: 'skipped', skipReason: 'booked by hand' })).toEqual([
      expect.stringMatching(/ skipped$/),
      '  booked by hand',
    ]);
    expect(linesOf({ state: 'held', issueCode: 'OF_ANOTHER_VERSION' })).toEqual([
      expect.stringMatching(/ held +OF_ANOTHER_VERSION$/),
    ]);
  });

  it('shows the amount and the currency of the same money: the invoice’s own, else the folder’s', () => {
    const dollars = { currency: 'USD', grossCents: 10_000 };
    expect(linesOf({ ...dollars, currencyGrossCents: 11_000 })[0]).toMatch(/ 110\.00 USD +waiting/);
    expect(linesOf({ ...dollars, currencyGrossCents: null })[0]).toMatch(/ 100\.00 EUR +waiting/);
    expect(invoiceListing(invoice({ ...dollars, currencyGrossCents: 11_000 }))).toMatchObject({
      grossCents: 11_000,
      currency: 'USD',
      folderGrossCents: 10_000,
      folderCurrency: 'EUR',
    });
  });

  it('a credit has its sign', () => {
    const credit = {
      kind: 'credit',
      currency: 'USD',
      grossCents: 10_000,
      currencyGrossCents: 11_000,
    } as const;
    expect(linesOf(credit)[0]).toMatch(/ -110\.00 USD +waiting/);
    expect(invoiceListing(invoice(credit))).toMatchObject({ grossCents: -11_000, folderGrossCents: -10_000 });
  });

  it('a booking that was moved out of a closed period says so below its row; one that is held or linked does not', () => {
    const moved = { ...document, bookedAt, bookedOn: day('2026-11-01') };
    expect(linesOf({ ...moved, state: 'booked' })).toEqual([
      expect.stringMatching(/ booked +VEN 20260101 /),
      '  Booked on 2026-11-01: the period of its own date, 2026-10-05, is closed',
    ]);
    expect(invoiceListing(invoice({ ...moved, state: 'booked' }))).toMatchObject({
      date: '2026-10-05',
      bookedOn: '2026-11-01',
      moved: true,
    });
    for (const other of [
      { state: 'held' },
      { state: 'booked', linked: true },
      { state: 'booked', bookedOn: day('2026-10-05') },
    ] as const) {
      expect(linesOf({ ...moved, ...other })).toHaveLength(1);
      expect(invoiceListing(invoice({ ...moved, ...other }))).toMatchObject({ moved: false });
    }
  });

  it('cuts a long name, never an amount', () => {
    const [line] = linesOf({
      customerName: 'Vereniging van Mede-eigenaars Zeezicht',
      currencyGrossCents: 123_456_789,
    });
    expect(line).toMatch(/ Vereniging van Mede-eigena… +1234567\.89 EUR +waiting /);
  });
});

describe('the screen of npm start', () => {
  const show = (booking: ListedBooking): string[] => {
    const said: string[] = [];
    createInvoiceScreen((line) => said.push(line)).show(tenantId('lindeboom'), [booking]);
    return said.flatMap((line) => line.split('\n'));
  };

  it.each(ISSUE_CODES)('%s is shown whole, in words below, and nothing wraps at 120 columns', (issueCode) => {
    const lines = show(
      invoice({
        state: 'held',
        issueCode,
        issueDetails: { vendor: 'WinBooks' },
        number: 'F2026-00000101',
        customerName: 'Vereniging van Mede-eigenaars Zeezicht',
        currencyGrossCents: 12_345_678,
      }),
    );
    const [heading, row, below] = lines.slice(-3);
    expect(heading).toMatch(/^Tenant +Number +Customer +Gross +State +Journal +Seconds$/);
    expect(row).toMatch(new RegExp(`^lindeboom +F2026-00000101 .* held +${issueCode}$`));
    expect(below).toMatch(/^ {16}\S/);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(120);
  });

  it('a row of a booked invoice is not wider either, and appears once', () => {
    const said: string[] = [];
    const screen = createInvoiceScreen((line) => said.push(line));
    const booked = invoice({ ...document, state: 'booked', bookedAt, linked: true });
    for (let look = 0; look < 2; look += 1) screen.show(tenantId('lindeboom'), [booked]);
    expect(said).toHaveLength(2);
    expect(said[1]?.length).toBeLessThanOrEqual(120);
  });
});
