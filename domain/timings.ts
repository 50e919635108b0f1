import { z } from 'zod';

/** A duration in milliseconds with its usual value. */
const ms = (usual: number) => z.int().min(1).max(DAY).default(usual);
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const schema = z.strictObject({
  /** Activities tell Temporal that they are alive. */
  heartbeat: z.strictObject({ everyMs: ms(3 * SECOND) }).prefault({}),
  poll: z
    .strictObject({
      /** Clocks differ and records show up late: each poll reads this much again. */
      overlapMs: ms(5 * MINUTE),
      /** After this long no further page is asked for; the next attempt continues where this one stops. */
      pagesForMs: ms(15 * SECOND),
      /** A list that was left longer ago is no longer the same. */
      samePlaceForMs: ms(MINUTE),
      /** On top of the overlap: what was not moved for longer has had all its late records. */
      settledAfterMs: ms(MINUTE),
      /** The wait for the next poll when the tenant's own interval cannot be read. */
      unknownIntervalMs: ms(MINUTE),
    })
    .prefault({}),
  dispatch: z
    .strictObject({
      /** Dispatch returns its counts after this long at the latest. */
      atMostMs: ms(MINUTE),
      lookAgainMs: ms(100),
      /** The row of a run that held it a moment ago may be due already: it needs a run after that one. */
      endsWithinMs: ms(15 * SECOND),
      /** How long a new run takes until it needs WinBooks, on a busy machine. */
      getsGoingMs: ms(SECOND),
    })
    .prefault({}),
  upkeep: z
    .strictObject({
      /** How long one look may keep the others waiting; it continues by itself. */
      longestLookMs: ms(8 * SECOND),
      /** A long list of a period continues behind our back, and serves the next look. */
      listWithinMs: ms(10 * SECOND),
      numberGapsEveryMs: ms(HOUR),
      /** How long a number may be missing before a person is told. */
      gapUnexplainedForMs: ms(HOUR),
      unreadableEveryMs: ms(10 * MINUTE),
    })
    .prefault({}),
  booking: z
    .strictObject({
      /** The clocks of the store and of a worker differ by less. */
      clocksDifferMs: ms(20 * SECOND),
      /** When a booking is tried again whose tenant is not active. */
      notActiveAgainMs: ms(10 * MINUTE),
      /** … that a vendor does not let us read: rights need a person, who may not tell us. */
      refusedAgainMs: ms(10 * MINUTE),
      /** … that did not settle within one run. */
      unsettledAgainMs: ms(MINUTE),
      /** Between look-ups that do not find what WinBooks has confirmed. */
      blindAgainMs: ms(MINUTE),
      /** Before each attempt to read a new booking back. */
      readBackAfterMs: z
        .array(z.int().min(0).max(MINUTE))
        .min(1)
        .max(10)
        .default([0, SECOND, 3 * SECOND]),
      /** Between looks for an attempt of unknown fate. */
      shortestLookGapMs: ms(SECOND),
      longestLookGapMs: ms(30 * SECOND),
      /** The wait for a row that fails alone, doubled by each further failure up to the longest. */
      firstFailureWaitMs: ms(MINUTE),
      longestFailureWaitMs: ms(HOUR),
      /** A step that takes longer fails for its row: what gives up on it from outside would tell nobody. */
      longestStepMs: ms(80 * SECOND),
    })
    .prefault({}),
  masterData: z
    .strictObject({
      maxAgeMs: ms(10 * MINUTE),
      /** What was read within this is not read again before an invoice is stopped. */
      freshMs: ms(SECOND),
    })
    .prefault({}),
  /** The wait after a vendor call that brought nothing. */
  afterFailure: z
    .strictObject({
      throttledMs: ms(2 * SECOND),
      shortestMs: ms(500),
      longestMs: ms(5 * MINUTE),
      noAnswerMs: ms(5 * SECOND),
      unauthorisedMs: ms(10 * SECOND),
      refusedMs: ms(30 * SECOND),
    })
    .prefault({}),
  outages: z
    .strictObject({
      /** A process looks in the store again whether others have noted something else. */
      lookAgainMs: ms(5 * SECOND),
      /** What failed for less was a single request that went wrong. */
      shortestMs: ms(10 * SECOND),
    })
    .prefault({}),
  slots: z
    .strictObject({
      leaseMs: ms(15 * SECOND),
      renewMs: ms(5 * SECOND),
      /** A lease counts as lapsed here this much before it does in the store. */
      lapsesEarlyMs: ms(SECOND),
      /** From the begin of a request; longer than the longest one (a booking, 100 s). */
      longestRequestMs: ms(110 * SECOND),
      /** However often a lease is renewed, it ends this long after its last request began. */
      lifeMs: ms(2 * MINUTE),
      /** Nothing waits longer for a slot inside an activity. */
      patienceMs: ms(2 * SECOND),
      /** A slot that nobody waits for is kept this long for the next request of this process. */
      lingerMs: ms(25),
      /** A process that gave a slot to another does not ask for one itself. */
      yieldMs: ms(250),
      firstGapMs: ms(15),
      longestGapMs: ms(100),
      /** What the store said is asked again: a connection that is cut in silence would be noticed later only. */
      askAgainMs: ms(SECOND),
      /** A silence that could not be stored is told again. */
      tellAgainMs: ms(250),
    })
    .prefault({}),
  tokens: z
    .strictObject({
      requestMs: ms(15 * SECOND),
      /** Longer than one renewal may take, so that a live holder never loses it. */
      leaseMs: ms(40 * SECOND),
      /** How long a caller waits for the renewal of another process. */
      patienceMs: ms(5 * SECOND),
      /** A token is renewed this much before the vendor's own end. */
      earlyMs: ms(MINUTE),
      /** Credentials that were refused are not tried again sooner, except for a live check. */
      refusalRestMs: ms(30 * SECOND),
      /** A read uses the token that was last read from the vault for this long. */
      rememberedMs: ms(SECOND),
      releaseAgainMs: ms(SECOND),
    })
    .prefault({}),
  vendors: z
    .strictObject({
      connectMs: ms(5 * SECOND),
      winbooksReadMs: ms(30 * SECOND),
      /** "Tribe calls can be slow" (tribe-api §2.9). */
      tribeReadMs: ms(MINUTE),
      /** Nothing waits for a debtor number: a slow Tribe is asked again later. */
      debtorNumberMs: ms(10 * SECOND),
      /** Nobody waits for the end of a longer silence: slot and worker serve others. */
      shortSilenceMs: ms(3 * SECOND),
      /** One request bears with short silences for this long. */
      patienceMs: ms(20 * SECOND),
      /** A vendor that asked for silence this recently is given it before a write as well. */
      paceRememberedMs: ms(MINUTE),
    })
    .prefault({}),
  database: z
    .strictObject({
      /** A suspended process must not keep its row locks: the server ends the transaction after this long. */
      transactionMs: ms(20 * SECOND),
      connectMs: ms(5 * SECOND),
      /** Without an answer to a statement by then, nobody is at the other end. */
      answerMs: ms(25 * SECOND),
      /** How long a transaction waits for a free connection of the pool. */
      waitMs: ms(30 * SECOND),
      /** The connection that listens to notices is opened again. */
      reconnectAfterMs: ms(500),
      keepAliveMs: ms(5 * SECOND),
    })
    .prefault({}),
  reconciler: z
    .strictObject({
      everyMs: ms(MINUTE),
      /** After a round that could not be finished, as when Temporal is being started again. */
      againAfterMs: ms(10 * SECOND),
      /** A row that nothing has touched for this long should have a run; starting one that exists finds it. */
      untouchedMs: ms(30 * SECOND),
    })
    .prefault({}),
  /** What a person waits for when an action asks a tenant's loop. */
  loop: z
    .strictObject({
      /** A worker takes an update within a second; one that is being started, within this. */
      updateMs: ms(30 * SECOND),
      signalMs: ms(10 * SECOND),
      /** A cluster that is there says so within this. */
      answerMs: ms(5 * SECOND),
    })
    .prefault({}),
});

