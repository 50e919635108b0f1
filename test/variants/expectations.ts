import type { IssueCode } from '../../domain/issues/issue-catalogue';
import { nameOf, type Position } from './positions';

/** What a position does to the main job, where it does anything. */
export type Expectation =
  /** Activation says no, with this code; nothing is booked. */
  | { readonly kind: 'refused'; readonly code: IssueCode }
  /** These invoices are held with another code than usual, bookable ones included. */
  | { readonly kind: 'held'; readonly codes: Readonly<Record<number, IssueCode>> }
  /** The new customer is booked under the code that WinBooks gave it. */
  | { readonly kind: 'renumbered'; readonly code: string };

const EXPECTED: Readonly<Record<string, Expectation>> = {
  'tribe G1=none': { kind: 'refused', code: 'INVOICE_DATE_FIELD_MISSING' },
  'tribe G3=positive-and-flag': { kind: 'held', codes: { 20260108: 'CREDIT_FLAG_DOUBTFUL' } },
  'tribe G35=same': { kind: 'held', codes: { 20260110: 'CURRENCY_RATE_MISSING' } },
  'tribe G40=deny:Activity_Invoice': { kind: 'refused', code: 'CONNECTION_REFUSED_TRIBE' },
  'tribe G40=hide:Activity_Invoice': { kind: 'refused', code: 'INVOICING_MODULE_MISSING' },
  'tribe G40=deny:Datastore_VatGroup': { kind: 'refused', code: 'CONNECTION_REFUSED_TRIBE' },
  'tribe G40=deny:Relationship_Organization_Identity': { kind: 'refused', code: 'CONNECTION_REFUSED_TRIBE' },
  'tribe G40=deny:Relationship_Organization_CommercialRelationship_Customer': {
    kind: 'refused',
    code: 'CONNECTION_REFUSED_TRIBE',
  },
  'tribe G40=hide:Relationship_Organization_CommercialRelationship_Customer': {
    kind: 'refused',
    code: 'CONNECTION_REFUSED_TRIBE',
  },
  'tribe all=second': { kind: 'held', codes: { 20260110: 'CURRENCY_RATE_MISSING' } },
  'tribe all=last': { kind: 'held', codes: { 20260108: 'CREDIT_FLAG_DOUBTFUL' } },
  'winbooks G26=as-invoice': { kind: 'held', codes: { 20260108: 'BOOKING_REFUSED' } },
  'winbooks all=second': { kind: 'held', codes: { 20260108: 'BOOKING_REFUSED' } },
  'winbooks all=last': { kind: 'renumbered', code: 'K00001' },
  'winbooks unknownFolder=400': { kind: 'refused', code: 'FOLDER_UNKNOWN' },
  'winbooks unknownFolder=403': { kind: 'refused', code: 'FOLDER_UNKNOWN' },
  'winbooks G17b=renumber': { kind: 'renumbered', code: 'K00001' },
  'winbooks rights=read-only': {
    kind: 'held',
    codes: {
      20260101: 'BOOKING_REFUSED',
      20260102: 'BOOKING_REFUSED',
      20260103: 'BOOKING_REFUSED',
      20260104: 'CUSTOMER_REFUSED',
      20260108: 'BOOKING_REFUSED',
      20260109: 'BOOKING_REFUSED',
      20260110: 'BOOKING_REFUSED',
    },
  },
};

/** Null: the whole main job as usual. */
export const expectationOf = (position: Position): Expectation | null => EXPECTED[nameOf(position)] ?? null;

/** A position that shows only when the person types a folder that does not exist. */
export const needsWrongFolder = ({ name }: Position): boolean => name === 'unknownFolder';
