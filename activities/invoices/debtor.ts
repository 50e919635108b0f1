import { readDebtor } from '../../clients/tribe';
import { findCustomersByCode } from '../../clients/winbooks';
import { customerCode } from '../../domain/customer-code';
import { issue, type Issue } from '../../domain/issue-catalogue';
import type { TribeDebtor, TribeInvoice } from '../../domain/tribe-records';
import { vatNumbersContradict } from '../../domain/vat-number';
import type { WinbooksCustomer } from '../../domain/winbooks-records';
import { closeIssues } from '../../store/issues';
import {
  createLink,
  findLinkByRelation,
  findLinkByRelationship,
  refreshLink,
  type Link,
} from '../../store/links';
import type { TenantContext } from '../connection/tenant-connections';
import type { Dependencies } from '../dependencies';
import { customerDraft, type CustomerDraft } from '../relations/customer-draft';
import { readingTribe } from '../reading';
import { onFreshData, orThrow } from './master-data';

/** Payment terms and codes of a link older than this are read again from Tribe. Milliseconds. */
const LINK_MAX_AGE_MS = 24 * 3_600_000;

export type DebtorAnswer =
  | { readonly kind: 'known'; readonly customer: WinbooksCustomer; readonly paymentTermDays: number | null }
  /** WinBooks does not have it yet. */
  | { readonly kind: 'missing'; readonly draft: CustomerDraft }
  | { readonly kind: 'issue'; readonly issue: Issue };

/**
 * The WinBooks customer of an invoice: the link decides, else the debtor number (architecture, "Relations"). Found under
 * that number with another VAT number, locked, or linked to somebody else: an issue, never a guess.
 */
export async function findDebtor(
  deps: Dependencies,
  context: TenantContext,
  relationship: NonNullable<TribeInvoice['relationship']>,
): Promise<DebtorAnswer> {
  const tenant = context.tenant.id;
  const link = await deps.database.asTenant(tenant, (sql) =>
    findLinkByRelationship(sql, 'customer', relationship.id),
  );
  if (link && Date.now() - link.refreshedAt.getTime() < LINK_MAX_AGE_MS) return fromLink(deps, context, link);

  const debtor = await readingTribe(readDebtor(context.tribe, relationship));
  if (debtor === null) return stop(issue('CUSTOMER_NOT_FOUND', {}));
  const known =
    link ??
    (await deps.database.asTenant(tenant, (sql) => findLinkByRelation(sql, 'customer', debtor.relationId)));
  if (known) {
    const paymentTermDays = debtor.paymentTermDays;
    await deps.database.asTenant(tenant, (sql) =>
      refreshLink(sql, known, { tribeRelationshipId: relationship.id, code: known.code, paymentTermDays }),
    );
    return fromLink(deps, context, { ...known, paymentTermDays });
  }
  return byNumber(deps, context, debtor);
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

async function byNumber(
  deps: Dependencies,
  context: TenantContext,
  debtor: TribeDebtor,
): Promise<DebtorAnswer> {
  const number = debtor.debtorNumber?.trim() ?? '';
  if (number === '') return stop(issue('CUSTOMER_WITHOUT_NUMBER', {}));
  const [found, another] = orThrow(await findCustomersByCode(context.winbooks, number));
  if (another) return stop(issue('CUSTOMER_AMBIGUOUS', { customer: number }));
  if (!found) {
    const code = customerCode(number);
    return code.ok ? { kind: 'missing', draft: customerDraft(debtor, code.code) } : stop(code.issue);
  }
  const linked = await linkFound(deps, context, debtor, found, 'number');
  if (linked !== null) return stop(linked);
  return { kind: 'known', customer: found, paymentTermDays: debtor.paymentTermDays };
}

/** Links a customer that was found in WinBooks; the issue that forbids it, or null when it is linked. */
export async function linkFound(
  deps: Dependencies,
  context: TenantContext,
  debtor: Pick<TribeDebtor, 'relationId' | 'relationshipId' | 'vatNumber' | 'paymentTermDays'>,
  found: WinbooksCustomer,
  origin: 'number' | 'created' | 'matched',
): Promise<Issue | null> {
  if (vatNumbersContradict(debtor.vatNumber, found))
    return issue('CUSTOMER_VAT_DIFFERS', { customer: found.code });
  if (found.isLocked) return issue('CUSTOMER_LOCKED', { customer: found.code });
  const link = {
    kind: 'customer',
    tribeRelationId: debtor.relationId,
    tribeRelationshipId: debtor.relationshipId,
    winbooksId: found.id,
    code: found.code,
    paymentTermDays: debtor.paymentTermDays,
    origin,
  } as const;
  const result = await deps.database.asTenant(context.tenant.id, async (sql) => {
    const created = await createLink(sql, link);
    // What stopped us from making this customer is solved, whoever made it.
    if (created === 'created') await closeIssues(sql, { kind: 'relation', id: debtor.relationId });
    return created;
  });
  return result === 'created' ? null : issue('CUSTOMER_ALREADY_LINKED', { customer: found.code });
}

const stop = (stopped: Issue): DebtorAnswer => ({ kind: 'issue', issue: stopped });
