import type { Failure, Outcome } from '../../clients/outcome';
import type { Issue } from '../../domain/issues/issue-catalogue';
import type { VendorWrite, VendorWrites } from '../../store/vendor-writes/vendor-writes';
import type { TenantContext } from '../connection/tenant-connections';
import type { Dependencies } from '../dependencies';
import { sendOnce, type LookedUp, type Sent, type Slot, type WriteKind } from './send-once';
import { verifyWrite } from './verify-write';

/** What the vendor has in the place of a record to be created: the record itself, or something that forbids creating one. */
export type InPlace<Created> =
  { readonly kind: 'record'; readonly record: Created } | { readonly kind: 'problem'; readonly issue: Issue };

/** How far the write is whose record was found. `isConfirmed`: the vendor has just said that this attempt made it. */
export type Progress = Pick<VendorWrite, 'state' | 'attempt'> & { readonly isConfirmed?: boolean };

/** One record to be created, such as a customer, as its row describes it. */
export interface Creation<Created, Ready extends Slot, Answer> {
  /** What it is created under, such as the code of a customer. */
  readonly name: string;
  readonly points: WriteKind<Created, Ready, Answer, never>['points'];
  /** Looks for it by everything that identifies it, right before it is sent. */
  lookUp(): Promise<LookedUp<InPlace<Created>>>;
  /** Looks for it by what identifies an attempt, once one has left. */
  lookAgain(): Promise<LookedUp<InPlace<Created>>>;
  /**
   * Once an attempt was of unknown fate, and neither look has found it: looks for what the vendor may have made of it under another key.
   * Absent where the vendor makes nothing else.
   */
  lookForOther?(): Promise<LookedUp<InPlace<Created>>>;
  ready(): Promise<Outcome<Ready>>;
  send(ready: Ready, leaveBy: number): Promise<Outcome<Answer>>;
  /** Reads it by the code or id in the answer, which may differ from what was asked for. */
  readBack(answer: Answer): Promise<Outcome<Created>>;
  /** The vendor has it: ends the write and opens the link in one transaction. Returns the issue that prevents that, or null. */
  adopt(record: Created, now: Progress): Promise<Issue | null>;
  /** The vendor has refused it, and does not have it: holds the write, and returns its issue. */
  refused(sent: Sent, message: string): Promise<Issue>;
}

/** A kind of record that we create at a vendor. */
export interface CreationKind<Created, Ready extends Slot, Answer> {
  readonly writes: VendorWrites;
  /** Throws `UnreadableRow` when another version wrote the row. */
  open(deps: Dependencies, context: TenantContext, row: VendorWrite): Creation<Created, Ready, Answer>;
}

/** What came of an attempt to create a record. */
export type CreationResult =
  /** The vendor has it, or nothing is to be created any more. */
  | { readonly kind: 'done' }
  | { readonly kind: 'held'; readonly issue: Issue }
  /** An attempt is of unknown fate: `verifyCreation` looks for it. */
  | { readonly kind: 'unknown' }
  /** The look-up before it gave no answer, so that nothing was sent. */
  | { readonly kind: 'noAnswer'; readonly failure: Failure }
  | { readonly kind: 'notSent'; readonly failure: Failure }
  /** The fence refused: another run is faster, or the tenant is not active. */
  | { readonly kind: 'fenced' };

/**
 * Creates what the row says: look up, fence, send once, read back, adopt. Nothing is sent while an attempt is of unknown fate.
 *
 * @param id the record at home that it is created for
 */
export async function createOnce<Created, Ready extends Slot, Answer>(
  deps: Dependencies,
  context: TenantContext,
  kind: CreationKind<Created, Ready, Answer>,
  id: string,
): Promise<CreationResult> {
  const tenant = context.tenant.id;
  const row = await deps.database.asTenant(tenant, (sql) => kind.writes.load(sql, id));
  if (row === null || row.state === 'held') return { kind: 'done' };
  if (row.state === 'posting' || row.state === 'verifying') return { kind: 'unknown' };
  const creation = kind.open(deps, context, row);
  return sendOnce(deps, tenant, { ...row, id }, asWriteKind(deps, context, kind.writes, row, creation));
}

