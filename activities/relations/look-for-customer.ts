import type { WinbooksConnection } from '../../clients/connection';
import {
  findCustomersByCode,
  getCustomer,
  findCustomersByVatNumber,
  getThird,
  isSupplierCode,
  type WinbooksThird,
} from '../../clients/winbooks';
import { issue, type Issue } from '../../domain/issues/issue-catalogue';
import type { WinbooksCustomer } from '../../domain/vendors/winbooks-records';
import type { CustomerCreation } from '../../store/relations/customer-creations';
import type { InPlace } from '../writes/create-record';
import type { LookedUp } from '../writes/send-once';
import { vatNumberOfDraft, type CustomerDraft } from './customer-draft';
import { ok, type Outcome, type Failure } from '../../clients/outcome';
import { candidatesInWords, matchByVatNumber, type VatMatch } from '../../domain/relation/customer-match';
import { vatNumberIn, type WrittenVatNumber, vatNumbersContradict } from '../../domain/vat/vat-number';

type Looked = LookedUp<InPlace<WinbooksCustomer>>;

/**
 * Looks for a customer before it is created: by its code among customers and thirds, and by its VAT number.
 *
 * @param rejected customers of which a person said that they are another one
 */
export async function lookForCustomer(
  winbooks: WinbooksConnection,
  draft: CustomerDraft,
  creation: Pick<CustomerCreation, 'state' | 'vendorId'> | null,
  rejected: ReadonlySet<string>,
): Promise<Looked> {
  const third = await thirdWithCode(winbooks, draft.code);
  if (third.kind !== 'ok') return { kind: 'noAnswer', failure: third };
  // The third is asked for first: if another run creates both in between, the customer is found.
  const found = await findCustomersByCode(winbooks, draft.code);
  if (found.kind !== 'ok') return { kind: 'noAnswer', failure: found };
  const [first, another] = found.value;
  if (another || (first && rejected.has(first.id)))
    return problem(issue('CUSTOMER_AMBIGUOUS', { customer: draft.code }));
  if (first) return customer(first);
  if (creation?.state === 'written') return lookForMade(winbooks, draft.code, creation.vendorId);
  // Somebody may have keyed it in meanwhile, or an attempt of ours whose answer was lost got a code of WinBooks' own.
  const match = await findMatchByVatNumber(winbooks, draft.name, vatNumberOfDraft(draft), rejected);
  if (match.kind !== 'ok') return { kind: 'noAnswer', failure: match };
  if (match.value.kind === 'one') return customer(match.value.customer);
  if (match.value.kind === 'unclear') return problem(matchUnclear(draft.code, match.value));
  if (third.value === null) return { kind: 'absent' };
  const taken = await codeTaken(winbooks, draft, third.value);
  return taken.kind === 'ok' ? problem(taken.value) : { kind: 'noAnswer', failure: taken };
}

/** A customer that we created is found by its id, because WinBooks may have given it another code. */
async function lookForMade(winbooks: WinbooksConnection, code: string, id: string | null): Promise<Looked> {
  const made = id === null ? null : await getCustomer(winbooks, id);
  if (made?.kind === 'ok') return customer(made.value);
  if (made !== null && made.kind !== 'absent') return { kind: 'noAnswer', failure: made };
  // Deleted in WinBooks since then: deletions are never undone behind people's backs.
  return problem(issue('CUSTOMER_GONE', { customer: code }));
}

/** Looks for a customer once an attempt has left. The code is our own choice, so that it shows what became of the attempt. */
export async function lookForCustomerByCode(winbooks: WinbooksConnection, code: string): Promise<Looked> {
  const found = await findCustomersByCode(winbooks, code);
  if (found.kind !== 'ok') return { kind: 'noAnswer', failure: found };
  const [first] = found.value;
  return first ? customer(first) : { kind: 'absent' };
}

const customer = (found: WinbooksCustomer): Looked => ({
  kind: 'found',
  found: { kind: 'record', record: found },
  mayStillArrive: false,
});
const problem = (found: Issue): Looked => ({
  kind: 'found',
  found: { kind: 'problem', issue: found },
  mayStillArrive: false,
});

/**
 * Looks for a relation among WinBooks' customers by its VAT number before one is created. If an installation refuses
 * the question (rights), or ignores its condition in a large folder, nothing matches, so that customers can still be
 * created.
 */
export async function findMatchByVatNumber(
  winbooks: WinbooksConnection,
  name: string,
  written: WrittenVatNumber,
  rejected: ReadonlySet<string>,
): Promise<Outcome<VatMatch>> {
  const vatNumber = vatNumberIn(written);
  if (vatNumber === null) return ok({ kind: 'none' });
  const found = await findCustomersByVatNumber(winbooks, vatNumber);
  if (found.kind === 'ok') {
    const others = found.value.filter(({ id }) => !rejected.has(id));
    return ok(matchByVatNumber(name, others));
  }
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

/**
 * The third that has the code of a customer to be created although no customer has it; null when the code is free. If
 * this very question is refused (rights, an installation without it), customers can still be created.
 */
async function thirdWithCode(
  winbooks: WinbooksConnection,
  code: string,
): Promise<Outcome<WinbooksThird | null>> {
  const third = await getThird(winbooks, code);
  return third.kind === 'ok' || !isAnswer(third) ? third : ok(null);
}

/**
 * Why no customer is created under the code of this third: it would overwrite the third's name, VAT number and
 * addresses. A supplier is named as such; any other third is what a deleted customer left, or WinBooks does not say
 * whose it is.
 */
async function codeTaken(
  winbooks: WinbooksConnection,
  draft: CustomerDraft,
  third: WinbooksThird,
): Promise<Outcome<Issue>> {
  const supplier = await isSupplierCode(winbooks, draft.code);
  if (supplier.kind !== 'ok' && !isAnswer(supplier)) return supplier;
  const customer = draft.code;
  if (supplier.kind === 'ok' && supplier.value)
    return ok(issue('CUSTOMER_CODE_OF_SUPPLIER', { customer, supplier: third.name ?? customer }));
  return ok(
    vatNumbersContradict(vatNumberOfDraft(draft), third)
      ? issue('CUSTOMER_VAT_DIFFERS', { customer })
      : issue('CUSTOMER_AMBIGUOUS', { customer }),
  );
}

const isAnswer = (failure: Failure): boolean =>
  failure.kind === 'absent' || (failure.kind === 'refused' && failure.about === undefined);
