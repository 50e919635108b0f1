import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { FINAL_STATES } from '../../domain/booking/booking-entry';
import type { Configuration } from '../../configuration/configuration';
import { tenantId, type TenantId } from '../../domain/ids';
import { POST_TIMEOUT_MS, quietSecondsOf } from '../../domain/booking/quiet-period';
import { INVOICE_FEED } from '../../domain/steps/sync-steps';
import type { Language } from '../../domain/issues/texts/text-types';
import type { TenantDefinition } from '../../domain/tenant/tenants-file';
import { tenantSyncWorkflowId } from '../../domain/steps/workflow-names';
import { listBookings, type ListedBooking } from '../../store/bookings/booking-row';
import type { Database } from '../../store/database/database';
import { listOpenIssues, type OpenIssue } from '../../store/issues/issues';
import { getTenant, type Tenant } from '../../store/tenants/tenants';
import { readWatermark } from '../../store/tenants/watermarks';
import type { Activation } from '../../actions/activation/activate-tenants';
import { START_WORDS } from '../words/start-words';
import type { InvoiceScreen } from './invoice-screen';
import { paymentLines } from './payment-lines';
import { relationLines } from './relation-lines';
import { throughDatabaseOutages } from '../../actions/activation/outages';
import { activationInWords } from '../words/activation-words';

const LOOK_EVERY_MS = 250;
const LOOK_LATER_EVERY_MS = 1_000;
/** A long list takes its time: the looks themselves may take a fifth of it at most. */
const PAUSE_PER_LOOK = 4;
/** A row shows up this long after the moment that it carries, at most: its transaction has to commit first. */
const LATEST_COMMIT_MS = 60_000;
/** The first poll after a start comes at once, and is over by then. */
const FIRST_POLL_MS = 20_000;

interface Following {
  readonly database: Database;
  readonly temporal: Client;
  readonly configuration: Pick<Configuration, 'hasQuietPeriodFloor'>;
  readonly say: (line: string) => void;
  readonly language: Language;
  readonly screen: InvoiceScreen;
  /** How long nothing may move before it counts as not getting on; null: for ever. Milliseconds. */
  readonly patienceMs: number | null;
  readonly isStopped: () => boolean;
}

/** What became of one tenant's invoices. */
export interface FollowedTenant {
  readonly id: TenantId;
  readonly activation: Activation['outcome'];
  /** What stands in the way of the tenant as a whole; empty when it works. */
  readonly obstacles: readonly string[];
  readonly bookings: readonly ListedBooking[];
  /** How many were final before this start. */
  readonly before: number;
  readonly seconds: number;
}

/**
 * Shows each invoice when its state changes, until every invoice that is Sent at this moment is final: a poll of Tribe
 * that began after it has been written down, and no row of it is open. Tenants that cannot work end at once, those that
 * do not get on when the patience is over.
 */
export function followInvoices(
  deps: Following,
  tenants: readonly TenantDefinition[],
  activations: readonly Activation[],
): Promise<FollowedTenant[]> {
  return Promise.all(
    tenants.map(async (tenant, index) => {
      const activation = activations[index];
      if (activation === undefined) throw new Error(`No activation was tried for ${tenant.id}`);
      return followTenant(deps, tenant, activation);
    }),
  );
}

/** Goes on showing changes until the start is stopped; what it cannot look at for a while does not end the start. */
export async function keepShowing(deps: Following, tenants: readonly TenantDefinition[]): Promise<void> {
  const sayRelations = relationLines(deps.database, deps.language, deps.say);
  const sayPayments = paymentLines(deps.database, deps.language, deps.say);
  while (!deps.isStopped()) {
    const lookedAt = Date.now();
    try {
      for (const { id } of tenants) {
        deps.screen.show(tenantId(id), (await lookAt(deps, tenantId(id), new Date())).bookings);
        await sayRelations(tenantId(id));
        await sayPayments(tenantId(id));
      }
    } catch (error) {
      if (deps.isStopped()) return;
      const cause = error instanceof Error ? error.message : String(error);
      deps.say(START_WORDS[deps.language].notShown(cause));
    }
    await sleep(Math.max(LOOK_LATER_EVERY_MS, PAUSE_PER_LOOK * (Date.now() - lookedAt)));
  }
}

