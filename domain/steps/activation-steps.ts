import type { IssueCode } from '../issues/issue-catalogue';

/** The steps of activation, in the order of the wizard. */
export const ACTIVATION_STEPS = ['connect', 'vat', 'settings', 'approve', 'done'] as const;
export type ActivationStep = (typeof ACTIVATION_STEPS)[number];

export interface ActivationInput {
  readonly tenant: string;
}

/** The outcome of one step's live check: counts and codes. The open issues in the store have the details of a code. */
export interface StepResult {
  readonly ok: boolean;
  readonly issueCodes: readonly IssueCode[];
  readonly counts: Readonly<Record<string, number>>;
}

/** `suggested`, or a map from Tribe VAT group (id, code or name) to WinBooks VAT code. */
export type VatChoice = 'suggested' | Readonly<Record<string, string>>;

/** `clear` links what matches without doubt and leaves the rest for review; `none` links nothing now. */
export type ApprovalMode = 'clear' | 'none';

export interface ActivationState {
  readonly tenant: string;
  readonly step: ActivationStep;
  readonly words: string;
  readonly sinceIso: string;
  readonly results: Readonly<Partial<Record<ActivationStep, StepResult>>>;
}
