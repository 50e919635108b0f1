import { z } from 'zod';
import type { WinbooksId } from '../../domain/ids';
import type { WinbooksParty } from '../../domain/vendors/winbooks-records';
import {
  partyOf,
  type AddressRow,
  type ContactRow,
  type PartyRow,
  type ThirdContactRow,
  type ThirdRow,
} from '../../domain/vendors/winbooks-rows';
import type { TenantSql } from '../database/database';
import { parseRows, storableJson, winbooksIdColumn } from '../database/row-parsing';

/** WinBooks' rows as they were last read, from which parties are put together. */

export type WinbooksRow =
  | { readonly entity: 'customer' | 'supplier'; readonly row: PartyRow }
  | { readonly entity: 'third'; readonly row: ThirdRow }
  | { readonly entity: 'address'; readonly row: AddressRow }
  | { readonly entity: 'contact'; readonly row: ContactRow }
  | { readonly entity: 'thirdContact'; readonly row: ThirdContactRow };

interface Columns {
  readonly id: WinbooksId;
  readonly third: WinbooksId | null;
  readonly code: string | null;
  readonly contact: WinbooksId | null;
  readonly sort: string | null;
}

function columnsOf(seen: WinbooksRow): Columns {
  const none = { id: seen.row.id, third: null, code: null, contact: null, sort: null };
  switch (seen.entity) {
    case 'customer':
    case 'supplier':
      return { ...none, third: seen.row.thirdId, code: seen.row.code };
    case 'third':
      return { ...none, third: seen.row.id, code: seen.row.code };
    case 'address':
      return { ...none, third: seen.row.thirdId, sort: seen.row.sortKey };
    case 'contact':
      return { ...none, contact: seen.row.id };
    case 'thirdContact':
      return { ...none, third: seen.row.thirdId, contact: seen.row.contactId, sort: seen.row.sortKey };
  }
}

/**
 * Stores rows of one page, and marks the thirds of those that have changed, in the caller's transaction. What was read already, apart
 * from when it was modified, changes nothing.
 *
 * @returns how many rows have changed
 */
export async function storeWinbooksRows(sql: TenantSql, rows: readonly WinbooksRow[]): Promise<number> {
  if (rows.length === 0) return 0;
  const seen = rows.map((each) => ({ entity: each.entity, ...columnsOf(each), record: each.row }));
  const changed = await sql.query(
    `insert into winbooks_rows as held (tenant_id, entity, row_id, third_id, code, contact_id, sort_key, record)
     select distinct on (entity, id) $1, entity, id, third, code, contact, sort, record
       from jsonb_to_recordset($2) as seen
            (entity text, id text, third text, code text, contact text, sort text, record jsonb)
      order by entity, id
     on conflict (tenant_id, entity, row_id) do update
       set third_id = excluded.third_id, code = excluded.code, contact_id = excluded.contact_id,
           sort_key = excluded.sort_key, record = excluded.record
       where held.record - 'modifiedAt' is distinct from excluded.record - 'modifiedAt'
     returning third_id as third, code, contact_id as contact`,
    [sql.tenantId, storableJson(seen)],
  );
  const touched = parseRows(touchedRow, changed);
  await markThirds(sql, touched);
  return touched.length;
}

const touchedRow = z.object({
  third: z.string().nullable(),
  code: z.string().nullable(),
  contact: z.string().nullable(),
});

async function markThirds(sql: TenantSql, touched: readonly z.output<typeof touchedRow>[]): Promise<void> {
  const texts = (values: readonly (string | null)[]): string[] => [
    ...new Set(values.filter((value) => value !== null)),
  ];
  await sql.query(
    `insert into changed_thirds (tenant_id, third_id)
     select $1, third_id from (
       select unnest($2::text[]) as third_id
       union
       select row_id from winbooks_rows where tenant_id = $1 and entity = 'third' and code = any ($3)
       union
       select third_id from winbooks_rows where tenant_id = $1 and entity = 'thirdContact' and contact_id = any ($4)
     ) as touched
     on conflict do nothing`,
    [
      sql.tenantId,
      texts(touched.map(({ third }) => third)),
      texts(touched.filter(({ third }) => third === null).map(({ code }) => code)),
      texts(touched.map(({ contact }) => contact)),
    ],
  );
}

