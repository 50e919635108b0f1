import { listCustomerDebtors } from '../../clients/tribe';
import { listCustomers } from '../../clients/winbooks';
import type { Issue } from '../../domain/issue-catalogue';
import type { TribeDebtor } from '../../domain/tribe-records';
import type { WinbooksCustomer } from '../../domain/winbooks-records';
import { answered } from '../connection/check-connections';
import type { TenantContext } from '../connection/tenant-connections';
import type { Dependencies } from '../dependencies';
import { linkFound } from '../invoices/debtor';

export type MatchCounts = Readonly<Record<'linked' | 'forReview', number>>;

/**
 * First matching: an active Tribe customer and the WinBooks customer whose code is its debtor number, both unique, with
 * VAT numbers that do not contradict each other, are linked. Everything else is left for review. A side that does not let us
 * read its customers is an issue.
 */
export async function matchCustomers(
  deps: Dependencies,
  context: TenantContext,
): Promise<MatchCounts | Issue> {
  const debtors = answered('tribe', await listCustomerDebtors(context.tribe));
  if ('code' in debtors) return debtors;
  const customers = answered('winbooks', await listCustomers(context.winbooks));
  if ('code' in customers) return customers;
  const byCode = groupBy(customers.value, (customer) => customer.code);
  let linked = 0;
  let forReview = 0;
  for (const [number, sameNumber] of groupBy(
    debtors.value.filter(isCandidate),
    (debtor) => debtor.debtorNumber?.trim() ?? '',
  )) {
    const pair = onlyPair(sameNumber, byCode.get(number) ?? []);
    if (pair === null) continue;
    const refused =
      pair === 'unclear'
        ? true
        : (await linkFound(deps, context, pair.debtor, pair.customer, 'matched')) !== null;
    if (refused) forReview += 1;
    else linked += 1;
  }
  return { linked, forReview };
}

function isCandidate(debtor: TribeDebtor): boolean {
  return !debtor.isFormer && (debtor.debtorNumber?.trim() ?? '') !== '';
}

function onlyPair(
  debtors: readonly TribeDebtor[],
  customers: readonly WinbooksCustomer[],
): { readonly debtor: TribeDebtor; readonly customer: WinbooksCustomer } | 'unclear' | null {
  const [customer, anotherCustomer] = customers;
  const [debtor] = debtors;
  if (!customer || !debtor) return null;
  const isOneRelation = new Set(debtors.map(({ relationId }) => relationId)).size === 1;
  return anotherCustomer || !isOneRelation ? 'unclear' : { debtor, customer };
}

function groupBy<Value>(values: readonly Value[], keyOf: (value: Value) => string): Map<string, Value[]> {
  const groups = new Map<string, Value[]>();
  for (const value of values) groups.set(keyOf(value), [...(groups.get(keyOf(value)) ?? []), value]);
  return groups;
}
