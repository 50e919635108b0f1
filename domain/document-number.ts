import { issue, type Issue } from './issue-catalogue';

/** Length of a document number in WinBooks' own imports, N12 (winbooks-api §7.7). */
const MOST_DIGITS = 12;

/**
 * WinBooks' DocNumber for an invoice: the digits of Tribe's number as they are, `F2026-0041` → 20260041.
 * Never renumbered, so that both systems speak of the same document.
 */
export function documentNumber(
  tribeNumber: string,
): { readonly ok: true; readonly docNumber: number } | { readonly ok: false; readonly issue: Issue } {
  const digits = tribeNumber.replaceAll(/[^0-9]/g, '');
  if (Number(digits) === 0)
    return { ok: false, issue: issue('NUMBER_WITHOUT_DIGITS', { number: tribeNumber }) };
  if (digits.length > MOST_DIGITS) {
    return { ok: false, issue: issue('NUMBER_TOO_LONG', { number: tribeNumber, digits: MOST_DIGITS }) };
  }
  return { ok: true, docNumber: Number(digits) };
}
