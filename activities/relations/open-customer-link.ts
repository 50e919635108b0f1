import type { TribeId } from '../../domain/ids';
import type { TribeDebtor } from '../../domain/tribe-records';
import type { WinbooksCustomer } from '../../domain/winbooks-records';
import type { TenantSql } from '../../store/database';
import { createLink, type Link } from '../../store/links';
import { closeCustomerIssues } from '../../store/relation-issues';

/** Whose customer it becomes. */
export type LinkedRelation = Pick<TribeDebtor, 'relationId' | 'relationshipId' | 'paymentTermDays'>;

/**
 * Opens the link of a relation and a WinBooks customer; what stopped us from finding this customer is solved then. All of it in
 * the caller's transaction. False when either side is linked to somebody else.
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
  return true;
}