async function followTenant(
  deps: Following,
  definition: TenantDefinition,
  activation: Activation,
): Promise<FollowedTenant> {
  const id = tenantId(definition.id);
  const from = new Date();
  const first = await lookAt(deps, id, null);
  const final = first.bookings.filter(isFinal);
  deps.screen.assume(id, final);
  const result = async (obstacles: readonly string[]): Promise<FollowedTenant> => ({
    id,
    activation: activation.outcome,
    obstacles,
    bookings: (await lookAt(deps, id, null)).bookings,
    before: final.length,
    seconds: Math.round((Date.now() - activation.startedAt) / 100) / 10,
  });
  if (activation.outcome === 'failed') return result(activation.issueCodes);

  await deps.temporal.workflow
    .getHandle(tenantSyncWorkflowId(id))
    .signal('wake')
    .catch(() => undefined);
  const verdict = movement(
    from,
    deps.patienceMs,
    quietSecondsOf(definition.settings, deps.configuration) * 1000,
  );
  for (;;) {
    const lookedAt = Date.now();
    const now = await lookAt(deps, id, from);
    deps.screen.show(id, now.bookings);
    const obstacles = obstaclesOf(now, from);
    if (obstacles.length > 0 || deps.isStopped()) return result(obstacles);
    const hasPolled = now.polledAt !== null && now.polledAt > from;
    if (hasPolled && now.bookings.every(isFinal)) return result([]);
    const stuck = verdict(now, hasPolled);
    if (stuck !== null) {
      deps.say(`${id}: ${START_WORDS[deps.language].stuck[stuck]}`);
      return result([stuck]);
    }
    await sleep(Math.max(LOOK_EVERY_MS, PAUSE_PER_LOOK * (Date.now() - lookedAt)));
  }
}

interface TenantNow {
  readonly tenant: Tenant | null;
  readonly bookings: readonly ListedBooking[];
  readonly polledAt: Date | null;
  readonly issues: readonly OpenIssue[];
}

/** @param since leaves out bookings that were final before; null: all of them */
function lookAt(
  { database, say, language, isStopped }: Following,
  id: TenantId,
  since: Date | null,
): Promise<TenantNow> {
  const changedSince = since === null ? null : new Date(since.getTime() - LATEST_COMMIT_MS);
  const look = (): Promise<TenantNow> =>
    database.asTenant(id, async (sql) => ({
      tenant: await getTenant(sql),
      // Before the rows: each statement sees what is committed by then, and a poll commits its rows with its mark.
      polledAt: (await readWatermark(sql, INVOICE_FEED))?.polledAt ?? null,
      bookings: await listBookings(sql, { changedSince, limit: 100_000 }),
      issues: await listOpenIssues(sql),
    }));
  const onSilence = (): void => {
    for (const line of activationInWords({ kind: 'database-silent' }, language)) say(line);
  };
  return throughDatabaseOutages(onSilence, look, isStopped);
}

/** A refusal of an earlier day may be gone: it counts when a poll of ours has had the time to close it. */
function obstaclesOf({ tenant, issues }: TenantNow, from: Date): string[] {
  const isOld = Date.now() - from.getTime() > FIRST_POLL_MS;
  const refused = issues
    .filter(
      // What closes by itself is waited out.
      ({ code, recordKind, openedAt }) =>
        recordKind === 'connection' && code.startsWith('CONNECTION_REFUSED_') && (isOld || openedAt > from),
    )
    .map(({ code }) => code);
  return tenant?.state === 'active' ? refused : [...refused, (tenant?.state ?? 'new').toUpperCase()];
}

/**
 * Tells when a tenant does not get on: no poll of Tribe came through, or no row of it moved for longer than any booking may
 * keep still (an unknown fate waits for its post and for the quiet period).
 */
function movement(
  from: Date,
  patienceMs: number | null,
  quietPeriodMs: number,
): (now: TenantNow, hasPolled: boolean) => 'NO_POLL' | 'NOT_FINAL' | null {
  let lastMove = from.getTime();
  let seen = '';
  return ({ bookings }, hasPolled) => {
    const rows = bookings
      .map(({ state, attempt, issueCode }) => `${state}${attempt}${issueCode ?? ''}`)
      .join();
    if (rows !== seen) lastMove = Date.now();
    seen = rows;
    if (patienceMs === null) return null;
    if (!hasPolled && Date.now() - from.getTime() > patienceMs) return 'NO_POLL';
    return Date.now() - lastMove > patienceMs + quietPeriodMs + POST_TIMEOUT_MS ? 'NOT_FINAL' : null;
  };
}

const isFinal = (booking: ListedBooking): boolean => FINAL_STATES.includes(booking.state);
