import { z } from 'zod';
import type { TenantSql } from '../database/database';
import { firstRow } from '../database/row-parsing';

/** One comparison of both sides. Its rows are staged while it runs, and taken away at its end. */

const runRow = z.object({
  id: z.string(),
  /** Null: every month. */
  month: z.string().nullable(),
  state: z.enum(['reading', 'done', 'abandoned']),
  beganAt: z.date(),
  endedAt: z.date().nullable(),
  progress: z.record(z.string(), z.unknown()),
  invoices: z.number().nullable(),
  documents: z.number().nullable(),
  differences: z.number().nullable(),
  appeared: z.number().nullable(),
  resolved: z.number().nullable(),
  unchangedMonths: z.number().nullable(),
});
export type TieOutRun = z.output<typeof runRow>;

const COLUMNS = `id::text, month, state, began_at as "beganAt", ended_at as "endedAt", progress, invoices, documents, differences, appeared,
  resolved, unchanged_months as "unchangedMonths"`;

/** Begins a run. Open runs of more than a day ago were given up: what they staged is taken away. */
export async function beginRun(sql: TenantSql, month: string | null): Promise<TieOutRun> {
  await sql.query(
    `update tie_out_runs set state = 'abandoned', ended_at = now()
      where tenant_id = $1 and state = 'reading' and began_at < now() - interval '1 day'`,
    [sql.tenantId],
  );
  const result = await sql.query(
    `insert into tie_out_runs (tenant_id, month) values ($1, $2) returning ${COLUMNS}`,
    [sql.tenantId, month],
  );
  return runRow.parse(result.rows[0]);
}

/** Null when it does not exist. */
export async function loadRun(sql: TenantSql, run: string): Promise<TieOutRun | null> {
  const result = await sql.query(`select ${COLUMNS} from tie_out_runs where tenant_id = $1 and id = $2`, [
    sql.tenantId,
    run,
  ]);
  return firstRow(runRow, result);
}

/** The last run that came to its end; null when there is none. */
export async function lastRun(sql: TenantSql): Promise<TieOutRun | null> {
  const result = await sql.query(
    `select ${COLUMNS} from tie_out_runs where tenant_id = $1 and state = 'done' order by id desc limit 1`,
    [sql.tenantId],
  );
  return firstRow(runRow, result);
}

/** Keeps how far a part of the run has come, in the transaction that stages what was read. */
export async function saveProgress(
  sql: TenantSql,
  run: string,
  part: string,
  progress: unknown,
): Promise<void> {
  await sql.query(
    `update tie_out_runs set progress = progress || jsonb_build_object($3::text, $4::jsonb)
      where tenant_id = $1 and id = $2`,
    [sql.tenantId, run, part, JSON.stringify(progress)],
  );
}

export interface RunCounts {
  readonly invoices: number;
  readonly documents: number;
  readonly differences: number;
  readonly appeared: number;
  readonly resolved: number;
  readonly unchangedMonths: number;
}

/** Ends a run with what it came to. */
export async function endRun(sql: TenantSql, run: string, counts: RunCounts): Promise<void> {
  await sql.query(
    `update tie_out_runs
        set state = 'done', ended_at = now(), invoices = $3, documents = $4, differences = $5, appeared = $6, resolved = $7,
            unchanged_months = $8
      where tenant_id = $1 and id = $2 and state = 'reading'`,
    [
      sql.tenantId,
      run,
      counts.invoices,
      counts.documents,
      counts.differences,
      counts.appeared,
      counts.resolved,
      counts.unchangedMonths,
    ],
  );
}

const STAGED = ['tie_out_lines', 'tie_out_documents', 'tie_out_invoices'] as const;

/** Takes away rows that ended runs have staged; returns how many, and 0 once there are none. */
export async function removeStaged(sql: TenantSql, atMost = 20_000): Promise<number> {
  for (const table of STAGED) {
    const removed = await sql.query(
      `delete from ${table} where ctid in (
         select staged.ctid from ${table} as staged join tie_out_runs as run on run.id = staged.run_id
          where staged.tenant_id = $1 and run.tenant_id = $1 and run.state <> 'reading' limit $2)`,
      [sql.tenantId, atMost],
    );
    if (removed.rowCount > 0) return removed.rowCount;
  }
  return 0;
}
