import type { Failure, Outcome } from '../../clients/outcome';
import type { TenantId } from '../../domain/ids';
import { LEAVE_WITHIN_MS } from '../../domain/writes/write-protocol';
import type { WriteFate } from '../../store/vendor-writes/write-fate';
import type { DebugPoint } from '../debug-points';
import type { Dependencies } from '../dependencies';

/** What a look-up says about a write. `mayStillArrive`: what was found is not ours, so that an attempt may be on its way yet. */
export type LookedUp<Found> =
  | { readonly kind: 'noAnswer'; readonly failure: Failure }
  | { readonly kind: 'absent' }
  | { readonly kind: 'found'; readonly found: Found; readonly mayStillArrive: boolean };

/** What is to be sent, from its row. */
export interface StoredWrite {
  readonly id: string;
  readonly attempt: number;
  readonly digest: string;
}

/** A definite refusal: the request was not executed. */
export type DefiniteNo = Extract<Failure, { kind: 'refused' | 'absent' }>;

/** One kind of write: how it is looked up, sent and judged. What is common to all of them is `sendOnce` and `verifyWrite`. */
export interface WriteKind<Found, Ready extends Slot, Answer, Result> {
  readonly fate: WriteFate;
  readonly points: { readonly beforeFence: DebugPoint; readonly afterFence: DebugPoint };
  /** Looks for it by everything that identifies it, right before it is sent. */
  lookUp(): Promise<LookedUp<Found>>;
  /** The look-up gave no answer: nothing was sent. */
  unanswered(failure: Failure): Promise<Result>;
  /** What else prevents sending it; null when nothing does. */
  mayNotSend(): Promise<Result | null>;
  /** A slot and a token, before the fence: a request leaves at once after it. */
  ready(): Promise<Outcome<Ready>>;
  /** One request, never repeated. */
  send(ready: Ready, leaveBy: number): Promise<Outcome<Answer>>;
  /** Acts on what was found. `sent`: the attempt that has just left, whose fate is known now; null before any. */
  settle(found: Found, sent: Sent | null): Promise<Result>;
  /** The vendor has confirmed it: its id is stored, then read back. */
  accepted(sent: Sent, answer: Answer): Promise<Result>;
  /** Looks for it by what identifies an attempt, once one has left. */
  lookAgain(): Promise<LookedUp<Found>>;
  /** The vendor has refused it, and does not have it. */
  refused(sent: Sent, answer: DefiniteNo): Promise<Result>;
  behindFence(): Promise<Result>;
  notSent(failure: Failure): Result;
  readonly unknown: Result;
  readonly stale: Result;
}

export interface Slot {
  release(): Promise<void>;
}

/** The attempt behind the fence. */
export interface Sent {
  readonly attempt: number;
  readonly sentAt: Date;
}

/**
 * Looks up, fences, sends once, and says what came of it (docs/adr/0014-one-write-protocol.md). Everything that is not certain leaves
 * the row in `posting` or `verifying` for `verifyWrite`; nothing here sends twice.
 */
export async function sendOnce<Found, Ready extends Slot, Answer, Result>(
  deps: Dependencies,
  tenant: TenantId,
  write: StoredWrite,
  kind: WriteKind<Found, Ready, Answer, Result>,
): Promise<Result> {
  const before = await kind.lookUp();
  if (before.kind === 'noAnswer') return kind.unanswered(before.failure);
  if (before.kind === 'found') return kind.settle(before.found, null);
  const obstacle = await kind.mayNotSend();
  if (obstacle !== null) return obstacle;
  const ready = await kind.ready();
  if (ready.kind !== 'ok') return kind.notSent(ready);
  try {
    return await fenceAndSend(deps, tenant, write, kind, ready.value);
  } finally {
    // Also after an exception: a slot that is not returned keeps every tenant of the licence waiting.
    await ready.value.release();
  }
}

async function fenceAndSend<Found, Ready extends Slot, Answer, Result>(
  deps: Dependencies,
  tenant: TenantId,
  write: StoredWrite,
  kind: WriteKind<Found, Ready, Answer, Result>,
  ready: Ready,
): Promise<Result> {
  await deps.debugPoint(kind.points.beforeFence);
  const leaveBy = Date.now() + LEAVE_WITHIN_MS;
  const sent = await deps.database.asTenant(tenant, (sql) => kind.fate.fence(sql, write.id, write));
  if (sent === null) {
    await ready.release();
    return kind.behindFence();
  }
  await deps.debugPoint(kind.points.afterFence);
  const answer = await kind.send(ready, leaveBy);
  switch (answer.kind) {
    case 'ok':
      return kind.accepted(sent, answer.value);
    case 'unavailable':
    case 'unauthorised':
    case 'throttled': {
      const isBack = await deps.database.asTenant(tenant, (sql) =>
        kind.fate.notSent(sql, write.id, sent.attempt),
      );
      return isBack ? kind.notSent(answer) : kind.stale;
    }
    case 'refused':
    case 'absent': {
      // The vendor may have it nevertheless: from an earlier attempt, or because a proxy answered for the vendor.
      const after = await kind.lookAgain();
      if (after.kind === 'found') return kind.settle(after.found, sent);
      if (after.kind === 'absent') return kind.refused(sent, answer);
      break;
    }
    case 'unknown':
      break;
  }
  await deps.database.asTenant(tenant, (sql) => kind.fate.lose(sql, write.id, sent.attempt));
  return kind.unknown;
}
