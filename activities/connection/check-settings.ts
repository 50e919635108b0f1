import type { WinbooksConnection } from '../../clients/connection';
import { findLedgerAccounts, listJournals } from '../../clients/winbooks';
import type { ActivationInput, StepResult } from '../../domain/activation-steps';
import { tenantId } from '../../domain/ids';
import { issue, type Issue } from '../../domain/issue-catalogue';
import type { TenantSettings } from '../../domain/settings';
import type { Journal, LedgerAccount } from '../../domain/winbooks-records';
import type { Dependencies } from '../dependencies';
import { withHeartbeat } from '../heartbeat';
import { answered, type Answering } from './check-connections';
import { stepResult } from './step-result';
import { openTenant } from './tenant-connections';

/** Checks the stored Other Settings against the folder: journals of the right type, accounts that exist. */
export function checkSettings(
  deps: Dependencies,
  input: ActivationInput,
  version: number,
): Promise<StepResult> {
  return withHeartbeat(async () => {
    const tenant = tenantId(input.tenant);
    const { settings, winbooks } = await openTenant(deps, tenant);
    const { issues, journals } = await checkSettingsLive(winbooks, settings, answered);
    return stepResult(deps, tenant, 'settings', issues, { version, journals });
  });
}

/** What is wrong with settings, as the folder is now; nothing is stored. `journals`: how many the folder has. */
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
    issues: [...journalIssues(settings, journals.value), ...accountIssues(wanted, accounts.value)],
    journals: journals.value.length,
  };
}

function journalIssues(settings: TenantSettings, journals: readonly Journal[]): Issue[] {
  const given = [
    { code: settings.salesJournal, type: 'sale' },
    { code: settings.creditNoteJournal, type: 'sale-credit-note' },
  ].flatMap(({ code, type }) => (code === null ? [] : [{ code, type }]));
  const issues = given.flatMap(({ code, type }): Issue[] => {
    const rows = journals.filter((journal) => journal.code === code);
    if (rows.length === 0) return [issue('JOURNAL_UNKNOWN', { journal: code, bookYear: '*' })];
    const isRight = rows.some((journal) => journal.type === null || journal.type === type);
    return isRight ? [] : [issue('JOURNAL_WRONG_TYPE', { journal: code })];
  });
  const sales = new Set(journals.filter(({ type }) => type === 'sale').map(({ code }) => code));
  if (settings.salesJournal !== null || sales.size === 1) return issues;
  if (sales.size === 0) return [...issues, issue('JOURNAL_MISSING', {})];
  return [...issues, issue('JOURNAL_AMBIGUOUS', { bookYear: '*', journals: [...sales].join(', ') })];
}

function accountIssues(wanted: readonly string[], found: readonly LedgerAccount[]): Issue[] {
  return wanted
    .filter((code) => !found.some((account) => account.code === code))
    .map((account) => issue('ACCOUNT_UNKNOWN', { account }));
}
