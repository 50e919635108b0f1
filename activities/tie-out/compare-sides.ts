import { createHash } from 'node:crypto';
import { z } from 'zod';
import { MOST_IDS } from '../../clients/tribe';
import type { TribeId, WinbooksId } from '../../domain/ids';
import { invoiceOfReference } from '../../domain/invoice/booking-reference';
import type { TieOutCompared, TieOutRunInput } from '../../domain/steps/tie-out-steps';
import { openTotals } from '../../domain/tie-out/control-totals';
import { unknownDocument } from '../../domain/tie-out/judge-invoice';
import type { FoundDocument, TieOutDifference, TribeSide } from '../../domain/tie-out/tie-out-records';
import { codesOfCustomers } from '../../store/tie-out/staged-invoices';
import {
  nameDocuments,
  stagedMonths,
  statesVatCodes,
  unnamedReferences,
} from '../../store/tie-out/staged-ledger';
import { digestOfMonth, documentsOf, nextDocuments, nextInvoices } from '../../store/tie-out/staged-pairs';
import {
  digestOf,
  keepMonth,
  listDifferences,
  storeMonth,
  WITHOUT_DATE,
} from '../../store/tie-out/tie-out-results';
import { saveProgress, type TieOutRun } from '../../store/tie-out/tie-out-runs';
import type { TenantContext } from '../connection/tenant-connections';
import type { Dependencies } from '../dependencies';
import { withHeartbeat } from '../heartbeat';
import { correctPhases } from './correct-phases';
import { foundDocuments, judgeBatch, type Judging } from './judge-batch';
import { openRun } from './open-run';
import { stageById } from './read-tribe-side';
import { applyIssues } from './tie-out-issues';
import { ourJournals } from './tie-out-scope';

/** How many invoices or documents are in memory at once. */
const AT_ONCE = 500;
/** A run in which more differs has a cause that a second look at each document would not show. */
const MOST_SECOND_LOOKS = 500;
/** Grows with the rules, so that no month is taken for compared that was compared by others. */
const RULES_VERSION = 1;

const progress = z.object({
  /** After which reference the documents of unknown invoices are asked for; null once all are. */
  reference: z.string().nullable().default(''),
  isNamed: z.boolean().default(false),
  /** Months that are compared, and whether that was needed. */
  done: z
    .record(z.string(), z.object({ isUnchanged: z.boolean(), appeared: z.number(), resolved: z.number() }))
    .default({}),
});
export type CompareProgress = z.output<typeof progress>;
export const compareProgress = (run: TieOutRun): CompareProgress =>
  progress.parse(run.progress['compare'] ?? {});

/**
 * Compares what was read, month by month. A month in which neither side has changed since it was last compared, and in which nothing
 * differed, is known by its digest. The result of a month, the issues that it opens and closes, and the progress are one transaction.
 */
export function compareSides(deps: Dependencies, input: TieOutRunInput): Promise<TieOutCompared> {
  return withHeartbeat(async (show) => {
    const { context, run } = await openRun(deps, input);
    const until = Date.now() + deps.configuration.timings.tieOut.stepMs;
    const tenant = context.tenant.id;
    let at = compareProgress(run);
    const keep = async (after: CompareProgress): Promise<void> => {
      await deps.database.asTenant(tenant, (sql) => saveProgress(sql, run.id, 'compare', after));
      at = after;
    };
    while (at.reference !== null) {
      await keep({ ...at, reference: await nameInvoices(deps, context, run.id, at.reference) });
      if (Date.now() > until || deps.stopping.aborted) return { months: 0, isWhole: false };
    }
    const staged = await deps.database.asTenant(tenant, (sql) => stagedMonths(sql, run.id));
    if (!at.isNamed) {
      for (const month of staged)
        await deps.database.asTenant(tenant, (sql) => nameDocuments(sql, run.id, month));
      await keep({ ...at, isNamed: true });
    }
    const judging = await judgingOf(deps, context, run.id);
    const months = staged.filter((month) => run.month === null || month === run.month);
    for (const month of months) {
      const name = month ?? WITHOUT_DATE;
      if (at.done[name] !== undefined) continue;
      const done = await compareMonth(deps, context, run, month, judging, at);
      at = { ...at, done: { ...at.done, [name]: done } };
      show({ months: Object.keys(at.done).length });
      if (Date.now() > until || deps.stopping.aborted) break;
    }
    const count = Object.keys(at.done).length;
    return { months: count, isWhole: count >= months.length };
  });
}

/** Asks Tribe for the invoices whose references stand in the ledger and that no list named: sent a moment ago, or deleted. */
async function nameInvoices(
  deps: Dependencies,
  context: TenantContext,
  run: string,
  after: string,
): Promise<string | null> {
  const references = await deps.database.asTenant(context.tenant.id, (sql) =>
    unnamedReferences(sql, run, after, MOST_IDS),
  );
  const ids = references.flatMap((reference) => invoiceOfReference(reference) ?? []);
  if (ids.length > 0) await stageById(deps, context, run, ids);
  return references.length < MOST_IDS ? null : (references.at(-1) ?? null);
}

async function judgingOf(deps: Dependencies, context: TenantContext, run: string): Promise<Judging> {
  const folder = deps.masterData.of(context.winbooks);
  const vatCodes = await folder.vatCodes();
  const journals = await folder.journals();
  return {
    run,
    codes: {
      vatCodes: new Map(vatCodes.map(({ id, code }) => [id, code])),
      vatAccounts: new Set(vatCodes.flatMap(({ accountId }) => accountId ?? [])),
      statesVat: await deps.database.asTenant(context.tenant.id, (sql) => statesVatCodes(sql, run)),
    },
    comparesPhase: context.settings.syncPayments,
    customers: new Map(),
    journals: new Map(journals.map(({ id, code }) => [id, code])),
    secondLooksLeft: MOST_SECOND_LOOKS,
  };
}

