import { FIELD_RULES, type FieldRule, type Pair } from './field-rules';
import type { FieldValues, RelationField, RelationForm, Side } from './relation-form';

/** What decides when a field was changed on both sides. */
export interface MergeRules {
  /** For every field but the number, which is WinBooks' (tribe-api §6 G25). */
  readonly conflictRule: 'tribe' | 'winbooks' | 'newest';
  /** The latest change of each record, ISO 8601. Without one on WinBooks' side, Tribe's is the newest. */
  readonly changedAt: { readonly tribe: string; readonly winbooks: string | null };
}

/** One field on both sides. */
export type Shown<Value> = Readonly<Record<Side, Value>>;

/** What becomes of one field, and what both sides show then. */
export type FieldMerge<Value> =
  | { readonly kind: 'agreed'; readonly now: Shown<Value> }
  | {
      readonly kind: 'write';
      readonly to: Side;
      readonly now: Shown<Value>;
      /** Both sides were changed, or met for the first time, with different values. */
      readonly isConflict: boolean;
    }
  /** Tribe's value is too long for WinBooks; what they agreed on before stays. */
  | { readonly kind: 'too-long'; readonly written: string }
  /** They differ, and neither side is written; what they agreed on before stays. */
  | { readonly kind: 'kept' };

interface Field<Value> {
  readonly shown: Shown<Value>;
  /** What both showed when they last agreed; undefined when they meet for the first time. */
  readonly agreed: Shown<Value> | undefined;
}
type Forms = Readonly<Record<Side, RelationForm>>;

/** Merges one field: see `merge`. */
export function mergeField<Name extends RelationField>(
  name: Name,
  field: Field<FieldValues[Name]>,
  forms: Forms,
  rules: MergeRules,
): FieldMerge<FieldValues[Name]> {
  const rule: FieldRule<FieldValues[Name]> = FIELD_RULES[name];
  return mergeByRule(
    rule,
    field,
    { tribe: forms.tribe.countryCode, winbooks: forms.winbooks.countryCode },
    {
      ...rules,
      ...(name === 'number' ? { conflictRule: 'winbooks' } : {}),
      isWinbooksOwn: name === 'number',
      isWithoutRecord: forms.winbooks.withoutRecord.includes(name),
    },
  );
}

interface FieldMergeRules extends MergeRules {
  /** WinBooks' own value is never written to it. */
  readonly isWinbooksOwn: boolean;
  /** The record that would hold WinBooks' value does not exist. */
  readonly isWithoutRecord: boolean;
}

function mergeByRule<Value extends Filled | null>(
  rule: FieldRule<Value>,
  { shown, agreed }: Field<Value>,
  countries: Shown<string>,
  rules: FieldMergeRules,
): FieldMerge<Value> {
  if (agree(rule, shown, countries, agreed === undefined)) return { kind: 'agreed', now: shown };
  const changed = changedSides(rule, shown, agreed, countries);
  if (!changed.tribe && !changed.winbooks) return { kind: 'agreed', now: shown };
  // Before anything is decided: a field with a problem is left alone, whoever would win.
  const written = changed.tribe ? afterWriting(rule, shown, 'tribe', countries).winbooks : null;
  const tooLong = written === null ? null : rule.tooLong(written);
  if (tooLong !== null) return { kind: 'too-long', written: tooLong };
  const emptied = rules.isWithoutRecord && shown.winbooks === null ? 'stays' : rule.emptied;
  const from = fillingSide(emptied, shown, changed) ?? winner(shown, changed, agreed === undefined, rules);
  if (from === 'neither') return { kind: 'agreed', now: shown };
  if (from === 'tribe' && rules.isWinbooksOwn) return { kind: 'kept' };
  return {
    kind: 'write',
    to: other(from),
    now: afterWriting(rule, shown, from, countries),
    isConflict: changed.tribe && changed.winbooks && shown.tribe !== null && shown.winbooks !== null,
  };
}

const other = (side: Side): Side => (side === 'tribe' ? 'winbooks' : 'tribe');

/** Any value of a field that is not empty. */
type Filled = NonNullable<FieldValues[RelationField]>;

/** The two sides of a field, for a rule. */
const pairOf = <Value extends Filled | null>(
  a: Value,
  b: Value,
  countryA: string,
  countryB: string,
): Pair<Value> => ({
  a,
  b,
  countryCode: { a: countryA, b: countryB },
});

/** True when WinBooks shows what it holds of Tribe's value. */
function agree<Value extends Filled | null>(
  rule: FieldRule<Value>,
  { tribe, winbooks }: Shown<Value>,
  countries: Shown<string>,
  isFirstTime: boolean,
): boolean {
  const isSame = (value: Value) => rule.same(pairOf(value, winbooks, countries.tribe, countries.winbooks));
  if (isSame(tribe)) return true;
  if (tribe === null || winbooks === null) return false;
  const held = rule.held(tribe);
  if (isSame(held)) return true;
  return isFirstTime && held !== null && rule.alike(held, winbooks);
}

/** Which sides differ from their own half. Records that meet for the first time count as changed on both sides. */
function changedSides<Value extends Filled | null>(
  rule: FieldRule<Value>,
  shown: Shown<Value>,
  agreed: Shown<Value> | undefined,
  countries: Shown<string>,
): Shown<boolean> {
  const isChanged = (side: Side): boolean =>
    agreed === undefined || !rule.same(pairOf(shown[side], agreed[side], countries[side], countries[side]));
  return { tribe: isChanged('tribe'), winbooks: isChanged('winbooks') };
}

/** The side that fills an empty field which does not travel as empty; null when there is none such. */
function fillingSide<Value extends Filled | null>(
  emptied: FieldRule<Value>['emptied'],
  shown: Shown<Value>,
  changed: Shown<boolean>,
): Side | 'neither' | null {
  if (emptied === 'travels' || (shown.tribe !== null && shown.winbooks !== null)) return null;
  const filled = shown.tribe === null ? 'winbooks' : 'tribe';
  return emptied === 'is-filled' || changed[filled] ? filled : 'neither';
}

/** The side whose value counts. */
function winner<Value extends Filled | null>(
  shown: Shown<Value>,
  changed: Shown<boolean>,
  isFirstTime: boolean,
  { conflictRule, changedAt }: MergeRules,
): Side {
  if (isFirstTime && shown.tribe === null) return 'winbooks';
  if (isFirstTime && shown.winbooks === null) return 'tribe';
  if (!changed.winbooks) return 'tribe';
  if (!changed.tribe) return 'winbooks';
  if (conflictRule !== 'newest') return conflictRule;
  const isTribeNewer =
    changedAt.winbooks === null || Date.parse(changedAt.tribe) >= Date.parse(changedAt.winbooks);
  return isTribeNewer ? 'tribe' : 'winbooks';
}

/** What both sides show once the value of one of them is written to the other. */
function afterWriting<Value extends Filled | null>(
  rule: FieldRule<Value>,
  { tribe, winbooks }: Shown<Value>,
  from: Side,
  countries: Shown<string>,
): Shown<Value> {
  if (from === 'winbooks') {
    const written = rule.written(pairOf(tribe, winbooks, countries.tribe, countries.winbooks));
    return { tribe: written, winbooks };
  }
  const written = rule.written(pairOf(winbooks, tribe, countries.winbooks, countries.tribe));
  return { tribe, winbooks: written === null ? written : rule.held(written) };
}
