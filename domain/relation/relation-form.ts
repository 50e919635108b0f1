import type { VatNumber } from '../vat/vat-number';

export type RelationKind = 'organisation' | 'person';

/** The two sides of a link. */
export type Side = 'tribe' | 'winbooks';

/** An address in the same parts on both sides. At least one part other than the country is not null. */
export interface CanonicalAddress {
  readonly street: string | null;
  /** With what belongs to it: `78`, `78A`, `78-80`. */
  readonly houseNumber: string | null;
  readonly box: string | null;
  /** The second line. */
  readonly extra: string | null;
  readonly postalCode: string | null;
  readonly city: string | null;
  /** ISO 3166 alpha-2, upper case. Null is not always Belgium, but is compared as Belgium. */
  readonly countryCode: string | null;
}

/** The fields that travel. Texts are trimmed, in NFC and without control characters; null is an empty field. */
export interface FieldValues {
  readonly name: string | null;
  /** Debtor number or creditor number in Tribe, reference in WinBooks. */
  readonly number: string | null;
  readonly vatNumber: VatNumber | null;
  readonly address: CanonicalAddress | null;
  readonly website: string | null;
  readonly email: string | null;
  /** As somebody typed it; compared in E.164. */
  readonly phone: string | null;
  readonly mobile: string | null;
}
export type RelationField = keyof FieldValues;

/**
 * What one side shows of a relation in one role. A field that is absent is left alone: the side cannot hold it now, it
 * does not belong to this kind, or its content is a problem.
 */
export type FormFields = { readonly [Field in RelationField]?: FieldValues[Field] };
export interface RelationForm {
  readonly kind: RelationKind;
  readonly fields: FormFields;
  /**
   * Fields that are empty, or not shown, because the record that holds them does not exist. Nobody has emptied them: a
   * contact that is deleted in WinBooks empties nothing in Tribe.
   */
  readonly withoutRecord: readonly RelationField[];
  /** Of the address, else Belgium: the country to which phone numbers without a prefix belong. */
  readonly countryCode: string;
}

/** The fields that travel for each kind (tribe-api §5.1, §5.2). */
export const FIELDS_OF: Readonly<Record<RelationKind, readonly RelationField[]>> = {
  organisation: ['name', 'number', 'vatNumber', 'address', 'website', 'email', 'phone'],
  person: ['name', 'number', 'phone', 'mobile', 'email'],
};

/**
 * What a side shows of a relation that is to be created there: nothing. Merged with the form of the other side, it gives
 * all that is to be written. In WinBooks the number is not among it, because a new party is made under its code.
 */
export function nothingShown(kind: RelationKind, side: Side, countryCode: string): RelationForm {
  const shown = FIELDS_OF[kind].filter((field) => side === 'tribe' || field !== 'number');
  return {
    kind,
    fields: Object.fromEntries(shown.map((field) => [field, null])),
    withoutRecord: [],
    countryCode,
  };
}

/** What each side showed when both last agreed, per field. It is stored with the link as JSON. */
export type RelationSnapshot = {
  readonly [Field in RelationField]?: {
    readonly tribe: FieldValues[Field];
    readonly winbooks: FieldValues[Field];
  };
};
