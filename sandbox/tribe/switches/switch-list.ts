/** A question that the reference leaves open, with the answers that the twin can play. */
export interface SwitchDefinition<Id extends string = string> {
  id: Id;
  question: string;
  /** The answers; `free` takes any text that `pattern` accepts. */
  positions: string[];
  pattern?: RegExp;
  default: string;
  /** False when there is one answer for the whole twin, because no tenant is known where it matters. */
  perTenant: boolean;
}

function choice<Id extends string>(
  id: Id,
  question: string,
  positions: string[],
  perTenant = true,
): SwitchDefinition<Id> {
  return { id, question, positions, default: positions[0] ?? '', perTenant };
}

function free<Id extends string>(
  id: Id,
  question: string,
  fallback: string,
  pattern: RegExp,
  example: string,
): SwitchDefinition<Id> {
  return { id, question, positions: [fallback, example], pattern, default: fallback, perTenant: true };
}

/** For gaps that only the product can decide, because Tribe could not behave differently. */
function productOnly<Id extends string>(id: Id, question: string): SwitchDefinition<Id> {
  return choice(id, `${question} (decided by the product: Tribe behaves the same)`, ['product']);
}

/** G1–G14: the OData surface and the invoice (tribe-api §6). */
const surfaceSwitches = [
  choice('G1', 'name of the invoice date', ['InvoiceDate', 'Date', 'Start', 'none']),
  choice('G1.type', 'type of the invoice date; `utc-midnight` is midnight in Brussels, written in UTC', [
    'Date',
    'DateTimeOffset',
    'utc-midnight',
  ]),
  choice('G2', 'due date of the invoice', ['none', 'DueDate', 'ExpirationDate']),
  choice('G3', 'credit invoices: negative amounts, with or without a flag, or positive with a flag', [
    'negative',
    'negative-and-flag',
    'positive-and-flag',
  ]),
  choice('G4', 'code of the draft phase', ['Draft', 'Concept', 'Open']),
  choice('G5', 'navigation from a product line to its VAT group', ['VatGroup', 'VATGroup', 'Vat']),
  choice('G6', 'what Amount of an invoice is; `no-totals` has Amount alone', [
    'excluding',
    'including',
    'no-totals',
  ]),
  choice('G7', 'totals of a line: before the document discount, after it, or absent', [
    'before',
    'after',
    'absent',
  ]),
  choice('G7.rounding', 'are line totals rounded to cents', ['none', 'cents']),
  free('G8', 'default page size', '100', /^[1-9]\d{0,4}$/, '25'),
  free('G8.max', 'largest $top that is honoured', 'none', /^(none|[1-9]\d{0,4})$/, '100'),
  choice('G8.nextLink', 'is @odata.nextLink written when the page is cut', ['off', 'on']),
  free(
    'G9',
    'requests per second and tenant above which Tribe answers 429',
    'none',
    /^(none|[1-9]\d{0,4})$/,
    '5',
  ),
  free('G10', 'lifetime of an access token, in seconds', '86400', /^[1-9]\d{0,6}$/, '5'),
  choice('G11', 'a refresh token is used again', ['revoke-chain', 'reject', 'accept']),
  choice('G12', 'POST with an ID that does not exist', ['404', 'create']),
  choice('G13', 'answer to a create', ['201', '200', '204', '201-id-only']),
  choice('G14', '`eq` on strings', ['sensitive', 'insensitive']),
];

/** G15–G40: relations, invoices after sending, webhooks, rights (tribe-api §6). */
const behaviourSwitches = [
  choice('G15', 'how an invoice address is known', ['navigation', 'address-type']),
  choice('G16', 'Datastore_Country.Code', ['iso2', 'iso2-lower', 'iso3', 'none']),
  choice('G17', 'seeded addresses: parts, or all in Street', ['parts', 'street-only']),
  choice('G18', 'seeded persons: three name parts, or all in LastName', ['parts', 'last-name-only']),
  productOnly('G19', 'is a WinBooks third an organisation or a person'),
  choice('G20', 'a seeded party that is customer and supplier: one relation or two', [
    'one-relation',
    'two-relations',
  ]),
  choice('G21', 'private suppliers (Relationship_Person_Supplier)', ['absent', 'present']),
  choice('G22', 'a write of IsFormer', ['written', 'refused', 'ignored']),
  productOnly('G23', 'Tribe "Former" towards WinBooks'),
  productOnly('G24', 'a record deleted on one side'),
  productOnly('G25', 'a conflict of two changes'),
  choice('G26', 'debtor number of a new customer', ['none', 'automatic']),
  productOnly('G27', 'which relations are exported'),
  productOnly('G28', 'customer of an invoice not yet in WinBooks'),
  choice('G29', 'webhooks exist', ['yes', 'no']),
  productOnly('G30', 'invoices sent before activation'),
  choice('G31', 'an edit of a frozen field of a sent invoice', ['refused', 'ignored', 'written']),
  choice('G32', 'phase changes after Sent: to Paid and back, only to Paid, none', [
    'both-ways',
    'forward',
    'refused',
  ]),
  productOnly('G33', 'unmapped VAT group, missing journal or account'),
  productOnly('G34', 'the other settings of the integration'),
  choice('G35', 'base amounts of an invoice in another currency: converted, or the same figures', [
    'converted',
    'same',
  ]),
  free(
    'G36',
    'header that carries the webhook signature',
    'X-Tribe-Signature',
    /^[A-Za-z][\w-]{1,60}$/,
    'X-Signature',
  ),
  choice('G37', 'webhook payload', ['typed', 'id-only', 'with-links']),
  free('G38', 'deliveries of a webhook that is not answered with 2xx', '3', /^[0-9]$/, '1'),
  productOnly('G39', 'the log screen'),
  free(
    'G40',
    'rights of the application: full, read-only, or `deny:<Set>` (403) or `hide:<Set>` (404) lists',
    'full',
    /^(full|read-only|(deny|hide):\w+(,(deny|hide):\w+)*)$/,
    'deny:Activity_Invoice',
  ),
];

/** Open points that the reference names outside its table of gaps. */
const furtherSwitches = [
  choice('plus', '`+` in a query: itself, or a space (§2.2)', ['plus', 'space']),
  choice('navigation-filter', 'a filter on the ID behind a navigation (§2.6)', ['honoured', 'ignored']),
  choice('mutation-date', 'LastMutationDate of a record that was never changed (§2.8)', ['created', 'null']),
  choice('base-name', 'Name is declared on Relation and Relationship (§3.1)', ['no', 'yes']),
  choice('person-debtor-number', 'Relation_Person has DebtorNumber (§3.4)', ['yes', 'no']),
  choice('person-invoice-address', 'Relation_Person has InvoiceAddress (§3.4)', ['no', 'yes']),
  choice('address-touch', 'a changed address bumps LastMutationDate of its relation', ['no', 'yes']),
  choice('webhook-secret', 'where the secret of a webhook is shown (§2.11)', [
    'management-page',
    'in-answer',
  ]),
  choice('webhook-https', 'webhooks to this machine may be plain HTTP', ['local-http', 'https-only']),
  choice(
    'scope-error',
    'error for a scope that the client may not ask (§1.5)',
    ['invalid_scope', 'invalid_grant'],
    false,
  ),
];

/** Every switch of the Tribe twin, in the order of the reference. */
export const tribeSwitches = [...surfaceSwitches, ...behaviourSwitches, ...furtherSwitches];

export type SwitchId = (typeof tribeSwitches)[number]['id'];
