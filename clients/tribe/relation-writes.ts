import type { TribeId } from '../../domain/ids';
import type { TribeAddress } from '../../domain/vendors/tribe-records';
import type { TribeConnection } from '../connection';
import { flagOf } from '../http/loose-fields';
import { ok, type Outcome } from '../outcome';
import { findCountryId } from './countries';
import { listRecords } from './odata-list';
import { addressBody, relationBody, type AddressChange, type RelationChange } from './relation-bodies';
import { ROLE_SETS, type RoleList } from './relation-changes';
import { isInvoiceAddressType, RELATION_SETS, type RelationKind } from './relation-records';
import { idOf } from './tribe-fields';
import { readRelation } from './relations';
import { entityPath, getRecord, odataUrl, readTribe, sendGet } from './tribe-session';
import { writeOnce } from './tribe-writes';

/** Changes the given fields of an organisation or person, and no others. One request. */
export const updateRelation = (
  connection: TribeConnection,
  kind: RelationKind,
  id: TribeId,
  change: RelationChange,
): Promise<Outcome<null>> =>
  writeOnce(connection, 'PUT', entityPath(RELATION_SETS[kind], id), relationBody(change));

/**
 * Changes the given parts of an address, by its own id, which is right however Tribe knows that it is the address for
 * invoices (tribe-api §3.8, §6 G15). One write; a country is looked up before it.
 */
export async function updateAddress(
  connection: TribeConnection,
  id: TribeId,
  change: AddressChange,
): Promise<Outcome<null>> {
  const country = await findCountryId(connection, change.countryCode ?? null);
  if (country.kind !== 'ok') return country;
  return writeOnce(connection, 'PUT', entityPath('Address', id), addressBody(change, country.value));
}

/**
 * Gives an organisation its address for invoices. If it has one by now, that one is changed. One write.
 */
export async function createInvoiceAddress(
  connection: TribeConnection,
  organisationId: TribeId,
  address: TribeAddress,
): Promise<Outcome<null>> {
  const key = { kind: 'organisation', relationId: organisationId, customer: null, supplier: null } as const;
  const organisation = await readRelation(connection, key);
  if (organisation.kind !== 'ok') return organisation;
  const existing = organisation.value.invoiceAddress;
  if (existing !== null) return updateAddress(connection, existing.id, address);
  const [type, country] = [
    await findInvoiceAddressType(connection),
    await findCountryId(connection, address.countryCode),
  ];
  if (type.kind !== 'ok') return type;
  if (country.kind !== 'ok') return country;
  const body = addressBody(address, country.value);
  const owner = { ID: organisationId };
  return type.value === 'navigation'
    ? writeOnce(connection, 'PUT', entityPath(RELATION_SETS.organisation, organisationId), {
        InvoiceAddress: body,
      })
    : writeOnce(connection, 'POST', 'Address', {
        ...body,
        Relation: owner,
        Organization: owner,
        AddressType: { ID: type.value },
      });
}

/**
 * How an organisation's address for invoices is known: as the navigation property of that name, else by a type of
 * address, whose id is returned (tribe-api §3.8, §6 G15). `refused` when there is no such type either.
 */
export const findInvoiceAddressType = (
  connection: TribeConnection,
): Promise<Outcome<'navigation' | TribeId>> =>
  readTribe<'navigation' | TribeId>(connection, async (session) => {
    const asked = await sendGet(
      session,
      odataUrl(connection, RELATION_SETS.organisation, {
        select: 'ID',
        expand: 'InvoiceAddress($select=ID)',
        top: '1',
      }),
    );
    if (asked.kind === 'ok') return ok('navigation');
    if (asked.kind !== 'refused' || asked.status !== 400 || asked.about !== undefined) return asked;
    const types = await listRecords(session, {
      set: 'Datastore_AdressType',
      options: { orderby: 'ID asc' },
      mostPages: 4,
    });
    if (types.kind !== 'ok') return types;
    const id = idOf(types.value.find(isInvoiceAddressType) ?? null);
    return id === null
      ? { kind: 'refused', status: 400, words: 'Tribe has no type of address for invoices' }
      : ok(id);
  });

/**
 * Marks a role as former, with its date, or as active again (tribe-api §2.8), and reads it back, because it is not known
 * whether the field may be written (tribe-api §6 G22). One write; it may be sent again.
 *
 * @returns `ignored` when Tribe accepts the write and nothing changes; `refused` when it does not accept it
 */
export async function setFormer(
  connection: TribeConnection,
  list: RoleList,
  relationshipId: TribeId,
  former: { readonly since: Date } | null,
): Promise<Outcome<'written' | 'ignored'>> {
  const path = entityPath(ROLE_SETS[list].set, relationshipId);
  const written = await writeOnce(connection, 'PUT', path, {
    IsFormer: former !== null,
    FormerDate: former === null ? null : former.since.toISOString().replace(/\.\d+Z$/, 'Z'),
  });
  if (written.kind !== 'ok') return written;
  const role = await readTribe(connection, (session) => getRecord(session, path, { select: 'IsFormer' }));
  if (role.kind !== 'ok') return role;
  return ok((flagOf(role.value['IsFormer']) ?? false) === (former !== null) ? 'written' : 'ignored');
}
