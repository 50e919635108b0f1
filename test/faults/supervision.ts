import { setTimeout as sleep } from 'node:timers/promises';
import type { Stack } from '../support/stack';
import type { Twins } from '../support/twins';
import { judgeLedger, type Verdict } from './judge';
import type { Violation } from './result';
import { relationsAfterwards, unsafeRelations } from './relations/run-relations';
import type { RunPlan, RunTenant } from './scenario';

/** Looks at the ledger all the time. `stop` gives what it saw, once. */
export interface Watch {
  stop(): Promise<Violation[]>;
}

const LOOK_EVERY_MS = 300;

/** Safety while the faults last: no duplicate, no wrong total, nothing that nobody sent. */
export function judgeDuring(twins: Twins, tenants: readonly RunTenant[]): Watch {
  let isStopped = false;
  const seen = new Map<string, Violation>();
  const looking = (async () => {
    while (!isStopped) {
      for (const tenant of tenants)
        for (const violation of [
          ...unsafe(await verdictOn(twins, tenant)),
          ...(await unsafeRelations(twins, tenant)),
        ])
          seen.set(violation.words, violation);
      await sleep(LOOK_EVERY_MS);
    }
  })();
  return {
    stop: async () => {
      isStopped = true;
      await looking;
      const found = [...seen.values()];
      seen.clear();
      return found;
    },
  };
}

/**
 * Everything once more, at the end: safety, and that nothing is lost. Held counts only with an open issue; which
 * invoices may be held is decided by the suite, not by the product.
 */
export async function afterwards(
  stack: Stack,
  tenants: readonly RunTenant[],
  plan: RunPlan,
): Promise<Violation[]> {
  const violations: Violation[] = [];
  let refusalsLeft = plan.refusals;
  for (const tenant of tenants) {
    const verdict = await verdictOn(stack.twins, tenant);
    violations.push(...unsafe(verdict), ...(await relationsAfterwards(stack, tenant)));
    const issues = await stack.openIssues(tenant.id);
    const rows = await stack.bookings(tenant.id);
    const heldWithIssue = (number: string): boolean =>
      rows.some(
        (row) =>
          row.number === number &&
          row.state === 'held' &&
          issues.some(
            ({ recordKind, recordId }) => recordKind === 'invoice' && recordId === row.tribeInvoiceId,
          ),
      );
    for (const { seed } of verdict.missing) {
      if (refusalsLeft > 0 && heldWithIssue(seed.number)) refusalsLeft -= 1;
      else {
        const row = rows.find(({ number }) => number === seed.number);
        const words = `${seed.number} is not booked: ${row?.state ?? 'unknown'} ${row?.issueCode ?? ''}`;
        violations.push({ kind: 'lost', words });
      }
    }
    for (const { seed, poison } of [...tenant.invoices, ...tenant.later])
      if (poison !== null && !heldWithIssue(seed.number))
        violations.push({ kind: 'issue', words: `${seed.number} (${poison}) is not held with an issue` });
    for (const docNumber of tenant.keyed)
      if (!heldWithIssue(String(docNumber)))
        violations.push({ kind: 'issue', words: `${docNumber}, keyed by hand, is not held with an issue` });
    for (const { number, state, issueCode } of rows)
      if (state === 'booked' && issueCode !== null)
        violations.push({ kind: 'issue', words: `${number ?? '?'} is booked with ${issueCode}` });
  }
  return [...violations, ...(await breaches(stack.twins))];
}

async function breaches(twins: Twins): Promise<Violation[]> {
  const journals = await Promise.all([twins.journal('tribe'), twins.journal('winbooks')]);
  const above = journals.flat().filter(({ fault }) => fault === 'concurrency-limit');
  return above.map(({ method, path }) => ({ kind: 'limit', words: `${method} ${path} was one too many` }));
}

async function verdictOn(twins: Twins, tenant: RunTenant): Promise<Verdict> {
  const ledger = await twins.ledger(tenant.folder);
  return judgeLedger([...tenant.invoices, ...tenant.later], ledger, tenant);
}

function unsafe({ duplicates, wrongTotals, strangers }: Verdict): Violation[] {
  return [
    ...duplicates.map((words): Violation => ({ kind: 'duplicate', words })),
    ...wrongTotals.map((words): Violation => ({ kind: 'wrong total', words })),
    ...strangers.map((words): Violation => ({ kind: 'stranger', words })),
  ];
}
