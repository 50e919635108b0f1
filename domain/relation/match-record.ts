import type { TribeRelation } from '../vendors/tribe-records';
import type { PartyRole, WinbooksParty } from '../vendors/winbooks-records';
import type { VatNumber } from '../vat/vat-number';
import { zipKey } from './canonical-address';
import { nameKey } from './customer-match';
import { readParty } from './read-party';
import { readTribe } from './read-tribe';
import type { RelationForm, RelationKind } from './relation-form';
import { isInactive, kindOfParty } from './role-rules';
import { cutFor } from './winbooks-lengths';

/** What tells who a record is. What is no valid VAT number, e-mail address … tells nothing, and is null. */
export interface MatchRecord {
  readonly kind: RelationKind;
  readonly name: string | null;
  readonly number: string | null;
  readonly vatNumber: VatNumber | null;
  readonly postalCode: string | null;
  readonly email: string | null;
  /** Locked or hidden in WinBooks, former in Tribe. */
  readonly isInactive: boolean;
}

/** A relation in one role. */
export const matchRecordOfRelation = (relation: TribeRelation, role: PartyRole): MatchRecord => ({
  // An address tells who a person is, although it does not travel.
  ...identity(readTribe({ ...relation, kind: 'organisation' }, role).form),
  kind: relation.kind,
  isInactive: relation[role]?.isFormer ?? true,
});

/** A customer or supplier. */
export const matchRecordOfParty = (party: WinbooksParty): MatchRecord => ({
  ...identity(readParty(party, 'organisation').form),
  kind: kindOfParty(party),
  isInactive: isInactive(party),
});

const identity = ({ fields }: RelationForm): Omit<MatchRecord, 'kind' | 'isInactive'> => ({
  name: fields.name ?? null,
  number: fields.number ?? null,
  vatNumber: fields.vatNumber ?? null,
  postalCode: fields.address?.postalCode ?? null,
  email: fields.email ?? null,
});

/** What candidates are found by, strongest first. */
export const MATCH_KEYS = ['number', 'vatNumber', 'namePostcode', 'email'] as const;
export type MatchKey = (typeof MATCH_KEYS)[number];

/** Normalised texts that are equal on both sides for what may be one party; null tells nothing. */
export type MatchKeys = Readonly<Record<MatchKey, string | null>>;

export function keysOf({ number, vatNumber, name, postalCode, email }: MatchRecord): MatchKeys {
  return {
    number: number && number.toLowerCase(),
    vatNumber: vatNumber && `${vatNumber.countryCode}${vatNumber.number}`,
    // WinBooks may have cut the name.
    namePostcode: name && postalCode && `${nameKey(cutFor('name', name))} ${zipKey(postalCode)}`,
    email: email && email.toLowerCase(),
  };
}
