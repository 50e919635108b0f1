import { issue, type Issue } from '../issues/issue-catalogue';

/** Codes that WinBooks surely accepts: at most 10 capitals and digits (winbooks-api §4.2, §7.7). */
const USABLE = /^[A-Z0-9]{1,10}$/;

/**
 * The code of a customer that is to be made in WinBooks: Tribe's debtor number as it is. A number that WinBooks might change, cut or
 * refuse is held instead, because the code is what both systems recognise the customer by. Customers that WinBooks has already keep
 * whatever code they have.
 */
export function newCustomerCode(
  debtorNumber: string | null,
): { readonly ok: true; readonly code: string } | { readonly ok: false; readonly issue: Issue } {
  const code = (debtorNumber ?? '').trim();
  if (code === '') return { ok: false, issue: issue('CUSTOMER_WITHOUT_NUMBER', {}) };
  if (!USABLE.test(code)) return { ok: false, issue: issue('CUSTOMER_NUMBER_UNUSABLE', { number: code }) };
  return { ok: true, code };
}
