import { z } from 'zod';
import type { BooksCompared } from '../actions/compare-books';
import type { ControlTotals } from '../domain/tie-out/control-totals';
import { DIFFERENCE_CODES, type DifferenceSide } from '../domain/tie-out/tie-out-records';

const totalsShape = z.object({
  count: z.int(),
  netCents: z.int(),
  vatCents: z.int(),
  grossCents: z.int(),
  openCents: z.int(),
});
const sideShape = z.object({
  id: z.string(),
  number: z.string().nullable(),
  date: z.string().nullable(),
  customer: z.string().nullable(),
  grossCents: z.int().nullable(),
  parts: z.array(z.object({ vatCode: z.string().nullable(), netCents: z.int(), vatCents: z.int() })),
  phase: z.string().optional().describe('In Tribe.'),
  state: z.string().optional().describe('Why it is not booked, or whether something is open in WinBooks.'),
});
export const tieOutShape = z
  .object({
    ok: z.boolean().describe('Tribe and WinBooks agree.'),
    at: z.string(),
    totals: z.array(
      z.object({
        journal: z.string().nullable(),
        month: z.string().nullable(),
        vatCode: z.string().nullable(),
        tribe: totalsShape,
        winbooks: totalsShape,
      }),
    ),
    differences: z.array(
      z.object({
        code: z.enum(DIFFERENCE_CODES),
        invoice: z.string().nullable(),
        document: z.string().nullable(),
        tribe: sideShape.nullable(),
        winbooks: sideShape.nullable(),
      }),
    ),
  })
  .meta({ id: 'TieOut' });

/** A tie-out as `tie-out --json` and the API show it: a contract with whoever scripts this program. */
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
