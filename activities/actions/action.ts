import type { TenantId } from '../../domain/ids';
import type { TenantSql } from '../../store/database';
import { getTenant, type Tenant } from '../../store/tenants';
import type { Dependencies } from '../dependencies';

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
