import type { Refusal } from '../../actions/action';
import { describeIssue, isRefusalCode } from '../../domain/issues/texts/describe-issue';
import type { Issue } from '../../domain/issues/issue-catalogue';
import type { Language } from '../../domain/issues/texts/text-types';
import { COMMAND_WORDS } from './command-words';

/** What is wrong, why, and what to do, in one paragraph for the person who asked. */
export function problemInWords({ code, params }: Issue, language: Language): string {
  const { title, cause, fix } = describeIssue(code, params, language);
  return `${title} (${code}). ${cause} ${fix}`;
}

/** Every reason of a refusal, one paragraph after the other. Issues of a live check do not say themselves that nothing changed. */
export function refusalInWords(refusal: Refusal, language: Language): string {
  const reasons = [refusal, ...refusal.also].map((each) => problemInWords(each, language));
  const { nothingChanged } = COMMAND_WORDS[language];
  return isRefusalCode(refusal.code) ? reasons.join(' ') : [...reasons, nothingChanged].join(' ');
}
