import { Context } from '@temporalio/activity';
import { ApplicationFailure, CancelledFailure } from '@temporalio/common';
import { probeInvoicing } from '../../clients/tribe';
import { probeFolder } from '../../clients/winbooks';
import type { BookingInput } from '../../domain/steps/booking-steps';
import { tenantId, tribeId, type TenantId, type TribeId } from '../../domain/ids';
import { issue, type Issue, type IssueCode } from '../../domain/issues/issue-catalogue';
import { postponeBooking } from '../../store/bookings/booking-queue';
import {
  clearFailure,
  countFailure,
  openRowIssue,
  type FailingStep,
} from '../../store/bookings/failing-rows';
import type { TenantSql } from '../../store/database/database';
import { UnreadableRow } from '../../store/database/row-parsing';
import { isDatabaseOutage } from '../../store/database/store-errors';
import { whyInWords } from '../connection/outages';
import { openTenant, type TenantContext } from '../connection/tenant-connections';
import type { Dependencies } from '../dependencies';
import { NoAnswer, ReadingRefused, type VendorName } from '../reading';

/** How often a step must fail for one row before its run ends and an issue opens. */
const GIVEN_UP_AFTER = 3;

const CODES = [
  'READING_FAILS',
  'ROW_NOT_UNDERSTOOD',
  'INVOICE_FAILS',
  'CUSTOMER_FAILS',
] as const satisfies readonly IssueCode[];

/**
 * Does a step of one booking. An exception goes to the retry policy as long as it may be an outage: a vendor that
 * answers nothing, a store that is unavailable. If this row alone fails repeatedly, the failure becomes data: the row
 * is postponed, longer each time, with an issue, and `end` is the outcome of the run, so that its neighbours can use
 * the place.
 */
export function rowApart<Result>(
  deps: Dependencies,
  input: BookingInput,
  step: FailingStep,
  work: () => Promise<Result>,
  end: (message: string) => Result,
): Promise<Result> {
  const longestMs = deps.configuration.timings.booking.longestStepMs;
  return writeApart(deps, input, step, () => withinTime(longestMs, work), end);
}

/**
 * The same for a step that may write to a vendor: only the time limits of its requests end it, and it is never
 * interrupted halfway.
 */
export async function writeApart<Result>(
  deps: Dependencies,
  input: BookingInput,
  step: FailingStep,
  work: () => Promise<Result>,
  end: (message: string) => Result,
): Promise<Result> {
  const tenant = tenantId(input.tenant);
  const id = tribeId(input.invoice);
  try {
    return await work();
  } catch (error) {
    if (Context.current().cancellationSignal.aborted) throw error;
    const message = await postponeFailing(deps, tenant, id, step, error);
    if (message === null) throw error;
    return end(message);
  }
}

/**
 * Counts a failure of a step of this row, and postpones the row once there are too many. Returns in a few words why it
 * is postponed; null when it is to be tried again soon, as in an outage.
 */
export async function postponeFailing(
  deps: Dependencies,
  tenant: TenantId,
  id: TribeId,
  step: FailingStep,
  error: unknown,
): Promise<string | null> {
  const verdict = await judge(deps, tenant, error).catch((): Verdict => 'outage');
  if (verdict === 'outage') return null;
  return deps.database.asTenant(tenant, async (sql) => {
    const failures = await noteRowFailure(sql, id, step, verdict);
    if (failures < verdict.givenUpAfter) return null;
    return (await postponeBooking(sql, id, nextTry(deps, failures))) ? verdict.message : null;
  });
}

/**
 * Looks at each of these bookings. One that fails alone is postponed, longer each time, and gets an issue; the others
 * continue. In an outage, the rest is left to the next round.
 *
 * @param putOff moves the row's own next look
 */
export async function eachApart(
  deps: Dependencies,
  context: TenantContext,
  step: FailingStep,
  ids: readonly TribeId[],
  look: (id: TribeId) => Promise<void>,
  putOff: (sql: TenantSql, id: TribeId, until: Date) => Promise<unknown>,
): Promise<void> {
  const tenant = context.tenant.id;
  for (const id of ids) {
    try {
      await look(id);
    } catch (error) {
      const verdict = await judge(deps, tenant, error);
      if (verdict === 'outage') throw error;
      await deps.database.asTenant(tenant, async (sql) => {
        await putOff(sql, id, nextTry(deps, await noteRowFailure(sql, id, step, verdict)));
      });
    }
  }
}

/** The cause of a failure: `outage`, or this row alone. */
type Verdict = 'outage' | RowVerdict;

interface RowVerdict {
  /** Why the row is postponed, in a few words. */
  readonly message: string;
  /** The vendor that it concerns; Tribe if it concerns none. */
  readonly vendor: VendorName;
  readonly givenUpAfter: number;
  readonly issue: (failures: number) => Issue;
}

