import { ApplicationFailure } from '@temporalio/common';
import { describeIssue } from '../domain/issues/texts/describe-issue';
import type { TenantId } from '../domain/ids';
import type { Issue } from '../domain/issues/issue-catalogue';
import type { TenantSql } from '../store/database/database';
import { getTenant, type Tenant } from '../store/tenants/tenants';
import type { Dependencies } from '../activities/dependencies';
import { ReadingRefused } from '../activities/reading';

/** What a person's action needs: a process's dependencies, and who acts (`cli`, or the id of a session; never a name). */
export interface ActionDependencies extends Dependencies {
  readonly actor: string;
}

/** An action that was not done; nothing was changed. `problem` is one sentence for the person who asked. */
export interface Refusal {
  readonly ok: false;
  /** `bad-input`: asking again the same way is refused again. `failed`: something does not answer now. */
  readonly kind: 'bad-input' | 'failed';
  readonly problem: string;
}

export const refused = (problem: string): Refusal => ({ ok: false, kind: 'bad-input', problem });
export const failed = (problem: string): Refusal => ({ ok: false, kind: 'failed', problem });

export function isRefusal(answer: object): answer is Refusal {
  return 'ok' in answer && answer.ok === false;
}

/** The tenant if its loop runs, active or paused; else why nothing can be done for it. */
export async function workingTenant(sql: TenantSql): Promise<Tenant | Refusal> {
  const tenant = await getTenant(sql);
  if (tenant === null) return unknownTenant(sql.tenantId);
  if (tenant.state === 'active' || tenant.state === 'paused') return tenant;
  return refused(`Tenant ${tenant.id} is ${tenant.state}: only an active or paused tenant can be changed.`);
}

export const unknownTenant = (id: TenantId): Refusal => refused(`There is no tenant "${id}".`);

/** Does what asks the vendors; one that gives no answer, or refuses ours to read, becomes a sentence. */
export async function askingVendors<Answer>(work: () => Promise<Answer>): Promise<Answer | Refusal> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ReadingRefused)
      return failed(`${error.message} (${error.words()}); nothing was changed.`);
    if (error instanceof ApplicationFailure) return failed(`${error.message}; nothing was changed.`);
    throw error;
  }
}

/** What is wrong, why, and what to do, in one paragraph for the person who asked. */
export function issueInWords({ code, params }: Issue): string {
  const { title, cause, fix } = describeIssue(code, params, 'en');
  return `${title} (${code}). ${cause} ${fix}`;
}

/** The refusal that issues of a live check come to: a vendor that does not answer may answer later. */
export function refusedFor(issues: readonly Issue[]): Refusal {
  const words = `Nothing was changed. ${issues.map(issueInWords).join(' ')}`;
  const isOutage = issues.every(({ code }) => WAITABLE.includes(code));
  return isOutage ? failed(words) : refused(words);
}

const WAITABLE: readonly string[] = [
  'VENDOR_UNREACHABLE',
  'CONNECTION_REFUSED_TRIBE',
  'CONNECTION_REFUSED_WINBOOKS',
];
