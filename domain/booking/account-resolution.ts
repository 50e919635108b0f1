import type { WinbooksId } from '../ids';
import type { InvoicePlan } from '../invoice/invoice-plan';
import { issue, type Issue } from '../issues/issue-catalogue';
import { ratesInWords } from '../vat/vat-map';
import type { LedgerAccount, VatCode, WinbooksCustomer } from '../vendors/winbooks-records';

/** The master data of a folder that accounts are resolved against. */
export interface FolderAccounts {
  readonly vatCodes: readonly VatCode[];
  /** At least the accounts with the plan's revenue codes, those that its VAT codes name, and the rounding account. */
  readonly accounts: readonly LedgerAccount[];
  /** The accounts of type CUSTOMER (winbooks-api §4.8). */
  readonly centralAccounts: readonly LedgerAccount[];
}

export interface ResolvedAccounts {
  readonly centralAccount: LedgerAccount;
  readonly accounts: ReadonlyMap<string, LedgerAccount>;
  readonly vatAccounts: ReadonlyMap<WinbooksId, LedgerAccount>;
  /** Null when the plan has no rounding difference. */
  readonly roundingAccount: LedgerAccount | null;
}

/**
 * Finds every account of a plan in the folder. A VAT code must still exist, be unlocked and have the rate that the plan
 * was computed with. Revenue accounts and the rounding account must be ordinary accounts. The customer's own central
 * account takes precedence over the folder's only one.
 *
 * @param roundingAccount code from the setting; the mapping of the invoice guarantees that a plan with a rounding
 *   difference has one
 */
export function resolveAccounts(
  plan: InvoicePlan,
  customer: Pick<WinbooksCustomer, 'code' | 'centralAccountId'>,
  folder: FolderAccounts,
  roundingAccount: string | null = null,
):
  { readonly ok: true; readonly resolved: ResolvedAccounts } | { readonly ok: false; readonly issue: Issue } {
  const accounts = new Map<string, LedgerAccount>();
  const vatAccounts = new Map<WinbooksId, LedgerAccount>();
  for (const part of plan.revenue) {
    const vatCode = folder.vatCodes.find((code) => code.id === part.vatCodeId);
    if (!vatCode || vatCode.isLocked)
      return { ok: false, issue: issue('VAT_CODE_GONE', { vatCode: part.vatCode }) };
    if (vatCode.ratePercent !== null && vatCode.ratePercent !== part.ratePercent) {
      const rates = ratesInWords([part.ratePercent, vatCode.ratePercent]);
      return { ok: false, issue: issue('VAT_RATE_DIFFERS', { vatCode: vatCode.code, rates }) };
    }
    const account = ordinaryAccount(part.accountCode, folder.accounts);
    if ('params' in account) return { ok: false, issue: account };
    accounts.set(part.accountCode, account);
  }
  for (const part of plan.vat) {
    const account = vatAccount(
      folder.vatCodes.find((code) => code.id === part.vatCodeId),
      folder.accounts,
    );
    if (!account) {
      return { ok: false, issue: issue('VAT_ACCOUNT_UNKNOWN', { vatCode: part.vatCode }) };
    }
    vatAccounts.set(part.vatCodeId, account);
  }
  const centralAccount = customerAccount(customer, folder);
  if (!centralAccount) {
    return { ok: false, issue: issue('CENTRAL_ACCOUNT_UNKNOWN', { customer: customer.code }) };
  }
  if (plan.roundingCents === 0 || roundingAccount === null)
    return { ok: true, resolved: { centralAccount, accounts, vatAccounts, roundingAccount: null } };
  const rounding = ordinaryAccount(roundingAccount, folder.accounts);
  if ('params' in rounding) return { ok: false, issue: rounding };
  return { ok: true, resolved: { centralAccount, accounts, vatAccounts, roundingAccount: rounding } };
}

/** An account for customers, suppliers or VAT would need more on its line than an amount, so it is refused here. */
export function ordinaryAccount(code: string, accounts: readonly LedgerAccount[]): LedgerAccount | Issue {
  const account = accounts.find((candidate) => candidate.code === code);
  if (!account) return issue('ACCOUNT_UNKNOWN', { account: code });
  if (account.isLocked) return issue('ACCOUNT_LOCKED', { account: code });
  if (account.centralAccountType !== null) return issue('ACCOUNT_NOT_ORDINARY', { account: code });
  return account;
}

/** The account that the VAT code names. No account number is ever assumed. */
function vatAccount(code: VatCode | undefined, accounts: readonly LedgerAccount[]): LedgerAccount | null {
  const account = accounts.find((candidate) => candidate.id === code?.accountId);
  return account && !account.isLocked ? account : null;
}

function customerAccount(
  customer: Pick<WinbooksCustomer, 'centralAccountId'>,
  { centralAccounts, accounts }: FolderAccounts,
): LedgerAccount | null {
  const known = [...centralAccounts, ...accounts];
  if (customer.centralAccountId !== null) {
    return known.find((account) => account.id === customer.centralAccountId && !account.isLocked) ?? null;
  }
  const open = centralAccounts.filter((account) => !account.isLocked);
  const [only, another] = open;
  return only && !another ? only : null;
}
