import type { Failure } from '../../clients/outcome';
import {
  createCustomer as postCustomer,
  getCustomer,
  prepareWrite,
  type ReadyToSend,
} from '../../clients/winbooks';
import type { CustomerInput, CustomerResult } from '../../domain/steps/booking-steps';
import { tenantId, tribeId, type TenantId, type TribeId } from '../../domain/ids';
import { issue, type Issue } from '../../domain/issues/issue-catalogue';
import { holdBooking } from '../../store/bookings/booking-transitions';
import {
  type CustomerCreation,
  customerCreations,
  holdCustomerCreation,
} from '../../store/relations/customer-creations';
import { openTenant, type TenantContext } from '../connection/tenant-connections';
import type { Dependencies } from '../dependencies';
import { withHeartbeat } from '../heartbeat';
import { heldFor, postponed } from '../invoices/booking-ends';
import { postponeFailing, writeApart } from '../invoices/row-failures';
import { noAnswer } from '../reading';
import { inWords, waitAfter } from '../waiting';
import { adoptCustomer } from './adopt-customer';
import { draftOf, newCustomer } from './customer-draft';
import { type FoundCustomer, lookForCustomer, lookForCustomerByCode } from './look-for-customer';
import { type WriteKind, sendOnce } from '../writes/send-once';

/**
 * Creates the WinBooks customer that a booking waits for: look up by code and by VAT number, fence, POST once, read back by the
 * code in the answer, link. Never posted onto a code that a customer or a third has; what is not certain is left for `lookUpCustomer`.
 */
export function createCustomer(deps: Dependencies, input: CustomerInput): Promise<CustomerResult> {
  const { tenant, relation, invoice } = input;
  return withHeartbeat(() =>
    writeApart(
      deps,
      input,
      'customer',
      () => createFor(deps, tenantId(tenant), tribeId(relation), tribeId(invoice)),
      (words) => ({ kind: 'end', end: postponed(words) }),
    ),
  );
}

async function createFor(
  deps: Dependencies,
  tenant: TenantId,
  relation: TribeId,
  invoice: TribeId,
): Promise<CustomerResult> {
  const context = await openTenant(deps, tenant);
  const creation = await deps.database.asTenant(tenant, (sql) => customerCreations.load(sql, relation));
  if (creation === null || creation.state === 'held') return { kind: 'done' };
  if (creation.state === 'posting' || creation.state === 'verifying') return { kind: 'unknown' };
  const write = { ...creation, id: relation };
  return sendOnce(deps, tenant, write, customerKind(deps, context, { relation, invoice, creation }));
}

interface Creating {
  readonly relation: TribeId;
  readonly invoice: TribeId;
  readonly creation: CustomerCreation;
}

/** A new customer as a kind of write. */
function customerKind(
  deps: Dependencies,
  context: TenantContext,
  { relation, invoice, creation }: Creating,
): WriteKind<FoundCustomer, ReadyToSend, { readonly idOrCode: string }, CustomerResult> {
  const { winbooks } = context;
  const tenant = context.tenant.id;
  const draft = draftOf(creation);
  return {
    fate: customerCreations,
    points: { beforeFence: 'before-customer-fence', afterFence: 'after-customer-fence' },
    lookUp: () => lookForCustomer(winbooks, draft, creation),
    unanswered,
    mayNotSend: () => Promise.resolve(null),
    ready: () => prepareWrite(winbooks),
    send: (ready, leaveBy) => postCustomer(ready, newCustomer(draft), { leaveBy }),
    settle: (found, sent) => settle(found, sent === null ? creation : { ...sent, state: 'posting' }),
    accepted: async (sent, { idOrCode }) => {
      await deps.debugPoint('before-customer-read-back');
      // The code in the answer is what counts: WinBooks may have given another one.
      const created = await getCustomer(winbooks, idOrCode);
      if (created.kind === 'ok')
        return settle({ kind: 'customer', customer: created.value }, { ...sent, state: 'posting' });
      await deps.database.asTenant(tenant, (sql) => customerCreations.lose(sql, relation, sent.attempt));
      return { kind: 'unknown' };
    },
    lookAgain: () => lookForCustomerByCode(winbooks, draft.code),
    refused: async (sent, answer) => {
      const words = answer.kind === 'refused' ? answer.words : 'not found';
      const problem = issue('CUSTOMER_REFUSED', { customer: draft.code, words });
      await deps.database.asTenant(tenant, (sql) =>
        holdCustomerCreation(sql, relation, problem.code, problem.params, sent),
      );
      return stop(problem);
    },
    behindFence: () =>
      Promise.resolve({
        kind: 'notSent',
        waitMs: 1_000,
        words: 'another run is at it, or the tenant is paused',
      }),
    notSent,
    unknown: { kind: 'unknown' },
    stale: { kind: 'unknown' },
  };

  async function settle(
    found: FoundCustomer,
    now: Pick<CustomerCreation, 'state' | 'attempt'>,
  ): Promise<CustomerResult> {
    const problem =
      found.kind === 'problem' ? found.issue : await adoptCustomer(deps, context, draft, found.customer, now);
    return problem === null ? { kind: 'done' } : stop(problem);
  }

  async function stop(problem: Issue): Promise<CustomerResult> {
    await deps.database.asTenant(tenant, (sql) => holdBooking(sql, invoice, problem.code, problem.params));
    return { kind: 'end', end: heldFor(problem) };
  }

  /** A question that fails for this customer alone, again and again, has its invoice make room for others. */
  async function unanswered(failure: Failure): Promise<CustomerResult> {
    const error = noAnswer('WinBooks', failure);
    const words = await postponeFailing(deps, tenant, invoice, 'customer', error);
    return words === null ? notSent(failure) : { kind: 'end', end: postponed(words) };
  }

  function notSent(failure: Failure): CustomerResult {
    const waitMs = waitAfter(failure, deps.configuration.timings.afterFailure);
    return { kind: 'notSent', waitMs, words: inWords(failure) };
  }
}
