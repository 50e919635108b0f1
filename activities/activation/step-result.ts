import type { StepResult } from '../../domain/steps/activation-steps';
import type { TenantId } from '../../domain/ids';
import type { Issue } from '../../domain/issues/issue-catalogue';
import { closeIssues, openIssue } from '../../store/issues/issues';
import type { Dependencies } from '../dependencies';

/**
 * Ends a step of the activation: its issues are opened in the store, where the wizard and the CLI read them, and those
 * of an earlier attempt are closed. Only codes and counts go into the history.
 */
export async function stepResult(
  deps: Dependencies,
  tenant: TenantId,
  step: 'connect' | 'vat' | 'settings' | 'approve',
  issues: readonly Issue[],
  counts: Readonly<Record<string, number>> = {},
): Promise<StepResult> {
  const record = { kind: 'tenant', id: step } as const;
  await deps.database.asTenant(tenant, async (sql) => {
    await closeIssues(sql, record);
    for (const found of issues) await openIssue(sql, found.code, record, found.params);
  });
  return { ok: issues.length === 0, issueCodes: issues.map(({ code }) => code), counts };
}
