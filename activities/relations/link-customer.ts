import { tribeId, type TribeId } from '../../domain/ids';
import type { Issue } from '../../domain/issues/issue-catalogue';
import { linkRefusal } from '../../domain/relation/link-rules';
import type { WrittenVatNumber } from '../../domain/vat/vat-number';
import type { TribeDebtor } from '../../domain/vendors/tribe-records';
import type { WinbooksCustomer } from '../../domain/vendors/winbooks-records';
import type { TenantSql } from '../../store/database/database';
import { wantDebtorNumber } from '../../store/relations/debtor-numbers';
import { createLink, type Link } from '../../store/relations/links';
import { enqueueRecords } from '../../store/relations/relation-queue';
import { closeCustomerIssues } from '../../store/relations/relation-issues';
import { vatNumberOfDebtor, vatNumberOfDraft, type CustomerDraft } from './customer-draft';

/** A relation that gets a customer. `debtorNumber` is its current number in Tribe. */
export interface RelationToLink {
  readonly relationId: TribeId;
  readonly relationshipId: TribeId;
  readonly kind: TribeDebtor['kind'];
  readonly debtorNumber: string | null;
  readonly paymentTermDays: number | null;
  readonly vatNumber: WrittenVatNumber;
}

export const relationOfDebtor = (debtor: TribeDebtor): RelationToLink => ({
  ...debtor,
  vatNumber: vatNumberOfDebtor(debtor),
});

/** A customer is created under the debtor number. */
export const relationOfDraft = (draft: CustomerDraft): RelationToLink => ({
  relationId: tribeId(draft.relationId),
  relationshipId: tribeId(draft.relationshipId),
  kind: draft.kind,
  debtorNumber: draft.code,
  paymentTermDays: draft.paymentTermDays,
  vatNumber: vatNumberOfDraft(draft),
});

/**
 * Links a relation to a customer of WinBooks: the only place where such a link is opened. That solves the issues that prevented
 * finding this customer. If WinBooks has it under another code than Tribe's debtor number, that code is to be written to Tribe,
 * because WinBooks decides the number (tribe-api §4.5, §5.1). Their other fields are merged by the sync of relations. All of it happens in the caller's transaction. Returns the issue that
 * prevents the link, or null when it is open; repeating it for a linked pair changes nothing.
 */
export async function linkCustomer(
  sql: TenantSql,
  relation: RelationToLink,
  customer: WinbooksCustomer,
  origin: Link['origin'],
): Promise<Issue | null> {
  const refusal = linkRefusal(relation.vatNumber, customer, false);
  if (refusal !== null) return refusal;
  const created = await createLink(sql, {
    kind: 'customer',
    tribeRelationId: relation.relationId,
    tribeRelationshipId: relation.relationshipId,
    winbooksId: customer.id,
    code: customer.code,
    paymentTermDays: relation.paymentTermDays,
    origin,
  });
  if (created !== 'created') return linkRefusal(relation.vatNumber, customer, true);
  await enqueueRecords(sql, 'tribe', [{ role: 'customer', recordId: relation.relationId }]);
  await closeCustomerIssues(sql, relation.relationId);
  await wantDebtorNumber(sql, relation.relationId, {
    relationKind: relation.kind,
    code: customer.code,
    current: relation.debtorNumber,
  });
  return null;
}
