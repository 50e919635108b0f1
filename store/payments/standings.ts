import { z } from 'zod';
import type { TribeId, WinbooksId } from '../../domain/ids';
import { isSettled, type PaymentStanding } from '../../domain/payment/payment-standing';
import type { Timings } from '../../domain/timings';
import type { TenantSql } from '../database/database';
import { parseRows, storableJson, tribeIdColumn } from '../database/row-parsing';
import type { DuePayment } from './payment-queue';

/** What a reading of the ledger said of one document; null: the document was not there, which changes nothing. */
export interface SeenPayment {
  readonly due: DuePayment;
  readonly seen: {
    readonly standing: PaymentStanding;
    readonly matchId: WinbooksId | null;
    readonly customerId: WinbooksId | null;
  } | null;
}

/** Something is owed that was not before, or no more. */
export interface Flip {
  readonly invoice: TribeId;
  readonly isSettled: boolean;
}

const flipRow = z.object({ invoice: tribeIdColumn, isSettled: z.boolean() });

/** A tenth of the time since something happened, as SQL: `longest` milliseconds at most, together with others. */
const nextLook = (since: string, longest: string): string =>
  `date_bin($5 * interval '1 millisecond',
     now() + least(greatest(extract(epoch from now() - ${since}) * 100, $3), ${longest}) * interval '1 millisecond'
       + $5 * interval '1 millisecond', timestamptz 'epoch')`;

/**
 * Stores what was read, with the history of each change, and when to look again. A reading that somebody overtook is dropped. Returns
 * the flips: nothing else needs a write in Tribe.
 */
export async function storeStandings(
  sql: TenantSql,
  seen: readonly SeenPayment[],
  { shortestLookMs, longestLookMs, settledLookMs, togetherMs }: Timings['payments'],
): Promise<Flip[]> {
  if (seen.length === 0) return [];
  const rows = seen.map(({ due, seen: read }) => ({
    invoice: due.invoice,
    document: due.document,
    version: due.version,
    taken: due.taken,
    state: read?.standing.state ?? null,
    gross: read?.standing.grossCents ?? null,
    open: read?.standing.openCents ?? null,
    allocations: read?.standing.allocations ?? null,
    settled: read === null ? null : isSettled(read.standing.state),
    matching: read?.matchId ?? null,
    customer: read?.customerId ?? null,
  }));
  const flips = await sql.query(
    `with seen as materialized (
       select before.tribe_invoice_id as id, before.state as was, before.is_settled as was_settled, row.*,
              row.state is not null
                and (before.state, before.gross_cents, before.open_cents, before.allocations)
                    is distinct from (row.state, row.gross, row.open, row.allocations) as is_change
         from jsonb_to_recordset($2) as row (invoice text, document text, version int, taken int, state text, gross bigint,
                open bigint, allocations jsonb, settled boolean, matching text, customer text)
         join payments as before
           on before.tenant_id = $1 and before.tribe_invoice_id = row.invoice and before.taken = row.taken
              and before.document_id = row.document
          for update of before
     ), stored as (
       update payments as p
          set state = coalesce(seen.state, p.state), gross_cents = coalesce(seen.gross, p.gross_cents),
              open_cents = coalesce(seen.open, p.open_cents), allocations = coalesce(seen.allocations, p.allocations),
              is_settled = coalesce(seen.settled, p.is_settled),
              match_id = case when seen.state is null then p.match_id else seen.matching end,
              customer_id = coalesce(seen.customer, p.customer_id), read_at = now(),
              changed_at = case when seen.is_change then now() else p.changed_at end,
              first_settled_at = coalesce(p.first_settled_at, case when seen.settled then now() end),
              taken_at = null, failures = 0, failure = null,
              look_at = case
                when p.version <> seen.version then p.look_at
                when seen.state is null then ${nextLook("timestamptz 'epoch'", '$4')}
                when seen.is_change then ${nextLook('now()', '$4')}
                when seen.settled then ${nextLook('greatest(p.changed_at, p.stirred_at)', '$6')}
                else ${nextLook('greatest(p.changed_at, p.stirred_at)', '$4')} end
         from seen where p.tenant_id = $1 and p.tribe_invoice_id = seen.id
     ), told as (
       insert into payment_history (tenant_id, tribe_invoice_id, was, state, gross_cents, open_cents, allocations)
       select $1, id, was, state, gross, open, allocations from seen where is_change
     )
     select id as invoice, settled as "isSettled" from seen
      where settled is distinct from was_settled and (settled or was_settled)`,
    [sql.tenantId, storableJson(rows), shortestLookMs, longestLookMs, togetherMs, settledLookMs],
  );
  return parseRows(flipRow, flips);
}
