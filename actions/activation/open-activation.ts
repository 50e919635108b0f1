import { WorkflowIdConflictPolicy, WorkflowIdReusePolicy, type WorkflowHandle } from '@temporalio/client';
import { defineSearchAttributeKey, SearchAttributeType, TypedSearchAttributes } from '@temporalio/common';
import type { TenantId } from '../../domain/ids';
import { activationWorkflowId, PRIORITY, SEARCH_ATTRIBUTES } from '../../domain/steps/workflow-names';
import type { ActionDependencies } from '../action';

/** The activation of this tenant, started if there is none: however often it is asked for, one runs. */
export function openActivation(
  { temporal, configuration }: Pick<ActionDependencies, 'temporal' | 'configuration'>,
  tenant: TenantId,
): Promise<WorkflowHandle> {
  const tenantKey = defineSearchAttributeKey(SEARCH_ATTRIBUTES.tenant, SearchAttributeType.KEYWORD);
  return temporal.workflow.start('activation', {
    workflowId: activationWorkflowId(tenant),
    taskQueue: configuration.taskQueue,
    args: [{ tenant }],
    workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
    workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE,
    priority: { priorityKey: PRIORITY.activation, fairnessKey: tenant },
    staticSummary: `Activation of ${tenant}`,
    typedSearchAttributes: new TypedSearchAttributes([{ key: tenantKey, value: tenant }]),
  });
}
