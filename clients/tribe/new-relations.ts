import { tribeId, type TribeId } from '../../domain/ids';
import type { RelationRole } from '../../domain/vendors/relation-sightings';
import type { TribeAddress } from '../../domain/vendors/tribe-records';
import type { TribeConnection } from '../connection';
import { isRecord, type VendorRecord } from '../http/loose-fields';
import type { VendorAnswer } from '../http/response-classification';
import { ok, type Outcome } from '../outcome';
import { findCountryId } from './countries';
import { readIdentity } from './organisation';
import { addressBody, relationBody, type RelationChange } from './relation-bodies';
import { ROLE_SETS } from './relation-changes';
import { RELATION_NAVIGATIONS, type RelationKind } from './relation-records';
import { findInvoiceAddressType } from './relation-writes';
import { remembered } from './remembered';
import { roleListOf } from './relations';
import { idOf } from './tribe-fields';
import { postEntity, type ReadyToWrite } from './tribe-writes';

/** The request that creates a relationship, complete: it is stored with its intent and sent unchanged. */
export interface NewRelationship {
  readonly set: string;
  readonly body: VendorRecord;
}

/**
 * What is to get a role: a relation that exists, or a new one with these fields and its address, created together with
 * the role (tribe-api §2.1, §3.5).
 */
export type RoleHolder =
  | { readonly relationId: TribeId }
  | { readonly fields: RelationChange; readonly address: TribeAddress | null };

/**
 * Prepares a customer or supplier relationship with our own organisation as its parent. A role is created with a
 * relation of its own, or for one that exists; one that is to have both roles is created with one of them. Reads only.
 *
 * @returns `refused` also for a person as supplier, which Tribe does not have (tribe-api §6 G21)
 */
export async function prepareRelationship(
  connection: TribeConnection,
  kind: RelationKind,
  role: RelationRole,
  holder: RoleHolder,
): Promise<Outcome<NewRelationship>> {
  const list = roleListOf(kind, role);
  if (list === null) return { kind: 'refused', status: 400, words: 'in Tribe, no person is a supplier' };
  const own = await remembered(connection, 'identity', () => readIdentity(connection));
  if (own.kind !== 'ok') return own;
  const child = await childOf(connection, kind, holder);
  if (child.kind !== 'ok') return child;
  return ok({
    set: ROLE_SETS[list].set,
    body: { Relation: { ID: own.value.relationId }, [RELATION_NAVIGATIONS[kind]]: child.value },
  });
}

async function childOf(
  connection: TribeConnection,
  kind: RelationKind,
  holder: RoleHolder,
): Promise<Outcome<VendorRecord>> {
  if ('relationId' in holder) return ok({ ID: holder.relationId });
  const fields = relationBody(holder.fields);
  if (holder.address === null) return ok(fields);
  const country = await findCountryId(connection, holder.address.countryCode);
  if (country.kind !== 'ok') return country;
  const address = addressBody(holder.address, country.value);
  if (kind === 'person') return ok({ ...fields, Address: address });
  const type = await remembered(connection, 'invoice address', () => findInvoiceAddressType(connection));
  if (type.kind !== 'ok') return type;
  return ok(
    type.value === 'navigation'
      ? { ...fields, InvoiceAddress: address }
      : { ...fields, Addresses: [{ ...address, AddressType: { ID: type.value } }] },
  );
}

/**
 * Creates the relationship, and with it the relation: one POST, never repeated, then returns the slot. Never throws.
 *
 * @returns the new relationship's id; null when Tribe does not say it (tribe-api §6 G13): then look it up
 */
export async function createRelationship(
  ready: ReadyToWrite,
  { set, body }: NewRelationship,
  options: { readonly leaveBy: number; readonly timeoutMs?: number },
): Promise<Outcome<TribeId | null>> {
  const answer = await postEntity(ready, set, body, options);
  return answer.kind === 'ok' ? ok(createdId(answer.value)) : answer;
}

/** In the body, else in the header of an answer without one. */
function createdId({ json, headers }: VendorAnswer): TribeId | null {
  if (isRecord(json)) return idOf(json);
  const [, id] = /\(([0-9a-f-]{36})\)/i.exec(headers['odata-entityid'] ?? headers['location'] ?? '') ?? [];
  return id === undefined ? null : tribeId(id);
}
