import type { TenantId, TribeId } from '../ids';

/** Workflow ids are business keys (architecture, "Workflows"): one open run each, found by anyone who knows the record. */
export const activationWorkflowId = (tenant: TenantId): string => `activation:${tenant}`;
export const tenantSyncWorkflowId = (tenant: TenantId): string => `sync:${tenant}`;
export const bookInvoiceWorkflowId = (tenant: TenantId, invoice: TribeId): string =>
  `invoice:${tenant}:${invoice}`;

/** Search attributes of every workflow, all of type Keyword. */
export const SEARCH_ATTRIBUTES = { tenant: 'Tenant', state: 'State', issueCode: 'IssueCode' } as const;

/** Lower is sooner. Watching yields to booking; fairness between tenants comes from the fairness key. */
export const PRIORITY = { booking: 2, activation: 3, watching: 4 } as const;
