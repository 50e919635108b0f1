import type { TribeId, WinbooksId } from '../../domain/ids';
import type { TenantSql } from '../database/database';
import { openIssue, type IssueParams } from '../issues/issues';
import { vendorWrites, type VendorWrite, type WriteConflict } from '../vendor-writes/vendor-writes';
import { closeCustomerIssues } from './relation-issues';

/**
 * Creating a WinBooks customer for a Tribe relation: a write to a vendor, with the issues of the relation. WinBooks' customer code is
 * the caller's own (winbooks-api §4.2), so a look-up by code tells what became of an attempt; it is what the write claims.
 */
export const customerCreations = vendorWrites('create-customer');
export type CustomerCreation = VendorWrite;

/** The customer is there, by our doing or found by its code: closes the issues of the relation. */
export async function markCustomerCreated(
  sql: TenantSql,
  relation: TribeId,
  customer: WinbooksId,
): Promise<'written' | 'stale' | WriteConflict> {
  const written = await customerCreations.write(sql, relation, customer);
  if (written === 'written') await closeCustomerIssues(sql, relation);
  return written;
}

/**
 * Held, with the issue of the relation.
 *
 * @param known the attempt whose fate is known, as after a refusal
 */
export async function holdCustomerCreation(
  sql: TenantSql,
  relation: TribeId,
  code: string,
  details: IssueParams = {},
  known: { readonly attempt: number } | null = null,
): Promise<boolean> {
  if (!(await customerCreations.hold(sql, relation, code, known))) return false;
  await closeCustomerIssues(sql, relation, code);
  await openIssue(sql, code, { kind: 'relation', id: relation }, details);
  return true;
}
