import type { BooksCompared } from '../actions/compare-books';
import type { ControlTotals } from '../domain/tie-out/control-totals';
import type { DifferenceSide } from '../domain/tie-out/tie-out-records';

/** A tie-out as `tie-out --json` prints it: a contract with whoever scripts this program. */
export function tieOutListing({ agrees, run, totals, differences }: BooksCompared) {
  return {
    ok: agrees,
    at: (run.endedAt ?? run.beganAt).toISOString(),
    totals: totals.map(({ journal, month, vatCode, tribe, winbooks }) => ({
      journal,
      month,
      vatCode,
      tribe: totalsListing(tribe),
      winbooks: totalsListing(winbooks),
    })),
    differences: differences.map(({ code, invoice, document, tribe, winbooks }) => ({
      code,
      invoice,
      document,
      tribe: tribe && sideListing(tribe),
      winbooks: winbooks && sideListing(winbooks),
    })),
  };
}

const totalsListing = ({ count, netCents, vatCents, grossCents, openCents }: ControlTotals) => ({
  count,
  netCents,
  vatCents,
  grossCents,
  openCents,
});

/** `phase` is Tribe's; `state`: why it is not booked, or whether something is open in WinBooks. */
const sideListing = ({ id, number, date, customer, grossCents, parts, phase, state }: DifferenceSide) => ({
  id,
  number,
  date,
  customer,
  grossCents,
  parts: parts.map(({ vatCode, netCents, vatCents }) => ({ vatCode, netCents, vatCents })),
  ...(phase === null ? {} : { phase }),
  ...(state === null ? {} : { state }),
});
