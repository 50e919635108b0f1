import type { Random } from './seeded-random';

/** Reasons for which an invoice must be held, whatever else happens. */
const POISONS = ['unmapped-group', 'locked-customer', 'closed-period', 'wrong-total'] as const;
export type Poison = (typeof POISONS)[number];

interface SeededLine {
  readonly description: string;
  readonly quantity: number;
  /** Whole units of the currency, so that no rounding policy can make a difference. */
  readonly price: number;
  readonly vatGroup: string;
}

/** One Sent invoice as Tribe is seeded with it, and what WinBooks' ledger must hold in the end. */
export interface WantedInvoice {
  readonly seed: {
    readonly customer: string;
    readonly number: string;
    readonly date: string;
    readonly lines: readonly SeededLine[];
    /** Its quantities are negative, its document stands in the journal of credit notes with reversed signs. */
    readonly credit?: true;
  };
  readonly docNumber: number;
  readonly poison: Poison | null;
  /** Every line of the document in cents, customer line included, from the smallest; they sum to zero. */
  readonly linesCents: readonly number[];
}

const RATES: Readonly<Record<string, number>> = { BE21: 21, BE12: 12, BE6: 6, BE0: 0, NL21: 21 };
/** In the order of their seeding: in both systems, perhaps missing in WinBooks, locked there. */
export const CUSTOMERS = { known: 'C1', second: 'C2', locked: 'C3' } as const;

/** `count` invoices in disorder of date, numbered from 20260001; `poisons` of them must be held. */
export function generateInvoices(random: Random, count: number, poisons: number): WantedInvoice[] {
  const poisoned = new Set(
    random.shuffled(Array.from({ length: count }, (_, index) => index)).slice(0, poisons),
  );
  return Array.from({ length: count }, (_, index) =>
    generateInvoice(random, index, poisoned.has(index) ? random.pick(POISONS) : null),
  );
}

function generateInvoice(random: Random, index: number, poison: Poison | null): WantedInvoice {
  const docNumber = 20260001 + index;
  // The first two are of both customers, so that a customer that is missing in WinBooks is always needed.
  const customer =
    [CUSTOMERS.second, CUSTOMERS.known][index] ?? random.pick([CUSTOMERS.known, CUSTOMERS.second]);
  const groups = poison === 'unmapped-group' ? ['NL21'] : ['BE21', 'BE21', 'BE12', 'BE6', 'BE0'];
  const isCredit = poison === null && random.chance(0.15);
  const sign = isCredit ? -1 : 1;
  const lines = Array.from({ length: random.between(1, 3) }, (_, index) => ({
    description: `Article ${index + 1}`,
    quantity: sign * random.between(1, 9),
    price: random.between(1, 900),
    vatGroup: random.pick(groups),
  }));
  const month = poison === 'closed-period' ? '03' : '10';
  return {
    seed: {
      customer: poison === 'locked-customer' ? CUSTOMERS.locked : customer,
      number: String(docNumber),
      date: `2026-${month}-${String(random.between(1, 28)).padStart(2, '0')}`,
      lines,
      ...(isCredit ? { credit: true } : {}),
    },
    docNumber,
    poison,
    linesCents: linesOf(lines),
  };
}

/** The documented sale: customer, one revenue line per VAT code, one VAT line per VAT code with a rate. */
function linesOf(lines: readonly SeededLine[]): number[] {
  const nets = new Map<string, number>();
  for (const { vatGroup, quantity, price } of lines)
    nets.set(vatGroup, (nets.get(vatGroup) ?? 0) + quantity * price * 100);
  const parts = [...nets].flatMap(([group, net]) => {
    const vat = (net * (RATES[group] ?? 0)) / 100;
    return vat === 0 ? [-net] : [-net, -vat];
  });
  const gross = -parts.reduce((sum, part) => sum + part, 0);
  return [...parts, gross].sort((one, other) => one - other);
}

/** Tribe's side of a tenant with these invoices; totals that must be wrong are spoilt afterwards. */
export function tribeSeed(invoices: readonly WantedInvoice[]): object {
  return {
    vatGroups: Object.entries(RATES).map(([code, percentage]) => ({
      code,
      name: `${code.slice(0, 2)} - ${percentage}%`,
      percentage,
    })),
    organisations: [
      { name: 'Peeters Hout BV', debtorNumber: CUSTOMERS.known, vatNumber: 'BE0000000196' },
      {
        name: 'Nieuwe Klant BV',
        debtorNumber: CUSTOMERS.second,
        address: { street: 'Kaai', houseNumber: 1, postalcode: '9000', city: 'Gent', country: 'BE' },
      },
      { name: 'Op Slot BV', debtorNumber: CUSTOMERS.locked },
    ],
    invoices: invoices.map(({ seed }) => seed),
  };
}

/** WinBooks' side: one customer known, one only if `hasSecond`, one locked; March is closed. */
export function winbooksSeed(hasSecond: boolean): object {
  const second = { code: CUSTOMERS.second, name: 'Nieuwe Klant BV' };
  return {
    closedPeriods: [{ year: 2026, month: 3 }],
    journals: [
      { code: 'VEN', name: 'Sales', type: 'SAL' },
      { code: 'VE2', name: 'Other sales', type: 'SAL' },
      { code: 'NCV', name: 'Credit notes', type: 'SAC' },
    ],
    customers: [
      { code: CUSTOMERS.known, name: 'Peeters Hout BV', vatNumber: '0000000196' },
      ...(hasSecond ? [second] : []),
      { code: CUSTOMERS.locked, name: 'Op Slot BV', locked: true },
    ],
  };
}
