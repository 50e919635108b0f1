import type { Failure } from '../clients/outcome';
import type { TenantId } from '../domain/ids';
import { issue, type Issue, type IssueCode, type IssueParams } from '../domain/issues/issue-catalogue';
import type { TenantSql } from '../store/database/database';
import { getTenant, type Tenant } from '../store/tenants/tenants';
import type { Dependencies } from '../activities/dependencies';
import { NoAnswer, ReadingRefused, type VendorName } from '../activities/reading';
import { inWords } from '../activities/waiting';

/** What a person's action needs: a process's dependencies, and who acts (`cli`, or the id of a session; never a name). */
export interface ActionDependencies extends Dependencies {
  readonly actor: string;
}

/** An action that was not done: a code of the catalogue with its params. Words are made where a person reads them. */
export type Refusal = Issue & {
  readonly ok: false;
  /** `bad-input`: asking again the same way is refused again. `failed`: something does not answer now. */
  readonly kind: 'bad-input' | 'failed';
  /** Further reasons, of a check that found several. */
  readonly also: readonly Issue[];
};

/** It cannot be done as things are. */
export function refused<Code extends IssueCode>(code: Code, params: IssueParams<Code>): Refusal {
  return refusedFor([issue(code, params)]);
}

/** It cannot be done now, as something does not answer. */
export function failed<Code extends IssueCode>(code: Code, params: IssueParams<Code>): Refusal {
  return { ...issue(code, params), ok: false, kind: 'failed', also: [] };
}

/** The refusal that issues of a live check come to (at least one): a vendor that does not answer may answer later. */
export function refusedFor([first, ...also]: readonly Issue[]): Refusal {
  if (first === undefined) throw new Error('A refusal needs a reason.');
  const isOutage = [first, ...also].every(({ code }) => WAITABLE.includes(code));
  return { ...first, ok: false, kind: isOutage ? 'failed' : 'bad-input', also };
}

const WAITABLE: readonly string[] = [
  'VENDOR_UNREACHABLE',
  'CONNECTION_REFUSED_TRIBE',
  'CONNECTION_REFUSED_WINBOOKS',
];

export function isRefusal(answer: object): answer is Refusal {
  return 'ok' in answer && answer.ok === false;
}

/** The tenant if its loop runs, active or paused; else why nothing can be done for it. */
export async function workingTenant(sql: TenantSql): Promise<Tenant | Refusal> {
  const tenant = await getTenant(sql);
  if (tenant === null) return unknownTenant(sql.tenantId);
  if (tenant.state === 'active' || tenant.state === 'paused') return tenant;
  return refused('TENANT_NOT_WORKING', { integration: tenant.id, integrationState: tenant.state });
}

export const unknownTenant = (id: TenantId): Refusal => refused('TENANT_UNKNOWN', { integration: id });

/** Does what asks the vendors; one that gives no answer, or refuses ours to read, becomes a refusal. */
export async function askingVendors<Answer>(work: () => Promise<Answer>): Promise<Answer | Refusal> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ReadingRefused)
      return failed('VENDOR_REFUSES_READING', { vendor: error.vendor, words: error.words() });
    if (error instanceof NoAnswer) return vendorFailed(error.vendor, error.outcome);
    throw error;
  }
}

/** What a question to a vendor came to, when it brought no value that an action could go on with. */
export function vendorFailed(vendor: VendorName, failure: Failure): Refusal {
  return failed('VENDOR_NO_ANSWER', { vendor, words: inWords(failure) });
}
