import { readDebtor } from '../../clients/tribe';
import { findCustomersByCode } from '../../clients/winbooks';
import { newCustomerCode } from '../../domain/relation/customer-code';
import { issue, type Issue } from '../../domain/issues/issue-catalogue';
import type { TribeId } from '../../domain/ids';
import type { TribeDebtor, TribeInvoice } from '../../domain/vendors/tribe-records';
import { vatNumbersContradict } from '../../domain/vat/vat-number';
import type { WinbooksCustomer } from '../../domain/vendors/winbooks-records';
import type { TenantSql } from '../../store/database/database';
import { hasOpenIssue } from '../../store/issues/issues';
import {
  findLinkByRelation,
  findLinkByRelationship,
  refreshLink,
  type Link,
} from '../../store/relations/links';
import type { TenantContext } from '../connection/tenant-connections';
import type { Dependencies } from '../dependencies';
import { customerDraft, vatNumberOfDebtor, type CustomerDraft } from '../relations/customer-draft';
import { findMatchByVatNumber, matchUnclear } from '../relations/look-for-customer';
import { noteVatNumber } from '../relations/note-vat-number';
import { openCustomerLink } from '../relations/open-customer-link';
import { readingTribe, orThrow } from '../reading';
import { onFreshData } from '../master-data';

/** Payment terms and codes of a link older than this are read again from Tribe. Milliseconds. */
const LINK_MAX_AGE_MS = 24 * 3_600_000;

export type DebtorAnswer =
  | { readonly kind: 'known'; readonly customer: WinbooksCustomer; readonly paymentTermDays: number | null }
  /** The customer is not in WinBooks yet. */
  | { readonly kind: 'missing'; readonly draft: CustomerDraft }
  | { readonly kind: 'issue'; readonly issue: Issue };

/**
 * The WinBooks customer of an invoice: by the link, else by the debtor number, else by the VAT number (architecture,
 * "An invoice from Tribe to the ledger"). The result is an issue, never a guess, if the customer with that number has
 * another VAT number, is locked, is linked to another relation, or is not certainly the same by its VAT number.
 */
export async function findDebtor(
  deps: Dependencies,
  context: TenantContext,
  relationship: NonNullable<TribeInvoice['relationship']>,
): Promise<DebtorAnswer> {
  const inStore = <Value>(work: (sql: TenantSql) => Promise<Value>): Promise<Value> =>
    deps.database.asTenant(context.tenant.id, work);
  const { link, isFresh } = await inStore((sql) => linkOf(sql, relationship.id));
  if (link && isFresh) return fromLink(deps, context, link);

  const debtor = await readingTribe(readDebtor(context.tribe, relationship));
  if (debtor === null) return stop(issue('CUSTOMER_NOT_FOUND', {}));
  const known = await inStore(async (sql) => {
    await noteVatNumber(sql, debtor);
    const found = link ?? (await findLinkByRelation(sql, 'customer', debtor.relationId));
    if (found === null) return null;
    const { paymentTermDays } = debtor;
    await refreshLink(sql, found, {
      tribeRelationshipId: relationship.id,
      code: found.code,
      paymentTermDays,
    });
    return { ...found, paymentTermDays };
  });
  return known === null ? withoutLink(deps, context, debtor) : fromLink(deps, context, known);
}

/** A customer whose VAT number has a notice is read each time, so that the notice closes once its cause is gone. */
async function linkOf(
  sql: TenantSql,
  relationship: TribeId,
): Promise<{ readonly link: Link | null; readonly isFresh: boolean }> {
  const link = await findLinkByRelationship(sql, 'customer', relationship);
  if (link === null) return { link, isFresh: false };
  const isYoung = Date.now() - link.refreshedAt.getTime() < LINK_MAX_AGE_MS;
  const relation = { kind: 'relation', id: link.tribeRelationId } as const;
  return { link, isFresh: isYoung && !(await hasOpenIssue(sql, 'VAT_NUMBER_INVALID', relation)) };
}

async function fromLink(deps: Dependencies, context: TenantContext, link: Link): Promise<DebtorAnswer> {
  const customer = await onFreshData(
    deps.masterData,
    context.winbooks,
    () => deps.masterData.of(context.winbooks).customer(link.winbooksId),
    (found) => found === null || found.isLocked,
  );
  if (customer === null) return stop(issue('CUSTOMER_GONE', { customer: link.code }));
  if (customer.isLocked) return stop(issue('CUSTOMER_LOCKED', { customer: customer.code }));
  return { kind: 'known', customer, paymentTermDays: link.paymentTermDays };
}

async function withoutLink(
  deps: Dependencies,
  context: TenantContext,
  debtor: TribeDebtor,
): Promise<DebtorAnswer> {
  const number = debtor.debtorNumber?.trim() ?? '';
  const [found, another] = number === '' ? [] : orThrow(await findCustomersByCode(context.winbooks, number));
  if (another) return stop(issue('CUSTOMER_AMBIGUOUS', { customer: number }));
  if (found) return linked(found, 'number');
  const match = orThrow(await findMatchByVatNumber(context.winbooks, debtor.name, vatNumberOfDebtor(debtor)));
  if (match.kind === 'one') return linked(match.customer, 'matched');
  if (match.kind === 'unclear') return stop(matchUnclear(number, match));
  const code = newCustomerCode(number);
  return code.ok ? { kind: 'missing', draft: customerDraft(debtor, code.code) } : stop(code.issue);

  async function linked(customer: WinbooksCustomer, origin: 'number' | 'matched'): Promise<DebtorAnswer> {
    const problem = await linkFound(deps, context, debtor, customer, origin);
    return problem === null
      ? { kind: 'known', customer, paymentTermDays: debtor.paymentTermDays }
      : stop(problem);
  }
}

/** Links a customer that was found in WinBooks. Returns the issue that prevents it, or null when it is linked. */
export async function linkFound(
  deps: Dependencies,
  context: TenantContext,
  debtor: TribeDebtor,
  found: WinbooksCustomer,
  origin: Link['origin'],
): Promise<Issue | null> {
  if (vatNumbersContradict(vatNumberOfDebtor(debtor), found))
    return issue('CUSTOMER_VAT_DIFFERS', { customer: found.code });
  if (found.isLocked) return issue('CUSTOMER_LOCKED', { customer: found.code });
  const isLinked = await deps.database.asTenant(context.tenant.id, (sql) =>
    openCustomerLink(sql, debtor, found, origin),
  );
  return isLinked ? null : issue('CUSTOMER_ALREADY_LINKED', { customer: found.code });
}

const stop = (stopped: Issue): DebtorAnswer => ({ kind: 'issue', issue: stopped });
