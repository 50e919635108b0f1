import { issue, type Issue } from '../issues/issue-catalogue';
import { vatNumbersContradict, type WrittenVatNumber } from '../vat/vat-number';
import type { WinbooksCustomer } from '../vendors/winbooks-records';

/**
 * Why a relation may not be linked to this customer; null when it may. One rule for every link: at activation, for an invoice,
 * after a customer was created, and by a person's choice.
 *
 * @param ofRelation what Tribe states as the VAT number of the relation
 * @param isOneLinkedElsewhere the relation has another customer, or the customer another relation
 */
export function linkRefusal(
  ofRelation: WrittenVatNumber,
  customer: WinbooksCustomer,
  isOneLinkedElsewhere: boolean,
): Issue | null {
  if (vatNumbersContradict(ofRelation, customer))
    return issue('CUSTOMER_VAT_DIFFERS', { customer: customer.code });
  if (customer.isLocked) return issue('CUSTOMER_LOCKED', { customer: customer.code });
  return isOneLinkedElsewhere ? issue('CUSTOMER_ALREADY_LINKED', { customer: customer.code }) : null;
}

/**
 * Why nothing may be booked on a linked customer; null when it may.
 *
 * @param customer null when WinBooks no longer has it
 * @param code the one that it was linked under
 */
export function bookingRefusal(customer: WinbooksCustomer | null, code: string): Issue | null {
  if (customer === null) return issue('CUSTOMER_GONE', { customer: code });
  return customer.isLocked ? issue('CUSTOMER_LOCKED', { customer: customer.code }) : null;
}
