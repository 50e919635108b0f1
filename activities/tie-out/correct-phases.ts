import type { TieOutDifference } from '../../domain/tie-out/tie-out-records';
import type { TenantSettings } from '../../domain/tenant/settings';
import type { TenantSql } from '../../store/database/database';
import { standingsOf, wantPhases } from '../../store/payments/invoice-phases';

/**
 * A phase that somebody changed by hand goes back to what the books say, where the tenant wants that: once for each tie-out, so that
 * nobody is fought over it by the minute.
 */
export async function correctPhases(
  sql: TenantSql,
  settings: TenantSettings,
  differences: readonly TieOutDifference[],
): Promise<void> {
  if (settings.phaseByHand !== 'correct' || !settings.syncPayments) return;
  const wrong = differences.flatMap(({ code, invoiceId }) => (code === 'phase' ? (invoiceId ?? []) : []));
  if (wrong.length > 0) await wantPhases(sql, await standingsOf(sql, wrong), settings);
}
