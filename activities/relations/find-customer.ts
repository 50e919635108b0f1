import { readDebtor } from '../../clients/tribe';
import { findCustomersByCode } from '../../clients/winbooks';
import { newCustomerCode } from '../../domain/relation/customer-code';
import { bookingRefusal } from '../../domain/relation/link-rules';
import { issue, type Issue } from '../../domain/issues/issue-catalogue';
import type { TribeId } from '../../domain/ids';
import { readVatNumber } from '../../domain/vat/vat-number';
import type { TribeDebtor, TribeInvoice } from '../../domain/vendors/tribe-records';
import type { WinbooksCustomer } from '../../domain/vendors/winbooks-records';
import type { TenantSql } from '../../store/database/database';
import { hasOpenIssue } from '../../store/issues/issues';
import {
  findLinkByRelation,
  findLinkByRelationship,
  refreshLink,
  type Link,
} from '../../store/relations/links';
import { closeNotice, openNotice } from '../../store/relations/relation-issues';
import { rejectedPartners } from '../../store/relations/relation-matches';
import type { TenantContext } from '../connection/tenant-connections';
import type { Dependencies } from '../dependencies';
import { onFreshData } from '../master-data';
import { orThrow, readingTribe } from '../reading';
import { customerDraft, vatNumberOfDebtor, type CustomerDraft } from './customer-draft';
import { linkCustomer, relationOfDebtor } from './link-customer';
import { findMatchByVatNumber, matchUnclear } from './look-for-customer';

/** Payment terms and codes of a link older than this are read again from Tribe. Milliseconds. */
const LINK_MAX_AGE_MS = 24 * 3_600_000;

type CustomerOfRelation =
  | { readonly kind: 'linked'; readonly customer: WinbooksCustomer; readonly paymentTermDays: number | null }
  /** WinBooks does not have it yet: this is what it would be created from. */
  | { readonly kind: 'missing'; readonly draft: CustomerDraft }
  | { readonly kind: 'held'; readonly issue: Issue };

/**
 * The WinBooks customer of a customer relationship of Tribe, which is what an invoice names: by the link, else by the debtor number,
 * else by the VAT number (architecture, "An invoice from Tribe to the ledger"). One that is found is linked. The result is an
 * issue, never a guess, if the rules of a link forbid it, or if it is not certainly the same by its VAT number.
 *
 * @param since nothing that was read from WinBooks before this time stops it
 */
export async function findCustomer(
  deps: Dependencies,
  context: TenantContext,
  relationship: NonNullable<TribeInvoice['relationship']>,
  since: Date,
): Promise<CustomerOfRelation> {
  const { link, isFresh } = await deps.database.asTenant(context.tenant.id, (sql) =>
    linkOf(sql, relationship.id),
  );
  if (link && isFresh) return fromLink(deps, context, link, since);
  const debtor = await readingTribe(readDebtor(context.tribe, relationship));
  return debtor === null
    ? held(issue('CUSTOMER_NOT_FOUND', {}))
    : findCustomerOf(deps, context, { ...debtor, relationshipId: relationship.id }, since, link);
}

/** The same of a relation that was read just now. `known`: its link, if its relationship was linked. */
async function findCustomerOf(
  deps: Dependencies,
  context: TenantContext,
  debtor: TribeDebtor,
  since: Date,
  known: Link | null,
): Promise<CustomerOfRelation> {
  const link = await deps.database.asTenant(context.tenant.id, async (sql) => {
    await noteVatNumber(sql, debtor);
    const found = known ?? (await findLinkByRelation(sql, 'customer', debtor.relationId));
    if (found === null) return null;
    const { paymentTermDays, relationshipId } = debtor;
    await refreshLink(sql, found, { tribeRelationshipId: relationshipId, code: found.code, paymentTermDays });
    return { ...found, paymentTermDays };
  });
  return link === null ? withoutLink(deps, context, debtor) : fromLink(deps, context, link, since);
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

async function fromLink(
  deps: Dependencies,
  context: TenantContext,
  link: Link,
  since: Date,
): Promise<CustomerOfRelation> {
  const customer = await onFreshData(
    deps.masterData,
    context.winbooks,
    since,
    () => deps.masterData.of(context.winbooks).customer(link.winbooksId),
    (found) => bookingRefusal(found, link.code) !== null,
  );
  const refusal = bookingRefusal(customer, link.code);
  if (customer === null || refusal !== null)
    return held(refusal ?? issue('CUSTOMER_GONE', { customer: link.code }));
  return { kind: 'linked', customer, paymentTermDays: link.paymentTermDays };
}

async function withoutLink(
  deps: Dependencies,
  context: TenantContext,
  debtor: TribeDebtor,
): Promise<CustomerOfRelation> {
  const number = debtor.debtorNumber?.trim() ?? '';
  const [found, another] = number === '' ? [] : orThrow(await findCustomersByCode(context.winbooks, number));
  const rejected = await deps.database.asTenant(context.tenant.id, (sql) =>
    rejectedPartners(sql, 'customer', { relationId: debtor.relationId }),
  );
  if (another || (found && rejected.has(found.id)))
    return held(issue('CUSTOMER_AMBIGUOUS', { customer: number }));
  if (found) return link(found, 'number');
  const match = orThrow(
    await findMatchByVatNumber(context.winbooks, debtor.name, vatNumberOfDebtor(debtor), rejected),
  );
  if (match.kind === 'one') return link(match.customer, 'matched');
  if (match.kind === 'unclear') return held(matchUnclear(number, match));
  const code = newCustomerCode(number);
  return code.ok ? { kind: 'missing', draft: customerDraft(debtor, code.code) } : held(code.issue);

  async function link(customer: WinbooksCustomer, origin: 'number' | 'matched'): Promise<CustomerOfRelation> {
    const problem = await deps.database.asTenant(context.tenant.id, (sql) =>
      linkCustomer(sql, relationOfDebtor(debtor), customer, origin),
    );
    return problem === null
      ? { kind: 'linked', customer, paymentTermDays: debtor.paymentTermDays }
      : held(problem);
  }
}

/**
 * Opens a notice for a text in Tribe's VAT number field that is not a VAT number, because it is never sent; closes it
 * once the field is valid or empty.
 */
async function noteVatNumber(sql: TenantSql, debtor: TribeDebtor): Promise<void> {
  const reading = readVatNumber(vatNumberOfDebtor(debtor));
  if (reading.kind !== 'unusable') return closeNotice(sql, debtor.relationId, 'VAT_NUMBER_INVALID');
  await openNotice(sql, debtor.relationId, {
    code: 'VAT_NUMBER_INVALID',
    params: { customer: debtor.debtorNumber ?? debtor.name, written: reading.written },
  });
}

const held = (problem: Issue): CustomerOfRelation => ({ kind: 'held', issue: problem });
