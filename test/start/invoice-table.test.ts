import { invoiceListing } from '../../contract/invoice-listing';
import { invoiceTable } from '../../cli/invoice-table';
import { createInvoiceScreen } from '../../cli/start/invoice-screen';
import { liveOutput, type OutputStream } from '../../cli/start/live-output';
import { BOOKING_STATES } from '../../domain/booking/booking-entry';
import { LANGUAGES } from '../../domain/issues/texts/text-types';
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
const linesOf = (more: Partial<ListedBooking>): readonly string[] => invoiceTable('en').lines(invoice(more));

describe('the table of invoices', () => {
  it.each(['prepared', 'posting', 'verifying'] as const)(
    'a row that is %s shows the journal and number of its intent',
    (state) => {
      expect(linesOf({ ...document, state })[0]).toMatch(new RegExp(`121\\.00 EUR  ${state} +VEN 20260101$`));
    },
  );

  it('a booked row shows its document, a linked one that it was there already', () => {
    expect(linesOf({ ...document, state: 'booked', bookedAt })).toEqual([
      '20260101    Peeters Hout BV      121.00 EUR  booked     VEN 20260101',
    ]);
    expect(linesOf({ ...document, state: 'booked', bookedAt, linked: true })[0]).toMatch(
      / linked +VEN 20260101$/,
    );
  });

  it('a held row shows below it its code and in words what is wrong; its number may be of an earlier intent', () => {
    const lines = linesOf({ ...document, state: 'held', issueCode: 'PERIOD_CLOSED', issueDetails: {} });
    expect(lines).toEqual([
      expect.stringMatching(/121\.00 EUR {2}held$/),
      '  PERIOD_CLOSED: Period is closed',
    ]);
  });

  it('a booked row with an issue shows the document, and the issue below it', () => {
    const lines = linesOf({ ...document, state: 'booked', bookedAt, issueCode: 'BOOKED_TWICE' });
    expect(lines[0]).toMatch(/booked +VEN 20260101$/);
    expect(lines[1]).toMatch(/^ {2}BOOKED_TWICE: \w/);
  });

  it('a skipped row says why; a code of another version is shown as it is', () => {
    expect(linesOf({ state: 'skipped', skipReason: 'booked by hand' })).toEqual([
      expect.stringMatching(/ skipped$/),
      '  booked by hand',
    ]);
    expect(linesOf({ state: 'held', issueCode: 'OF_ANOTHER_VERSION' })).toEqual([
      expect.stringMatching(/ held$/),
      '  OF_ANOTHER_VERSION',
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
      expect.stringMatching(/ booked +VEN 20260101$/),
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
    expect(line).toMatch(/ Vereniging van M… +1,234,567\.89 EUR +waiting$/);
  });
});

describe('the screen of npm start', () => {
  interface Terminal extends OutputStream {
    /** All that was written. */
    text: string;
  }

  function terminal(more: Partial<OutputStream> = {}): Terminal {
    const made: Terminal = { text: '', write: (text: string) => (made.text += text), ...more };
    return made;
  }

  const lindeboom = tenantId('lindeboom');

  it.each(ISSUE_CODES)('%s is shown whole, in words below', (issueCode) => {
    const log = terminal();
    const held = invoice({
      state: 'held',
      issueCode,
      issueDetails: { vendor: 'WinBooks' },
      number: 'F2026-00000101',
      customerName: 'Vereniging van Mede-eigenaars Zeezicht',
      currencyGrossCents: 12_345_678,
    });
    createInvoiceScreen(liveOutput(log, {}), 'en').show(lindeboom, [held]);
    const [heading, row, below] = log.text.trimEnd().split('\n').slice(-3);
    expect(heading).toMatch(/^Tenant +Number +Customer +Gross +State +Journal$/);
    expect(row).toMatch(/^lindeboom +F2026-000… .* held$/);
    expect(below).toMatch(new RegExp(`^ {13}${issueCode}: \\S`));
    expect(heading?.length).toBeLessThan(80);
    expect(row?.length).toBeLessThan(80);
  });

  it.each([
    ['without a terminal', {}, {}],
    ['in CI', { isTTY: true }, { CI: 'true' }],
  ])('%s: one line per final state, and nothing is redrawn', (_, stream, env) => {
    const log = terminal(stream);
    const screen = createInvoiceScreen(liveOutput(log, env), 'en');
    for (const state of ['waiting', 'prepared', 'posting', 'booked', 'booked'] as const)
      screen.show(lindeboom, [invoice({ ...document, state, bookedAt })]);
    expect(log.text).not.toContain('\u001b');
    expect(log.text.match(/^lindeboom .*$/gm)).toEqual([
      'lindeboom  20260101    Peeters Hout BV      121.00 EUR  booked     VEN 20260101',
    ]);
    expect(log.text.match(/^lindeboom .*$/m)?.[0].length).toBeLessThan(80);
  });

  it('on a terminal: each invoice has one line, redrawn in place until it is final', () => {
    const seen = terminal({ isTTY: true, columns: 80, rows: 24 });
    const output = liveOutput(seen, {});
    const screen = createInvoiceScreen(output, 'en');
    const [one, other] = [
      invoice({ state: 'waiting' }),
      invoice({ tribeInvoiceId: tribeId('b'), number: '2' }),
    ];
    screen.show(lindeboom, [one, other]);
    output.say('The worker runs again.');
    screen.show(lindeboom, [{ ...one, ...document, state: 'posting' }, other]);
    screen.show(lindeboom, [{ ...one, ...document, state: 'booked', bookedAt }, other]);
    const lines = onScreen(seen.text);
    expect(lines.filter((line) => line.includes('20260101 '))).toEqual([
      expect.stringMatching(/ booked +VEN 20260101$/),
    ]);
    expect(lines.indexOf('The worker runs again.')).toBe(0);
    expect(lines.at(-1)).toMatch(/^lindeboom +2 .* waiting$/);
  });

  it('on a small terminal: what does not fit is counted, and no line wraps', () => {
    const seen = terminal({ isTTY: true, columns: 40, rows: 8 });
    const many = Array.from({ length: 10 }, (_, index) => invoice({ tribeInvoiceId: tribeId(`i${index}`) }));
    createInvoiceScreen(liveOutput(seen, {}), 'en').show(lindeboom, many);
    const lines = onScreen(seen.text);
    expect(lines).toHaveLength(4);
    expect(lines.at(-1)).toBe('… 7 more');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(40);
  });

  /** What a terminal shows after this: it knows line ends, going up, and erasing what is below. */
  function onScreen(text: string): string[] {
    const escape = String.fromCharCode(27);
    const lines: string[] = [];
    for (const part of text.split(new RegExp(`(${escape}\\[\\d+A${escape}\\[0J|\n)`))) {
      const up = new RegExp(`${escape}\\[(\\d+)A`).exec(part)?.[1];
      if (up !== undefined) lines.splice(lines.length - Number(up));
      else if (part === '\n') continue;
      else if (part !== '') lines.push(part);
    }
    return lines;
  }
});

it.each(LANGUAGES)('%s: no row is wider than a terminal of 80 columns, whatever the state', (language) => {
  const table = invoiceTable(language, 79 - 11);
  for (const state of BOOKING_STATES) {
    const row = table.row(
      invoice({ ...document, state, grossCents: -99_999_999, currencyGrossCents: -99_999_999 }),
    );
    expect(row.length).toBeLessThanOrEqual(68 + 3);
    expect(table.heading.length).toBeLessThanOrEqual(68);
  }
});
