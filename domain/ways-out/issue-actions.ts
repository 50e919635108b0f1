import type { BookingState } from '../booking/booking-entry';
import { isIssueCode, ISSUE_CODES, type IssueCode } from '../issues/issue-catalogue';
import { RELATION_NOTICES } from '../issues/relation-notices';
import type { NothingBecause } from '../issues/texts/way-out-texts';
import { isSeeable } from '../issues/seen-issues';

/** What a person may do about an issue; each is a command of the CLI under this name (`map-vat` is `vat --map`). */
export const ISSUE_ACTIONS = [
  'retry',
  'skip',
  'link',
  'rebook',
  'relink',
  'reconnect',
  'resume',
  'map-vat',
  'settings',
  'seen',
] as const;
export type IssueAction = (typeof ISSUE_ACTIONS)[number];

/** The circumstances of an issue at this moment. */
export interface IssueNow {
  readonly recordKind: string;
  /** The state of the invoice that the issue is about; null when it is about something else. */
  readonly booking: BookingState | null;
  /** `active`, `paused`, `activating` … */
  readonly tenant: string;
}

export interface IssueWayOut {
  readonly actions: readonly IssueAction[];
  /** Why there is nothing to do here; null when there is. */
  readonly nothingBecause: NothingBecause | null;
}

/**
 * The actions in this program that remove the cause of a code. The cause of a code without one is corrected in Tribe or
 * WinBooks, and the invoice is tried again afterwards. After a change of `settings` or `map-vat`, invoices are tried
 * again automatically.
 */
const CURES: { readonly [Code in IssueCode]?: readonly IssueAction[] } = {
  NUMBER_WITHOUT_DIGITS: ['settings'],
  NUMBER_TOO_LONG: ['settings'],
  NUMBER_WITHOUT_PREFIX: ['settings'],
  NUMBER_NOT_YEAR_SEQUENCE: ['settings'],
  NUMBER_TAKEN: ['settings'],
  NUMBER_CLAIMED: ['settings'],
  ACCOUNT_MISSING: ['settings'],
  ACCOUNT_UNKNOWN: ['settings'],
  ACCOUNT_LOCKED: ['settings'],
  ACCOUNT_NOT_ORDINARY: ['settings'],
  JOURNAL_MISSING: ['settings'],
  JOURNAL_UNKNOWN: ['settings'],
  JOURNAL_AMBIGUOUS: ['settings'],
  JOURNAL_WRONG_TYPE: ['settings'],
  CREDIT_JOURNAL_MISSING: ['settings'],
  CREDIT_JOURNAL_WRONG_TYPE: ['settings'],
  ROUNDING_ACCOUNT_MISSING: ['settings'],
  ROUNDING_ACCOUNT_NOT_CHOSEN: ['settings'],
  CREDIT_FLAG_DOUBTFUL: ['settings'],
  PERIOD_CLOSED: ['settings'],
  QUIET_PERIOD_TOO_SHORT: ['settings'],
  VAT_GROUP_UNMAPPED: ['map-vat'],
  VAT_MAP_UNUSABLE: ['map-vat'],
  VAT_CODE_GONE: ['map-vat'],
  VAT_RATE_UNKNOWN: ['map-vat'],
  VAT_RATE_DIFFERS: ['map-vat'],
  VAT_ACCOUNT_UNKNOWN: ['map-vat'],
  INTRA_COMMUNITY_WITHOUT_VAT_NUMBER: ['map-vat'],
  CO_CONTRACTOR_WITHOUT_VAT_NUMBER: ['map-vat'],
  CUSTOMER_NUMBER_UNUSABLE: ['relink'],
  CUSTOMER_WITHOUT_NUMBER: ['relink'],
  CUSTOMER_VAT_DIFFERS: ['relink'],
  CUSTOMER_LOCKED: ['relink'],
  CUSTOMER_AMBIGUOUS: ['relink'],
  CUSTOMER_ALREADY_LINKED: ['relink'],
  CUSTOMER_MATCH_UNCLEAR: ['relink'],
  CUSTOMER_CODE_OF_SUPPLIER: ['relink'],
  CUSTOMER_GONE: ['relink'],
  CUSTOMER_REFUSED: ['relink'],
  CONNECTION_REFUSED_TRIBE: ['reconnect'],
  CONNECTION_REFUSED_WINBOOKS: ['reconnect'],
  READING_REFUSED: ['reconnect'],
};

/**
 * Issues about reading that is repeated automatically and closes them once it works. An invoice that waits for it may
 * be skipped.
 */
const CLOSING_THEMSELVES: readonly string[] = [
  'READING_FAILS',
  'RECORD_UNREADABLE',
  'ROW_NOT_UNDERSTOOD',
  'INVOICE_FAILS',
  'CUSTOMER_FAILS',
  'RELATION_FAILS',
  'PAYMENT_FAILS',
  'POLL_FAILS',
  'INVOICE_NOT_BOOKED',
] satisfies readonly IssueCode[];

/** The codes whose held invoices are tried again once the settings, or the VAT map, change. */
export function codesCuredBy(action: 'settings' | 'map-vat'): readonly IssueCode[] {
  return ISSUE_CODES.filter((code) => CURES[code]?.includes(action));
}

/** What a person can do about an issue now. The command of each action named here accepts it. */
export function wayOut(code: string, now: IssueNow): IssueWayOut {
  if (code === 'LOOKUP_BLIND') return waysOfBlindLookUp(now);
  if (CLOSING_THEMSELVES.includes(code) && now.booking !== 'waiting') return nothing('causeGoes');
  switch (now.recordKind) {
    case 'invoice':
      return waysOfInvoice(code, now.booking);
    case 'connection':
      return { actions: ['reconnect'], nothingBecause: null };
    case 'relation':
      return nothing(OF_RELATIONS.includes(code) ? 'causeGoes' : 'customerIsFoundLater');
    case 'tenant':
      return nothing('tenantsFile');
    default:
      return nothing('causeGoes');
  }
}

/** Issues of a relation that end with their cause; no customer is looked for. */
const OF_RELATIONS: readonly string[] = [
  ...RELATION_NOTICES,
  'SUPPLIER_WITHOUT_NUMBER',
  'SUPPLIER_NUMBER_UNUSABLE',
  'SUPPLIER_REFUSED',
  'SUPPLIER_CODE_TAKEN',
  'RELATION_REFUSED',
] satisfies readonly IssueCode[];

function waysOfInvoice(code: string, booking: BookingState | null): IssueWayOut {
  const cures = isIssueCode(code) ? (CURES[code] ?? []) : [];
  switch (booking) {
    case 'held':
      return { actions: ['retry', 'skip', 'link', ...cures], nothingBecause: null };
    case 'waiting':
      return { actions: ['skip', ...cures.filter((cure) => cure === 'reconnect')], nothingBecause: null };
    case 'booked':
      if (code === 'BOOKING_GONE') return { actions: ['rebook', 'link', 'seen'], nothingBecause: null };
      return isSeeable(code) ? { actions: ['seen'], nothingBecause: null } : nothing('isBooked');
    case 'prepared':
    case 'posting':
    case 'verifying':
      return nothing('isUnderWay');
    case 'skipped':
    case null:
      return nothing('isNotToBeBooked');
  }
}

function waysOfBlindLookUp({ tenant }: IssueNow): IssueWayOut {
  return tenant === 'paused' ? { actions: ['resume'], nothingBecause: null } : nothing('isResumed');
}

const nothing = (because: NothingBecause): IssueWayOut => ({ actions: [], nothingBecause: because });
