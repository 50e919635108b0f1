import { listCustomerDebtors } from '../../clients/tribe';
import { listCustomers } from '../../clients/winbooks';
import { matchByVatNumber } from '../../domain/relation/customer-match';
import type { TribeId } from '../../domain/ids';
import type { Issue } from '../../domain/issues/issue-catalogue';
import type { TribeDebtor } from '../../domain/vendors/tribe-records';
import { hasVatNumber, vatNumberIn, type VatNumber } from '../../domain/vat/vat-number';
import type { WinbooksCustomer } from '../../domain/vendors/winbooks-records';
import { answered } from '../connection/vendor-answers';
import type { TenantContext } from '../connection/tenant-connections';
import type { Dependencies } from '../dependencies';
import { vatNumberOfDebtor } from './customer-draft';
import { linkCustomer, relationOfDebtor } from './link-customer';

export type MatchCounts = Readonly<Record<'linked' | 'forReview', number>>;

/** Tribe customers with one debtor number or VAT number, and the WinBooks customers that they may be. */
interface Proposal {
  readonly debtors: readonly TribeDebtor[];
  readonly customers: readonly WinbooksCustomer[];
  readonly customer: WinbooksCustomer | null;
}

/**
 * The first matching. An active Tribe customer is linked to the WinBooks customer whose code is its debtor number, if
 * both are unique and their VAT numbers do not contradict each other; then to one with another code but the same VAT
 * number and name. All others are left for review. A side whose customers we may not read is an issue.
 */
export async function matchCustomers(
  deps: Dependencies,
  context: TenantContext,
): Promise<MatchCounts | Issue> {
  const debtors = answered('tribe', await listCustomerDebtors(context.tribe));
  if ('code' in debtors) return debtors;
  const customers = answered('winbooks', await listCustomers(context.winbooks));
  if ('code' in customers) return customers;
  const active = debtors.value.filter(({ isFormer }) => !isFormer);
  const byNumber = proposalsByNumber(active, customers.value).filter(isOfSomebody);
  const met = new Set(byNumber.flatMap((proposal) => proposal.debtors.map(({ relationId }) => relationId)));
  const others = active.filter(({ relationId }) => !met.has(relationId));

  const link = (debtor: TribeDebtor, customer: WinbooksCustomer): Promise<Issue | null> =>
    deps.database.asTenant(context.tenant.id, (sql) =>
      linkCustomer(sql, relationOfDebtor(debtor), customer, 'matched'),
    );
  let linked = 0;
  let forReview = 0;
  for (const proposal of [
    ...byNumber,
    ...proposalsByVatNumber(others, customers.value).filter(isOfSomebody),
  ]) {
    const [debtor] = proposal.debtors;
    const isOneRelation = new Set(proposal.debtors.map(relationIdOf)).size === 1;
    const isLinked =
      debtor !== undefined &&
      isOneRelation &&
      proposal.customer !== null &&
      (await link(debtor, proposal.customer)) === null;
    if (isLinked) linked += 1;
    else forReview += 1;
  }
  return { linked, forReview };
}

const isOfSomebody = ({ customers }: Proposal): boolean => customers.length > 0;
const relationIdOf = ({ relationId }: TribeDebtor): TribeId => relationId;

/** The exact code, else the only one that differs only in case and is nobody else's debtor number. */
function proposalsByNumber(
  debtors: readonly TribeDebtor[],
  customers: readonly WinbooksCustomer[],
): Proposal[] {
  const byCode = groupBy(customers, ({ code }) => code.normalize());
  const byAnyCase = groupBy(customers, ({ code }) => code.normalize().toLowerCase());
  const byNumber = groupBy(debtors, ({ debtorNumber }) => debtorNumber?.trim().normalize() ?? '');
  byNumber.delete('');
  return [...byNumber].map(([number, sameNumber]) => {
    const found =
      byCode.get(number) ??
      byAnyCase.get(number.toLowerCase())?.filter(({ code }) => !byNumber.has(code.normalize())) ??
      [];
    const [only, another] = found;
    return { debtors: sameNumber, customers: found, customer: another ? null : (only ?? null) };
  });
}

function proposalsByVatNumber(
  debtors: readonly TribeDebtor[],
  customers: readonly WinbooksCustomer[],
): Proposal[] {
  const byDigits = groupBy(customers, ({ vatNumber }) => digitsOf(vatNumber));
  const numbers = new Map<string, VatNumber>();
  const bySame = groupBy(debtors, (debtor) => {
    const vatNumber = vatNumberIn(vatNumberOfDebtor(debtor));
    if (vatNumber === null) return '';
    const key = `${vatNumber.countryCode} ${vatNumber.number}`;
    numbers.set(key, vatNumber);
    return key;
  });
  return [...numbers].map(([key, vatNumber]) => {
    const sameNumber = bySame.get(key) ?? [];
    const found = (byDigits.get(digitsOf(vatNumber.number)) ?? []).filter((customer) =>
      hasVatNumber(customer, vatNumber),
    );
    const match = matchByVatNumber(sameNumber[0]?.name ?? '', found);
    return {
      debtors: sameNumber,
      customers: found,
      customer: match.kind === 'one' ? match.customer : null,
    };
  });
}

/** Equal for every spelling of one number, and almost always different for another number. */
const digitsOf = (written: string | null): string => (written ?? '').replaceAll(/\D/g, '').replace(/^0+/, '');

function groupBy<Value>(values: readonly Value[], keyOf: (value: Value) => string): Map<string, Value[]> {
  const groups = new Map<string, Value[]>();
  for (const value of values) {
    const group = groups.get(keyOf(value));
    if (group) group.push(value);
    else groups.set(keyOf(value), [value]);
  }
  return groups;
}