function asWriteKind<Created, Ready extends Slot, Answer>(
  deps: Dependencies,
  context: TenantContext,
  writes: VendorWrites,
  row: VendorWrite,
  creation: Creation<Created, Ready, Answer>,
): WriteKind<InPlace<Created>, Ready, Answer, CreationResult> {
  return {
    fate: writes,
    points: creation.points,
    lookUp: () => (row.everUnknown ? elseOther(creation, creation.lookUp()) : creation.lookUp()),
    unanswered: async (failure) => ({ kind: 'noAnswer', failure }),
    mayNotSend: async () => null,
    ready: () => creation.ready(),
    send: (ready, leaveBy) => creation.send(ready, leaveBy),
    settle: (found, sent) => settle(found, sent === null ? row : inFlight(sent)),
    accepted: async (sent, answer) => {
      await deps.debugPoint('after-creation');
      const created = await creation.readBack(answer);
      if (created.kind === 'ok')
        return settle({ kind: 'record', record: created.value }, { ...inFlight(sent), isConfirmed: true });
      await deps.database.asTenant(context.tenant.id, (sql) => writes.lose(sql, row.recordId, sent.attempt));
      return { kind: 'unknown' };
    },
    lookAgain: () => elseOther(creation, creation.lookAgain()),
    refused: async (sent, answer) => {
      const message = answer.kind === 'refused' ? answer.words : 'not found';
      return { kind: 'held', issue: await creation.refused(sent, message) };
    },
    behindFence: async () => ({ kind: 'fenced' }),
    notSent: (failure) => ({ kind: 'notSent', failure }),
    unknown: { kind: 'unknown' },
    stale: { kind: 'unknown' },
  };

  async function settle(found: InPlace<Created>, now: Progress): Promise<CreationResult> {
    await deps.debugPoint('before-adoption');
    const problem = found.kind === 'problem' ? found.issue : await creation.adopt(found.record, now);
    return problem === null ? { kind: 'done' } : { kind: 'held', issue: problem };
  }
}

/** What was looked for, or what the vendor may have made of it. */
async function elseOther<Created>(
  creation: Pick<Creation<Created, never, never>, 'lookForOther'>,
  looking: Promise<LookedUp<InPlace<Created>>>,
): Promise<LookedUp<InPlace<Created>>> {
  const looked = await looking;
  return looked.kind === 'absent' && creation.lookForOther ? creation.lookForOther() : looked;
}

const inFlight = ({ attempt }: Sent): Progress => ({ attempt, state: 'posting' });

/** What came of a look for a record of unknown fate. */
export type CreationLook =
  /** The vendor has it, it is held, or nothing is to be looked for. */
  | { readonly kind: 'settled' }
  /** It never arrived, and may be sent again. */
  | { readonly kind: 'missed'; readonly name: string; readonly attempts: number }
  | { readonly kind: 'absent'; readonly waitMs: number; readonly untilIso: string }
  | { readonly kind: 'noAnswer'; readonly failure: Failure };

/** Looks for a record whose creation is of unknown fate, and adopts it when it is there. */
export async function verifyCreation<Created, Ready extends Slot, Answer>(
  deps: Dependencies,
  context: TenantContext,
  kind: CreationKind<Created, Ready, Answer>,
  id: string,
): Promise<CreationLook> {
  const { writes } = kind;
  const row = await deps.database.asTenant(context.tenant.id, async (sql) => {
    const found = await writes.load(sql, id);
    if (found?.state === 'posting') await writes.lose(sql, id, found.attempt);
    return found;
  });
  if (!row?.sentAt || !['posting', 'verifying'].includes(row.state)) return { kind: 'settled' };
  const creation = kind.open(deps, context, row);
  const { attempt, sentAt } = row;
  const verified = await verifyWrite(deps, context, {
    ...{ fate: writes, id, attempt, sentAt },
    lookAgain: () => elseOther(creation, creation.lookAgain()),
  });
  switch (verified.kind) {
    case 'found':
      if (verified.found.kind === 'record') await creation.adopt(verified.found.record, row);
      return { kind: 'settled' };
    case 'missed':
      return { kind: 'missed', name: creation.name, attempts: attempt };
    case 'absent':
    case 'noAnswer':
      return verified;
  }
}

/**
 * Looks for records of a kind in flight that no run has seen to in time, for example because their invoice was skipped meanwhile. Each
 * is looked for separately: one that gives no answer, or cannot be read, is left to the next time. Throws the first exception at the
 * end.
 */
export async function settleInFlight<Created, Ready extends Slot, Answer>(
  deps: Dependencies,
  context: TenantContext,
  kind: CreationKind<Created, Ready, Answer>,
  atMost: number,
): Promise<void> {
  const due = await deps.database.asTenant(context.tenant.id, (sql) => kind.writes.takeDue(sql, atMost));
  const exceptions: unknown[] = [];
  for (const id of due)
    await verifyCreation(deps, context, kind, id).catch((error: unknown) => {
      exceptions.push(error);
    });
  if (exceptions.length > 0) throw exceptions[0];
}
