import { issue, type Issue } from '../issues/issue-catalogue';
import type { PartyRole } from '../vendors/winbooks-records';
import { isUsableCode, newCustomerCode } from './customer-code';

export type CodeChoice =
  { readonly ok: true; readonly code: string } | { readonly ok: false; readonly issue: Issue };

/**
 * The code under which a relation is created in WinBooks: its number in Tribe. A third has one code in both roles
 * (winbooks-api §4.2), so that a relation without a number in this role gets the code that it has in the other one.
 *
 * @param codeInOtherRole of the third that the relation is linked to already; null when there is none
 */
export function newPartyCode(
  role: PartyRole,
  { number, name }: { readonly number: string | null; readonly name: string },
  codeInOtherRole: string | null,
): CodeChoice {
  const given = (number ?? '').trim();
  const code = given === '' ? (codeInOtherRole ?? '') : given;
  if (role === 'customer') return newCustomerCode(code);
  if (code === '') return { ok: false, issue: issue('SUPPLIER_WITHOUT_NUMBER', { supplier: name }) };
  if (!isUsableCode(code))
    return { ok: false, issue: issue('SUPPLIER_NUMBER_UNUSABLE', { supplier: name, number: code }) };
  return { ok: true, code };
}

/** A number in Tribe beside the code in WinBooks. */
interface NumberBesideCode {
  readonly role: PartyRole;
  readonly code: string;
  /** Tribe's number now. */
  readonly number: string | null;
}

/** The number was changed in Tribe after the two were linked; it is not overwritten. */
export const numberDiffers = ({ role, code, number }: NumberBesideCode): Issue =>
  role === 'customer'
    ? issue('DEBTOR_NUMBER_DIFFERS', { customer: code, number: number ?? '' })
    : issue('CREDITOR_NUMBER_DIFFERS', { supplier: code, number: number ?? '' });

/** The code cannot become Tribe's number, because another relation has that number. */
export const numberDouble = ({ role, code, number }: NumberBesideCode): Issue =>
  role === 'customer'
    ? issue('DEBTOR_NUMBER_DOUBLE', { customer: code, number: number ?? '' })
    : issue('CREDITOR_NUMBER_DOUBLE', { supplier: code, number: number ?? '' });
