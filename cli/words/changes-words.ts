import type { Released } from '../../actions/change-settings';
import type { Language } from '../../domain/issues/texts/text-types';
import { shownValue, type SettingChange } from '../../domain/tenant/settings-change';
import type { VatMapChange } from '../../domain/vat/vat-map-change';
import { COMMAND_WORDS } from './command-words';
import { problemInWords } from './problem-words';

/** One line: which settings changed, and what followed from it. */
export function settingsChangedInWords(
  changes: readonly SettingChange[],
  released: Released,
  language: Language,
): string {
  if (changes.length === 0) return COMMAND_WORDS[language].settingsLeft;
  const each = changes.map(
    ({ name, before, after }) => `${name} ${shownValue(before)} → ${shownValue(after)}`,
  );
  return inWords(each, released, language);
}

/** The same for the codes of VAT groups. */
export function vatChangedInWords(
  changes: readonly VatMapChange[],
  released: Released,
  language: Language,
): string {
  const { vatMapLeft, vatGroup } = COMMAND_WORDS[language];
  if (changes.length === 0) return vatMapLeft;
  const colon = language === 'fr' ? '\u00a0:' : ':';
  const each = changes.map(
    ({ group, before, after }) => `${vatGroup(group)}${colon} ${before ?? '–'} → ${after ?? '–'}`,
  );
  return inWords(each, released, language);
}

function inWords(changes: readonly string[], { released, delayedBy }: Released, language: Language): string {
  const words = COMMAND_WORDS[language];
  const later = delayedBy === null ? '' : ` ${words.later} ${problemInWords(delayedBy, language)}`;
  const again = released === 0 ? words.noneDependedOnIt : words.heldTriedAgain(released);
  return `${changes.join(', ')}; ${again}.${later}`;
}
