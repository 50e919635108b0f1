import type { ListedBooking } from '../../store/bookings/booking-row';
import type { SampleInvoice } from './memory-tribe';
import type { Run } from './temporal-runtime';
import type { Vendors } from './vendors';

export interface Finding {
  readonly kind: 'duplicate' | 'lost' | 'stuck' | 'crashed';
  readonly words: string;
}

export interface Aftermath {
  readonly rows: readonly ListedBooking[];
  readonly invoices: readonly SampleInvoice[];
  readonly runs: readonly Run[];
  readonly vendors: Vendors;
  /** A person was told that WinBooks does not show what it has confirmed. */
  readonly isBlindnessShown: boolean;
}

/** Holds our rows against the vendor's own ledger: each invoice exactly once, each customer at most once, nothing left over. */
export function judge(aftermath: Aftermath): Finding[] {
  const { runs, invoices } = aftermath;
  const crashes = runs
    .filter(({ error }) => error !== null)
    .map(({ name, error }): Finding => ({ kind: 'crashed', words: `${name}: ${String(error)}` }));
  return [
    ...crashes,
    ...invoices.flatMap((invoice) => judgeInvoice(aftermath, invoice)),
    ...judgeCustomers(aftermath),
  ];
}

function judgeInvoice({ rows, vendors, isBlindnessShown }: Aftermath, invoice: SampleInvoice): Finding[] {
  const number = Number(invoice.number);
  const documents = vendors.winbooks.documents.filter((document) => document['DocNumber'] === number);
  const row = rows.find(({ tribeInvoiceId }) => tribeInvoiceId === invoice.id);
  const state = `${row?.state ?? 'no row'}${row?.issueCode ? ` (${row.issueCode})` : ''}`;
  const finding = (kind: Finding['kind'], words: string): Finding[] => [
    { kind, words: `${invoice.number}: ${words}` },
  ];

  if (documents.length > 1)
    return finding('duplicate', `${documents.length} documents in the ledger; our row: ${state}`);
  if (row?.state === 'booked') {
    if (documents.length === 0) return finding('lost', 'booked for us, and not in the ledger');
    return documents[0]?.['Id'] === row.winbooksId ? [] : finding('lost', 'booked as another document');
  }
  // What WinBooks confirmed and never carried out is for a person, who was told: the tenant pauses, and its other invoice waits as well.
  if (vendors.forgotten.size > 0 && isBlindnessShown) return [];
  return finding('stuck', `${state}, ${documents.length} documents in the ledger`);
}

function judgeCustomers({ vendors, invoices }: Aftermath): Finding[] {
  const numbers = [...new Set(invoices.map(({ customer }) => customer.debtorNumber))];
  return numbers.flatMap((number): Finding[] => {
    const made = vendors.winbooks.customers.filter((customer) => customer['WantedCode'] === number);
    return made.length > 1
      ? [{ kind: 'duplicate', words: `customer ${number} was created ${made.length} times` }]
      : [];
  });
}
