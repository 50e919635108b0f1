import { merge } from './merge';
import {
  FIELDS_OF,
  type FieldValues,
  type FormFields,
  type RelationField,
  type RelationForm,
  type RelationSnapshot,
  type Side,
} from './relation-form';

/**
 * What a record that we create and its origin agree on, from what Tribe and WinBooks show of it by what is sent. A field that is not
 * sent, or cannot be held, is not among it: there the two meet for the first time later.
 */
export function agreedAtCreation(tribe: RelationForm, winbooks: RelationForm): RelationSnapshot {
  const rules = { conflictRule: 'tribe', changedAt: { tribe: '', winbooks: null } } as const;
  const { snapshot, toTribe, toWinbooks } = merge(tribe, winbooks, null, rules);
  return Object.fromEntries(
    Object.entries(snapshot).filter(([field]) => !(field in toTribe) && !(field in toWinbooks)),
  );
}

/** What was sent, and is not shown as it was sent. */
export interface SeenAfterCreation {
  readonly snapshot: RelationSnapshot;
  readonly notKept: readonly RelationField[];
}

/**
 * The snapshot of a record that we created, when the vendor shows it for the first time. What it keeps in another way than it was sent
 * (cut, in another case, or not at all) is agreed to differ. Any other value is what a person has written since, and travels.
 *
 * @param side on which the record was created
 */
export function seenAfterCreation(
  snapshot: RelationSnapshot,
  side: Side,
  { kind, fields }: RelationForm,
): SeenAfterCreation {
  const halves: Record<string, unknown> = { ...snapshot };
  const notKept: RelationField[] = [];
  for (const field of FIELDS_OF[kind]) {
    const half = snapshot[field];
    const shown = fields[field];
    if (half === undefined || shown === undefined) continue;
    const sent = half[side];
    if (sent === null || isEqual(sent, shown) || !isKeptOtherwise(sent, shown)) continue;
    halves[field] = { ...half, [side]: shown };
    notKept.push(field);
  }
  return { snapshot: halves, notKept };
}

type Filled = NonNullable<FieldValues[RelationField]>;

const isEqual = (sent: Filled, shown: FormFields[RelationField]): boolean =>
  JSON.stringify(sent) === JSON.stringify(shown);

const isKeptOtherwise = (sent: Filled, shown: Filled | null): boolean => {
  if (shown === null) return true;
  const [wanted, kept] = [textsOf(sent), textsOf(shown)];
  return kept.every((text, index) => (wanted[index] ?? '').startsWith(text));
};

/** Its parts as letters and digits; a street with its number and box is one part, however it is split. */
function textsOf(value: Filled): string[] {
  if (typeof value === 'string') return [lettersOf(value)];
  if ('number' in value) return [value.countryCode + value.number];
  const { street, houseNumber, box, extra, postalCode, city, countryCode } = value;
  return [[street, houseNumber, box].join(''), extra, postalCode, city, countryCode].map((part) =>
    lettersOf(part ?? ''),
  );
}

const lettersOf = (text: string): string => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '');
