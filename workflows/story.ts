import { setCurrentDetails, upsertSearchAttributes, workflowInfo } from '@temporalio/workflow';
import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import { SEARCH_ATTRIBUTES } from '../domain/steps/workflow-names';

const tenantKey = defineSearchAttributeKey(SEARCH_ATTRIBUTES.tenant, SearchAttributeType.KEYWORD);
const stateKey = defineSearchAttributeKey(SEARCH_ATTRIBUTES.state, SearchAttributeType.KEYWORD);
const issueCodeKey = defineSearchAttributeKey(SEARCH_ATTRIBUTES.issueCode, SearchAttributeType.KEYWORD);

/** What Temporal UI shows of a run, in words. Current details cost no event, search attributes cost one. */
export interface Story {
  readonly words: string;
  readonly sinceIso: string;
}

/** Begins the run's story; `tell` continues it and `now` reads it (for the query). */
export function beginStory(words: string): { tell(words: string): void; now(): Story } {
  let story: Story = { words, sinceIso: new Date().toISOString() };
  setCurrentDetails(words);
  return {
    tell(next) {
      story = { words: next, sinceIso: new Date().toISOString() };
      setCurrentDetails(next);
    },
    now: () => story,
  };
}

/**
 * Makes the run findable by its state and issue in Temporal UI. A run that was started without search attributes is on
 * a cluster that does not know them, where setting one would fail the task for ever.
 */
export function showState(state: string, issueCode: string | null = null): void {
  if (workflowInfo().typedSearchAttributes.get(tenantKey) === undefined) return;
  upsertSearchAttributes([
    { key: stateKey, value: state },
    ...(issueCode === null ? [] : [{ key: issueCodeKey, value: issueCode }]),
  ]);
}