/**
 * Every duration by which the program paces itself, in milliseconds. How long a write may take and when it is believed absent are no
 * part of it: they are promises of the booking protocol (`booking/quiet-period.ts`), which nothing shortens.
 */
export type Timings = z.output<typeof schema>;

type Rule = readonly [problem: string, holds: (timings: Timings) => boolean];

/** What the durations promise each other, whatever they are. */
const RULES: readonly Rule[] = [
  [
    'heartbeat.everyMs must fit into the shortest heartbeat timeout (10 s) twice',
    (t) => t.heartbeat.everyMs <= 5 * SECOND,
  ],
  [
    'slots.renewMs must fit into what is left of slots.leaseMs after slots.lapsesEarlyMs',
    ({ slots }) => slots.renewMs < slots.leaseMs - slots.lapsesEarlyMs,
  ],
  [
    'slots.longestRequestMs must be shorter than slots.lifeMs',
    ({ slots }) => slots.longestRequestMs < slots.lifeMs,
  ],
  [
    'slots.firstGapMs must not be longer than slots.longestGapMs',
    ({ slots }) => slots.firstGapMs <= slots.longestGapMs,
  ],
  [
    'tokens.leaseMs must be longer than two token requests',
    ({ tokens }) => tokens.leaseMs > 2 * tokens.requestMs,
  ],
  [
    'database.answerMs must be longer than database.transactionMs',
    ({ database }) => database.answerMs > database.transactionMs,
  ],
  [
    'booking.longestStepMs must be shorter than the remote step that it ends (90 s)',
    ({ booking }) => booking.longestStepMs < 90 * SECOND,
  ],
  [
    'booking.shortestLookGapMs must not be longer than booking.longestLookGapMs',
    ({ booking }) => booking.shortestLookGapMs <= booking.longestLookGapMs,
  ],
  [
    'booking.firstFailureWaitMs must not be longer than booking.longestFailureWaitMs',
    ({ booking }) => booking.firstFailureWaitMs <= booking.longestFailureWaitMs,
  ],
  [
    'dispatch.atMostMs must be shorter than its activity (90 s)',
    ({ dispatch }) => dispatch.atMostMs < 90 * SECOND,
  ],
  [
    'upkeep.longestLookMs must be shorter than upkeep.listWithinMs',
    ({ upkeep }) => upkeep.longestLookMs < upkeep.listWithinMs,
  ],
];

const checked = schema.superRefine((timings, context) => {
  for (const [message, holds] of RULES) if (!holds(timings)) context.addIssue({ code: 'custom', message });
});

/** The durations of production. */
export const TIMINGS: Timings = frozen(checked.parse({}));

/** Those that differ from the usual, as JSON by group: `{"dispatch":{"lookAgainMs":20}}`. The others stay as they are. */
export function parseTimings(
  json: string,
): { readonly ok: true; readonly timings: Timings } | { readonly ok: false; readonly problem: string } {
  const given = parseJson(json);
  const parsed = checked.safeParse(given);
  if (parsed.success) return { ok: true, timings: frozen(parsed.data) };
  const [first] = parsed.error.issues;
  const where = first?.path.join('.') ?? '';
  return { ok: false, problem: [where, first?.message].filter(Boolean).join(': ') };
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json) as unknown;
  } catch {
    return null;
  }
}

function frozen(timings: Timings): Timings {
  for (const part of Object.values(timings)) Object.freeze(part);
  return Object.freeze(timings);
}
