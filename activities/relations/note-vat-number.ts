import type { TribeDebtor } from '../../domain/vendors/tribe-records';
import { readVatNumber } from '../../domain/vat/vat-number';
import type { TenantSql } from '../../store/database/database';
import { closeNotice, openNotice } from '../../store/relations/relation-issues';
import { vatNumberOfDebtor } from './customer-draft';

/** Shows what stands in Tribe as a VAT number and is none, as it is never sent; forgets it once it is one, or empty. */
export async function noteVatNumber(sql: TenantSql, debtor: TribeDebtor): Promise<void> {
  const reading = readVatNumber(vatNumberOfDebtor(debtor));
  if (reading.kind !== 'unusable') return closeNotice(sql, debtor.relationId, 'VAT_NUMBER_INVALID');
  await openNotice(sql, debtor.relationId, {
    code: 'VAT_NUMBER_INVALID',
    params: { customer: debtor.debtorNumber ?? debtor.name, written: reading.written },
  });
}
