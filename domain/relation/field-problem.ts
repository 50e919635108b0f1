import type { Issue } from '../issues/issue-catalogue';
import type { RelationField } from './relation-form';

/** Why a field is left alone on both sides until somebody repairs it. */
export interface FieldProblem {
  readonly field: RelationField;
  readonly issue: Issue;
}

/** One field as it was read: its value, or the issue that keeps it from travelling. */
export type FieldReading<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly issue: Issue };

export const usable = <Value>(value: Value): FieldReading<Value> => ({ ok: true, value });
export const unusable = (issue: Issue): FieldReading<never> => ({ ok: false, issue });

/** Several readings as one: all values, or the first problem. */
export function together<Values extends object>(readings: {
  readonly [Key in keyof Values]: FieldReading<Values[Key]>;
}): FieldReading<Values> {
  const values: Partial<Values> = {};
  for (const key of Object.keys(readings) as (keyof Values)[]) {
    const reading = readings[key];
    if (!reading.ok) return reading;
    values[key] = reading.value;
  }
  return usable(values as Values);
}
