import { ok } from '../../clients/outcome';
import {
  findRelationsByDebtorNumber,
  prepareTribeWrite,
  probeInvoicing,
  readDebtorNumber,
  writeDebtorNumber,
  type ReadyToWrite,
} from '../../clients/tribe';
import { tribeId, type TribeId } from '../../domain/ids';
import { recordAuditEvent } from '../../store/issues/audit-events';
import { recordRelationChanges } from '../../store/relations/relation-history';
import type { TenantSql } from '../../store/database/database';
import { debtorNumbers, type DebtorNumber } from '../../store/relations/debtor-numbers';
import { findLinkByRelation } from '../../store/relations/links';
import type { RelationNotice } from '../../domain/issues/relation-notices';
import { closeNumberNotices, openNotice } from '../../store/relations/relation-issues';
import type { TenantContext } from '../connection/tenant-connections';
import type { Dependencies } from '../dependencies';
import { inWords } from '../waiting';
import { writeDueUpdates, type EndedUpdate, type UpdateKind } from '../writes/write-harmless';

/** The most numbers written at once, so that a round stays quick. */
const AT_MOST = 5;
/** From this attempt on, about an hour after the first, an issue says that Tribe gives no answer. */
const SHOWN_FROM_ATTEMPT = 6;

/** Tribe's number when it was read; null when there is none. */
type CurrentNumber = string | null;

/** Why a number is not written. `number`: the one in Tribe. */
interface Obstacle {
  readonly code: Extract<RelationNotice, 'DEBTOR_NUMBER_DIFFERS' | 'DEBTOR_NUMBER_DOUBLE'>;
  readonly number: CurrentNumber;
}

/**
 * Writes the codes of linked customers to Tribe as their debtor numbers (tribe-api §4.5, §5.1). A number is overwritten only if it
 * is unchanged since the code was chosen, and only by a code that no other relation has. No invoice waits for it.
 */
export async function writeDebtorNumbers(deps: Dependencies, context: TenantContext): Promise<void> {
  await writeDueUpdates(deps, context.tenant.id, debtorNumberKind(context), AT_MOST);
}

function debtorNumberKind({
  tribe,
}: TenantContext): UpdateKind<DebtorNumber, CurrentNumber, string, ReadyToWrite, Obstacle> {
  return {
    updates: debtorNumbers,
    // The relation may have another customer now, or none.
    isWanted: async (sql, recordId, { code }) =>
      (await findLinkByRelation(sql, 'customer', tribeId(recordId)))?.code === code,
    open: (recordId, { relationKind, code, replaces }) => {
      const relation = tribeId(recordId);
      return {
        points: { beforeWrite: 'before-debtor-number', afterWrite: 'after-debtor-number' },
        read: () => readDebtorNumber(tribe, relationKind, relation),
        compare: (number) =>
          isSame(number, code)
            ? { kind: 'same' }
            : number === replaces
              ? { kind: 'differs', change: code }
              : { kind: 'obstacle', obstacle: { code: 'DEBTOR_NUMBER_DIFFERS', number } },
        mayNotWrite: async (number) => {
          const others = await findRelationsByDebtorNumber(tribe, code);
          // An installation that refuses the question is not asked.
          if (others.kind === 'refused' && others.about === undefined) return ok(null);
          if (others.kind !== 'ok') return others;
          const isTaken = others.value.some((id) => id !== relation);
          return ok(isTaken ? { code: 'DEBTOR_NUMBER_DOUBLE', number } : null);
        },
        ready: () => prepareTribeWrite(tribe),
        send: (ready, number) => writeDebtorNumber(ready, relationKind, relation, number),
      };
    },
    settle,
    answers: async () => (await probeInvoicing(tribe)).kind === 'ok',
  };
}

const isSame = (number: CurrentNumber, code: string): boolean => number?.toLowerCase() === code.toLowerCase();

async function settle(
  sql: TenantSql,
  { update, wanted, result }: EndedUpdate<DebtorNumber, CurrentNumber, Obstacle>,
): Promise<void> {
  const relation = tribeId(update.recordId);
  const { code, replaces } = wanted;
  const notWritten = (number: CurrentNumber, message: string): Promise<void> =>
    notice(sql, relation, 'DEBTOR_NUMBER_NOT_WRITTEN', {
      customer: code,
      number: number ?? '',
      words: message,
    });
  switch (result.kind) {
    case 'same':
    case 'written':
    case 'gone':
      await debtorNumbers.done(sql, update);
      await closeNumberNotices(sql, relation);
      // After an attempt the number is ours, and only its answer was lost.
      if (result.kind === 'written' || (result.kind === 'same' && update.attempt > 0)) {
        await recordRelationChanges(sql, relation, [
          {
            role: 'customer',
            side: 'tribe',
            field: 'number',
            previous: replaces,
            value: code,
            cause: 'change',
          },
        ]);
        await recordAuditEvent(sql, {
          actor: 'worker',
          action: 'write-debtor-number',
          record: `relation:${relation}`,
          details: { from: replaces, to: code },
        });
      }
      return;
    case 'obstacle': {
      const { obstacle } = result;
      return notice(sql, relation, obstacle.code, { customer: code, number: obstacle.number ?? '' });
    }
    case 'refused':
      return notWritten(result.seen ?? replaces, `${result.refusal.status} ${result.refusal.words}`.trim());
    case 'notTaken':
      return notWritten(result.seen, '');
    case 'noAnswer':
      if (update.attempt + 1 >= SHOWN_FROM_ATTEMPT) await notWritten(replaces, inWords(result.failure));
  }
}

/** A relation has one notice about its number. */
async function notice(
  sql: TenantSql,
  relation: TribeId,
  code: RelationNotice,
  params: Readonly<Record<string, string>>,
): Promise<void> {
  await closeNumberNotices(sql, relation);
  await openNotice(sql, relation, { code, params });
}
