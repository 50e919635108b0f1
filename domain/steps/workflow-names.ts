import type { TenantId, TribeId } from '../ids';

/**
 * Workflow ids are business keys (architecture, "Words"): each has at most one open run, and can be derived from the
 * record.
 */
export const activationWorkflowId = (tenant: TenantId): string => `activation:${tenant}`;
export const tenantSyncWorkflowId = (tenant: TenantId): string => `sync:${tenant}`;
export const bookInvoiceWorkflowId = (tenant: TenantId, invoice: TribeId): string =>
  `invoice:${tenant}:${invoice}`;

/** One that a person asked for; those of the schedule have its moment behind the name. */
export const tieOutWorkflowId = (tenant: TenantId, month: string | null): string =>
  `tie-out:${tenant}:${month ?? 'all'}`;
export const tieOutScheduleId = (tenant: TenantId): string => `tie-out:${tenant}`;

/** Search attributes of every workflow, all of type Keyword. */
export const SEARCH_ATTRIBUTES = { tenant: 'Tenant', state: 'State', issueCode: 'IssueCode' } as const;

/** A lower number is more urgent. Watching yields to booking; the fairness key divides capacity between tenants. */
export const PRIORITY = { booking: 2, activation: 3, watching: 4, tieOut: 5 } as const;
