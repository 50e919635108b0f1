import { ApplicationFailure } from '@temporalio/common';
import { readDebtor, readInvoice } from '../../clients/tribe';
import { findCustomersByCode } from '../../clients/winbooks';
import type { TenantId, TribeId } from '../../domain/ids';
import { issue, type Issue } from '../../domain/issues/issue-catalogue';
import type { TribeDebtor, TribeInvoice } from '../../domain/vendors/tribe-records';
import type { WinbooksCustomer } from '../../domain/vendors/winbooks-records';
import { recordAuditEvent } from '../../store/issues/audit-events';
import { loadBooking } from '../../store/bookings/booking-row';
import { customerCreations } from '../../store/relations/customer-creations';
import type { TenantSql } from '../../store/database/database';
import { heldForCustomer, reopenBooking } from '../../store/bookings/held-bookings';
import { closeLink, findLinkByRelation } from '../../store/relations/links';
import { openTenant, type TenantContext } from '../connection/tenant-connections';
import type { Dependencies } from '../dependencies';
import { orThrow, readingTribe } from '../reading';
import { linkCustomer, relationOfDebtor } from './link-customer';

/** The relation that gets another customer: a customer relationship of Tribe, or the one that an invoice names. */
export type RelinkSubject = { readonly relationshipId: TribeId } | { readonly invoiceId: TribeId };

export type RelinkResult =
  /** `from`: the code that was linked before, null when none was. `reopened`: invoices that are tried again. */
  | {
      readonly kind: 'linked';
      readonly from: string | null;
      readonly to: string;
      readonly reopened: readonly TribeId[];
    }
  /** WinBooks has no customer with this code. */
  | { readonly kind: 'noSuchCustomer'; readonly code: string }
  /** A customer is being created for this relation, and it is not known yet whether it exists. */
  | { readonly kind: 'busy' }
  /** By the same rules as for a customer that is found by its number. */
  | { readonly kind: 'refused'; readonly issue: Issue };

/**
 * A person chooses which WinBooks customer a Tribe relation is: the open link is closed, a link to the customer with
 * this code replaces it, and invoices that were held for the old one are tried again. The rules of every link apply: no
 * contradicting VAT number, not locked, not another relation's. The code becomes the debtor number in Tribe. Audited.
 * Throws `ApplicationFailure` when a vendor gives no answer.
 *
 * @param actor for the audit trail: `cli`, or the id of a session
 */
export async function relinkCustomer(
  deps: Dependencies,
  tenant: TenantId,
  subject: RelinkSubject,
  code: string,
  actor = 'cli',
): Promise<RelinkResult> {
  const context = await openTenant(deps, tenant);
  const relationship = await relationshipOf(context, subject);
  if (relationship === null) return refused(issue('CUSTOMER_MISSING', {}));
  const debtor = await readingTribe(readDebtor(context.tribe, relationship));
  if (debtor === null) return refused(issue('CUSTOMER_NOT_FOUND', {}));
  const [customer, another] = orThrow(await findCustomersByCode(context.winbooks, code));
  if (!customer) return { kind: 'noSuchCustomer', code };
  if (another) return refused(issue('CUSTOMER_AMBIGUOUS', { customer: code }));

  const invoice = 'invoiceId' in subject ? subject.invoiceId : null;
  const result = await inOneTransaction(deps, tenant, (sql) =>
    replaceLink(sql, debtor, customer, invoice, actor),
  );
  deps.masterData.forget(context.winbooks);
  return result;
}

async function relationshipOf(
  context: TenantContext,
  subject: RelinkSubject,
): Promise<TribeInvoice['relationship']> {
  if ('relationshipId' in subject) return { id: subject.relationshipId, type: null };
  if (context.invoiceDateField === null)
    throw ApplicationFailure.nonRetryable('The tenant has not been connected yet.', 'TenantNotConnected');
  const invoice = await readingTribe(readInvoice(context.tribe, subject.invoiceId, context.invoiceDateField));
  return invoice?.relationship ?? null;
}

async function replaceLink(
  sql: TenantSql,
  debtor: TribeDebtor,
  customer: WinbooksCustomer,
  invoice: TribeId | null,
  actor: string,
): Promise<RelinkResult> {
  const relation = debtor.relationId;
  const creation = await customerCreations.load(sql, relation);
  if (creation?.state === 'posting' || creation?.state === 'verifying') return { kind: 'busy' };
  const before = await findLinkByRelation(sql, 'customer', relation);
  if (before !== null && before.winbooksId !== customer.id) await closeLink(sql, before);
  const refusal = await linkCustomer(sql, relationOfDebtor(debtor), customer, 'matched');
  if (refusal !== null) return refused(refusal);

  const codes = [before?.code, debtor.debtorNumber?.trim(), customer.code].filter(
    (each) => each !== undefined,
  );
  const held = await heldForCustomer(sql, codes);
  const reopened: TribeId[] = [];
  for (const id of new Set(invoice === null ? held : [invoice, ...held]))
    if (await reopenHeld(sql, id)) reopened.push(id);
  await recordAuditEvent(sql, {
    actor,
    action: 'relink-customer',
    record: `relation:${relation}`,
    details: { from: before?.code ?? null, to: customer.code, reopened: reopened.length },
  });
  return { kind: 'linked', from: before?.code ?? null, to: customer.code, reopened };
}

/** Skipped invoices stay skipped, because that was a person's decision. */
async function reopenHeld(sql: TenantSql, id: TribeId): Promise<boolean> {
  const row = await loadBooking(sql, id);
  return row?.state === 'held' && reopenBooking(sql, id);
}

/** All or nothing: a late refusal must not leave the old link closed. */
async function inOneTransaction(
  deps: Dependencies,
  tenant: TenantId,
  work: (sql: TenantSql) => Promise<RelinkResult>,
): Promise<RelinkResult> {
  const refusals: RelinkResult[] = [];
  const rolledBack = new Error('Refused, and rolled back');
  try {
    return await deps.database.asTenant(tenant, async (sql) => {
      const result = await work(sql);
      if (result.kind === 'linked') return result;
      refusals.push(result);
      throw rolledBack;
    });
  } catch (error) {
    const [refusal] = refusals;
    if (error !== rolledBack || !refusal) throw error;
    return refusal;
  }
}

const refused = (found: Issue): RelinkResult => ({ kind: 'refused', issue: found });
