/**
 * Everything that can stop a record until a person acts, that a person should know, or for which an action is refused. The texts in Dutch, French and
 * English are in `texts/`; `describe-issue.ts` fills in the params. A param whose name ends in `Cents` is an amount in
 * cents, or several separated by `;`, and is shown as money (`shown-param.ts`).
 */
export const ISSUE_CATALOGUE = {
  // The invoice itself
  INVOICE_NOT_FOUND: owned('tenant'),
  INVOICE_NOT_SENT: owned('tenant', 'phase'),
  INVOICE_DATE_MISSING: owned('tenant'),
  INVOICE_NUMBER_MISSING: owned('tenant'),
  NUMBER_WITHOUT_DIGITS: owned('tenant', 'number'),
  NUMBER_TOO_LONG: owned('tenant', 'number', 'digits'),
  NUMBER_WITHOUT_PREFIX: owned('tenant', 'number', 'prefix'),
  NUMBER_NOT_YEAR_SEQUENCE: owned('tenant', 'number'),
  CURRENCY_MISSING: owned('tenant'),
  LINE_CURRENCY_DIFFERS: owned('tenant', 'line', 'currency'),
  CURRENCY_AMOUNTS_MISSING: owned('operator', 'currency'),
  CURRENCY_AMOUNTS_DIFFER: owned('accountant', 'currency', 'netCents', 'vatCents', 'grossCents'),
  BASE_CURRENCY_DIFFERS: owned('accountant', 'currency'),
  CURRENCY_RATE_MISSING: owned('tenant', 'currency'),
  CURRENCY_WITHOUT_CENTS: owned('accountant', 'currency'),
  CREDIT_FLAG_DOUBTFUL: owned('accountant'),

  // Its amounts
  TOTAL_NOT_POSITIVE: owned('accountant', 'totalCents'),
  TOTALS_UNEXPLAINED: owned('accountant', 'netCents', 'vatCents', 'grossCents', 'statedCents'),
  TOTALS_AMBIGUOUS: owned('accountant', 'grossCents'),
  ROUNDING_ACCOUNT_MISSING: owned('accountant', 'differenceCents'),
  ROUNDING_ACCOUNT_NOT_CHOSEN: owned('accountant', 'vatRounding'),
  NO_LINES: owned('tenant'),
  LINE_AMOUNT_MISSING: owned('tenant', 'line'),
  LINE_AMOUNTS_DIFFER: owned('accountant', 'line'),
  AMOUNT_UNUSABLE: owned('operator'),

  // VAT
  VAT_GROUP_MISSING: owned('tenant', 'line'),
  VAT_GROUP_UNMAPPED: owned('accountant', 'group'),
  VAT_MAP_UNUSABLE: owned('accountant', 'group', 'problem'),
  VAT_CODE_GONE: owned('accountant', 'vatCode'),
  VAT_RATE_UNKNOWN: owned('accountant', 'group'),
  VAT_RATE_DIFFERS: owned('accountant', 'vatCode', 'rates'),
  INTRA_COMMUNITY_WITHOUT_VAT_NUMBER: owned('tenant', 'customer', 'vatCode'),
  CO_CONTRACTOR_WITHOUT_VAT_NUMBER: owned('tenant', 'customer', 'vatCode'),
  NEGATIVE_VAT_BASE: owned('accountant', 'vatCode', 'baseCents'),
  INVOICED_ON_CREDIT: owned('accountant', 'vatCode', 'baseCents'),

  // Accounts, journals and periods
  ACCOUNT_MISSING: owned('accountant', 'line'),
  ACCOUNT_UNKNOWN: owned('accountant', 'account'),
  ACCOUNT_LOCKED: owned('accountant', 'account'),
  ACCOUNT_NOT_ORDINARY: owned('accountant', 'account'),
  VAT_ACCOUNT_UNKNOWN: owned('accountant', 'vatCode'),
  CENTRAL_ACCOUNT_UNKNOWN: owned('accountant', 'customer'),
  JOURNAL_MISSING: owned('accountant'),
  JOURNAL_UNKNOWN: owned('accountant', 'journal', 'bookYear'),
  JOURNAL_AMBIGUOUS: owned('accountant', 'bookYear', 'journals'),
  JOURNAL_WRONG_TYPE: owned('accountant', 'journal'),
  CURRENCY_NOT_IN_FOLDER: owned('accountant', 'currency'),
  CREDIT_JOURNAL_MISSING: owned('accountant'),
  CREDIT_JOURNAL_WRONG_TYPE: owned('accountant', 'journal'),
  PERIOD_MISSING: owned('accountant', 'date'),
  PERIOD_CLOSED: owned('accountant', 'date'),
  PERIOD_AMBIGUOUS: owned('accountant', 'date'),

  // The customer
  CUSTOMER_MISSING: owned('tenant'),
  CUSTOMER_NOT_FOUND: owned('tenant'),
  CUSTOMER_WITHOUT_NUMBER: owned('tenant'),
  CUSTOMER_NUMBER_UNUSABLE: owned('tenant', 'number'),
  CUSTOMER_VAT_DIFFERS: owned('accountant', 'customer'),
  CUSTOMER_LOCKED: owned('accountant', 'customer'),
  CUSTOMER_AMBIGUOUS: owned('accountant', 'customer'),
  CUSTOMER_ALREADY_LINKED: owned('tenant', 'customer'),
  CUSTOMER_MATCH_UNCLEAR: owned('accountant', 'customer', 'candidates'),
  CUSTOMER_CODE_OF_SUPPLIER: owned('accountant', 'customer', 'supplier'),
  CUSTOMER_GONE: owned('accountant', 'customer'),
  CUSTOMER_REFUSED: owned('accountant', 'customer', 'words'),
  CUSTOMER_FAILS: owned('accountant', 'customer', 'attempts'),
  VAT_NUMBER_INVALID: owned('tenant', 'customer', 'written'),
  DEBTOR_NUMBER_NOT_WRITTEN: owned('tenant', 'customer', 'number', 'words'),
  DEBTOR_NUMBER_DIFFERS: owned('tenant', 'customer', 'number'),
  DEBTOR_NUMBER_DOUBLE: owned('tenant', 'customer', 'number'),

  // The data of a relation, which is a customer or a supplier
  WINBOOKS_VAT_NUMBER_INVALID: owned('accountant', 'customer', 'written'),
  EMAIL_INVALID: owned('tenant', 'customer', 'vendor', 'written'),
  PHONE_IS_EMAIL: owned('tenant', 'customer', 'vendor', 'written'),
  COUNTRY_UNKNOWN: owned('tenant', 'customer', 'vendor', 'written'),
  TEXT_TOO_LONG: owned('tenant', 'customer', 'written'),
  TEXT_UNREADABLE: owned('tenant', 'customer', 'vendor', 'written'),
  SUPPLIER_WITHOUT_NUMBER: owned('tenant', 'supplier'),
  SUPPLIER_NUMBER_UNUSABLE: owned('tenant', 'supplier', 'number'),
  CREDITOR_NUMBER_DIFFERS: owned('tenant', 'supplier', 'number'),
  CREDITOR_NUMBER_DOUBLE: owned('tenant', 'supplier', 'number'),
  RELATION_FAILS: owned('operator', 'customer', 'words', 'failures'),
  RELATION_UNREADABLE: owned('operator', 'vendor', 'words', 'shown'),
  CONTACTS_FORBIDDEN: owned('accountant'),
  SUPPLIERS_FORBIDDEN: owned('accountant'),
  RELATION_REFUSED: owned('tenant', 'customer', 'words'),
  SUPPLIER_REFUSED: owned('accountant', 'supplier', 'words'),
  SUPPLIER_CODE_TAKEN: owned('accountant', 'supplier', 'owner'),
  RELATION_NOT_WRITTEN: owned('tenant', 'customer', 'vendor', 'field', 'words'),

  // The booking
  NUMBER_TAKEN: owned(
    'accountant',
    'journal',
    'docNumber',
    'date',
    'customer',
    'grossCents',
    'otherDate',
    'otherCustomer',
    'otherGrossCents',
    'documentId',
  ),
  NEAR_MISS: owned(
    'accountant',
    'journal',
    'docNumber',
    'date',
    'customer',
    'grossCents',
    'otherJournal',
    'otherNumber',
    'otherDate',
    'documentId',
  ),
  NUMBER_GAP: owned('accountant', 'journal', 'bookYear', 'numbers'),
  NUMBER_CLAIMED: owned('tenant', 'journal', 'docNumber', 'otherInvoice'),
  BOOKING_REFUSED: owned('accountant', 'words'),
  BOOKING_DIFFERS: owned('accountant', 'journal', 'docNumber', 'differences'),
  BOOKING_FAILS: owned('accountant', 'journal', 'docNumber', 'attempts'),
  BOOKED_TWICE: owned('accountant', 'documents', 'duplicate', 'creditNote'),
  BOOKING_GONE: owned('accountant', 'journal', 'docNumber', 'date', 'customer', 'grossCents', 'documentId'),
  DOCUMENT_ALREADY_LINKED: owned('accountant', 'journal', 'docNumber', 'otherInvoice'),
  INVOICE_CHANGED: owned(
    'accountant',
    'journal',
    'docNumber',
    'bookedDate',
    'bookedCents',
    'bookedCustomer',
    'statedDate',
    'statedCents',
    'statedCustomer',
  ),
  INVOICE_GONE: owned('accountant', 'journal', 'docNumber', 'date', 'customer', 'grossCents'),
  LOOKUP_BLIND: owned('operator', 'journal', 'docNumber'),
  INVOICE_NOT_BOOKED: owned('operator', 'number', 'date', 'grossCents'),
  UNKNOWN_DOCUMENTS: owned('accountant', 'journal', 'month', 'count', 'documents'),

  // Its payment
  PAYMENT_FAILS: owned('operator', 'invoice', 'words', 'failures'),
  PHASE_NOT_WRITTEN: owned('tenant', 'invoice', 'phase', 'words'),
  PHASE_DIFFERS: owned('tenant', 'invoice', 'phase', 'shownPhase'),

  // The connections
  CONNECTION_REFUSED_TRIBE: owned('tenant', 'words'),
  CONNECTION_REFUSED_WINBOOKS: owned('tenant', 'words'),
  FOLDER_UNKNOWN: owned('tenant', 'folder'),
  INVOICING_MODULE_MISSING: owned('tenant'),
  INVOICE_DATE_FIELD_MISSING: owned('operator'),
  TRIBE_ORGANISATION_TAKEN: owned('tenant'),
  WINBOOKS_FOLDER_TAKEN: owned('tenant', 'folder'),
  QUIET_PERIOD_TOO_SHORT: owned('operator', 'seconds', 'leastSeconds'),
  READING_REFUSED: owned('tenant', 'vendor', 'words'),
  READING_FAILS: owned('operator', 'vendor', 'words', 'failures'),
  RECORD_UNREADABLE: owned('operator', 'words', 'shown', 'from'),
  ROW_NOT_UNDERSTOOD: owned('operator', 'words'),
  INVOICE_FAILS: owned('operator', 'words', 'failures'),
  POLL_FAILS: owned('operator', 'words', 'host', 'since'),
  VENDOR_UNREACHABLE: owned('operator', 'vendor', 'words'),

  // What somebody asked for and was not done: an answer, never an open issue
  TENANT_UNKNOWN: owned('operator', 'integration'),
  TENANT_NEVER_CONNECTED: owned('operator', 'integration'),
  TENANT_EXISTS: owned('operator', 'integration'),
  TENANT_IS_ACTIVE: owned('operator', 'integration', 'integrationState'),
  ACTIVATION_STEP_TOO_EARLY: owned('operator', 'step', 'next'),
  ACTIVATION_STEP_UNFINISHED: owned('operator', 'step', 'seconds'),
  TENANT_NOT_WORKING: owned('operator', 'integration', 'integrationState'),
  TENANT_IS_PAUSED: owned('operator', 'integration'),
  TENANT_NOT_MOVED: owned('operator', 'integration', 'integrationState'),
  TEMPORAL_NO_ANSWER: owned('operator'),
  WORKER_NO_ANSWER: owned('operator', 'seconds'),
  VENDOR_NO_ANSWER: owned('operator', 'vendor', 'words'),
  VENDOR_REFUSES_READING: owned('tenant', 'vendor', 'words'),
  TRIBE_NOT_READ: owned('operator', 'seconds'),
  TRIBE_ORGANISATION_DIFFERS: owned('tenant'),
  INVOICE_UNKNOWN: owned('operator', 'integration', 'invoice'),
  INVOICE_AMBIGUOUS: owned('operator', 'number', 'invoices'),
  INVOICE_IS_WAITING: owned('operator', 'invoice'),
  INVOICE_IS_UNDER_WAY: owned('operator', 'invoice', 'bookingState'),
  INVOICE_IS_BOOKED: owned('operator', 'invoice', 'document'),
  INVOICE_IS_HELD: owned('operator', 'invoice', 'issueCode'),
  INVOICE_IS_SKIPPED: owned('operator', 'invoice', 'reason'),
  NEAR_MISSES_ONE_BY_ONE: owned('accountant'),
  NOTHING_TO_SEE: owned('operator', 'invoice', 'document'),
  REASON_MISSING: owned('operator'),
  REASON_TOO_LONG: owned('operator', 'length', 'longest'),
  DOCUMENT_NAME_UNCLEAR: owned('operator', 'document'),
  DOCUMENT_JOURNAL_UNKNOWN: owned('operator', 'journal', 'journals'),
  DOCUMENT_NOT_FOUND: owned('operator', 'document'),
  DOCUMENT_AMBIGUOUS: owned('operator', 'document', 'documents'),
  DOCUMENT_OF_OTHER_INVOICE: owned('accountant', 'document'),
  DOCUMENT_TAKEN: owned('accountant', 'document', 'otherInvoice'),
  DOCUMENT_NUMBER_CLAIMED: owned('accountant', 'document', 'otherInvoice'),
  LINK_DIFFERS: owned(
    'accountant',
    'invoice',
    'document',
    'invoiceCustomer',
    'documentCustomer',
    'invoiceCents',
    'documentCents',
  ),
  DOCUMENT_MOVED: owned('accountant', 'invoice', 'document', 'documentId'),
  CUSTOMER_CODE_UNKNOWN: owned('operator', 'customer'),
  CUSTOMER_BEING_CREATED: owned('operator', 'invoice'),
  RELATION_UNKNOWN: owned('operator', 'relation'),
  RELATION_AMBIGUOUS: owned('operator', 'relation', 'relations'),
  PROPOSAL_UNKNOWN: owned('operator', 'proposal'),
  PROPOSAL_DECIDED: owned('operator', 'proposal', 'proposalState'),
  PROPOSAL_PARTNER_LINKED: owned('tenant', 'proposal'),
  PROPOSAL_OUTDATED: owned('operator', 'proposal'),
  SETTINGS_CHANGED_MEANWHILE: owned('operator'),
  VAT_MAP_CHANGED_MEANWHILE: owned('operator'),
  CURSOR_UNUSABLE: owned('operator', 'cursor'),

  // Refused by the HTTP API itself
  API_KEY_REFUSED: owned('operator'),
  API_KEY_TOO_NARROW: owned('operator', 'scope'),
  API_KEY_UNKNOWN: owned('operator', 'key'),
  REQUEST_INVALID: owned('operator', 'place', 'problem'),
  ADDRESS_UNKNOWN: owned('operator', 'address'),
  REQUEST_TOO_LARGE: owned('operator'),
  IDEMPOTENCY_KEY_USED: owned('operator', 'key'),
  REQUEST_UNDER_WAY: owned('operator', 'key'),
  TOO_MANY_REQUESTS: owned('operator', 'seconds'),
  SERVER_FAILED: owned('operator', 'reference'),
  SETTING_UNKNOWN: owned('operator', 'setting', 'settings'),
  SETTING_VALUE_UNUSABLE: owned('operator', 'setting', 'value', 'takes'),
  SETTING_PREFIX_MISSING: owned('operator'),
} as const;

