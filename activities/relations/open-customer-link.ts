import type { TribeId } from '../../domain/ids';
import type { TribeDebtor } from '../../domain/vendors/tribe-records';
import type { WinbooksCustomer } from '../../domain/vendors/winbooks-records';
import type { TenantSql } from '../../store/database/database';
import { keepDebtorNumber } from '../../store/relations/debtor-numbers';
import { createLink, type Link } from '../../store/relations/links';
import { closeCustomerIssues } from '../../store/relations/relation-issues';

/** The relation that the customer is linked to. `debtorNumber` is its current number in Tribe. */
export type LinkedRelation = Pick<
  TribeDebtor,
  'relationId' | 'relationshipId' | 'kind' | 'debtorNumber' | 'paymentTermDays'
>;

/**
 * Opens the link of a relation and a WinBooks customer. That solves the issues that prevented finding this customer. If
 * WinBooks has it under another code than Tribe's debtor number, that code is to be written to Tribe, because WinBooks
 * decides the number (tribe-api §4.5, §5.1). All of it happens in the caller's transaction. False when either side is
 * linked to another record.
 */
export async function openCustomerLink(
  sql: TenantSql,
  relation: LinkedRelation,
  customer: Pick<WinbooksCustomer, 'id' | 'code'>,
  origin: Link['origin'],
): Promise<boolean> {
  const tribeRelationId: TribeId = relation.relationId;
  const linked = await createLink(sql, {
    kind: 'customer',
    tribeRelationId,
    tribeRelationshipId: relation.relationshipId,
    winbooksId: customer.id,
    code: customer.code,
    paymentTermDays: relation.paymentTermDays,
    origin,
  });
  if (linked !== 'created') return false;
  await closeCustomerIssues(sql, tribeRelationId);
  await keepDebtorNumber(sql, {
    tribeRelationId,
    relationKind: relation.kind,
    code: customer.code,
    debtorNumber: relation.debtorNumber,
  });
  return true;
}
