import type { Failure } from '../../clients/outcome';
import { findRelationsByDebtorNumber, readDebtorNumber, writeDebtorNumber } from '../../clients/tribe';
import { recordAuditEvent } from '../../store/issues/audit-events';
import type { TenantSql } from '../../store/database/database';
import {
  dueDebtorNumbers,
  forgetDebtorNumber,
  loadDebtorNumber,
  postponeDebtorNumbers,
  takeDebtorNumber,
  type DebtorNumber,
} from '../../store/relations/debtor-numbers';
import { findLinkByRelation } from '../../store/relations/links';
import { closeNumberNotices, openNotice, type RelationNotice } from '../../store/relations/relation-issues';
import type { TenantContext } from '../connection/tenant-connections';
import type { Dependencies } from '../dependencies';
import { inWords } from '../waiting';

/** The most numbers written at once, so that a poll stays quick. */
const AT_MOST = 5;
/** From this attempt on, about an hour after the first, an issue says that Tribe gives no answer. */
const TOLD_FROM_ATTEMPT = 6;

/** The outcome of one number. `later`: Tribe gives no answer, and would give none to the next one either. */
type Written =
  | { readonly kind: 'done'; readonly isOurs: boolean }
  | { readonly kind: 'told'; readonly code: RelationNotice; readonly number: string; readonly words?: string }
  | { readonly kind: 'later'; readonly failure: Failure };

/**
 * Writes the codes of linked customers to Tribe as their debtor numbers (tribe-api §4.5, §5.1): compare, write, read
 * back. A number that is already correct is not written again, and Tribe's number is overwritten only if it is
 * unchanged since the code was chosen, so each step may be repeated after a lost answer or worker. No invoice waits for
 * it. Failures are repeated later, at most an hour apart, and an outage costs one request per round.
 */
export async function writeDebtorNumbers(deps: Dependencies, context: TenantContext): Promise<void> {
  const inStore = <Value>(work: (sql: TenantSql) => Promise<Value>): Promise<Value> =>
    deps.database.asTenant(context.tenant.id, work);
  for (const wanted of await inStore((sql) => dueDebtorNumbers(sql, AT_MOST))) {
    if (!(await inStore((sql) => takeIfLinked(sql, wanted)))) continue;
    const written = await writeOne(deps, context, wanted);
    await inStore((sql) => settle(sql, wanted, written));
    if (written.kind === 'later') return;
  }
}

/** The relation may have another customer now, or none; then there is nothing to write. */
async function takeIfLinked(sql: TenantSql, wanted: DebtorNumber): Promise<boolean> {
  const link = await findLinkByRelation(sql, 'customer', wanted.tribeRelationId);
  if (link?.code === wanted.code) return takeDebtorNumber(sql, wanted);
  const now = await loadDebtorNumber(sql, wanted.tribeRelationId);
  if (now?.code === wanted.code) await forgetDebtorNumber(sql, wanted.tribeRelationId);
  return false;
}

async function writeOne(
  deps: Dependencies,
  { tribe }: TenantContext,
  { tribeRelationId, relationKind, code, replaces, attempt }: DebtorNumber,
): Promise<Written> {
  const before = await readDebtorNumber(tribe, relationKind, tribeRelationId);
  // Deleted in Tribe: there is no relation for the number.
  if (before.kind === 'absent') return { kind: 'done', isOurs: false };
  if (before.kind !== 'ok') return failed(before, replaces);
  // After an attempt the number is ours, and only its answer was lost.
  if (isSame(before.value, code)) return { kind: 'done', isOurs: attempt > 0 };
  const number = before.value ?? '';
  if (before.value !== replaces) return { kind: 'told', code: 'DEBTOR_NUMBER_DIFFERS', number };
  const others = await findRelationsByDebtorNumber(tribe, code);
  // An installation that refuses the question is not asked.
  if (others.kind !== 'ok' && others.kind !== 'refused') return failed(others, number);
  const isTaken = others.kind === 'ok' && others.value.some((id) => id !== tribeRelationId);
  if (isTaken) return { kind: 'told', code: 'DEBTOR_NUMBER_DOUBLE', number };

  await deps.debugPoint('before-debtor-number');
  const sent = await writeDebtorNumber(tribe, relationKind, tribeRelationId, code);
  await deps.debugPoint('after-debtor-number');
  if (sent.kind !== 'ok') return failed(sent, number);
  const after = await readDebtorNumber(tribe, relationKind, tribeRelationId);
  if (after.kind !== 'ok') return failed(after, number);
  return isSame(after.value, code)
    ? { kind: 'done', isOurs: true }
    : { kind: 'told', code: 'DEBTOR_NUMBER_NOT_WRITTEN', number: after.value ?? '', words: '–' };
}

const isSame = (number: string | null, code: string): boolean => number?.toLowerCase() === code.toLowerCase();

/** A definite refusal is for people to solve; any other failure passes. */
function failed(failure: Failure, number: string | null): Written {
  return failure.kind === 'refused' && failure.about === undefined
    ? {
        kind: 'told',
        code: 'DEBTOR_NUMBER_NOT_WRITTEN',
        number: number ?? '',
        words: `${failure.status} ${failure.words}`.trim(),
      }
    : { kind: 'later', failure };
}

/** Only if this code is still the one to be written. */
async function settle(sql: TenantSql, wanted: DebtorNumber, written: Written): Promise<void> {
  const { tribeRelationId: relation, code, replaces, attempt } = wanted;
  if ((await loadDebtorNumber(sql, relation))?.code !== code) return;
  switch (written.kind) {
    case 'done':
      await forgetDebtorNumber(sql, relation);
      if (written.isOurs)
        await recordAuditEvent(sql, {
          actor: 'worker',
          action: 'write-debtor-number',
          record: `relation:${relation}`,
          details: { from: replaces, to: code },
        });
      return;
    case 'told': {
      const { number, words } = written;
      await closeNumberNotices(sql, relation);
      const params = { customer: code, number, ...(words === undefined ? {} : { words }) };
      return openNotice(sql, relation, { code: written.code, params });
    }
    case 'later':
      await postponeDebtorNumbers(sql, relation);
      if (attempt + 1 >= TOLD_FROM_ATTEMPT)
        await openNotice(sql, relation, {
          code: 'DEBTOR_NUMBER_NOT_WRITTEN',
          params: { customer: code, number: replaces ?? '', words: inWords(written.failure) },
        });
  }
}
