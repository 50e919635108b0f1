import { z } from 'zod';
import {
  findLinesOfMatchings,
  readHeadersOfPeriod,
  readLinesOfPeriod,
  rowsPlace,
} from '../../clients/winbooks';
import { winbooksId, type WinbooksId } from '../../domain/ids';
import type { TieOutRead, TieOutRunInput } from '../../domain/steps/tie-out-steps';
import type { LedgerHeader } from '../../domain/vendors/winbooks-records';
import type { TenantSql } from '../../store/database/database';
import { claimedAmong } from '../../store/tie-out/staged-invoices';
import {
  openMatches,
  stageHeaders,
  stageLines,
  stageMatched,
  type StagedHeader,
} from '../../store/tie-out/staged-ledger';
import { saveProgress, type TieOutRun } from '../../store/tie-out/tie-out-runs';
import type { TenantContext } from '../connection/tenant-connections';
import type { Dependencies } from '../dependencies';
import { withHeartbeat } from '../heartbeat';
import { noAnswer, orThrow } from '../reading';
import { openRun } from './open-run';
import { daysOf, isWithin, ourJournals, periodsOf, type TieOutDays } from './tie-out-scope';

/**
 * Documents of all periods first: by then it is known whose lines are wanted. Then what is matched with them in periods that were not
 * read.
 */
const LISTS = ['headers', 'lines', 'matches'] as const;
/** As many ids as one question takes. */
const MATCHES_AT_ONCE = 50;
const progress = z.object({
  periods: z.array(z.string().transform(winbooksId)),
  list: z.enum(LISTS),
  /** How many periods of this list were read to their end. */
  read: z.number(),
  place: rowsPlace.nullable(),
  /** After which matching the next ones are asked for. */
  match: z.string().default(''),
  rows: z.number(),
  isWhole: z.boolean(),
});
type Progress = z.output<typeof progress>;

/**
 * Reads the ledger period by period, in pages of a few columns: which documents there are, then their lines and what is matched on
 * customers. A page is stored with the place where reading stopped. Every journal is read, because an invoice may be linked to a
 * document anywhere.
 */
export function readLedgerSide(deps: Dependencies, input: TieOutRunInput): Promise<TieOutRead> {
  return withHeartbeat(async (show) => {
    const { context, run } = await openRun(deps, input);
    const until = Date.now() + deps.configuration.timings.tieOut.stepMs;
    let at = await begun(deps, context, run);
    while (!at.isWhole && Date.now() < until && !deps.stopping.aborted) {
      at = await readPage(deps, context, run, at);
      show({ rows: at.rows, periods: at.read });
    }
    return { rows: at.rows, isWhole: at.isWhole };
  });
}

/** The periods are chosen once, so that every attempt counts them alike. */
async function begun(deps: Dependencies, context: TenantContext, run: TieOutRun): Promise<Progress> {
  const stored = progress.safeParse(run.progress['ledger']);
  if (stored.success) return stored.data;
  const all = await deps.masterData.of(context.winbooks).allPeriods();
  const periods = periodsOf(all, daysOf(run.month, context.settings.startDate)).map(({ id }) => id);
  const at: Progress = {
    periods,
    list: 'headers',
    read: 0,
    place: null,
    match: '',
    rows: 0,
    isWhole: periods.length === 0,
  };
  await deps.database.asTenant(context.tenant.id, (sql) => saveProgress(sql, run.id, 'ledger', at));
  return at;
}

async function readPage(
  deps: Dependencies,
  context: TenantContext,
  run: TieOutRun,
  at: Progress,
): Promise<Progress> {
  if (at.list === 'matches') return readMatches(deps, context, run, at);
  const [period] = at.periods.slice(at.read, at.read + 1);
  if (period === undefined) return store(deps, context, run, nextList(at), async () => undefined);
  if (at.list === 'headers') {
    const page = orThrow(await readHeadersOfPeriod(context.winbooks, period, at.place));
    const days = daysOf(run.month, context.settings.startDate);
    const journals = await journalsOf(deps, context);
    return store(deps, context, run, afterPage(at, page), async (sql) =>
      stageHeaders(sql, run.id, await wanted(sql, page.rows, { at, days, journals })),
    );
  }
  const page = orThrow(await readLinesOfPeriod(context.winbooks, period, at.place));
  return store(deps, context, run, afterPage(at, page), (sql) => stageLines(sql, run.id, page.rows));
}

