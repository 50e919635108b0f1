import { tribeId } from '../../domain/ids';
import { issue, type Issue } from '../../domain/issue-catalogue';
import type { WinbooksCustomer } from '../../domain/winbooks-records';
import { vatNumbersContradict } from '../../domain/vat-number';
import {
  holdCustomerCreation,
  markCustomerCreated,
  type CustomerCreation,
} from '../../store/customer-creations';
import { createLink } from '../../store/links';
import type { TenantContext } from '../connection/tenant-connections';
import type { Dependencies } from '../dependencies';
import type { CustomerDraft } from './customer-draft';

/**
 * Links the customer that is there under the code, made by us or found: creation and link change in one transaction.
 * A contradicting VAT number, a lock or another link stops it. Returns the issue, or null when it is linked.
 */
export async function adoptCustomer(
  deps: Dependencies,
  context: TenantContext,
  draft: CustomerDraft,
  there: WinbooksCustomer,
  creation: Pick<CustomerCreation, 'state' | 'attempt'>,
): Promise<Issue | null> {
  const relation = tribeId(draft.relationId);
  const forbidden = vatNumbersContradict(draft.vatNumber, there)
    ? issue('CUSTOMER_VAT_DIFFERS', { customer: there.code })
    : there.isLocked
      ? issue('CUSTOMER_LOCKED', { customer: there.code })
      : null;
  return deps.database.asTenant(context.tenant.id, async (sql) => {
    if (forbidden !== null) {
      await holdCustomerCreation(sql, relation, forbidden.code, forbidden.params, creation);
      return forbidden;
    }
    const linked = await createLink(sql, {
      kind: 'customer',
      tribeRelationId: relation,
      tribeRelationshipId: tribeId(draft.relationshipId),
      winbooksId: there.id,
      code: there.code,
      paymentTermDays: draft.paymentTermDays,
      origin: creation.attempt > 0 ? 'created' : 'number',
    });
    if (linked !== 'created') {
      const taken = issue('CUSTOMER_ALREADY_LINKED', { customer: there.code });
      await holdCustomerCreation(sql, relation, taken.code, taken.params, creation);
      return taken;
    }
    await markCustomerCreated(sql, relation, there.id);
    return null;
  });
}
