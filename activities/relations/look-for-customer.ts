import type { WinbooksConnection } from '../../clients/connection';
import { findCustomersByCode, getCustomer } from '../../clients/winbooks';
import { issue, type Issue } from '../../domain/issues/issue-catalogue';
import type { WinbooksCustomer } from '../../domain/vendors/winbooks-records';
import type { CustomerCreation } from '../../store/relations/customer-creations';
import type { LookedUp } from '../writes/send-once';
import { codeTaken, thirdWithCode } from './code-owner';
import { vatNumberOfDraft, type CustomerDraft } from './customer-draft';
import { findMatchByVatNumber, matchUnclear } from './match-by-vat-number';

/** What stands in the place of a customer to be made: the customer, or why none may be made. */
export type FoundCustomer =
  | { readonly kind: 'customer'; readonly customer: WinbooksCustomer }
  | { readonly kind: 'problem'; readonly issue: Issue };

/** Before it is made: by its code among customers and thirds, and by its VAT number. */
export async function lookForCustomer(
  winbooks: WinbooksConnection,
  draft: CustomerDraft,
  { state, vendorId }: Pick<CustomerCreation, 'state' | 'vendorId'>,
): Promise<LookedUp<FoundCustomer>> {
  const third = await thirdWithCode(winbooks, draft.code);
  if (third.kind !== 'ok') return { kind: 'noAnswer', failure: third };
  // The third before the customer: another run that creates both in between is then seen as what it is.
  const found = await findCustomersByCode(winbooks, draft.code);
  if (found.kind !== 'ok') return { kind: 'noAnswer', failure: found };
  const [first, another] = found.value;
  if (another) return problem(issue('CUSTOMER_AMBIGUOUS', { customer: draft.code }));
  if (first) return customer(first);
  if (state === 'written') return lookForMade(winbooks, draft.code, vendorId);
  // Keyed by hand meanwhile, or made by us under a code of WinBooks' own while its answer was lost.
  const match = await findMatchByVatNumber(winbooks, draft.name, vatNumberOfDraft(draft));
  if (match.kind !== 'ok') return { kind: 'noAnswer', failure: match };
  if (match.value.kind === 'one') return customer(match.value.customer);
  if (match.value.kind === 'unclear') return problem(matchUnclear(draft.code, match.value));
  if (third.value === null) return { kind: 'absent' };
  const taken = await codeTaken(winbooks, draft, third.value);
  return taken.kind === 'ok' ? problem(taken.value) : { kind: 'noAnswer', failure: taken };
}

/** One that we made: WinBooks may have given it a code of its own. */
async function lookForMade(
  winbooks: WinbooksConnection,
  code: string,
  id: string | null,
): Promise<LookedUp<FoundCustomer>> {
  const made = id === null ? null : await getCustomer(winbooks, id);
  if (made?.kind === 'ok') return customer(made.value);
  if (made !== null && made.kind !== 'absent') return { kind: 'noAnswer', failure: made };
  // Deleted in WinBooks since then: deletions are never undone behind people's backs.
  return problem(issue('CUSTOMER_GONE', { customer: code }));
}

/** Once an attempt has left: the code is our own, so that it tells what became of the attempt. */
export async function lookForCustomerByCode(
  winbooks: WinbooksConnection,
  code: string,
): Promise<LookedUp<FoundCustomer>> {
  const found = await findCustomersByCode(winbooks, code);
  if (found.kind !== 'ok') return { kind: 'noAnswer', failure: found };
  const [first] = found.value;
  return first ? customer(first) : { kind: 'absent' };
}

const customer = (found: WinbooksCustomer): LookedUp<FoundCustomer> => ({
  kind: 'found',
  found: { kind: 'customer', customer: found },
  mayStillArrive: false,
});
const problem = (found: Issue): LookedUp<FoundCustomer> => ({
  kind: 'found',
  found: { kind: 'problem', issue: found },
  mayStillArrive: false,
});
