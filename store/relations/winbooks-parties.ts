import { z } from 'zod';
import type { WinbooksId } from '../../domain/ids';
import { keysOf, matchRecordOfParty, type MatchKeys } from '../../domain/relation/match-record';
import type { PartyRole, WinbooksParty } from '../../domain/vendors/winbooks-records';
import type { TenantSql } from '../database/database';
import { firstRow, parseRows, storableJson, winbooksIdColumn } from '../database/row-parsing';
import { enqueueRecords } from './relation-queue';

/** WinBooks' customers and suppliers as they were last seen, each with its third, address and contact. */

const text = z.string().nullable();
const winbooksParty = z.object({
  role: z.enum(['customer', 'supplier']),
  id: winbooksIdColumn,
  code: z.string(),
  thirdId: winbooksIdColumn,
  name: text,
  vatNumber: text,
  vatCountryCode: text,
  website: text,
  address: z
    .object({
      id: winbooksIdColumn,
      address1: text,
      address2: text,
      number: text,
      box: text,
      zip: text,
      town: text,
      countryCode: text,
      phoneNo: text,
    })
    .nullable(),
  // JSON has no undefined: a folder without contacts leaves the key out.
  contact: z
    .object({ id: winbooksIdColumn, email: text, phoneNo: text, mobileNo: text })
    .nullable()
    .optional()
    .transform((contact) => contact),
  isLocked: z.boolean(),
  isHidden: z.boolean(),
  civilityCode: text,
  modifiedAt: text,
});

const storedRow = z.object({ record: winbooksParty, isGone: z.boolean(), storedAt: z.string() });
export interface StoredParty {
  readonly record: WinbooksParty;
  readonly isGone: boolean;
  /** When it was stored: changes with each reading that differs. */
  readonly storedAt: string;
}
const storedParty = ({ record, ...row }: z.output<typeof storedRow>): StoredParty => ({
  ...row,
  record: { ...record, contact: record.contact },
});
const STORED = `record, gone_at is not null as "isGone", updated_at::text as "storedAt"`;

/** Stores parties and queues those that have changed, in the caller's transaction. Returns how many have. */
export async function storeParties(sql: TenantSql, parties: readonly WinbooksParty[]): Promise<number> {
  const rows = await writeParties(sql, parties, 'any');
  await enqueueRecords(sql, 'winbooks', rows);
  return rows.length;
}

/**
 * As it was read just now: nothing is queued, because whoever calls this sees to it. What a poll has stored since `storedAt` stays: it
 * may be newer, and it is queued.
 *
 * @param storedAt null when it was not known
 */
export async function keepParty(
  sql: TenantSql,
  party: WinbooksParty,
  storedAt: string | null,
): Promise<void> {
  await writeParties(sql, [party], storedAt);
}

/** WinBooks does not have it any more: nothing is matched with it, or created for it. */
export async function markPartyGone(sql: TenantSql, role: PartyRole, id: WinbooksId): Promise<void> {
  await sql.query(
    `update winbooks_parties set gone_at = now(), updated_at = now()
      where tenant_id = $1 and role = $2 and party_id = $3 and gone_at is null`,
    [sql.tenantId, role, id],
  );
}

type ChangedParty = z.output<typeof changedRow>;

/** @param over `any`: over whatever is there. Else over what was stored at this time; null: over nothing. */
async function writeParties(
  sql: TenantSql,
  parties: readonly WinbooksParty[],
  over: string | null,
): Promise<ChangedParty[]> {
  if (parties.length === 0) return [];
  const changed = await sql.query(
    `insert into winbooks_parties as held
            (tenant_id, role, party_id, third_id, code, record, number_key, vat_key, name_key, email_key)
     select $1, seen.record->>'role', seen.record->>'id', seen.record->>'thirdId', seen.record->>'code', seen.record,
            seen.number, seen."vatNumber", seen."namePostcode", seen.email
       from jsonb_to_recordset($2) as seen (record jsonb, number text, "vatNumber" text, "namePostcode" text, email text)
     on conflict (tenant_id, role, party_id) do update
       set third_id = excluded.third_id, code = excluded.code, record = excluded.record, number_key = excluded.number_key,
           vat_key = excluded.vat_key, name_key = excluded.name_key, email_key = excluded.email_key,
           gone_at = null, updated_at = now()
       where (held.record - 'modifiedAt' is distinct from excluded.record - 'modifiedAt' or held.gone_at is not null)
         and ($3 = 'any' or held.updated_at::text = $3)
     returning role, party_id as "recordId"`,
    [
      sql.tenantId,
      storableJson(parties.map((record) => ({ record, ...keysOf(matchRecordOfParty(record)) }))),
      over,
    ],
  );
  return parseRows(changedRow, changed);
}

const changedRow = z.object({ role: z.enum(['customer', 'supplier']), recordId: z.string() });

/** One party as it was last seen; null when it is not known. */
export async function loadParty(
  sql: TenantSql,
  role: PartyRole,
  id: WinbooksId,
): Promise<StoredParty | null> {
  const found = await sql.query(
    `select ${STORED} from winbooks_parties
      where tenant_id = $1 and role = $2 and party_id = $3`,
    [sql.tenantId, role, id],
  );
  const row = firstRow(storedRow, found);
  return row === null ? null : storedParty(row);
}

const MOST_CANDIDATES = 25;

/** The parties in this role that share a key with a relation. */
export async function findPartyCandidates(
  sql: TenantSql,
  role: PartyRole,
  { number, vatNumber, namePostcode, email }: MatchKeys,
): Promise<WinbooksParty[]> {
  const found = await sql.query(
    `select ${STORED} from winbooks_parties
      where tenant_id = $1 and role = $2 and gone_at is null
        and (number_key = $3 or vat_key = $4 or name_key = $5 or email_key = $6)
      order by (number_key = $3) desc nulls last, (vat_key = $4) desc nulls last, party_id limit ${MOST_CANDIDATES}`,
    [sql.tenantId, role, number, vatNumber, namePostcode, email],
  );
  return parseRows(storedRow, found).map((row) => storedParty(row).record);
}

/** The other role of a party's third; null when it has none. */
export async function otherPartyOfThird(
  sql: TenantSql,
  { role, thirdId }: Pick<WinbooksParty, 'role' | 'thirdId'>,
): Promise<WinbooksParty | null> {
  const found = await sql.query(
    `select ${STORED} from winbooks_parties
      where tenant_id = $1 and role <> $2 and third_id = $3 and gone_at is null limit 1`,
    [sql.tenantId, role, thirdId],
  );
  const row = firstRow(storedRow, found);
  return row === null ? null : storedParty(row).record;
}
