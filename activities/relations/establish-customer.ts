import { readDebtorOfRelation } from '../../clients/tribe';
import type { TribeId } from '../../domain/ids';
import { issue, type Issue } from '../../domain/issues/issue-catalogue';
import type { WinbooksCustomer } from '../../domain/vendors/winbooks-records';
import { findLinkByRelation } from '../../store/relations/links';
import type { TenantContext } from '../connection/tenant-connections';
import type { Dependencies } from '../dependencies';
import { readingTribe } from '../reading';
import { inWords, waitAfter } from '../waiting';
import { createOnce, verifyCreation } from '../writes/create-record';
import { NEW_CUSTOMER, prepareCustomer } from './create-customer';
import { findCustomerOf, type CustomerOfRelation } from './find-customer';

export type EstablishedCustomer =
  /** WinBooks had it: it was linked before, or is now. */
  | { readonly kind: 'linked'; readonly customer: WinbooksCustomer }
  /** This very call has created it. */
  | { readonly kind: 'created'; readonly customer: WinbooksCustomer }
  /** Not settled yet: call again after `waitMs`. */
  | { readonly kind: 'waiting'; readonly waitMs: number; readonly message: string }
  /** A person is needed. */
  | { readonly kind: 'held'; readonly issue: Issue };

/** How soon to call again when another run is at the same relation. Milliseconds. */
const OTHER_RUN_MS = 1_000;

/**
 * Sees that a relation of Tribe is a customer in WinBooks, without any invoice: finds and links it, or creates it by the protocol of
 * every write. May be called again at any time, and by several callers at once: one customer comes of it. An invoice takes the same
 * steps, each in an activity of its own (`prepareBooking`, `createCustomer`, `lookUpCustomer`). Throws when a vendor gives no answer
 * to a read.
 */
export async function establishCustomer(
  deps: Dependencies,
  context: TenantContext,
  relation: TribeId,
): Promise<EstablishedCustomer> {
  const { afterFailure } = deps.configuration.timings;
  const inFlight = await verifyCreation(deps, context, NEW_CUSTOMER, relation);
  if (inFlight.kind === 'absent')
    return waiting(inFlight.waitMs, 'it is not known yet whether WinBooks has it');
  if (inFlight.kind === 'noAnswer')
    return waiting(waitAfter(inFlight.failure, afterFailure), inWords(inFlight.failure));

  const found = await find(deps, context, relation);
  if (found.kind !== 'missing') return found;
  const { draft } = found;
  const problem = await deps.database.asTenant(context.tenant.id, (sql) => prepareCustomer(sql, draft));
  if (problem !== null) return { kind: 'held', issue: problem };
  const created = await createOnce(deps, context, NEW_CUSTOMER, relation);
  switch (created.kind) {
    case 'done':
      return whatIsLinked(deps, context, relation);
    case 'held':
      return created;
    case 'unknown':
      return waiting(OTHER_RUN_MS, 'it is not known yet whether WinBooks has it');
    case 'fenced':
      return waiting(OTHER_RUN_MS, 'another run is at it, or the tenant is paused');
    case 'noAnswer':
    case 'notSent':
      return waiting(waitAfter(created.failure, afterFailure), inWords(created.failure));
  }
}

async function find(
  deps: Dependencies,
  context: TenantContext,
  relation: TribeId,
): Promise<CustomerOfRelation> {
  const debtor = await readingTribe(readDebtorOfRelation(context.tribe, relation));
  return debtor === null
    ? { kind: 'held', issue: issue('CUSTOMER_NOT_FOUND', {}) }
    : findCustomerOf(deps, context, debtor, new Date());
}

/** It may have been there right before it would have been sent: then it was adopted. */
async function whatIsLinked(
  deps: Dependencies,
  context: TenantContext,
  relation: TribeId,
): Promise<EstablishedCustomer> {
  const now = await find(deps, context, relation);
  if (now.kind === 'missing') return waiting(OTHER_RUN_MS, 'another run is at it');
  if (now.kind === 'held') return now;
  const link = await deps.database.asTenant(context.tenant.id, (sql) =>
    findLinkByRelation(sql, 'customer', relation),
  );
  return { kind: link?.origin === 'created' ? 'created' : 'linked', customer: now.customer };
}

const waiting = (waitMs: number, message: string): EstablishedCustomer => ({
  kind: 'waiting',
  waitMs,
  message,
});
