import type { TribeDebtor } from '../../domain/vendors/tribe-records';
import { readVatNumber } from '../../domain/vat/vat-number';
import type { TenantSql } from '../../store/database/database';
import { closeNotice, openNotice } from '../../store/relations/relation-issues';
import { vatNumberOfDebtor } from './customer-draft';

/**
 * Opens a notice for a text in Tribe's VAT number field that is not a VAT number, because it is never sent; closes it
 * once the field is valid or empty.
 */
export async function noteVatNumber(sql: TenantSql, debtor: TribeDebtor): Promise<void> {
  const reading = readVatNumber(vatNumberOfDebtor(debtor));
  if (reading.kind !== 'unusable') return closeNotice(sql, debtor.relationId, 'VAT_NUMBER_INVALID');
  await openNotice(sql, debtor.relationId, {
    code: 'VAT_NUMBER_INVALID',
    params: { customer: debtor.debtorNumber ?? debtor.name, written: reading.written },
  });
}
