import type { Day } from '../ids';
import { COMMENT_LENGTH, type InvoicePlan } from '../invoice/invoice-plan';
import { beginningOf } from '../text-cut';

/**
 * The plan as it is booked on another day than its own. The comment always keeps the invoice date, even if other parts
 * of it must be cut.
 */
export function withOwnDate(plan: InvoicePlan, bookedOn: Day): InvoicePlan {
  if (bookedOn === plan.date) return plan;
  const [year, month, date] = plan.date.split('-');
  const ownDate = ` ${date}/${month}/${year}`;
  const comment = `${beginningOf(plan.comment, COMMENT_LENGTH - ownDate.length).trimEnd()}${ownDate}`;
  return { ...plan, date: bookedOn, comment };
}
