import type { Failure } from '../../clients/outcome';
import {
  createCustomer as postCustomer,
  findCustomersByCode,
  getCustomer,
  prepareWrite,
  type ReadyToSend,
} from '../../clients/winbooks';
import type { CustomerInput, CustomerResult } from '../../domain/steps/booking-steps';
import { tenantId, tribeId, type TenantId, type TribeId } from '../../domain/ids';
import { issue, type Issue } from '../../domain/issues/issue-catalogue';
import { holdBooking } from '../../store/bookings/booking-transitions';
import {
  fenceCustomerCreation,
  holdCustomerCreation,
  loadCustomerCreation,
  markCustomerNotSent,
  markCustomerUnknown,
  type CustomerCreation,
} from '../../store/relations/customer-creations';
import { openTenant, type TenantContext } from '../connection/tenant-connections';
import type { Dependencies } from '../dependencies';
import { withHeartbeat } from '../heartbeat';
import { heldFor, postponed } from '../invoices/booking-ends';
import { LEAVE_WITHIN_MS } from '../invoices/quiet-period';
import { postponeFailing, writeApart } from '../invoices/row-failures';
import { noAnswer } from '../reading';
import { inWords, waitAfter } from '../waiting';
import { adoptCustomer } from './adopt-customer';
import { codeTaken, thirdWithCode } from './code-owner';
import { draftOf, newCustomer, vatNumberOfDraft, type CustomerDraft } from './customer-draft';
import { findMatchByVatNumber, matchUnclear } from './match-by-vat-number';

/**
 * Creates the WinBooks customer that a booking waits for: look up by code and by VAT number, fence, POST once, read back by the
 * code in the answer, link. Never posted onto a code that a customer or a third has; what is not certain is left for `lookUpCustomer`.
 */
export function createCustomer(deps: Dependencies, input: CustomerInput): Promise<CustomerResult> {
  return withHeartbeat(() =>
    writeApart(
      deps,
      input,
      'customer',
      () => create(deps, input),
      (words) => ({ kind: 'end', end: postponed(words) }),
    ),
  );
}

async function create(deps: Dependencies, input: CustomerInput): Promise<CustomerResult> {
  const tenant = tenantId(input.tenant);
  const relation = tribeId(input.relation);
  const context = await openTenant(deps, tenant);
  const creation = await deps.database.asTenant(tenant, (sql) => loadCustomerCreation(sql, relation));
  if (creation === null || creation.state === 'held') return { kind: 'done' };
  if (creation.state === 'posting' || creation.state === 'verifying') return { kind: 'unknown' };
  const draft = draftOf(creation);

  const third = await thirdWithCode(context.winbooks, draft.code);
  if (third.kind !== 'ok') return unanswered(third);
  // The third before the customer: another run that creates both in between is then seen as what it is.
  const found = await findCustomersByCode(context.winbooks, draft.code);
  if (found.kind !== 'ok') return unanswered(found);
  const [there, another] = found.value;
  if (another) return stop(issue('CUSTOMER_AMBIGUOUS', { customer: draft.code }));
  if (there) return ended(await adoptCustomer(deps, context, draft, there, creation));
  // Deleted in WinBooks since we made it: deletions are never undone behind people's backs.
  if (creation.state === 'created') return stop(issue('CUSTOMER_GONE', { customer: draft.code }));
  // Keyed by hand meanwhile, or made by us under a code of WinBooks' own while its answer was lost.
  const match = await findMatchByVatNumber(context.winbooks, draft.name, vatNumberOfDraft(draft));
  if (match.kind !== 'ok') return unanswered(match);
  if (match.value.kind === 'one')
    return ended(await adoptCustomer(deps, context, draft, match.value.customer, creation));
  if (match.value.kind === 'unclear') return stop(matchUnclear(draft.code, match.value));
  if (third.value !== null) {
    const taken = await codeTaken(context.winbooks, draft, third.value);
    return taken.kind === 'ok' ? stop(taken.value) : unanswered(taken);
  }
  return send(deps, context, { tenant, relation, creation, draft, ended, stop });

  async function stop(problem: Issue): Promise<CustomerResult> {
    await deps.database.asTenant(tenant, (sql) =>
      holdBooking(sql, tribeId(input.invoice), problem.code, problem.params),
    );
    return { kind: 'end', end: heldFor(problem) };
  }

  /** A question that fails for this customer alone, again and again, has its invoice make room for others. */
  async function unanswered(failure: Failure): Promise<CustomerResult> {
    const error = noAnswer('WinBooks', failure);
    const words = await postponeFailing(deps, tenant, tribeId(input.invoice), 'customer', error);
    return words === null ? notSent(deps, failure) : { kind: 'end', end: postponed(words) };
  }

  async function ended(problem: Issue | null): Promise<CustomerResult> {
    return problem === null ? { kind: 'done' } : stop(problem);
  }
}