const iso = z.string().nullable();
const text = z.string().nullable();
const partyRow = z.object({
  id: winbooksIdColumn,
  code: z.string(),
  thirdId: winbooksIdColumn.nullable(),
  isLocked: z.boolean(),
  isHidden: z.boolean(),
  modifiedAt: iso,
}) satisfies z.ZodType<PartyRow>;
const thirdRow = z.object({
  id: winbooksIdColumn,
  code: z.string(),
  name: text,
  vatNumber: text,
  vatCountryCode: text,
  website: text,
  civilityCode: text,
  modifiedAt: iso,
}) satisfies z.ZodType<ThirdRow>;
const addressRow = z.object({
  id: winbooksIdColumn,
  thirdId: winbooksIdColumn.nullable(),
  address1: text,
  address2: text,
  number: text,
  box: text,
  zip: text,
  town: text,
  countryCode: text,
  phoneNo: text,
  sortKey: z.string(),
  modifiedAt: iso,
}) satisfies z.ZodType<AddressRow>;
const contactRow = z.object({
  id: winbooksIdColumn,
  email: text,
  phoneNo: text,
  mobileNo: text,
  modifiedAt: iso,
}) satisfies z.ZodType<ContactRow>;

const joinedRow = z.object({
  third: thirdRow,
  address: addressRow.nullable(),
  contact: contactRow.nullable(),
  parties: z.array(z.object({ role: z.enum(['customer', 'supplier']), party: partyRow })),
  isOneOfSeveral: z.boolean(),
});

export interface ChangedParty {
  readonly party: WinbooksParty;
  /** Its third has several addresses or contacts: the one that counts may have been deleted, which no list tells. */
  readonly isOneOfSeveral: boolean;
}

/**
 * The customers and suppliers of a third. Each part names all columns of its index with `=`, because a first sync runs before the
 * database has statistics, and its plan must not read a whole list for each third.
 */
const PARTIES_OF_THIRD = ['customer', 'supplier']
  .flatMap((entity) =>
    ['third_id = third.row_id', 'code = third.code and third_id is null'].map(
      (isOfThird) => `select entity, record from winbooks_rows
        where tenant_id = $1 and entity = '${entity}' and ${isOfThird}`,
    ),
  )
  .join(' union all ');

/**
 * Takes thirds of which something changed, and returns their parties, put together from the rows. A third that changes meanwhile is
 * marked again by whoever changes it.
 *
 * @param hasContacts false when the folder has no contacts, so that none is known
 * @returns null when no third is marked
 */
export async function takeChangedParties(
  sql: TenantSql,
  limit: number,
  hasContacts: boolean,
): Promise<ChangedParty[] | null> {
  const taken = await sql.query(
    `with taken as (
       delete from changed_thirds where tenant_id = $1 and third_id in (
         select third_id from changed_thirds where tenant_id = $1 order by third_id limit $2 for update skip locked)
       returning third_id)
     select third.record as third,
            (select address.record from winbooks_rows as address
              where address.tenant_id = $1 and address.entity = 'address' and address.third_id = third.row_id
              order by address.sort_key limit 1) as address,
            (select contact.record from winbooks_rows as contact
              where contact.tenant_id = $1 and contact.entity = 'contact' and contact.row_id =
                (select member.contact_id from winbooks_rows as member
                  where member.tenant_id = $1 and member.entity = 'thirdContact' and member.third_id = third.row_id
                  order by member.sort_key limit 1)) as contact,
            coalesce((select jsonb_agg(jsonb_build_object('role', party.entity, 'party', party.record)) from (
              ${PARTIES_OF_THIRD}) as party), '[]') as parties,
            (select count(*) from winbooks_rows as several
              where several.tenant_id = $1 and several.entity = 'address' and several.third_id = third.row_id) > 1
            or (select count(*) from winbooks_rows as several
              where several.tenant_id = $1 and several.entity = 'thirdContact' and several.third_id = third.row_id) > 1
              as "isOneOfSeveral"
       from taken left join lateral (
         select row_id, code, record from winbooks_rows
          where tenant_id = $1 and entity = 'third' and row_id = taken.third_id limit 1) as third on true`,
    [sql.tenantId, limit],
  );
  if (taken.rows.length === 0) return null;
  // A third that is not known yet comes again with its row, and one that another version wrote with its next change.
  const whole = taken.rows.map((row) => joinedRow.safeParse(row)).flatMap(({ data }) => data ?? []);
  return whole.flatMap(({ third, address, contact, parties, isOneOfSeveral }) =>
    parties.map(({ role, party }) => ({
      party: partyOf({ role, party, third, address, contact: hasContacts ? contact : undefined }),
      isOneOfSeveral,
    })),
  );
}

/** True when the contacts of the folder were read to their end: it has contacts, and we may read them. */
export async function hasContactList(sql: TenantSql): Promise<boolean> {
  const found = await sql.query(
    `select from watermarks where tenant_id = $1 and feed = 'winbooks.contact' and polled_at is not null`,
    [sql.tenantId],
  );
  return found.rowCount > 0;
}
