import type { WinbooksId } from '../../domain/ids';
import type { PartyRole } from '../../domain/vendors/winbooks-records';
import type { VendorRecord } from '../http/loose-fields';
import { ok, type Outcome } from '../outcome';
import {
  addedAddressBody,
  addedContactBody,
  addressChangeBody,
  contactChangeBody,
  partyBody,
  partyChangeBody,
  thirdChangeBody,
  type AddressPartsChange,
  type ContactChange,
  type NewAddress,
  type NewContact,
  type NewParty,
  type PartyChange,
  type ThirdChange,
} from './party-bodies';
import { folderUrl } from './winbooks-session';
import { hrefOf, send, type ReadyToSend, type SendOptions } from './winbooks-writes';

const MODELS: Readonly<Record<PartyRole, string>> = { customer: 'Customer', supplier: 'Supplier' };

/**
 * Creates a customer or supplier with its Third, or for a Third that has the other role: one POST, never repeated, then
 * returns the slot. Never throws. A folder without suppliers refuses one (winbooks-api §8 G10).
 *
 * @returns the Href and the code or id in it, by which the party can be read; `unknown` for a 2xx without Href
 */
export async function createParty(
  ready: ReadyToSend,
  role: PartyRole,
  party: NewParty,
  options: SendOptions,
): Promise<Outcome<{ readonly href: string; readonly idOrCode: string }>> {
  const url = folderUrl(ready.connection, { model: MODELS[role], code: party.code });
  const answer = await send(ready, 'POST', url, partyBody(party), options);
  if (answer.kind !== 'ok') return answer;
  const href = hrefOf(answer.value);
  if (href === null) return { kind: 'unknown', reason: `the ${role} was answered without an Href` };
  return ok({ href, idOrCode: codeInHref(href, MODELS[role]) ?? party.code });
}

/** What is written to a Third and its neighbours, each by its own id (winbooks-api §3.6, §4.4). */
export type PartyWrite =
  | { readonly kind: 'third'; readonly id: WinbooksId; readonly change: ThirdChange }
  | {
      readonly kind: 'party';
      readonly role: PartyRole;
      readonly id: WinbooksId;
      readonly change: PartyChange;
    }
  | { readonly kind: 'address'; readonly id: WinbooksId; readonly change: AddressPartsChange }
  | { readonly kind: 'contact'; readonly id: WinbooksId; readonly change: ContactChange }
  /** For a Third that has none. Sent again, it makes a second one: look before. */
  | { readonly kind: 'newAddress'; readonly thirdId: WinbooksId; readonly address: NewAddress }
  | { readonly kind: 'newContact'; readonly thirdId: WinbooksId; readonly contact: NewContact };

/**
 * Writes the given fields and no others: one request, never repeated, then returns the slot. Never throws. An address is
 * never written through its customer, because WinBooks then makes a new one each time (winbooks-api §3.6). Unknown
 * property names are accepted and ignored, so whoever relies on a contact reads it back (winbooks-api §8 G11).
 */
export async function writeParty(
  ready: ReadyToSend,
  write: PartyWrite,
  options: SendOptions,
): Promise<Outcome<null>> {
  const { method, model, code, body } = requestOf(write);
  const url = folderUrl(ready.connection, { model, ...(code === null ? {} : { code }) });
  const answer = await send(ready, method, url, body, options);
  return answer.kind === 'ok' ? ok(null) : answer;
}

interface WriteRequest {
  readonly method: 'POST' | 'PUT';
  readonly model: string;
  readonly code: string | null;
  readonly body: VendorRecord;
}

function requestOf(write: PartyWrite): WriteRequest {
  const put = (model: string, code: string | null, body: VendorRecord): WriteRequest => ({
    method: 'PUT',
    model,
    code,
    body,
  });
  switch (write.kind) {
    case 'third':
      return put('Third', write.id, thirdChangeBody(write.change));
    case 'party':
      return put(MODELS[write.role], write.id, partyChangeBody(write.change));
    case 'address':
      return put('Address', null, addressChangeBody(write.id, write.change));
    case 'contact':
      return put('Contact', write.id, contactChangeBody(write.id, write.change));
    case 'newContact':
      return put('Third', write.thirdId, addedContactBody(write.contact));
    case 'newAddress':
      return {
        method: 'POST',
        model: 'Address',
        code: null,
        body: addedAddressBody(write.thirdId, write.address),
      };
  }
}

function codeInHref(href: string, model: string): string | null {
  const [, code] = new RegExp(`/${model}/([^/?]+)`, 'i').exec(href) ?? [];
  if (code === undefined) return null;
  try {
    return decodeURIComponent(code);
  } catch {
    return code;
  }
}
