import type { CustomerInput, CustomerResult, LookUpResult } from '../../domain/steps/booking-steps';
import { tenantId, tribeId, type TenantId, type TribeId } from '../../domain/ids';
import { holdBooking } from '../../store/bookings/booking-transitions';
import { openTenant } from '../connection/tenant-connections';
import type { Dependencies } from '../dependencies';
import { withHeartbeat } from '../heartbeat';
import { noAnswer } from '../reading';
import { NEW_CUSTOMER } from '../relations/create-customer';
import { inWords, waitAfter } from '../waiting';
import { createOnce, verifyCreation } from '../writes/create-record';
import { heldFor, postponed } from './booking-ends';
import { CustomerNotMade, postponeFailing, rowApart, writeApart } from './row-failures';

/**
 * Creates the WinBooks customer that a booking waits for. A customer that may not be created holds its invoice; a question that
 * fails for this customer alone, again and again, has the invoice make room for others.
 */
export function createCustomerOfBooking(deps: Dependencies, input: CustomerInput): Promise<CustomerResult> {
  return withHeartbeat(() =>
    writeApart(
      deps,
      input,
      'customer',
      () => create(deps, tenantId(input.tenant), tribeId(input.relation), tribeId(input.invoice)),
      (message) => ({ kind: 'end', end: postponed(message) }),
    ),
  );
}

async function create(
  deps: Dependencies,
  tenant: TenantId,
  relation: TribeId,
  invoice: TribeId,
): Promise<CustomerResult> {
  const created = await createOnce(deps, await openTenant(deps, tenant), NEW_CUSTOMER, relation);
  const { afterFailure } = deps.configuration.timings;
  switch (created.kind) {
    case 'done':
    case 'unknown':
      return created;
    case 'held': {
      const { code, params } = created.issue;
      await deps.database.asTenant(tenant, (sql) => holdBooking(sql, invoice, code, params));
      return { kind: 'end', end: heldFor(created.issue) };
    }
    case 'noAnswer': {
      const error = noAnswer('WinBooks', created.failure);
      const message = await postponeFailing(deps, tenant, invoice, 'customer', error);
      if (message !== null) return { kind: 'end', end: postponed(message) };
      return notSent(waitAfter(created.failure, afterFailure), inWords(created.failure));
    }
    case 'notSent':
      return notSent(waitAfter(created.failure, afterFailure), inWords(created.failure));
    case 'fenced':
      return notSent(1_000, 'another run is at it, or the tenant is paused');
  }
}

const notSent = (waitMs: number, message: string): CustomerResult => ({
  kind: 'notSent',
  waitMs,
  words: message,
});

/**
 * Looks for the new customer of a booking whose creation is of unknown fate. What cannot be looked up for this customer alone stays
 * of unknown fate, and its invoice makes room for others; so does that of a customer whom WinBooks does not create, however often
 * it is asked.
 */
export function lookUpCustomerOfBooking(deps: Dependencies, input: CustomerInput): Promise<LookUpResult> {
  // Postponed is settled, too: the next step sees it, and ends the run.
  return withHeartbeat(() =>
    rowApart(
      deps,
      input,
      'customer',
      () => lookUp(deps, tenantId(input.tenant), tribeId(input.relation), tribeId(input.invoice)),
      () => ({ kind: 'settled' }),
    ),
  );
}

async function lookUp(
  deps: Dependencies,
  tenant: TenantId,
  relation: TribeId,
  invoice: TribeId,
): Promise<LookUpResult> {
  const look = await verifyCreation(deps, await openTenant(deps, tenant), NEW_CUSTOMER, relation);
  switch (look.kind) {
    case 'settled':
    case 'absent':
      return look;
    case 'missed': {
      const notMade = new CustomerNotMade(look.name, look.attempts);
      await postponeFailing(deps, tenant, invoice, 'new-customer', notMade);
      return { kind: 'settled' };
    }
    case 'noAnswer': {
      const error = noAnswer('WinBooks', look.failure);
      if ((await postponeFailing(deps, tenant, invoice, 'customer', error)) !== null)
        return { kind: 'settled' };
      const waitMs = waitAfter(look.failure, deps.configuration.timings.afterFailure);
      return { kind: 'noAnswer', waitMs, words: inWords(look.failure) };
    }
  }
}
