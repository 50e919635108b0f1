import { ok, type Outcome } from '../../clients/outcome';
import {
  findInvoicePhases,
  prepareTribeWrite,
  probeInvoicing,
  readInvoicePhase,
  writeInvoicePhase,
  type ReadyToWrite,
} from '../../clients/tribe';
import { tribeId, type TribeId } from '../../domain/ids';
import type { TenantSql } from '../../store/database/database';
import { recordAuditEvent } from '../../store/issues/audit-events';
import {
  invoicePhases,
  isPhaseWanted,
  notePhase,
  type WrittenPhase,
} from '../../store/payments/invoice-phases';
import {
  closePhaseIssues,
  numberOfInvoice,
  openPaymentIssue,
  type PhaseIssue,
} from '../../store/payments/payment-issues';
import type { TenantContext } from '../connection/tenant-connections';
import type { Dependencies } from '../dependencies';
import { inWords } from '../waiting';
import { writeDueUpdates, type EndedUpdate, type UpdateKind } from '../writes/write-harmless';

/** The most phases written at once: between two calls, whoever writes them looks whether to go on. */
const AT_MOST = 10;
/** From this attempt on, about an hour after the first, an issue says that Tribe gives no answer. */
const SHOWN_FROM_ATTEMPT = 6;

type Phase = string | null;
interface Wanted {
  readonly wanted: WrittenPhase;
}

/**
 * Moves invoices in Tribe between Sent and Paid, as the books say (tribe-api §3.10, §4.7). Only those two are moved: another phase is
 * somebody's decision, and is shown.
 */
export async function writeInvoicePhases(deps: Dependencies, context: TenantContext): Promise<void> {
  await writeDueUpdates(deps, context.tenant.id, phaseKind(context), AT_MOST);
}

function phaseKind({
  tribe,
  settings,
}: TenantContext): UpdateKind<
  Wanted,
  Phase,
  WrittenPhase,
  ReadyToWrite & { readonly phase: TribeId },
  Phase
> {
  let phases: Promise<Outcome<ReadonlyMap<string, TribeId>>> | undefined;
  return {
    updates: invoicePhases,
    isWanted: (sql, recordId, { wanted }) => isPhaseWanted(sql, tribeId(recordId), wanted, settings),
    open: (recordId, { wanted }) => {
      const invoice = tribeId(recordId);
      return {
        points: { beforeWrite: 'before-phase-write', afterWrite: 'after-phase-write' },
        read: () => readInvoicePhase(tribe, invoice),
        compare: (phase) =>
          phase === wanted
            ? { kind: 'same' }
            : phase === otherThan(wanted)
              ? { kind: 'differs', change: wanted }
              : { kind: 'obstacle', obstacle: phase },
        mayNotWrite: async () => ok(null),
        ready: async () => {
          phases ??= findInvoicePhases(tribe);
          const known = await phases;
          if (known.kind !== 'ok') {
            phases = undefined;
            return known;
          }
          const phase = known.value.get(wanted);
          if (phase === undefined) return { kind: 'refused', status: 400, words: `no phase ${wanted}` };
          const ready = await prepareTribeWrite(tribe);
          return ready.kind === 'ok' ? ok({ ...ready.value, phase }) : ready;
        },
        send: (ready) => writeInvoicePhase(ready, invoice, ready.phase),
      };
    },
    settle,
    answers: async () => (await probeInvoicing(tribe)).kind === 'ok',
  };
}

const otherThan = (phase: WrittenPhase): WrittenPhase => (phase === 'Paid' ? 'Sent' : 'Paid');

async function settle(
  sql: TenantSql,
  { update, wanted: { wanted }, result }: EndedUpdate<Wanted, Phase, Phase>,
): Promise<void> {
  const invoice = tribeId(update.recordId);
  const show = async (
    code: PhaseIssue,
    params: { words: string } | { shownPhase: string },
  ): Promise<void> => {
    await closePhaseIssues(sql, [invoice], code);
    const about = { invoice: await numberOfInvoice(sql, invoice), phase: wanted };
    await openPaymentIssue(sql, invoice, { code, params: { ...about, ...params } });
  };
  const notWritten = (words: string): Promise<void> => show('PHASE_NOT_WRITTEN', { words });
  switch (result.kind) {
    case 'same':
    case 'written':
      await invoicePhases.done(sql, update);
      await closePhaseIssues(sql, [invoice]);
      await notePhase(sql, invoice, wanted);
      // After an attempt the phase is ours, and only its answer was lost.
      if (result.kind === 'written' || update.attempt > 0)
        await recordAuditEvent(sql, {
          actor: 'worker',
          action: 'write-phase',
          record: `invoice:${invoice}`,
          details: { from: otherThan(wanted), to: wanted },
        });
      return;
    case 'gone':
      await invoicePhases.done(sql, update);
      return closePhaseIssues(sql, [invoice]);
    case 'obstacle':
      await notePhase(sql, invoice, result.obstacle);
      return show('PHASE_DIFFERS', { shownPhase: result.obstacle ?? '–' });
    case 'refused':
      await notePhase(sql, invoice, result.seen);
      return notWritten(`${result.refusal.status} ${result.refusal.words}`.trim());
    case 'notTaken':
      await notePhase(sql, invoice, result.seen);
      return notWritten('');
    case 'noAnswer':
      if (update.attempt + 1 >= SHOWN_FROM_ATTEMPT) await notWritten(inWords(result.failure));
  }
}
