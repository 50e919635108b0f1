import { readDebtor } from '../../clients/tribe';
import type { InvoicePlan } from '../../domain/invoice/invoice-plan';
import { issue, type Issue } from '../../domain/issues/issue-catalogue';
import { codeOfKind, isBelgian, isOfAnotherMemberState } from '../../domain/vat/vat-kind';
import { vatNumberIn, type VatNumber } from '../../domain/vat/vat-number';
import type { WinbooksCustomer } from '../../domain/vendors/winbooks-records';
import type { TenantContext } from '../connection/tenant-connections';
import type { Dependencies } from '../dependencies';
import { readingTribe } from '../reading';
import { vatNumberOfDebtor } from '../relations/customer-draft';

/** The kinds of 0 % that require a VAT number of the customer. */
const REQUIREMENTS = [
  {
    kind: 'intra-community',
    isMetBy: isOfAnotherMemberState,
    code: 'INTRA_COMMUNITY_WITHOUT_VAT_NUMBER',
  },
  { kind: 'co-contractor', isMetBy: isBelgian, code: 'CO_CONTRACTOR_WITHOUT_VAT_NUMBER' },
] as const;

/**
 * An intra-Community supply requires a VAT number of the customer in another member state, a co-contractor's a Belgian
 * one: from WinBooks, else from Tribe. Returns the issue when there is no valid one; null when there is, or when the
 * plan requires none.
 */
export async function missingVatNumber(
  deps: Dependencies,
  context: TenantContext,
  plan: InvoicePlan,
  customer: WinbooksCustomer,
): Promise<Issue | null> {
  const vatCodes = await deps.masterData.of(context.winbooks).vatCodes();
  const needed = REQUIREMENTS.flatMap((requirement) => {
    const vatCode = codeOfKind(requirement.kind, plan, vatCodes, context.vatMap);
    return vatCode === null ? [] : [{ ...requirement, vatCode }];
  });
  if (needed.length === 0) return null;
  const number = (await numberInWinbooks(deps, context, customer)) ?? (await numberInTribe(context, plan));
  const unmet = needed.find(({ isMetBy }) => !isMetBy(number));
  return unmet === undefined ? null : issue(unmet.code, { customer: customer.code, vatCode: unmet.vatCode });
}

/**
 * Read through the cache, so that it is fresh before it holds an invoice. A customer comes with only the id of its VAT
 * country (winbooks-api §4.3); its third then says which country that is.
 */
async function numberInWinbooks(
  deps: Dependencies,
  context: TenantContext,
  customer: WinbooksCustomer,
): Promise<VatNumber | null> {
  const folder = deps.masterData.of(context.winbooks);
  const { code, vatNumber, vatCountryCode } = (await folder.customer(customer.id)) ?? customer;
  if (vatNumber === null) return null;
  if (vatCountryCode !== null) return vatNumberIn({ vatNumber, vatCountryCode });
  return vatNumberIn({ vatNumber, vatCountryCode: (await folder.third(code))?.vatCountryCode ?? null });
}

async function numberInTribe(context: TenantContext, plan: InvoicePlan): Promise<VatNumber | null> {
  const debtor = await readingTribe(readDebtor(context.tribe, { id: plan.relationshipId, type: null }));
  return debtor === null ? null : vatNumberIn(vatNumberOfDebtor(debtor));
}
