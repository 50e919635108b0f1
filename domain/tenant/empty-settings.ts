import type { Day } from '../ids';
import type { Journal, JournalType } from '../vendors/winbooks-records';
import { DEFAULT_SETTINGS, type TenantSettings } from './settings';
import { SETTING_NAMES, takenBy, type SettingName, type SettingValue } from './settings-change';

/** What a setting without a value amounts to for one tenant. */
export type EmptyMeans =
  | { readonly kind: 'journal'; readonly code: string }
  | { readonly kind: 'several-journals'; readonly codes: readonly string[] }
  | { readonly kind: 'no-journal' }
  /** The folder did not answer. */
  | { readonly kind: 'not-known' }
  | { readonly kind: 'account-of-product' }
  | { readonly kind: 'no-account' }
  /** Null: it was never activated. */
  | { readonly kind: 'day-of-activation'; readonly day: Day | null }
  | { readonly kind: 'no-prefix' };

/** One setting as it is now. */
export interface ExplainedSetting {
  readonly name: SettingName;
  readonly value: SettingValue;
  readonly default: SettingValue;
  /** Which values it takes, in a notation that needs no language. */
  readonly takes: string;
  /** Null where it has a value. */
  readonly emptyMeans: EmptyMeans | null;
}

/** What the tenant's folder and its activation say about settings without a value; `journals` is null where the folder is not known. */
export interface TenantFacts {
  readonly journals: readonly Journal[] | null;
  readonly activatedOn: Day | null;
}

/** Every setting, in the order of the schema. */
export function explainSettings(settings: TenantSettings, facts: TenantFacts): readonly ExplainedSetting[] {
  return SETTING_NAMES.map((name) => ({
    name,
    value: settings[name],
    default: DEFAULT_SETTINGS[name],
    takes: takenBy(name),
    emptyMeans: settings[name] === null ? emptyMeans(name, facts) : null,
  }));
}

function emptyMeans(name: SettingName, { journals, activatedOn }: TenantFacts): EmptyMeans | null {
  switch (name) {
    case 'startDate':
      return { kind: 'day-of-activation', day: activatedOn };
    case 'salesJournal':
      return journalOf('sale', journals);
    case 'creditNoteJournal':
      return journalOf('sale-credit-note', journals);
    case 'revenueAccount':
      return { kind: 'account-of-product' };
    case 'roundingAccount':
      return { kind: 'no-account' };
    case 'numberPrefix':
      return { kind: 'no-prefix' };
    default:
      return null;
  }
}

/** The only journal of its type; a journal stands there once per book year. */
function journalOf(type: JournalType, journals: readonly Journal[] | null): EmptyMeans {
  if (journals === null) return { kind: 'not-known' };
  const codes = [...new Set(journals.filter((journal) => journal.type === type).map(({ code }) => code))];
  const [only, another] = codes;
  if (only === undefined) return { kind: 'no-journal' };
  return another === undefined ? { kind: 'journal', code: only } : { kind: 'several-journals', codes };
}