/** Other reads of the same vendor distinguish an outage from a row that fails alone. */
async function judge(deps: Dependencies, tenant: TenantId, error: unknown): Promise<Verdict> {
  if (isDatabaseOutage(error) || error instanceof CancelledFailure) return 'outage';
  if (error instanceof UnreadableRow) {
    const words = error.message;
    return {
      message: 'another version wrote its row',
      vendor: 'Tribe',
      // Reading it again does not make it readable.
      givenUpAfter: 1,
      issue: () => issue('ROW_NOT_UNDERSTOOD', { words }),
    };
  }
  if (error instanceof NoAnswer) {
    const { vendor, outcome } = error;
    if (outcome.kind !== 'unknown' || !(await answers(deps, tenant, vendor))) return 'outage';
    return readingFails(vendor, whyInWords(outcome));
  }
  if (error instanceof CustomerNotMade) return customerFails(error);
  if (error instanceof ReadingRefused) return readingFails(error.vendor, error.words());
  if (error instanceof ApplicationFailure) return 'outage';
  // It may have waited for either of them.
  if (error instanceof TookTooLong && !(await answers(deps, tenant, 'Tribe', 'WinBooks'))) return 'outage';
  const words = error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 300) : String(error);
  return {
    message: 'the program fails at it',
    vendor: 'Tribe',
    givenUpAfter: GIVEN_UP_AFTER,
    issue: (failures) => issue('INVOICE_FAILS', { words, failures }),
  };
}

const readingFails = (vendor: VendorName, words: string): RowVerdict => ({
  message: `${vendor} does not let it be read`,
  vendor,
  givenUpAfter: GIVEN_UP_AFTER,
  issue: (failures) => issue('READING_FAILS', { vendor, words, failures }),
});

/** WinBooks answers, and does not have the customer that was posted: the attempt failed. */
export class CustomerNotMade extends Error {
  override readonly name = 'CustomerNotMade';

  constructor(
    readonly customer: string,
    readonly attempts: number,
  ) {
    super('a new customer was posted, and WinBooks does not have it');
  }
}

const customerFails = ({ customer, attempts }: CustomerNotMade): RowVerdict => ({
  message: 'WinBooks does not create its customer',
  vendor: 'WinBooks',
  givenUpAfter: GIVEN_UP_AFTER,
  issue: () => issue('CUSTOMER_FAILS', { customer, attempts }),
});

/** Whether each of these vendors answers the smallest question that we have. */
async function answers(
  deps: Dependencies,
  tenant: TenantId,
  ...vendors: readonly VendorName[]
): Promise<boolean> {
  const { tribe, winbooks } = await openTenant(deps, tenant);
  const probes = await Promise.all(
    vendors.map((vendor) => (vendor === 'Tribe' ? probeInvoicing(tribe) : probeFolder(winbooks))),
  );
  return probes.every(({ kind }) => kind === 'ok');
}

/** Counts one more failure of the row, and opens its issue once there are too many. Returns their number. */
async function noteRowFailure(
  sql: TenantSql,
  id: TribeId,
  step: FailingStep,
  verdict: RowVerdict,
): Promise<number> {
  const failures = await countFailure(sql, id, step);
  if (failures >= verdict.givenUpAfter) {
    const { code, params } = verdict.issue(failures);
    await openRowIssue(sql, id, code, params, verdict.vendor === 'Tribe' ? 'tribe' : 'winbooks');
  }
  return failures;
}

/** When a row with this number of failures is tried again. */
function nextTry({ configuration }: Pick<Dependencies, 'configuration'>, failures: number): Date {
  const { firstFailureWaitMs, longestFailureWaitMs } = configuration.timings.booking;
  const doublings = Math.max(0, failures - GIVEN_UP_AFTER);
  return new Date(Date.now() + Math.min(firstFailureWaitMs * 2 ** doublings, longestFailureWaitMs));
}

/** The step works for this row; `failures` as the row was loaded: a row that never failed costs nothing. */
export async function clearRowFailure(
  sql: TenantSql,
  booking: { readonly tribeInvoiceId: TribeId; readonly failures: Readonly<Record<string, number>> },
  step: FailingStep,
): Promise<void> {
  if (step in booking.failures) await clearFailure(sql, booking.tribeInvoiceId, step, CODES);
}

class TookTooLong extends Error {
  override readonly name = 'TookTooLong';
}

async function withinTime<Result>(longestMs: number, work: () => Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TookTooLong(`not done within ${longestMs / 1000} s`)), longestMs);
  });
  try {
    return await Promise.race([work(), tooLong]);
  } finally {
    clearTimeout(timer);
  }
}
