import { createHash } from 'node:crypto';
import {
  isGrpcServiceError,
  ScheduleAlreadyRunning,
  ScheduleNotFoundError,
  ScheduleOverlapPolicy,
  ServiceError,
  type Client,
  type ScheduleOptions,
} from '@temporalio/client';
import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import type { TenantId } from '../../domain/ids';
import { SEARCH_ATTRIBUTES, tieOutScheduleId } from '../../domain/steps/workflow-names';

const TIME_ZONE = 'Europe/Brussels';
const tenantKey = defineSearchAttributeKey(SEARCH_ATTRIBUTES.tenant, SearchAttributeType.KEYWORD);
/** gRPC code of an invalid argument: the cluster does not know our search attributes. */
const INVALID_ARGUMENT = 3;

/** Minute and second of a tenant's tie-out within its hour: always the same, and spread over tenants. */
export function tieOutMoment(tenant: TenantId): { readonly minute: number; readonly second: number } {
  const spread = createHash('sha256').update(tenant, 'utf8').digest().readUInt32BE(0) % 3_600;
  return { minute: Math.floor(spread / 60), second: spread % 60 };
}

/**
 * The tenant is compared every night in this hour of Brussels, apart from others. Creates the schedule, or moves one that is at another
 * hour: one call where nothing has changed. Whoever finds it lost calls this again.
 */
export async function ensureTieOutSchedule(
  temporal: Client,
  taskQueue: string,
  tenant: TenantId,
  hour: number,
): Promise<'created' | 'moved' | 'kept'> {
  const wanted = optionsOf(taskQueue, tenant, hour);
  const handle = temporal.schedule.getHandle(wanted.scheduleId);
  try {
    const { spec, action } = await handle.describe();
    const [calendar] = spec.calendars ?? [];
    if (calendar?.hour?.[0]?.start === hour && action.taskQueue === taskQueue) return 'kept';
    await handle.update((previous) => ({ ...previous, spec: wanted.spec, action: wanted.action }));
    return 'moved';
  } catch (error) {
    if (!(error instanceof ScheduleNotFoundError)) throw error;
  }
  await create(temporal, wanted);
  return 'created';
}

/** Harmless when there is none. */
export async function removeTieOutSchedule(temporal: Client, tenant: TenantId): Promise<void> {
  try {
    await temporal.schedule.getHandle(tieOutScheduleId(tenant)).delete();
  } catch (error) {
    if (!(error instanceof ScheduleNotFoundError)) throw error;
  }
}

type TieOutSchedule = ScheduleOptions & {
  readonly action: Extract<ScheduleOptions['action'], { type: 'startWorkflow' }>;
};

function optionsOf(taskQueue: string, tenant: TenantId, hour: number): TieOutSchedule {
  return {
    scheduleId: tieOutScheduleId(tenant),
    spec: { calendars: [{ hour, ...tieOutMoment(tenant) }], timezone: TIME_ZONE },
    action: {
      type: 'startWorkflow',
      workflowType: 'tieOut',
      workflowId: tieOutScheduleId(tenant),
      taskQueue,
      args: [{ tenant, month: null }],
      // The next night begins anew, whatever held this one up.
      workflowExecutionTimeout: '20 hours',
      staticSummary: `Tie-out of ${tenant}`,
      typedSearchAttributes: [{ key: tenantKey, value: tenant }],
    },
    policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '6 hours' },
  };
}

async function create(temporal: Client, wanted: TieOutSchedule): Promise<void> {
  try {
    await temporal.schedule.create(wanted);
  } catch (error) {
    if (error instanceof ScheduleAlreadyRunning) return;
    if (!isInvalidArgument(error)) throw error;
    // A cluster without our search attributes must not be without tie-outs.
    await temporal.schedule.create({
      ...wanted,
      action: { ...wanted.action, typedSearchAttributes: [] },
    });
  }
}

function isInvalidArgument(error: unknown): boolean {
  const cause = error instanceof ServiceError ? error.cause : error;
  return isGrpcServiceError(cause) && Number(cause.code) === INVALID_ARGUMENT;
}
