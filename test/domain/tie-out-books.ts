import type { BookingEntry, EntryLine } from '../../domain/booking/booking-entry';
import { day, tribeId, winbooksId, type WinbooksId } from '../../domain/ids';
import { bookingReference } from '../../domain/invoice/booking-reference';
import { expectedOfEntry } from '../../domain/tie-out/expected-document';
import type { JudgingRules } from '../../domain/tie-out/judge-invoice';
import type { FolderCodes, FoundDocument, TribeSide } from '../../domain/tie-out/tie-out-records';
import { seededRandom } from '../faults/seeded-random';

/** One invoice with the documents that the ledger has of it. */
export interface Pair {
  side: TribeSide;
  documents: FoundDocument[];
}

const RATES = { '21': 21, '6': 6, '0': 0, IC: 0 } as const;
const VAT_CODES = Object.keys(RATES) as (keyof typeof RATES)[];
const VAT_ACCOUNT = id('451000');
export const OTHER_ACCOUNT = id('702000');

export const codes: FolderCodes = {
  vatCodes: new Map(VAT_CODES.map((code) => [vatId(code), code])),
  vatAccounts: new Set([VAT_ACCOUNT]),
  statesVat: true,
};
export const rules: JudgingRules = { codes, comparesPhase: true, customers: new Map() };

export function id(name: string): WinbooksId {
  return winbooksId(`id-${name}`);
}

export function vatId(code: string): WinbooksId {
  return id(`vat-${code}`);
}

/** Books that agree: invoices and credit notes with several VAT codes, other currencies, moved bookings, documents keyed in by hand. */
export function cleanBooks(seed: number, count: number): Pair[] {
  const random = seededRandom(seed);
  const below = (most: number): number => random.between(0, most - 1);
  return Array.from({ length: count }, (_, index) => {
    const entry = entryOf(index, below);
    const isLinked = below(6) === 0;
    const isPaid = below(3) === 0;
    const invoiceId = tribeId(`00000000-0000-4000-8000-${String(index).padStart(12, '0')}`);
    const document = documentOf(entry, id(`document-${index}`), isPaid);
    const side: TribeSide = {
      invoiceId,
      number: `F${index}`,
      phase: isPaid ? 'Paid' : 'Sent',
      digest: 'd',
      isGone: false,
      isEdited: false,
      isYoung: false,
      problem: null,
      expected: expectedOfEntry(entry),
      booking: { state: 'booked', documentId: document.id, isLinked, issueCode: null },
    };
    return { side, documents: [isLinked ? keyedByHand(document, below) : document] };
  });
}

/** Another number, another account, and VAT codes on the VAT lines alone where each of them states its base. */
function keyedByHand(document: FoundDocument, below: (most: number) => number): FoundDocument {
  const isBare =
    below(2) === 0 && document.lines.every(({ vatId: code }) => code !== vatId('0') && code !== vatId('IC'));
  return {
    ...document,
    docNumber: 900_000 + below(1_000),
    lines: document.lines.map((line) =>
      line.order === 0 || line.accountId === VAT_ACCOUNT
        ? line
        : { ...line, accountId: OTHER_ACCOUNT, vatId: isBare ? null : line.vatId },
    ),
  };
}

function entryOf(index: number, below: (most: number) => number): BookingEntry {
  const isCredit = below(5) === 0;
  const isForeign = below(5) === 0;
  const isMoved = below(7) === 0;
  const sign = isCredit ? -1 : 1;
  const used = VAT_CODES.filter(() => below(2) === 0);
  const parts = (used.length > 0 ? used : ['21' as const]).map((code) => {
    const netCents = 1 + below(1_000_000);
    // As invoiced: a cent beside the product of net and rate is right as it is.
    const vatCents = RATES[code] === 0 ? 0 : Math.round((netCents * RATES[code]) / 100) + below(3) - 1;
    return { code, netCents, vatCents };
  });
  const net = parts.reduce((sum, part) => sum + part.netCents, 0);
  const vat = parts.reduce((sum, part) => sum + part.vatCents, 0);
  const rounding = below(6) === 0 ? 1 : 0;
  const inCurrency = (cents: number): number | null => (isForeign ? 2 * cents : null);
  const line = (order: number, more: Partial<EntryLine>): EntryLine => ({
    order,
    role: 'revenue',
    accountId: id('700000'),
    accountCode: '700000',
    centralAccountType: null,
    vatId: null,
    vatCode: null,
    amountCents: 0,
    vatBaseCents: null,
    turnoverCents: null,
    vatCents: null,
    currencyAmountCents: inCurrency(more.amountCents ?? 0),
    currencyVatBaseCents: null,
    currencyVatCents: null,
    comment: null,
    ...more,
  });
  const account = (role: EntryLine['role'], code: string) => ({
    role,
    accountId: id(code),
    accountCode: code,
  });
  const lines = [
    line(0, {
      ...account('customer', '400000'),
      amountCents: sign * (net + vat + rounding),
      vatBaseCents: sign * net,
    }),
    ...parts.map(({ code, netCents }, place) =>
      line(1 + place, { vatId: vatId(code), vatCode: code, amountCents: -sign * netCents }),
    ),
    ...parts.map(({ code, netCents, vatCents }, place) =>
      line(10 + place, {
        ...account('vat', '451000'),
        vatId: vatId(code),
        vatCode: code,
        amountCents: -sign * vatCents || 0,
        vatBaseCents: sign * netCents,
      }),
    ),
    ...(rounding === 0
      ? []
      : [line(20, { ...account('rounding', '659000'), amountCents: -sign * rounding })]),
  ];
  return {
    kind: isCredit ? 'credit' : 'invoice',
    reference: bookingReference(tribeId(`00000000-0000-4000-8000-${String(index).padStart(12, '0')}`)),
    journalId: id(isCredit ? 'NCV' : 'VEN'),
    journalCode: isCredit ? 'NCV' : 'VEN',
    periodId: id('period'),
    bookYearId: id('2026'),
    bookYear: '2026',
    docNumber: 20_260_000 + index,
    date: day(isMoved ? '2026-11-01' : `2026-10-${String(1 + below(28)).padStart(2, '0')}`),
    invoiceDate: isMoved ? day('2026-09-30') : null,
    dueDate: null,
    currency: isForeign ? 'USD' : 'EUR',
    currencyRate: isForeign ? '2' : null,
    structuredCommunication: null,
    customerId: id('C1'),
    customerCode: 'C1',
    lines,
  };
}

function documentOf(entry: BookingEntry, documentId: WinbooksId, isSettled: boolean): FoundDocument {
  const customer = entry.lines[0];
  return {
    id: documentId,
    journal: entry.journalCode,
    docNumber: entry.docNumber,
    date: entry.date,
    lines: entry.lines.map((line) => ({
      order: line.order,
      accountId: line.accountId,
      vatId: line.vatId,
      customerId: line.role === 'customer' ? entry.customerId : null,
      cents: line.amountCents,
      vatBaseCents: line.vatBaseCents,
      currencyCents: line.currencyAmountCents,
      reference: line.role === 'customer' ? entry.reference : null,
    })),
    openCents: isSettled ? 0 : (customer?.amountCents ?? 0),
    isSettled,
  };
}
