import type { TenantId } from '../domain/ids';
import type { Issue } from '../domain/issues/issue-catalogue';
import { relinkCustomer } from '../activities/relations/relink-customer';
import {
  askingVendors,
  isRefusal,
  refused,
  refusedFor,
  workingTenant,
  type ActionDependencies,
  type Refusal,
} from './action';
import { findInvoice } from './find-invoice';
import { wakeLoop } from './tenant-loop';
import { audited } from './audited';

export interface Relinked {
  readonly ok: true;
  /** Code of the customer before; null when none was linked. */
  readonly from: string | null;
  readonly to: string;
  /** How many held invoices are tried again. */
  readonly reopened: number;
  /** Why they do not go on at once; null when they do. */
  readonly delayedBy: Issue | null;
}

/** The customer of an invoice is the one with this code in WinBooks, from now on; what was held for the old one goes on. */
export async function relinkInvoice(
  deps: ActionDependencies,
  tenant: TenantId,
  named: string,
  code: string,
): Promise<Relinked | Refusal> {
  return audited(deps, tenant, { action: 'relink-customer', invoice: named }, async () => {
    const booking = await deps.database.asTenant(tenant, async (sql) => {
      const working = await workingTenant(sql);
      return isRefusal(working) ? working : findInvoice(sql, named);
    });
    if (isRefusal(booking)) return booking;
    return askingVendors(async () => {
      const subject = { invoiceId: booking.tribeInvoiceId };
      const result = await relinkCustomer(deps, tenant, subject, code.trim(), deps.actor);
      switch (result.kind) {
        case 'noSuchCustomer':
          return refused('CUSTOMER_CODE_UNKNOWN', { customer: result.code });
        case 'busy':
          return refused('CUSTOMER_BEING_CREATED', { invoice: booking.number ?? booking.tribeInvoiceId });
        case 'refused':
          return refusedFor([result.issue]);
        case 'linked': {
          const awake = result.reopened.length === 0 ? { ok: true as const } : await wakeLoop(deps, tenant);
          const { from, to, reopened } = result;
          return { ok: true, from, to, reopened: reopened.length, delayedBy: awake.ok ? null : awake };
        }
      }
    });
  });
}