const nextList = (at: Progress): Progress => ({
  ...at,
  list: at.list === 'headers' ? 'lines' : 'matches',
  read: 0,
  place: null,
});

/** A payment may stand in any period: of one month all matchings are asked for, otherwise those that do not balance by what was read. */
async function readMatches(
  deps: Dependencies,
  context: TenantContext,
  run: TieOutRun,
  at: Progress,
): Promise<Progress> {
  const matches = await deps.database.asTenant(context.tenant.id, (sql) =>
    openMatches(sql, run.id, { isEach: run.month !== null, after: at.match, limit: MATCHES_AT_ONCE }),
  );
  const [last] = matches.slice(-1);
  if (last === undefined) return store(deps, context, run, { ...at, isWhole: true }, async () => undefined);
  const { lines, unreadable } = orThrow(await findLinesOfMatchings(context.winbooks, matches));
  if (unreadable.length > 0)
    throw noAnswer('WinBooks', { kind: 'unknown', reason: 'GLTranss: a line without its amount' });
  const after = { ...at, match: last, rows: at.rows + lines.length };
  return store(deps, context, run, after, (sql) => stageMatched(sql, run.id, lines));
}

function afterPage(
  at: Progress,
  page: {
    readonly rows: readonly unknown[];
    readonly isFilterIgnored: boolean;
    readonly next: Progress['place'];
  },
): Progress {
  const rows = at.rows + page.rows.length;
  if (page.next !== null) return { ...at, place: page.next, rows };
  // Where the server does not keep to a period, this one list was all of them.
  return { ...at, place: null, rows, read: page.isFilterIgnored ? at.periods.length : at.read + 1 };
}

async function store(
  deps: Dependencies,
  { tenant }: TenantContext,
  run: TieOutRun,
  after: Progress,
  stage: (sql: TenantSql) => Promise<void>,
): Promise<Progress> {
  await deps.database.asTenant(tenant.id, async (sql) => {
    await stage(sql);
    await saveProgress(sql, run.id, 'ledger', after);
  });
  return after;
}

interface FolderJournals {
  readonly codes: ReadonlyMap<WinbooksId, string>;
  readonly ours: ReadonlySet<string>;
}

async function journalsOf(
  deps: Dependencies,
  { winbooks, settings }: TenantContext,
): Promise<FolderJournals> {
  const journals = await deps.masterData.of(winbooks).journals();
  return {
    codes: new Map(journals.map(({ id, code }) => [id, code])),
    ours: ourJournals(journals, settings).codes,
  };
}

/** Documents of our journals in these days, and those of booked invoices wherever they stand. */
async function wanted(
  sql: TenantSql,
  headers: readonly LedgerHeader[],
  {
    at,
    days,
    journals,
  }: { readonly at: Progress; readonly days: TieOutDays; readonly journals: FolderJournals },
): Promise<readonly StagedHeader[]> {
  const periods = new Set(at.periods);
  const booked = headers.filter(
    ({ isSimulation, periodId }) => !isSimulation && (periodId === null || periods.has(periodId)),
  );
  const claimed = await claimedAmong(
    sql,
    booked.map(({ id }) => id),
  );
  return booked
    .map((header) => {
      const journal = header.journalId === null ? null : (journals.codes.get(header.journalId) ?? null);
      const isOurs = journal !== null && journals.ours.has(journal) && isWithin(header.date, days);
      return { ...header, journal, isOurs };
    })
    .filter(({ id, isOurs }) => isOurs || claimed.has(id));
}
