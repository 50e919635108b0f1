import type { BookingEntry, EntryLine } from '../../domain/booking-entry';
import { winbooksId, type WinbooksId } from '../../domain/ids';
import type { WinbooksConnection } from '../connection';
import { isRecord, textOf, type VendorRecord } from '../http/loose-fields';
import type { VendorRequest } from '../http/vendor-request';
import { writeTicket, type WriteTicket } from '../http/vendor-session';
import { ok, type Outcome } from '../outcome';
import { sentAmount, sentDate } from './winbooks-fields';
import { folderUrl, winbooksAccess } from './winbooks-session';

const POST_TIMEOUT_MS = 100_000;
const ZERO_GUID = /^0{8}-0{4}-0{4}-0{4}-0{12}$/;
const GUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i;

/** A slot and a token in hand for exactly one write to one folder. */
export interface ReadyToSend {
  readonly connection: WinbooksConnection;
  readonly ticket: WriteTicket;
  /** Gives the slot back unused, when the fence said no. */
  release(): Promise<void>;
}

export interface SendOptions {
  /** Epoch ms: a request that has not left by then never does. */
  readonly leaveBy: number;
  readonly timeoutMs?: number;
}

/** All that a write needs before it is fenced. Any failure means that nothing was sent. */
export async function prepareWrite(connection: WinbooksConnection): Promise<Outcome<ReadyToSend>> {
  const ticket = await writeTicket(winbooksAccess(connection));
  if (ticket.kind !== 'ok') return ticket;
  return ok({ connection, ticket: ticket.value, release: () => ticket.value.release() });
}

/**
 * Books an entry: one POST of a GLTransHeader with its lines (winbooks-api §4.9), never repeated, and gives the slot back.
 * Amounts are sent in units with at most two decimals, exact from the entry's cents. Never throws.
 *
 * @returns the new document's id; `unknown` also for a 2xx that names no id (winbooks-api §3.6)
 */
export async function postHeader(
  ready: ReadyToSend,
  entry: BookingEntry,
  options: SendOptions,
): Promise<Outcome<{ readonly id: WinbooksId }>> {
  const url = folderUrl(ready.connection, { model: 'GLTransHeader' });
  const answer = await post(ready, url, headerBody(entry), options);
  if (answer.kind !== 'ok') return answer;
  const id = idInHref(answer.value);
  return id === null ? { kind: 'unknown', reason: 'the booking was answered without an id' } : ok({ id });
}

/** A customer to be made, with its Third (winbooks-api §4.2, §4.3). Lengths are the caller's matter (winbooks-api §7.7). */
export interface NewCustomer {
  /** Of the Third too. */
  readonly code: string;
  readonly name: string;
  /** Digits without country (winbooks-api §7.2). */
  readonly vatNumber?: string | null;
  readonly vatCountryCode?: string | null;
  readonly website?: string | null;
  readonly languageCode?: string | null;
  readonly currencyCode?: string | null;
  /** 0 undefined, 1 subject, 2 exempt, 3 not subject. */
  readonly vatApplicable?: 0 | 1 | 2 | 3 | null;
  readonly address?: NewAddress | null;
}

/** winbooks-api §4.4. */
export interface NewAddress {
  readonly address1: string;
  readonly address2?: string | null;
  readonly number?: string | null;
  readonly box?: string | null;
  readonly zip?: string | null;
  readonly town?: string | null;
  /** ISO 3166 alpha-2. */
  readonly countryCode?: string | null;
}

/**
 * Creates a customer with its Third: one POST, never repeated, and gives the slot back. Never throws.
 *
 * @returns the Href and the code or id in it, by which the customer can be read; `unknown` for a 2xx without Href
 */
export async function createCustomer(
  ready: ReadyToSend,
  customer: NewCustomer,
  options: SendOptions,
): Promise<Outcome<{ readonly href: string; readonly idOrCode: string }>> {
  const url = folderUrl(ready.connection, { model: 'Customer', code: customer.code });
  const answer = await post(ready, url, customerBody(customer), options);
  if (answer.kind !== 'ok') return answer;
  const href = hrefOf(answer.value);
  if (href === null) return { kind: 'unknown', reason: 'the customer was answered without an Href' };
  return ok({ href, idOrCode: codeInHref(href) ?? customer.code });
}

