import type { Issue } from '../issues/issue-catalogue';
import type { TribeRelation, TribeRole } from '../vendors/tribe-records';
import type { PartyRole, WinbooksParty } from '../vendors/winbooks-records';
import { decideFormer, type FormerDecision, type RoleState } from './former-rule';
import { merge } from './merge';
import type { MergeRules } from './merge-field';
import { numberDiffers } from './party-number';
import { readParty } from './read-party';
import { numberIn, readTribe } from './read-tribe';
import type { FieldValues, FormFields, RelationField, RelationSnapshot, Side } from './relation-form';
import { isInactive } from './role-rules';
import { changeForTribe, type TribeChange } from './tribe-change';
import { changeForWinbooks, type WinbooksChange } from './winbooks-change';

/** A relation in one role and the customer or supplier that it is linked to, as both sides show them. */
export interface LinkedPair {
  readonly role: PartyRole;
  readonly relation: TribeRelation;
  /** The role's own record in Tribe. */
  readonly held: TribeRole;
  readonly party: WinbooksParty;
  /** What both agreed on last; null when they meet for the first time. */
  readonly snapshot: RelationSnapshot | null;
  /** Fields of a record that we created which its vendor keeps otherwise than they were sent; most often none. */
  readonly notKept?: readonly RelationField[];
  readonly roleState: RoleState | null;
}

/** A value that is written, and the one that it replaces. */
export interface PlannedValue {
  readonly side: Side;
  readonly field: RelationField | 'former';
  readonly previous: FieldValues[RelationField] | boolean;
  readonly value: FieldValues[RelationField] | boolean;
  /** `first`: they met for the first time with different values; `conflict`: both sides have changed since. */
  readonly cause: 'change' | 'first' | 'conflict' | 'deactivate' | 'reactivate';
}

export interface LinkPlan {
  /** Null when nothing is written to this side. */
  readonly toTribe: TribeChange | null;
  readonly toWinbooks: WinbooksChange | null;
  readonly former: FormerDecision['write'];
  readonly values: readonly PlannedValue[];
  /** The code that becomes the debtor number in Tribe; null when it is there, or stays as a person wrote it. */
  readonly numberForTribe: string | null;
  /** What keeps a field from travelling, and what people should know. */
  readonly issues: readonly Issue[];
  /** What both sides show once everything is written. */
  readonly snapshot: RelationSnapshot;
  /** What they show now. */
  readonly shown: Readonly<Record<Side, FormFields>>;
  readonly roleState: RoleState;
}

interface LinkRules {
  readonly conflictRule: MergeRules['conflictRule'];
  readonly reactivate: boolean;
}

/** What is to be written so that both sides of a link agree: field by field, and whether the role is former. */
export function planLink(pair: LinkedPair, { conflictRule, reactivate }: LinkRules): LinkPlan {
  const { role, relation, held, party } = pair;
  const tribe = readTribe(relation, role);
  const winbooks = readParty(party, relation.kind);
  const changedAt = { tribe: relation.changedAt, winbooks: party.modifiedAt };
  const merged = merge(tribe.form, winbooks.form, pair.snapshot, { conflictRule, changedAt });
  const { number: code, ...others } = merged.toTribe;
  // Debtor numbers have a path of their own, which invoices share.
  const fieldsForTribe = role === 'supplier' ? merged.toTribe : others;
  const former = decideFormer(
    pair.roleState,
    { isInactive: isInactive(party), isFormer: held.isFormer },
    reactivate,
  );
  const conflicts = new Set(merged.conflicts.map(({ field }) => field));
  const valuesFor = (side: Side, fields: object, shown: object): PlannedValue[] =>
    (Object.entries(fields) as [RelationField, FieldValues[RelationField]][]).map(([field, value]) => ({
      side,
      field,
      previous: (shown as Partial<FieldValues>)[field] ?? null,
      value,
      cause: pair.snapshot?.[field] === undefined ? 'first' : conflicts.has(field) ? 'conflict' : 'change',
    }));
  const toTribe = changeForTribe(fieldsForTribe, relation.kind, role, relation);
  const toWinbooks = changeForWinbooks(merged.toWinbooks, party);
  return {
    toTribe: isEmpty(toTribe) ? null : toTribe,
    toWinbooks: isEmpty(toWinbooks) ? null : toWinbooks,
    former: former.write,
    values: [
      ...valuesFor('tribe', fieldsForTribe, tribe.form.fields),
      ...valuesFor('winbooks', merged.toWinbooks, winbooks.form.fields),
      ...formerValues(former.write),
    ],
    numberForTribe: role === 'customer' ? (code ?? null) : null,
    issues: [
      ...[...tribe.problems, ...winbooks.problems, ...merged.problems].map(({ issue }) => issue),
      ...(merged.numberDiffers
        ? [numberDiffers({ role, code: party.code, number: numberIn(relation, role) })]
        : []),
    ],
    snapshot: merged.snapshot,
    shown: { tribe: tribe.form.fields, winbooks: winbooks.form.fields },
    roleState: former.state,
  };
}

const isEmpty = (change: object): boolean => Object.keys(change).length === 0;

function formerValues(write: FormerDecision['write']): PlannedValue[] {
  if (write === null) return [];
  const value = write === 'former';
  return [
    { side: 'tribe', field: 'former', previous: !value, value, cause: value ? 'deactivate' : 'reactivate' },
  ];
}

/** True when nothing is to be written to either side; the debtor number apart. */
export const isQuiet = ({ toTribe, toWinbooks, former }: LinkPlan): boolean =>
  toTribe === null && toWinbooks === null && former === null;

/**
 * What is stored as agreed, from the plan that was made of what both sides show now. A field that still differs keeps its earlier
 * halves, so that it is merged again.
 *
 * @param accepted what was written just now and accepted: where a vendor does not keep it as it was written, both sides are agreed to
 *   differ, so that it is not written for ever
 */
export function snapshotAfter(
  before: RelationSnapshot | null,
  plan: Pick<LinkPlan, 'snapshot' | 'shown' | 'values' | 'numberForTribe'>,
  accepted: readonly PlannedValue[],
): RelationSnapshot {
  const { tribe, winbooks } = plan.shown;
  const halves: Record<string, unknown> = { ...plan.snapshot };
  const keep = (field: RelationField, half: unknown): void => {
    if (half === undefined) delete halves[field];
    else halves[field] = half;
  };
  for (const value of plan.values)
    if (value.field !== 'former')
      keep(
        value.field,
        isNotKept(value, accepted)
          ? { tribe: tribe[value.field], winbooks: winbooks[value.field] }
          : before?.[value.field],
      );
  if (plan.numberForTribe !== null) keep('number', before?.number);
  return halves;
}

/** True when this very value was written and accepted just now, and is not there. */
export const isNotKept = (value: PlannedValue, accepted: readonly PlannedValue[]): boolean =>
  accepted.some(
    ({ side, field, value: written }) =>
      side === value.side && field === value.field && JSON.stringify(written) === JSON.stringify(value.value),
  );
