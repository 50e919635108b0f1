import type { FieldProblem, FieldReading } from './field-problem';
import {
  FIELDS_OF,
  type FieldValues,
  type FormFields,
  type RelationField,
  type RelationForm,
} from './relation-form';

/** What one side shows, and which of its fields are left alone. */
export interface FormReading {
  readonly form: RelationForm;
  readonly problems: readonly FieldProblem[];
}

/** A reading per field; a field without one is not shown by this side. */
export type FieldReadings = { readonly [Field in RelationField]?: FieldReading<FieldValues[Field]> };

/** The form of the fields that a kind has. */
export function formOf(
  { kind, countryCode, withoutRecord }: Omit<RelationForm, 'fields'>,
  readings: FieldReadings,
): FormReading {
  const fields: { [Field in RelationField]?: FieldValues[RelationField] } = {};
  const problems: FieldProblem[] = [];
  for (const field of FIELDS_OF[kind]) {
    const reading = readings[field];
    if (reading === undefined) continue;
    if (reading.ok) fields[field] = reading.value;
    else problems.push({ field, issue: reading.issue });
  }
  return { form: { kind, fields: fields as FormFields, withoutRecord, countryCode }, problems };
}
