import { wayOut, type IssueAction, type IssueNow } from './issue-actions';
import type { Language } from '../issues/texts/text-types';
import { NOTHING_BECAUSE } from '../issues/texts/way-out-texts';

export interface DescribedWayOut {
  readonly actions: readonly IssueAction[];
  /** Why there is no action, in the language asked for; null when there is one. */
  readonly nothingBecause: string | null;
}

/**
 * What a person can do about an issue now (`wayOut`), in plain words. The actions keep their names: they are commands.
 */
export function describeWayOut(code: string, now: IssueNow, language: Language): DescribedWayOut {
  const { actions, nothingBecause } = wayOut(code, now);
  return {
    actions,
    nothingBecause: nothingBecause === null ? null : NOTHING_BECAUSE[nothingBecause][language],
  };
}
