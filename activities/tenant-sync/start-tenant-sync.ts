import { WorkflowIdConflictPolicy, WorkflowIdReusePolicy, type Client } from '@temporalio/client';
import { defineSearchAttributeKey, SearchAttributeType, TypedSearchAttributes } from '@temporalio/common';
import type { TenantId } from '../../domain/ids';
import { SEARCH_ATTRIBUTES, tenantSyncWorkflowId } from '../../domain/steps/workflow-names';

const tenantKey = defineSearchAttributeKey(SEARCH_ATTRIBUTES.tenant, SearchAttributeType.KEYWORD);

/** Starts the tenant's continuous loop, or finds it running. */
export async function startTenantSync(temporal: Client, taskQueue: string, tenant: TenantId): Promise<void> {
  await temporal.workflow.start('tenantSync', optionsFor(taskQueue, tenant));
}

/** The same, and lets it look now: one call to Temporal. */
export async function wakeTenantSync(temporal: Client, taskQueue: string, tenant: TenantId): Promise<void> {
  await temporal.workflow.signalWithStart('tenantSync', { ...optionsFor(taskQueue, tenant), signal: 'wake' });
}

function optionsFor(taskQueue: string, tenant: TenantId) {
  return {
    workflowId: tenantSyncWorkflowId(tenant),
    taskQueue,
    args: [{ tenant }],
    workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
    workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE,
    staticSummary: `Continuous sync of ${tenant}`,
    typedSearchAttributes: new TypedSearchAttributes([{ key: tenantKey, value: tenant }]),
  };
}
