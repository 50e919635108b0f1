import type { Failure } from '../../clients/outcome';
import { believedAbsentFrom, quietSecondsOf } from '../../domain/booking/quiet-period';
import type { Timings } from '../../domain/timings';
import type { TenantSql } from '../../store/database/database';
import type { WriteFate } from '../../store/vendor-writes/write-fate';
import type { TenantContext } from '../connection/tenant-connections';
import type { Dependencies } from '../dependencies';
import type { LookedUp } from './send-once';

/** A write of unknown fate, and how it is looked for. */
export interface Verifying<Found> {
  readonly fate: WriteFate;
  readonly id: string;
  readonly attempt: number;
  readonly sentAt: Date;
  lookAgain(): Promise<LookedUp<Found>>;
  /** The row is `prepared` again: runs in the transaction that makes it so. */
  missed?(sql: TenantSql): Promise<void>;
}

/** What came of a look for a write of unknown fate. */
export type Verified<Found> =
  /** Found is believed at once: the caller acts on it. */
  | { readonly kind: 'found'; readonly found: Found }
  /** It never arrived: the row is `prepared` again. */
  | { readonly kind: 'missed' }
  /** It is not there, and too early to believe that. */
  | { readonly kind: 'absent'; readonly waitMs: number; readonly untilIso: string }
  | { readonly kind: 'noAnswer'; readonly failure: Failure };

/**
 * An attempt of unknown fate is looked for. Found is believed at once; absent only after the time in which it may have left and the
 * quiet period, when the row returns to `prepared`.
 */
export async function verifyWrite<Found>(
  deps: Dependencies,
  { tenant, settings }: TenantContext,
  write: Verifying<Found>,
): Promise<Verified<Found>> {
  const { configuration, database } = deps;
  const looked = await write.lookAgain();
  if (looked.kind === 'noAnswer') return looked;
  const quietSeconds = quietSecondsOf(settings, configuration);
  const tooEarly = () => notYet(write.sentAt, quietSeconds, configuration.timings.booking);
  if (looked.kind === 'found') {
    const mayArrive = looked.mayStillArrive && Date.now() < believedAbsentFrom(write.sentAt, quietSeconds);
    return mayArrive ? tooEarly() : { kind: 'found', found: looked.found };
  }
  const isMissed = await database.asTenant(tenant.id, async (sql) => {
    if (!(await write.fate.miss(sql, write.id, write.attempt, quietSeconds))) return false;
    await write.missed?.(sql);
    return true;
  });
  return isMissed ? { kind: 'missed' } : tooEarly();
}

/** Look again: at growing gaps (half of the time that has passed), and once right at the end. */
function notYet(
  sentAt: Date,
  quietPeriodSeconds: number,
  times: Pick<Timings['booking'], 'shortestLookGapMs' | 'longestLookGapMs'>,
): Extract<Verified<never>, { kind: 'absent' }> {
  const believedFrom = believedAbsentFrom(sentAt, quietPeriodSeconds);
  const halfMs = (Date.now() - sentAt.getTime()) / 2;
  const gapMs = Math.min(Math.max(halfMs, times.shortestLookGapMs), times.longestLookGapMs);
  const leftMs = Math.max(believedFrom - Date.now() + 50, times.shortestLookGapMs / 2);
  return {
    kind: 'absent',
    waitMs: Math.round(Math.min(gapMs, leftMs)),
    untilIso: new Date(believedFrom).toISOString(),
  };
}
