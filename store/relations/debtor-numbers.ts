import { z } from 'zod';
import type { TribeId } from '../../domain/ids';
import type { TenantSql } from '../database/database';
import { vendorUpdates } from '../vendor-writes/vendor-updates';
import { closeNumberNotices } from './relation-issues';

/** A WinBooks code that is to become the debtor number of a Tribe relation. */
const debtorNumber = z.object({
  relationKind: z.enum(['organisation', 'person']),
  code: z.string(),
  /** Tribe's debtor number when that was decided; null when there was none. */
  replaces: z.string().nullable(),
});
export type DebtorNumber = z.output<typeof debtorNumber>;

/** Debtor numbers that are to be written to Tribe. */
export const debtorNumbers = vendorUpdates('debtor-number', debtorNumber);

/**
 * Called in the transaction that links a relation to a customer. If the customer's code differs from Tribe's debtor number, it is to
 * be written to Tribe; what was to be written before is forgotten. A number that differs only in case is the same.
 */
export async function wantDebtorNumber(
  sql: TenantSql,
  relation: TribeId,
  wanted: Pick<DebtorNumber, 'relationKind' | 'code'> & { readonly current: string | null },
): Promise<void> {
  const { relationKind, code } = wanted;
  const current = wanted.current?.trim() ?? '';
  await closeNumberNotices(sql, relation);
  if (current.toLowerCase() === code.toLowerCase()) return debtorNumbers.forget(sql, relation);
  const replaces = current === '' ? null : current;
  await debtorNumbers.want(sql, [{ recordId: relation, wanted: { relationKind, code, replaces } }]);
}
