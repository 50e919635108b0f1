import type { WinbooksConnection } from '../../clients/connection';
import { findLedgerAccounts, listJournals } from '../../clients/winbooks';
import { ordinaryAccount } from '../../domain/booking/account-resolution';
import type { ActivationInput, StepResult } from '../../domain/steps/activation-steps';
import type { Configuration } from '../../configuration/configuration';
import { tenantId } from '../../domain/ids';
import { issue, type Issue } from '../../domain/issues/issue-catalogue';
import { journalProblems } from '../../domain/booking/journal-choice';
import { LEAST_QUIET_SECONDS } from '../../domain/booking/quiet-period';
import type { TenantSettings } from '../../domain/tenant/settings';
import type { LedgerAccount } from '../../domain/vendors/winbooks-records';
import type { Dependencies } from '../dependencies';
import { withHeartbeat } from '../heartbeat';
import { answered, type Answering } from '../connection/vendor-answers';
import { stepResult } from './step-result';
import { openTenant } from '../connection/tenant-connections';

/** Checks the stored Other Settings against the folder: journals of the right type, ordinary accounts that are open. */
export function checkSettings(
  deps: Dependencies,
  input: ActivationInput,
  version: number,
): Promise<StepResult> {
  return withHeartbeat(async () => {
    const tenant = tenantId(input.tenant);
    const { settings, winbooks } = await openTenant(deps, tenant);
    const { issues, journals } = await checkSettingsLive(winbooks, settings, answered);
    const tooShort = quietPeriodProblems(settings, deps.configuration);
    return stepResult(deps, tenant, 'settings', [...tooShort, ...issues], { version, journals });
  });
}

/** A quiet period may not end before a request can. */
export function quietPeriodProblems(
  { quietPeriodSeconds: seconds }: TenantSettings,
  { hasQuietPeriodFloor }: Pick<Configuration, 'hasQuietPeriodFloor'>,
): Issue[] {
  if (!hasQuietPeriodFloor || seconds >= LEAST_QUIET_SECONDS) return [];
  return [issue('QUIET_PERIOD_TOO_SHORT', { seconds, leastSeconds: LEAST_QUIET_SECONDS })];
}

/**
 * Checks settings against the folder as it is now; nothing is stored. `journals` is the number of journals in the
 * folder.
 */
export async function checkSettingsLive(
  winbooks: WinbooksConnection,
  settings: TenantSettings,
  take: Answering,
): Promise<{ readonly issues: readonly Issue[]; readonly journals: number }> {
  const journals = take('winbooks', await listJournals(winbooks));
  if ('code' in journals) return { issues: [journals], journals: 0 };
  const wanted = [settings.revenueAccount, settings.roundingAccount].filter((code) => code !== null);
  const accounts = take('winbooks', await findLedgerAccounts(winbooks, wanted));
  if ('code' in accounts) return { issues: [accounts], journals: 0 };
  return {
    issues: [
      ...journalProblems(settings, journals.value),
      ...accountIssues(wanted, accounts.value),
      ...roundingProblems(settings),
    ],
    journals: journals.value.length,
  };
}

/** Recalculated VAT may leave a difference of a cent, which needs an account. */
function roundingProblems({ vatRounding, roundingAccount }: TenantSettings): Issue[] {
  const needsAccount = vatRounding !== 'as-invoiced' && roundingAccount === null;
  return needsAccount ? [issue('ROUNDING_ACCOUNT_NOT_CHOSEN', { vatRounding })] : [];
}

function accountIssues(wanted: readonly string[], found: readonly LedgerAccount[]): Issue[] {
  return wanted.flatMap((code) => {
    const account = ordinaryAccount(code, found);
    return 'params' in account ? [account] : [];
  });
}
