import type { WinbooksConnection } from '../../clients/connection';
import { ok, type Failure, type Outcome } from '../../clients/outcome';
import { getThird, isSupplierCode, type WinbooksThird } from '../../clients/winbooks';
import { issue, type Issue } from '../../domain/issues/issue-catalogue';
import { vatNumbersContradict } from '../../domain/vat/vat-number';
import { vatNumberOfDraft, type CustomerDraft } from './customer-draft';

/**
 * The third that has the code of a customer to be created although no customer has it; null when the code is free. If
 * this very question is refused (rights, an installation without it), customers can still be created.
 */
export async function thirdWithCode(
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
export async function codeTaken(
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