const notSent = ({ configuration }: Dependencies, failure: Failure): CustomerResult => ({
  kind: 'notSent',
  waitMs: waitAfter(failure, configuration.timings.afterFailure),
  words: inWords(failure),
});

interface Sending {
  readonly tenant: TenantId;
  readonly relation: TribeId;
  readonly creation: CustomerCreation;
  readonly draft: CustomerDraft;
  readonly ended: (problem: Issue | null) => Promise<CustomerResult>;
  readonly stop: (problem: Issue) => Promise<CustomerResult>;
}

async function send(deps: Dependencies, context: TenantContext, sending: Sending): Promise<CustomerResult> {
  const ticket = await prepareWrite(context.winbooks);
  if (ticket.kind !== 'ok') return notSent(deps, ticket);
  try {
    return await fenceAndSend(deps, context, sending, ticket.value);
  } finally {
    // Whatever threw: a slot that is never given back keeps every tenant of the licence waiting.
    await ticket.value.release();
  }
}

async function fenceAndSend(
  deps: Dependencies,
  context: TenantContext,
  { tenant, relation, creation, draft, ended, stop }: Sending,
  ready: ReadyToSend,
): Promise<CustomerResult> {
  await deps.debugPoint('before-customer-fence');
  const leaveBy = Date.now() + LEAVE_WITHIN_MS;
  const fence = await deps.database.asTenant(tenant, (sql) => fenceCustomerCreation(sql, relation, creation));
  if (fence === null) {
    await ready.release();
    return { kind: 'notSent', waitMs: 1_000, words: 'another run is at it, or the tenant is paused' };
  }
  await deps.debugPoint('after-customer-fence');
  const answer = await postCustomer(ready, newCustomer(draft), { leaveBy });
  const sent = { ...creation, state: 'posting', attempt: fence.attempt } as const;
  const inStore = <Value>(work: Parameters<typeof deps.database.asTenant<Value>>[1]): Promise<Value> =>
    deps.database.asTenant(tenant, work);

  switch (answer.kind) {
    case 'ok': {
      await deps.debugPoint('before-customer-read-back');
      // The code in the answer is what counts: WinBooks may have given another one.
      const created = await getCustomer(context.winbooks, answer.value.idOrCode);
      if (created.kind === 'ok') return ended(await adoptCustomer(deps, context, draft, created.value, sent));
      await inStore((sql) => markCustomerUnknown(sql, relation, sent.attempt));
      return { kind: 'unknown' };
    }
    case 'unavailable':
    case 'unauthorised':
    case 'throttled':
      await inStore((sql) => markCustomerNotSent(sql, relation, sent.attempt));
      return notSent(deps, answer);
    case 'refused':
    case 'absent': {
      const found = await findCustomersByCode(context.winbooks, draft.code);
      if (found.kind !== 'ok') break;
      if (found.value[0]) return ended(await adoptCustomer(deps, context, draft, found.value[0], sent));
      const words = answer.kind === 'refused' ? answer.words : 'not found';
      const problem = issue('CUSTOMER_REFUSED', { customer: draft.code, words });
      await inStore((sql) => holdCustomerCreation(sql, relation, problem.code, problem.params, sent));
      return stop(problem);
    }
    case 'unknown':
      break;
  }
  await inStore((sql) => markCustomerUnknown(sql, relation, sent.attempt));
  return { kind: 'unknown' };
}
