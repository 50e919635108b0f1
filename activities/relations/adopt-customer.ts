import { tribeId } from '../../domain/ids';
import { issue, type Issue } from '../../domain/issues/issue-catalogue';
import type { WinbooksCustomer } from '../../domain/vendors/winbooks-records';
import { vatNumbersContradict } from '../../domain/vat/vat-number';
import {
  type CustomerCreation,
  customerCreations,
  holdCustomerCreation,
  markCustomerCreated,
} from '../../store/relations/customer-creations';
import type { TenantContext } from '../connection/tenant-connections';
import type { Dependencies } from '../dependencies';
import { type CustomerDraft, draftDigest, vatNumberOfDraft } from './customer-draft';
import { openCustomerLink } from './open-customer-link';
import type { TenantSql } from '../../store/database/database';
import type { WriteConflict } from '../../store/vendor-writes/vendor-writes';

/**
 * Links the customer that exists, created by us or found. The creation and the link change in one transaction. A
 * contradicting VAT number, a lock or another link prevents it. Returns the issue, or null when it is linked.
 */
export async function adoptCustomer(
  deps: Dependencies,
  context: TenantContext,
  draft: CustomerDraft,
  there: WinbooksCustomer,
  creation: Pick<CustomerCreation, 'state' | 'attempt'>,
): Promise<Issue | null> {
  const relation = tribeId(draft.relationId);
  const forbidden = vatNumbersContradict(vatNumberOfDraft(draft), there)
    ? issue('CUSTOMER_VAT_DIFFERS', { customer: there.code })
    : there.isLocked
      ? issue('CUSTOMER_LOCKED', { customer: there.code })
      : null;
  return deps.database.asTenant(context.tenant.id, async (sql) => {
    if (forbidden !== null) {
      await holdCustomerCreation(sql, relation, forbidden.code, forbidden.params, creation);
      return forbidden;
    }
    const linkedRelation = {
      relationId: relation,
      relationshipId: tribeId(draft.relationshipId),
      kind: draft.kind,
      debtorNumber: draft.code,
      paymentTermDays: draft.paymentTermDays,
    };
    const origin = creation.attempt > 0 ? 'created' : there.code === draft.code ? 'number' : 'matched';
    if (!(await openCustomerLink(sql, linkedRelation, there, origin))) {
      const taken = issue('CUSTOMER_ALREADY_LINKED', { customer: there.code });
      await holdCustomerCreation(sql, relation, taken.code, taken.params, creation);
      return taken;
    }
    await markCustomerCreated(sql, relation, there.id);
    return null;
  });
}

/** Stores what the customer is to be made from. A conflict: another relation of the tenant is being made under this code. */
export function prepareCustomer(
  sql: TenantSql,
  draft: CustomerDraft,
): Promise<'prepared' | 'stale' | WriteConflict> {
  const intent = { claim: draft.code, body: draft, digest: draftDigest(draft) };
  return customerCreations.prepare(sql, tribeId(draft.relationId), intent);
}
