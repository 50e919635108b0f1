import type { TenantId } from '../../domain/ids';
import type { Issue } from '../../domain/issues/issue-catalogue';
import type { KeptChoice } from '../../domain/tenant/file-choices';
import type { SettingChange } from '../../domain/tenant/settings-change';
import type { VatMapChange } from '../../domain/vat/vat-map-change';
import type { TenantState } from '../../store/tenants/tenants';
import type { Refusal } from '../action';
import type { Released } from '../change-settings';
import type { StepTaken, StepName } from './activation-step';

/** What an activation reports while it goes on. Words are made where a person reads them. */
export type ActivationEvent = TenantEvent | { readonly kind: 'database-silent' };

/** What happens to one tenant. */
export type TenantEvent = { readonly tenant: TenantId } & (
  | { readonly kind: 'step'; readonly step: StepName; readonly counts: StepTaken['counts'] }
  /** Temporal does not answer; it is asked again. */
  | { readonly kind: 'temporal-silent' }
  /** It is being stopped, and is left as it is. */
  | { readonly kind: 'draining' }
  | { readonly kind: 'choice-kept'; readonly choice: KeptChoice }
  | ({ readonly kind: 'was-active' } & DefinitionApplied)
  | ({ readonly kind: 'not-activated' } & NotActivated)
);

/** The effect of a definition on a tenant that is active or paused. */
export interface DefinitionApplied {
  readonly state: TenantState;
  readonly settings: AppliedChanges<SettingChange>;
  readonly vat: AppliedChanges<VatMapChange>;
  /** Parts that could not be applied; they stay as they were. */
  readonly refused: readonly Refusal[];
  readonly kept: readonly KeptChoice[];
}

export interface AppliedChanges<Change> extends Released {
  readonly changes: readonly Change[];
}

interface NotActivated {
  /** `no-end`: a step did not come to an end. `temporal-silent`: Temporal did not answer until the patience was over. */
  readonly because: 'issues' | 'no-end' | 'temporal-silent';
  /** What stands in the way, as far as it is known. */
  readonly issues: readonly Issue[];
}
