import { readDebtor } from '../../clients/tribe';
import type { InvoicePlan } from '../../domain/invoice-plan';
import { issue, type Issue } from '../../domain/issue-catalogue';
import { intraCommunityCode, isOfAnotherMemberState } from '../../domain/vat-kind';
import { splitVatNumber, type VatNumber } from '../../domain/vat-number';
import type { WinbooksCustomer } from '../../domain/winbooks-records';
import type { TenantContext } from '../connection/tenant-connections';
import type { Dependencies } from '../dependencies';
import { readingTribe } from '../reading';

/**
 * An intra-Community sale needs the customer's VAT number of another member state: WinBooks' own, else Tribe's. The issue
 * where there is none; null when there is, or when nothing of the plan is intra-Community.
 */
export async function intraCommunityProblem(
  deps: Dependencies,
  context: TenantContext,
  plan: InvoicePlan,
  customer: WinbooksCustomer,
): Promise<Issue | null> {
  const vatCodes = await deps.masterData.of(context.winbooks).vatCodes();
  const vatCode = intraCommunityCode(plan, vatCodes, context.vatMap);
  if (vatCode === null) return null;
  const number = (await numberInWinbooks(deps, context, customer)) ?? (await numberInTribe(context, plan));
  return isOfAnotherMemberState(number)
    ? null
    : issue('INTRA_COMMUNITY_WITHOUT_VAT_NUMBER', { customer: customer.code, vatCode });
}

/** A customer is read with the id of its VAT country alone (winbooks-api §4.3): then its third tells which one that is. */
async function numberInWinbooks(
  deps: Dependencies,
  context: TenantContext,
  { code, vatNumber, vatCountryCode }: WinbooksCustomer,
): Promise<VatNumber | null> {
  if (vatNumber === null) return null;
  if (vatCountryCode !== null) return splitVatNumber(vatNumber, vatCountryCode);
  const third = await deps.masterData.of(context.winbooks).third(code);
  return splitVatNumber(vatNumber, third?.vatCountryCode ?? null);
}

async function numberInTribe(context: TenantContext, plan: InvoicePlan): Promise<VatNumber | null> {
  const debtor = await readingTribe(readDebtor(context.tribe, { id: plan.relationshipId, type: null }));
  return splitVatNumber(debtor?.vatNumber ?? null, debtor?.invoiceAddress?.countryCode ?? null);
}
