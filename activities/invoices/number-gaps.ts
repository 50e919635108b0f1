import { findJournalsOfNumber } from '../../clients/winbooks';
import type { WinbooksId } from '../../domain/ids';
import { issue } from '../../domain/issues/issue-catalogue';
import { missingNumbers, numbersInWords, type MissingNumber } from '../../domain/booking/number-gaps';
import type { Journal } from '../../domain/vendors/winbooks-records';
import type { TenantSql } from '../../store/database/database';
import { closeIssue, listOpenIssues, openIssue } from '../../store/issues/issues';
import { listNumbered } from '../../store/bookings/numbered-bookings';
import { readWatermark, touchPoll } from '../../store/tenants/watermarks';
import type { TenantContext } from '../connection/tenant-connections';
import type { Dependencies } from '../dependencies';
import { NoAnswer, ReadingRefused } from '../reading';
import { orThrow } from '../reading';

const FEED = 'number-gaps';
/** The most numbers that are looked for in WinBooks at once; an issue with the first ones is sufficient. */
const MOST_LOOK_UPS = 50;

/**
 * Reports numbers that are missing among the booked ones: an issue per journal, which closes once each number is
 * explained by an invoice of the tenant or by a document in WinBooks. Never stops a booking. Does nothing within an
 * hour of the last look. A number that WinBooks cannot be asked for is left as it was, and the others are reported.
 */
export async function reportNumberGaps(deps: Dependencies, context: TenantContext): Promise<void> {
  const tenant = context.tenant.id;
  const times = deps.configuration.timings.upkeep;
  const rows = await deps.database.asTenant(tenant, async (sql) => {
    if (!(await areNumberGapsDue(sql, deps))) return null;
    await touchPoll(sql, FEED);
    return listNumbered(sql);
  });
  if (rows === null) return;
  const old = missingNumbers(rows, context.settings).filter(
    ({ since }) => Date.now() - since.getTime() > times.gapUnexplainedForMs,
  );
  const unexplained: MissingNumber[] = [];
  const unanswered = new Set<string>();
  for (const missing of old.slice(0, MOST_LOOK_UPS)) {
    const isThere = await isInWinbooks(deps, context, missing).catch(unlessOutage);
    if (isThere === null) unanswered.add(missing.journalId);
    else if (!isThere) unexplained.push(missing);
  }
  await deps.database.asTenant(tenant, async (sql) => {
    const byJournal = groupByJournal(unexplained);
    for (const { code, recordId } of await listOpenIssues(sql, 100_000))
      if (code === 'NUMBER_GAP' && !byJournal.has(recordId) && !unanswered.has(recordId))
        await closeIssue(sql, code, { kind: 'journal', id: recordId });
    for (const [id, numbers] of byJournal) {
      const { code, params } = gapIssue(numbers);
      await openIssue(sql, code, { kind: 'journal', id }, params);
    }
  });
}

/** Whether the last look is long enough ago. */
export async function areNumberGapsDue(
  sql: TenantSql,
  { configuration }: Pick<Dependencies, 'configuration'>,
): Promise<boolean> {
  const polledAt = (await readWatermark(sql, FEED))?.polledAt ?? null;
  return (
    polledAt === null || Date.now() - polledAt.getTime() >= configuration.timings.upkeep.numberGapsEveryMs
  );
}

/** Null when this number cannot be looked for now. */
function unlessOutage(error: unknown): null {
  if (error instanceof NoAnswer || error instanceof ReadingRefused) return null;
  throw error;
}

/** Whether a sales document has that number, in any journal of the same book year; a document without a type counts. */
async function isInWinbooks(
  deps: Dependencies,
  context: TenantContext,
  missing: MissingNumber,
): Promise<boolean> {
  const journals = await deps.masterData.of(context.winbooks).journals();
  const own = journals.find(({ id }) => id === missing.journalId);
  const explaining = journals.filter((journal) => mayExplain(journal, own?.bookYearId ?? null));
  const holding = orThrow(await findJournalsOfNumber(context.winbooks, missing.docNumber));
  return explaining.some(({ id }) => holding.includes(id));
}

function mayExplain({ bookYearId, type }: Journal, year: WinbooksId | null): boolean {
  const isOfSale = type === null || type === 'sale' || type === 'sale-credit-note';
  return isOfSale && (year === null || bookYearId === null || bookYearId === year);
}

type MissingInJournal = readonly [MissingNumber, ...MissingNumber[]];

function groupByJournal(missing: readonly MissingNumber[]): ReadonlyMap<string, MissingInJournal> {
  const groups = new Map<string, MissingInJournal>();
  for (const number of missing) {
    const group = groups.get(number.journalId);
    groups.set(number.journalId, group === undefined ? [number] : [...group, number]);
  }
  return groups;
}

function gapIssue(missing: MissingInJournal) {
  const [{ journal, bookYear }] = missing;
  return issue('NUMBER_GAP', {
    journal,
    bookYear,
    numbers: numbersInWords(missing.map(({ docNumber }) => docNumber)),
  });
}
