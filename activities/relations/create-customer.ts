import { createParty, getCustomer, prepareWrite, type ReadyToSend } from '../../clients/winbooks';
import { tribeId, type TenantId } from '../../domain/ids';
import { issue, type Issue } from '../../domain/issues/issue-catalogue';
import type { WinbooksCustomer } from '../../domain/vendors/winbooks-records';
import type { TenantSql } from '../../store/database/database';
import { agreeOnCreated } from '../writes/agree-on-created';
import {
  customerCreations,
  holdCustomerCreation,
  markCustomerCreated,
} from '../../store/relations/customer-creations';
import { rejectedPartners } from '../../store/relations/relation-matches';
import type { TenantContext } from '../connection/tenant-connections';
import type { Dependencies } from '../dependencies';
import { settleInFlight, type CreationKind, type Progress } from '../writes/create-record';
import { draftDigest, draftOf, newCustomer, type CustomerDraft } from './customer-draft';
import { linkCustomer, relationOfDraft } from './link-customer';
import { lookForCustomer, lookForCustomerByCode } from './look-for-customer';
import { lookForLostParty } from './lost-party';

/**
 * A new customer in WinBooks, for a relation of Tribe: looked up by code and by VAT number, posted once, read back by the code in
 * the answer, linked. Never posted onto a code that a customer or a third has.
 */
export const NEW_CUSTOMER: CreationKind<WinbooksCustomer, ReadyToSend, { readonly idOrCode: string }> = {
  writes: customerCreations,
  open(deps, context, row) {
    const { tenant, winbooks } = context;
    const draft = draftOf(row);
    const loadRejected = () =>
      deps.database.asTenant(tenant.id, (sql) =>
        rejectedPartners(sql, 'customer', { relationId: tribeId(draft.relationId) }),
      );
    return {
      name: draft.code,
      points: { beforeFence: 'before-customer-fence', afterFence: 'after-customer-fence' },
      lookUp: async () => lookForCustomer(winbooks, draft, row, await loadRejected()),
      lookAgain: () => lookForCustomerByCode(winbooks, draft.code),
      lookForOther: async () =>
        lookForLostParty(deps, context, row, {
          ...draft,
          role: 'customer',
          rejected: await loadRejected(),
          read: (id) => getCustomer(winbooks, id),
        }),
      ready: () => prepareWrite(winbooks),
      send: (ready, leaveBy) => createParty(ready, 'customer', newCustomer(draft), { leaveBy }),
      readBack: async ({ idOrCode }) => {
        await deps.debugPoint('before-customer-read-back');
        // The code in the answer is what counts: WinBooks may have given another one.
        return getCustomer(winbooks, idOrCode);
      },
      adopt: (customer, now) => adopt(deps, tenant.id, draft, customer, now),
      refused: async (sent, message) => {
        const problem = issue('CUSTOMER_REFUSED', { customer: draft.code, words: message });
        await deps.database.asTenant(tenant.id, (sql) =>
          holdCustomerCreation(sql, tribeId(draft.relationId), problem.code, problem.params, sent),
        );
        return problem;
      },
    };
  },
};

/** Links the customer that is there, created by us or found. The creation and the link change in one transaction. */
async function adopt(
  deps: Dependencies,
  tenant: TenantId,
  draft: CustomerDraft,
  customer: WinbooksCustomer,
  now: Progress,
): Promise<Issue | null> {
  const relation = relationOfDraft(draft);
  const origin = now.attempt > 0 ? 'created' : customer.code === draft.code ? 'number' : 'matched';
  return deps.database.asTenant(tenant, async (sql) => {
    const refusal = await linkCustomer(sql, relation, customer, origin);
    if (refusal === null) {
      await markCustomerCreated(sql, relation.relationId, customer.id);
      await agreeOnCreated(
        sql,
        { ...draft, role: 'customer', relationId: relation.relationId },
        customer,
        now,
      );
    } else await holdCustomerCreation(sql, relation.relationId, refusal.code, refusal.params, now);
    return refusal;
  });
}

/**
 * Stores what the customer is to be created from, unless that is in hand already. The issue that prevents it, or null: another
 * relation of the tenant is being created under this code.
 */
export async function prepareCustomer(sql: TenantSql, draft: CustomerDraft): Promise<Issue | null> {
  const intent = { claim: draft.code, body: draft, digest: draftDigest(draft) };
  const stored = await customerCreations.prepare(sql, draft.relationId, intent);
  return typeof stored === 'object' ? issue('CUSTOMER_AMBIGUOUS', { customer: draft.code }) : null;
}

/** The most that are looked for in one round, so that it stays quick. */
const AT_MOST = 5;

/** Looks for new customers in flight that no run has seen to in time. */
export function settleCustomersInFlight(deps: Dependencies, context: TenantContext): Promise<void> {
  return settleInFlight(deps, context, NEW_CUSTOMER, AT_MOST);
}
