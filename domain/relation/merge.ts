import { issue, type Issue } from '../issues/issue-catalogue';
import type { FieldProblem } from './field-problem';
import { mergeField, type MergeRules, type Shown } from './merge-field';
import {
  FIELDS_OF,
  type FieldValues,
  type FormFields,
  type RelationField,
  type RelationForm,
  type RelationSnapshot,
  type Side,
} from './relation-form';

/** A field that was changed on both sides to different values. */
export interface FieldConflict {
  readonly field: RelationField;
  readonly tribe: FieldValues[RelationField];
  readonly winbooks: FieldValues[RelationField];
  readonly won: Side;
}

export interface Merge {
  /** The values to write to each side; most often none. */
  readonly toTribe: FormFields;
  readonly toWinbooks: FormFields;
  readonly conflicts: readonly FieldConflict[];
  /** The number was changed in Tribe. WinBooks' references do not change, and Tribe's number is not overwritten. */
  readonly numberDiffers: boolean;
  /** Fields that WinBooks cannot hold. They are left alone until somebody shortens them in Tribe. */
  readonly problems: readonly FieldProblem[];
  /** What both sides will show once everything is written. A field that is not written after all keeps its earlier part. */
  readonly snapshot: RelationSnapshot;
}

/**
 * Merges what both sides show, field by field, with what they showed when they last agreed. Each side is compared with
 * its own half of the snapshot, so that cutting, splitting and formatting are never taken for a change. A side that has
 * changed is written to the other; if both have, the rule decides. When records meet for the first time, an empty field
 * is filled, and values that differ only in case and punctuation are left.
 *
 * @param snapshot null for records that meet for the first time
 */
export function merge(
  tribe: RelationForm,
  winbooks: RelationForm,
  snapshot: RelationSnapshot | null,
  rules: MergeRules,
): Merge {
  const toTribe: Values = {};
  const toWinbooks: Values = {};
  const conflicts: FieldConflict[] = [];
  const merged: Halves = { ...snapshot };
  const problems: FieldProblem[] = [];
  let numberDiffers = false;

  for (const field of FIELDS_OF[tribe.kind]) {
    const shown = { tribe: tribe.fields[field], winbooks: winbooks.fields[field] };
    if (!isWhole(shown)) {
      // Once the record exists, the two meet for the first time again.
      if (winbooks.withoutRecord.includes(field)) Reflect.deleteProperty(merged, field);
      continue;
    }
    const result = mergeField(field, { shown, agreed: snapshot?.[field] }, { tribe, winbooks }, rules);
    if (result.kind === 'kept') {
      numberDiffers ||= field === 'number';
      continue;
    }
    if (result.kind === 'too-long') {
      problems.push({ field, issue: tooLong(tribe, result.written) });
      continue;
    }
    merged[field] = result.now;
    if (result.kind === 'agreed') continue;
    if (result.to === 'tribe') toTribe[field] = result.now.tribe;
    else toWinbooks[field] = result.now.winbooks;
    if (result.isConflict)
      conflicts.push({ field, ...shown, won: result.to === 'tribe' ? 'winbooks' : 'tribe' });
  }
  return {
    toTribe: toTribe as FormFields,
    toWinbooks: toWinbooks as FormFields,
    conflicts,
    numberDiffers,
    problems,
    snapshot: merged as RelationSnapshot,
  };
}

const tooLong = ({ fields: { number, name } }: RelationForm, written: string): Issue =>
  issue('TEXT_TOO_LONG', { customer: number ?? name ?? '', written });

type AnyValue = FieldValues[RelationField];
type Values = { [Field in RelationField]?: AnyValue };
type Halves = { [Field in RelationField]?: Shown<AnyValue> };

/** A field that one side does not show is left alone. */
const isWhole = <Value>(shown: {
  readonly [S in Side]: Value | undefined;
}): shown is Shown<Value> => shown.tribe !== undefined && shown.winbooks !== undefined;