async function post(
  ready: ReadyToSend,
  url: string,
  body: VendorRecord,
  options: SendOptions,
): Promise<Outcome<unknown>> {
  const request: VendorRequest = {
    url,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    timeoutMs: options.timeoutMs ?? POST_TIMEOUT_MS,
    leaveBy: options.leaveBy,
    maxBytes: 1024 * 1024,
  };
  const answer = await ready.ticket.send(request);
  return answer.kind === 'ok' ? ok(answer.value.json) : answer;
}

/** `TotalLevel` counts the levels below; a last level that uses friendly codes counts as two (winbooks-api §3.6). */
function headerBody(entry: BookingEntry): VendorRecord {
  return {
    TotalLevel: 3,
    BookPeriod_Id: entry.periodId,
    Journal_Id: entry.journalId,
    DocNumber: entry.docNumber,
    BookDate: sentDate(entry.date),
    ...told({ DueDate: entry.dueDate === null ? null : sentDate(entry.dueDate) }),
    IsImported: true,
    GLTransactions: entry.lines.map((line) => lineBody(entry, line)),
  };
}

function lineBody(entry: BookingEntry, line: EntryLine): VendorRecord {
  const isCustomerLine = line.order === 0;
  return {
    TotalLevel: 2,
    LineOrder: line.order,
    BookPeriod_Id: entry.periodId,
    CurrencyCode: entry.currency,
    GLAccount_Id: line.accountId,
    Amount: sentAmount(line.amountCents),
    ...told({
      CentralAccountTypeCode: line.centralAccountType,
      Customer_Id: isCustomerLine ? entry.customerId : null,
      Vat_Id: line.vatId,
      VatBaseAmount: amountOrNull(line.vatBaseCents),
      TurnOverAmount: amountOrNull(line.turnoverCents),
      VatTaxAmount: amountOrNull(line.vatCents),
      CommentBooking: line.comment,
      Reference: isCustomerLine ? entry.reference : null,
    }),
  };
}

const amountOrNull = (cents: number | null): number | null => (cents === null ? null : sentAmount(cents));

function customerBody(customer: NewCustomer): VendorRecord {
  const { address } = customer;
  const third = {
    TotalLevel: address ? 3 : 2,
    Code: customer.code,
    Name: customer.name,
    ...told({
      VatNumber: customer.vatNumber,
      VatCountryCode: customer.vatCountryCode,
      WebSite: customer.website,
      LanguageCode: customer.languageCode,
      CurrencyCode: customer.currencyCode,
    }),
    ...(address ? { Addresses: [addressBody(address)] } : {}),
  };
  return {
    TotalLevel: address ? 4 : 3,
    Code: customer.code,
    ...told({ VatApplicable: customer.vatApplicable }),
    Third: third,
  };
}

const addressBody = (address: NewAddress): VendorRecord => ({
  TotalLevel: 2,
  Index: 0,
  Address1: address.address1,
  ...told({
    Address2: address.address2,
    Number: address.number,
    Box: address.box,
    Zip: address.zip,
    Town: address.town,
    CountryCode: address.countryCode,
  }),
});

/** Only what there is to say: absent and null mean the same to WinBooks (winbooks-api §3.3). */
function told(fields: VendorRecord): VendorRecord {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== null && value !== undefined),
  );
}

function hrefOf(json: unknown): string | null {
  return isRecord(json) ? (textOf(json['Href']) ?? textOf(json['href'])) : null;
}

/** The id that an Href carries after the model's name; a zero Guid is none. */
function idInHref(json: unknown): WinbooksId | null {
  const href = hrefOf(json);
  const tail = href?.slice(Math.max(0, href.lastIndexOf('/GLTransHeader/'))) ?? '';
  const [guid] = GUID.exec(tail) ?? [];
  return guid === undefined || ZERO_GUID.test(guid) ? null : winbooksId(guid);
}

function codeInHref(href: string): string | null {
  const [, code] = /\/Customer\/([^/?]+)/i.exec(href) ?? [];
  if (code === undefined) return null;
  try {
    return decodeURIComponent(code);
  } catch {
    return code;
  }
}
