import type { WinbooksConnection } from '../../clients/connection';
import { ok, type Outcome } from '../../clients/outcome';
import { findCustomersByVatNumber } from '../../clients/winbooks';
import { candidatesInWords, matchByVatNumber, type VatMatch } from '../../domain/relation/customer-match';
import { issue, type Issue } from '../../domain/issues/issue-catalogue';
import { vatNumberIn, type WrittenVatNumber } from '../../domain/vat/vat-number';

/**
 * Looks for a relation among WinBooks' customers by its VAT number before one is created. If an installation refuses
 * the question (rights), or ignores its condition in a large folder, nothing matches, so that customers can still be
 * created.
 */
export async function findMatchByVatNumber(
  winbooks: WinbooksConnection,
  name: string,
  written: WrittenVatNumber,
): Promise<Outcome<VatMatch>> {
  const vatNumber = vatNumberIn(written);
  if (vatNumber === null) return ok({ kind: 'none' });
  const found = await findCustomersByVatNumber(winbooks, vatNumber);
  if (found.kind === 'ok') return ok(matchByVatNumber(name, found.value));
  const isRefused = found.kind === 'refused' && found.about === undefined;
  const isTooMuch = found.kind === 'unknown' && found.isTooMuch === true;
  return isRefused || isTooMuch ? ok({ kind: 'none' }) : found;
}

/** It is not certain that one of these is the customer, so a person chooses. */
export function matchUnclear(
  debtorNumber: string,
  { candidates }: Extract<VatMatch, { kind: 'unclear' }>,
): Issue {
  return issue('CUSTOMER_MATCH_UNCLEAR', {
    customer: debtorNumber,
    candidates: candidatesInWords(candidates),
  });
}
