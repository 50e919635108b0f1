import Decimal from 'decimal.js';
import { apportion } from '../money/largest-remainder';
import { grossCentsOf, partsOf } from './found-document';
import type { FolderCodes, FoundDocument, Month, TribeSide, VatPart } from './tie-out-records';

/** What one side says of a journal, month and VAT code. A credit note counts with its amounts negative. */
export interface ControlTotals {
  /** Documents with this VAT code: one with two codes counts in both. */
  readonly count: number;
  readonly netCents: number;
  readonly vatCents: number;
  readonly grossCents: number;
  /** Not paid yet. Tribe knows paid or not; the ledger knows each payment. */
  readonly openCents: number;
}

export interface ControlTotal {
  readonly journal: string | null;
  readonly month: Month | null;
  readonly vatCode: string | null;
  readonly tribe: ControlTotals;
  readonly winbooks: ControlTotals;
}

const NOTHING: ControlTotals = { count: 0, netCents: 0, vatCents: 0, grossCents: 0, openCents: 0 };

/** The totals of both sides, which grow document by document. */
export interface TotalsBook {
  addInvoice(tribe: TribeSide, journal: string | null): void;
  addDocument(document: FoundDocument, codes: FolderCodes): void;
  /** By journal, month and VAT code. */
  totals(): readonly ControlTotal[];
}

export function openTotals(): TotalsBook {
  const rows = new Map<string, { -readonly [Field in keyof ControlTotal]: ControlTotal[Field] }>();
  const add = (side: 'tribe' | 'winbooks', key: TotalKey, amounts: ControlTotals): void => {
    const name = JSON.stringify([key.journal, key.month, key.vatCode]);
    const row = rows.get(name) ?? { ...key, tribe: NOTHING, winbooks: NOTHING };
    row[side] = sumOf(row[side], amounts);
    rows.set(name, row);
  };
  return {
    addInvoice: ({ phase, expected }, journal) => {
      const openCents = phase === 'Paid' ? 0 : (expected.grossCents ?? 0);
      const key = { journal: expected.journal ?? journal, month: monthOf(expected.date) };
      for (const { vatCode, ...amounts } of shares(expected.parts, openCents))
        add('tribe', { ...key, vatCode }, amounts);
    },
    addDocument: (document, codes) => {
      const key = { journal: document.journal, month: monthOf(document.date) };
      const parts = partsOf(document, codes);
      // Whatever the lines say, the customer owes the gross: what they do not explain has no VAT code.
      const unexplained = grossCentsOf(document) - parts.reduce((all, part) => all + grossOfPart(part), 0);
      const whole =
        unexplained === 0 ? parts : [...parts, { vatCode: null, netCents: unexplained, vatCents: 0 }];
      for (const { vatCode, ...amounts } of shares(whole, document.openCents))
        add('winbooks', { ...key, vatCode }, amounts);
    },
    totals: () => [...rows.values()].sort(inOrder),
  };
}

type TotalKey = Pick<ControlTotal, 'journal' | 'month' | 'vatCode'>;

/** The amounts of each VAT code; the open balance is spread over them in proportion. */
function shares(
  parts: readonly VatPart[],
  openCents: number,
): readonly (ControlTotals & Pick<TotalKey, 'vatCode'>)[] {
  const known = parts.length > 0 ? parts : [{ vatCode: null, netCents: 0, vatCents: 0 }];
  const grosses = known.map(grossOfPart);
  const whole = grosses.reduce((all, each) => all + each, 0);
  const open =
    openCents === whole
      ? grosses
      : apportion(
          openCents,
          grosses.map((gross) =>
            whole === 0
              ? new Decimal(0)
              : new Decimal(openCents).times(gross).dividedBy(whole).dividedBy(100),
          ),
        );
  return known.map(({ vatCode, netCents, vatCents }, index) => ({
    vatCode,
    count: 1,
    netCents,
    vatCents,
    grossCents: netCents + vatCents,
    openCents: open[index] ?? 0,
  }));
}

const grossOfPart = ({ netCents, vatCents }: VatPart): number => netCents + vatCents;

export const sumOf = (one: ControlTotals, other: ControlTotals): ControlTotals => ({
  count: one.count + other.count,
  netCents: one.netCents + other.netCents,
  vatCents: one.vatCents + other.vatCents,
  grossCents: one.grossCents + other.grossCents,
  openCents: one.openCents + other.openCents,
});

export const monthOf = (date: string | null): Month | null => date?.slice(0, 7) ?? null;

const inOrder = (a: TotalKey, b: TotalKey): number =>
  compare(a.month, b.month) || compare(a.journal, b.journal) || compare(a.vatCode, b.vatCode);

const compare = (a: string | null, b: string | null): number => {
  const [one, other] = [a ?? '', b ?? ''];
  return one === other ? 0 : one < other ? -1 : 1;
};