type MonthDone = CompareProgress['done'][string];

async function compareMonth(
  deps: Dependencies,
  context: TenantContext,
  run: TieOutRun,
  month: string | null,
  judging: Judging,
  at: CompareProgress,
): Promise<MonthDone> {
  const tenant = context.tenant.id;
  const name = month ?? WITHOUT_DATE;
  const staged = await deps.database.asTenant(tenant, (sql) => digestOfMonth(sql, run.id, month));
  const digest = createHash('sha256')
    .update(`${staged} ${rulesOf(judging)}`)
    .digest('hex');
  const isUnchanged = await deps.database.asTenant(
    tenant,
    async (sql) => (await digestOf(sql, name)) === digest && (await listDifferences(sql, name)).length === 0,
  );
  const compared = isUnchanged ? null : await comparisonOf(deps, context, run, month, judging);
  await deps.debugPoint('tie-out-compared');
  return deps.database.asTenant(tenant, async (sql) => {
    let done: MonthDone = { isUnchanged, appeared: 0, resolved: 0 };
    if (compared === null) await keepMonth(sql, run.id, name);
    else {
      const before = await listDifferences(sql, name);
      await storeMonth(sql, run.id, { month: name, digest, ...compared });
      done = { ...done, ...(await applyIssues(sql, before, compared.differences, name)) };
      await correctPhases(sql, context.settings, compared.differences);
    }
    await saveProgress(sql, run.id, 'compare', { ...at, done: { ...at.done, [name]: done } });
    return done;
  });
}

const rulesOf = ({ codes, comparesPhase }: Judging): string =>
  JSON.stringify([
    RULES_VERSION,
    comparesPhase,
    codes.statesVat,
    [...codes.vatAccounts].sort(),
    [...codes.vatCodes].sort(),
  ]);

async function comparisonOf(
  deps: Dependencies,
  context: TenantContext,
  run: TieOutRun,
  month: string | null,
  judging: Judging,
) {
  const tenant = context.tenant.id;
  const totals = openTotals();
  const differences: TieOutDifference[] = [];
  const ours = ourJournals(await deps.masterData.of(context.winbooks).journals(), context.settings);
  for (let after = ''; ;) {
    const sides = await deps.database.asTenant(tenant, (sql) =>
      nextInvoices(sql, run.id, month, after, AT_ONCE),
    );
    const staged = await deps.database.asTenant(tenant, (sql) =>
      documentsOf(
        sql,
        run.id,
        sides.map(({ invoiceId }) => invoiceId),
      ),
    );
    const found = await foundDocuments(deps, context, run.id, staged);
    const owner = new Map(staged.map(({ id, invoiceId }) => [id, invoiceId]));
    const documents = grouped(found, owner);
    const named = { ...judging, customers: await customersIn(deps, context, found) };
    const told = await judgeBatch(deps, context, sides, documents, named);
    judging.secondLooksLeft = named.secondLooksLeft;
    differences.push(...told);
    for (const side of sides)
      if (isExpected(side, documents, told)) totals.addInvoice(side, ours[side.expected.kind]);
    const last = sides.at(-1);
    if (last === undefined) break;
    after = last.invoiceId;
  }
  for (let after = ''; ;) {
    const staged = await deps.database.asTenant(tenant, (sql) =>
      nextDocuments(sql, run.id, month, after, AT_ONCE),
    );
    const found = await foundDocuments(deps, context, run.id, staged);
    for (const document of found) totals.addDocument(document, judging.codes);
    const unnamed = new Set(
      staged.filter((each) => each.invoiceId === null && each.isOurs).map(({ id }) => id),
    );
    const strange = found.filter(({ id }) => unnamed.has(id));
    const customers = strange.length === 0 ? judging.customers : await customersIn(deps, context, strange);
    differences.push(...strange.map((document) => unknownDocument(document, { ...judging, customers })));
    const last = staged.at(-1);
    if (last === undefined) break;
    after = last.id;
  }
  return { totals: totals.totals(), differences };
}

/** For people: a customer by its code. */
function customersIn(
  deps: Dependencies,
  { tenant }: TenantContext,
  documents: readonly FoundDocument[],
): Promise<ReadonlyMap<WinbooksId, string>> {
  const ids = new Set(documents.flatMap(({ lines }) => lines.flatMap(({ customerId }) => customerId ?? [])));
  return deps.database.asTenant(tenant.id, (sql) => codesOfCustomers(sql, [...ids]));
}

function grouped(
  documents: readonly FoundDocument[],
  owner: ReadonlyMap<WinbooksId, TribeId | null>,
): ReadonlyMap<TribeId, readonly FoundDocument[]> {
  const groups = new Map<TribeId, FoundDocument[]>();
  for (const document of documents) {
    const invoice = owner.get(document.id) ?? null;
    if (invoice !== null) groups.set(invoice, [...(groups.get(invoice) ?? []), document]);
  }
  return groups;
}

/** An invoice that was deleted, that a person chose not to book or that was sent a moment ago is in no total of Tribe. */
function isExpected(
  { invoiceId, isGone, isYoung, booking }: TribeSide,
  documents: ReadonlyMap<TribeId, readonly FoundDocument[]>,
  told: readonly TieOutDifference[],
): boolean {
  if (isGone) return false;
  if (documents.has(invoiceId) || booking.state === 'booked') return true;
  return booking.state !== 'skipped' && (!isYoung || told.some((each) => each.invoiceId === invoiceId));
}
