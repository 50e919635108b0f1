import type { Failure } from '../../clients/outcome';
import { tenantId, tribeId, type TenantId, type TribeId } from '../../domain/ids';
import type { CustomerInput, LookUpResult } from '../../domain/steps/booking-steps';
import { customerCreations } from '../../store/relations/customer-creations';
import { takeDueVendorWrites } from '../../store/vendor-writes/vendor-writes';
import { openTenant, type TenantContext } from '../connection/tenant-connections';
import type { Dependencies } from '../dependencies';
import { withHeartbeat } from '../heartbeat';
import { CustomerNotMade, postponeFailing, rowApart } from '../invoices/row-failures';
import { noAnswer } from '../reading';
import { inWords, waitAfter } from '../waiting';
import { verifyWrite } from '../writes/verify-write';
import { adoptCustomer } from './adopt-customer';
import { draftOf } from './customer-draft';
import { lookForCustomerByCode } from './look-for-customer';

/**
 * A customer creation of unknown fate is looked for by its code; absent is believed after the quiet period only. What cannot be
 * looked up for this customer alone stays of unknown fate, and its invoice makes room for others; so does that of a customer whom
 * WinBooks does not make, however often it is asked.
 */
export function lookUpCustomer(deps: Dependencies, input: CustomerInput): Promise<LookUpResult> {
  const { tenant, relation, invoice } = input;
  // Postponed is settled, too: the next step sees it, and ends the run.
  return withHeartbeat(() =>
    rowApart(
      deps,
      input,
      'customer',
      () => lookUpCreation(deps, tenantId(tenant), tribeId(relation), tribeId(invoice)),
      () => ({ kind: 'settled' }),
    ),
  );
}

/** How many are looked for at once, so that a poll stays quick. */
const AT_MOST = 5;

/**
 * Looks for new customers in flight that no run has seen to in time, for example because their invoice was skipped meanwhile. Each is
 * looked for by itself: one that gives no answer, or cannot be read, is left to the next time. Throws the first exception at the end.
 */
export async function settleCustomersInFlight(deps: Dependencies, context: TenantContext): Promise<void> {
  const tenant = context.tenant.id;
  const taken = await deps.database.asTenant(tenant, (sql) =>
    takeDueVendorWrites(sql, 'create-customer', AT_MOST),
  );
  const failures: unknown[] = [];
  for (const relation of taken)
    await lookUpCreation(deps, tenant, tribeId(relation), null).catch((error: unknown) => {
      failures.push(error);
    });
  if (failures.length > 0) throw failures[0];
}

/** @param invoice the one that waits for it; null when none does */
async function lookUpCreation(
  deps: Dependencies,
  tenant: TenantId,
  relation: TribeId,
  invoice: TribeId | null,
): Promise<LookUpResult> {
  const creation = await deps.database.asTenant(tenant, async (sql) => {
    const row = await customerCreations.load(sql, relation);
    if (row?.state === 'posting') await customerCreations.lose(sql, relation, row.attempt);
    return row;
  });
  if (!creation?.sentAt || !['posting', 'verifying'].includes(creation.state)) return { kind: 'settled' };

  const context = await openTenant(deps, tenant);
  const draft = draftOf(creation);
  let isMissed = false;
  const result = await verifyWrite(deps, context, {
    fate: customerCreations,
    id: relation,
    attempt: creation.attempt,
    sentAt: creation.sentAt,
    lookAgain: () => lookForCustomerByCode(context.winbooks, draft.code),
    unanswered,
    settle: async (found) => {
      if (found.kind === 'customer') await adoptCustomer(deps, context, draft, found.customer, creation);
      return { kind: 'settled' };
    },
    missed: async () => {
      isMissed = true;
      return Promise.resolve();
    },
  });
  if (isMissed && invoice !== null) {
    const notMade = new CustomerNotMade(draft.code, creation.attempt);
    await postponeFailing(deps, tenant, invoice, 'new-customer', notMade);
  }
  return result;

  async function unanswered(failure: Failure): Promise<LookUpResult> {
    const error = noAnswer('WinBooks', failure);
    const words = invoice === null ? null : await postponeFailing(deps, tenant, invoice, 'customer', error);
    if (words !== null) return { kind: 'settled' };
    const waitMs = waitAfter(failure, deps.configuration.timings.afterFailure);
    return { kind: 'noAnswer', waitMs, words: inWords(failure) };
  }
}
