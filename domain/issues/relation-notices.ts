import type { IssueCode } from './issue-catalogue';

/** Issues of a relation that stop none of its invoices: finding its customer does not solve them. */
export const RELATION_NOTICES = [
  'VAT_NUMBER_INVALID',
  'DEBTOR_NUMBER_NOT_WRITTEN',
  'DEBTOR_NUMBER_DIFFERS',
  'DEBTOR_NUMBER_DOUBLE',
  'WINBOOKS_VAT_NUMBER_INVALID',
  'EMAIL_INVALID',
  'PHONE_IS_EMAIL',
  'COUNTRY_UNKNOWN',
  'TEXT_TOO_LONG',
  'TEXT_UNREADABLE',
  'CREDITOR_NUMBER_DIFFERS',
  'CREDITOR_NUMBER_DOUBLE',
  'RELATION_NOT_WRITTEN',
  'RELATION_FAILS',
  'RELATION_UNREADABLE',
  'CONTACTS_FORBIDDEN',
  'SUPPLIERS_FORBIDDEN',
] as const satisfies readonly IssueCode[];
export type RelationNotice = (typeof RELATION_NOTICES)[number];
