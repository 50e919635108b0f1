import type { Failure } from '../../clients/outcome';
import { probeLedger } from '../../clients/winbooks';
import { tenantId } from '../../domain/ids';
import type { DispatchResult, SyncInput } from '../../domain/steps/sync-steps';
import { isDatabaseOutage } from '../../store/database/store-errors';
import { invoicePhases, wantPhases } from '../../store/payments/invoice-phases';
import { closePaymentFails, openPaymentIssue } from '../../store/payments/payment-issues';
import {
  countDuePayments,
  postponePayment,
  reclaimPayments,
  releasePayments,
  takePayments,
  type DuePayment,
} from '../../store/payments/payment-queue';
import { storeStandings } from '../../store/payments/standings';
import { mayRead, openTenant, type TenantContext } from '../connection/tenant-connections';
import type { Dependencies } from '../dependencies';
import { withHeartbeat } from '../heartbeat';
import { NoAnswer } from '../reading';
import { inWords, waitAfter } from '../waiting';
import { LedgerSilent, readLedger, type LedgerReading } from './read-ledger';
import { writeInvoicePhases } from './write-invoice-phase';

/** So many failures in a row are shown to people. */
const TOLD_FROM = 3;
/** Documents are read this many at a time: two or three questions for all of them. */
const BATCH = 50;
const LONGEST_WORDS = 300;

/**
 * Sees to the payments that are due: reads what the ledger says of their documents, stores it, and moves the phase of an invoice in Tribe
 * where that is another one now. Both are rows, so that whoever goes on after a lost worker knows what is left.
 */
export function syncPayments(deps: Dependencies, input: SyncInput): Promise<DispatchResult> {
  return withHeartbeat(async () => {
    const tenant = tenantId(input.tenant);
    const context = await openTenant(deps, tenant);
    const isOn = context.settings.syncPayments && mayRead(context.tenant);
    if (!isOn || context.tenant.state !== 'active') return { started: 0, open: 0, due: 0 };
    const until = Date.now() + deps.configuration.timings.dispatch.atMostMs;
    const isOver = (): boolean => Date.now() > until || deps.stopping.aborted;
    let started = 0;
    await deps.database.asTenant(tenant, reclaimPayments);
    for (;;) {
      await writePhases(deps, context, isOver);
      const due = isOver() ? [] : await deps.database.asTenant(tenant, (sql) => takePayments(sql, BATCH));
      if (due.length === 0) break;
      started += due.length;
      if ((await syncBatch(deps, context, due)) === 'outage') break;
    }
    await writePhases(deps, context, isOver);
    const left = isOver() ? await deps.database.asTenant(tenant, countDuePayments) : 0;
    return { started, open: 0, due: left };
  });
}

async function writePhases(deps: Dependencies, context: TenantContext, isOver: () => boolean): Promise<void> {
  while (!isOver() && (await deps.database.asTenant(context.tenant.id, invoicePhases.isDue)))
    await writeInvoicePhases(deps, context);
}

/**
 * Reads and stores a batch. What fails in it and not in WinBooks as a whole is looked for by halves, until it is one row, which is
 * postponed; the others go on. When WinBooks gives no answer, all rows of the batch that are left wait.
 */
async function syncBatch(
  deps: Dependencies,
  context: TenantContext,
  due: readonly DuePayment[],
): Promise<'done' | 'outage'> {
  const tenant = context.tenant.id;
  const waiting = [due];
  for (let batch = waiting.shift(); batch !== undefined; batch = waiting.shift()) {
    const end = await tryBatch(deps, context, batch);
    if (end.kind === 'done') continue;
    if (end.kind === 'outage') {
      const afterMs = waitAfter(end.failure, deps.configuration.timings.afterFailure);
      await deps.database.asTenant(tenant, (sql) =>
        releasePayments(sql, [batch ?? [], ...waiting].flat(), afterMs),
      );
      return 'outage';
    }
    const [only, another] = batch;
    if (only !== undefined && another === undefined)
      await postpone(deps, context, only, end.words, end.firstWaitMs);
    else waiting.unshift(batch.slice(0, batch.length / 2), batch.slice(batch.length / 2));
  }
  return 'done';
}

type BatchEnd =
  | { readonly kind: 'done' }
  | { readonly kind: 'outage'; readonly failure: Failure }
  /** Of something in it. */
  | { readonly kind: 'failed'; readonly words: string; readonly firstWaitMs?: number };

async function tryBatch(
  deps: Dependencies,
  context: TenantContext,
  batch: readonly DuePayment[],
): Promise<BatchEnd> {
  try {
    const reading = await readLedger(deps, context, batch);
    await store(deps, context, reading);
    for (const { due, words } of reading.unreadable) await postpone(deps, context, due, words);
    return { kind: 'done' };
  } catch (error) {
    if (isDatabaseOutage(error)) throw error;
    const failure = failureOf(error);
    if (failure !== null)
      return (await isOwn(context, failure))
        ? {
            kind: 'failed',
            words: inWords(failure),
            firstWaitMs: waitAfter(failure, deps.configuration.timings.afterFailure),
          }
        : { kind: 'outage', failure };
    return {
      kind: 'failed',
      words: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
    };
  }
}

function failureOf(error: unknown): Failure | null {
  if (error instanceof LedgerSilent) return error.failure;
  return error instanceof NoAnswer ? error.outcome : null;
}

/** WinBooks has no answer to this question, and answers another one about the ledger. */
async function isOwn({ winbooks }: TenantContext, failure: Failure): Promise<boolean> {
  const mayBe =
    failure.kind === 'unknown' ||
    (failure.kind === 'refused' && failure.status === 400 && failure.about === undefined);
  return mayBe && (await probeLedger(winbooks)).kind === 'ok';
}

async function store(deps: Dependencies, context: TenantContext, { seen }: LedgerReading): Promise<void> {
  await deps.database.asTenant(context.tenant.id, async (sql) => {
    const flips = await storeStandings(sql, seen, deps.configuration.timings.payments);
    if (flips.length > 0) await wantPhases(sql, flips, context.settings);
    const healed = seen.filter(({ due }) => due.failures > 0).map(({ due }) => due.invoice);
    await closePaymentFails(sql, healed);
  });
  await deps.debugPoint('standing-stored');
}

async function postpone(
  deps: Dependencies,
  { tenant }: TenantContext,
  due: DuePayment,
  why: string,
  firstWaitMs?: number,
): Promise<void> {
  const words = why.slice(0, LONGEST_WORDS);
  await deps.database.asTenant(tenant.id, async (sql) => {
    const failures = await postponePayment(sql, due, words, firstWaitMs);
    if (failures < TOLD_FROM) return;
    const invoice = due.number ?? due.invoice;
    await openPaymentIssue(sql, due.invoice, { code: 'PAYMENT_FAILS', params: { invoice, words, failures } });
  });
}
