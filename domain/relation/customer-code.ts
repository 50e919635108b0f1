import { issue, type Issue } from '../issues/issue-catalogue';

/** Codes that WinBooks certainly accepts: at most 10 capitals and digits (winbooks-api §4.2, §7.7). */
const USABLE = /^[A-Z0-9]{1,10}$/;

/** True for a code that WinBooks certainly accepts. */
export const isUsableCode = (code: string): boolean => USABLE.test(code);

/**
 * The code for a new customer in WinBooks: Tribe's debtor number, unchanged. A number that WinBooks might change, cut
 * or refuse is held, because both systems recognise the customer by the code. Existing customers keep their code.
 */
export function newCustomerCode(
  debtorNumber: string | null,
): { readonly ok: true; readonly code: string } | { readonly ok: false; readonly issue: Issue } {
  const code = (debtorNumber ?? '').trim();
  if (code === '') return { ok: false, issue: issue('CUSTOMER_WITHOUT_NUMBER', {}) };
  if (!isUsableCode(code)) return { ok: false, issue: issue('CUSTOMER_NUMBER_UNUSABLE', { number: code }) };
  return { ok: true, code };
}
