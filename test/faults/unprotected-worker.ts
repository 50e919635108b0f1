import { Worker } from '@temporalio/worker';
import { createActivities } from '../../activities';
import { openTenant } from '../../activities/connection/tenant-connections';
import { debugPoints } from '../../activities/debug-points';
import type { Dependencies } from '../../activities/dependencies';
import { withHeartbeat } from '../../activities/heartbeat';
import { NEW_RELATION } from '../../activities/relation-sync/new-relation';
import { NEW_SUPPLIER } from '../../activities/relation-sync/new-supplier';
import { NEW_CUSTOMER } from '../../activities/relations/create-customer';
import type { CreationKind } from '../../activities/writes/create-record';
import type { Slot } from '../../activities/writes/send-once';
import { createMasterDataCache } from '../../activities/master-data';
import { announceReady, untilStopped } from '../../local/supervision/child-side';
import { postHeader, prepareWrite } from '../../clients/winbooks';
import type { BookingInput, LookUpResult, PostResult } from '../../domain/steps/booking-steps';
import { readConfiguration } from '../../configuration/configuration';
import { tenantId, tribeId } from '../../domain/ids';
import { loadBooking } from '../../store/bookings/booking-row';
import { markBooked } from '../../store/bookings/booking-transitions';
import { openDatabase } from '../../store/database/database';
import { keyRing } from '../../store/database/encryption';
import { connectClient } from '../../temporal/client';
import { connectWorker } from '../../workers/worker-connection';

/**
 * The product's worker without its protection, to show that the suite can fail: no look-up, no fence, and whatever gave
 * no answer is sent again, as a worker with a retrying HTTP agent would.
 */
async function main(): Promise<void> {
  const configuration = readConfiguration(process.env);
  if (configuration.databaseUrl === null) throw new Error('DATABASE_URL is not set');
  const database = openDatabase(configuration.databaseUrl, { max: 10 });
  const { connection, namespace } = await connectWorker();
  const deps: Dependencies = {
    database,
    keyRing: keyRing(configuration.encryptionKeys),
    configuration,
    temporal: await connectClient(),
    masterData: createMasterDataCache(),
    debugPoint: debugPoints(process.env['DEBUG_POINTS'] ?? null),
    stopping: new AbortController().signal,
  };
  for (const kind of [NEW_CUSTOMER, NEW_SUPPLIER, NEW_RELATION]) withoutLookUp<unknown, Slot, unknown>(kind);
  const worker = await Worker.create({
    connection,
    namespace,
    taskQueue: configuration.taskQueue,
    workflowsPath: require.resolve('../../workflows'),
    activities: {
      ...createActivities(deps),
      postBooking: (input: BookingInput) => sendUntilAnswered(deps, input),
      lookUpBooking: async (): Promise<LookUpResult> => ({ kind: 'settled' }),
    },
  });
  const finished = worker.run();
  announceReady({ port: 0 });
  await Promise.race([untilStopped(), finished]);
  process.exit(0);
}

/** Nothing is looked for, and what gave no answer is sent again. */
function withoutLookUp<Created, Ready extends Slot, Answer>(
  kind: CreationKind<Created, Ready, Answer>,
): void {
  const open = kind.open.bind(kind);
  const blind: CreationKind<Created, Ready, Answer>['open'] = (deps, context, row) => {
    const creation = open(deps, context, row);
    return {
      ...creation,
      lookUp: async () => ({ kind: 'absent' }),
      lookAgain: async () => ({ kind: 'absent' }),
      send: async (ready, leaveBy) => {
        let answer = await creation.send(ready, leaveBy);
        while (answer.kind === 'unknown') {
          const again = await creation.ready();
          if (again.kind === 'ok') answer = await creation.send(again.value, Date.now() + 5_000);
        }
        return answer;
      },
    };
  };
  Object.assign(kind, { open: blind });
}

function sendUntilAnswered(deps: Dependencies, input: BookingInput): Promise<PostResult> {
  return withHeartbeat(async () => {
    const tenant = tenantId(input.tenant);
    const id = tribeId(input.invoice);
    const context = await openTenant(deps, tenant);
    const booking = await deps.database.asTenant(tenant, (sql) => loadBooking(sql, id));
    if (!booking?.entry || booking.state !== 'prepared') return { kind: 'stale' };
    const again: PostResult = { kind: 'notSent', waitMs: 300, words: 'no answer, sent again' };
    const ticket = await prepareWrite(context.winbooks);
    if (ticket.kind !== 'ok') return again;
    const answer = await postHeader(ticket.value, booking.entry, {
      leaveBy: Date.now() + 5_000,
      timeoutMs: 10_000,
    });
    if (answer.kind !== 'ok') return again;
    await deps.debugPoint('after-post');
    const winbooksId = answer.value.id;
    await deps.database.asTenant(tenant, (sql) => markBooked(sql, id, { winbooksId, linked: false }));
    return { kind: 'end', end: { state: 'booked', issueCode: null, words: 'booked without protection' } };
  });
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
});
