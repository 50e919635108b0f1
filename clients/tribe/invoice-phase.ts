import type { TribeId } from '../../domain/ids';
import { timesOf, type TribeConnection } from '../connection';
import { textOf } from '../http/loose-fields';
import { ok, type Outcome } from '../outcome';
import { listRecords } from './odata-list';
import { idOf, phaseCodeOf } from './tribe-fields';
import { entityPath, getRecord, readTribe } from './tribe-session';
import { sendUpdate, type ReadyToWrite } from './tribe-writes';

/** tribe-api §3.10, §3.11. */
const INVOICES = 'Activity_Invoice';
const PHASES = 'Datastore_Phase_ActivityInvoice';
/**
 * Both forms are documented (tribe-api §2.1, §3.10): POST on the set with the id in the body is the vendor's own example for a phase,
 * PUT its general form. A record with this id exists, because it was just read, so that POST creates nothing.
 */
const PHASE_IS_CHANGED_BY: 'POST' | 'PUT' = 'POST';

/** No invoice waits for its phase, so a slow Tribe is asked again later. */
const quickly = (connection: TribeConnection): TribeConnection => ({
  ...connection,
  readTimeoutMs: timesOf(connection).vendors.phaseMs,
});

/** The ids of the organisation's phases of invoices, by their code; each organisation has its own (tribe-api §3.11). */
export const findInvoicePhases = (
  connection: TribeConnection,
): Promise<Outcome<ReadonlyMap<string, TribeId>>> =>
  readTribe(quickly(connection), async (session) => {
    const rows = await listRecords(session, { set: PHASES, options: { orderby: 'ID asc' }, mostPages: 5 });
    if (rows.kind !== 'ok') return rows;
    const phases = rows.value.flatMap((row) => {
      const [id, code] = [idOf(row), textOf(row['Code']) ?? textOf(row['Name'])];
      return id === null || code === null ? [] : [[code, id] as const];
    });
    return ok(new Map(phases));
  });

/** The code of the invoice's phase now; null when it has none. `absent` when the invoice no longer exists. */
export const readInvoicePhase = (
  connection: TribeConnection,
  invoice: TribeId,
): Promise<Outcome<string | null>> =>
  readTribe(quickly(connection), async (session) => {
    const record = await getRecord(session, entityPath(INVOICES, invoice), {
      select: 'Number',
      expand: 'Phase',
    });
    return record.kind === 'ok' ? ok(phaseCodeOf(record.value)) : record;
  });

/** Changes only the phase. Sent once, then returns the slot; it may be sent again, because it states a final value. */
export const writeInvoicePhase = (
  ready: ReadyToWrite,
  invoice: TribeId,
  phase: TribeId,
): Promise<Outcome<null>> =>
  sendUpdate(ready, {
    method: PHASE_IS_CHANGED_BY,
    path: PHASE_IS_CHANGED_BY === 'POST' ? INVOICES : entityPath(INVOICES, invoice),
    body: { ...(PHASE_IS_CHANGED_BY === 'POST' && { ID: invoice }), Phase: { ID: phase } },
    timeoutMs: timesOf(ready.connection).vendors.phaseMs,
  });