export type IssueCode = keyof typeof ISSUE_CATALOGUE;
/** Who can solve it: the user of Tribe, the accountant in WinBooks, or the people who run this service. */
export type IssueOwner = 'tenant' | 'accountant' | 'operator';
type IssueParam<Code extends IssueCode> = (typeof ISSUE_CATALOGUE)[Code]['params'][number];
export type IssueParams<Code extends IssueCode> = Readonly<Record<IssueParam<Code>, string | number>>;

/**
 * What stands in the way of one record. Records are told by their codes and numbers. A name of either vendor, or what somebody typed
 * there, stands in the params only where a person could not act without it: which of these customers it is, whose code it is, what to
 * correct. Params stay in the store, and are shown to people of the tenant; what Temporal and the logs keep is the code alone.
 */
export type Issue = {
  [Code in IssueCode]: { readonly code: Code; readonly params: IssueParams<Code> };
}[IssueCode];

export const ISSUE_CODES = Object.keys(ISSUE_CATALOGUE) as IssueCode[];

/** An issue with every param that its texts need. */
export function issue<Code extends IssueCode>(code: Code, params: IssueParams<Code>): Issue {
  return { code, params } as Extract<Issue, { code: Code }>;
}

/** For codes from outside, such as a database row. */
export function isIssueCode(text: string): text is IssueCode {
  return Object.hasOwn(ISSUE_CATALOGUE, text);
}

function owned<Param extends string = never>(owner: IssueOwner, ...params: readonly Param[]) {
  return { owner, params };
}
