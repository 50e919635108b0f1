import { z } from 'zod';

/** A duration in milliseconds with its usual value. */
const ms = (usual: number) => z.int().min(1).max(DAY).default(usual);
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const schema = z.strictObject({
  /** The interval of heartbeats to Temporal. */
  heartbeat: z.strictObject({ everyMs: ms(3 * SECOND) }).prefault({}),
  poll: z
    .strictObject({
      /** Each poll reads this much again, because clocks differ and records appear late. */
      overlapMs: ms(5 * MINUTE),
      /** After this long, no further page is asked for; the next attempt continues where this one stops. */
      pagesForMs: ms(15 * SECOND),
      /** A list that was left longer ago may have changed, so reading continues from its watermark. */
      samePlaceForMs: ms(MINUTE),
      /** In addition to the overlap: a position that has not moved for longer has received all its late records. */
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
      /** A row may become due while its previous run is still ending: it then needs a new run after that one. */
      endsWithinMs: ms(15 * SECOND),
    })
    .prefault({}),
  upkeep: z
    .strictObject({
      /** Between two rounds of upkeep. */
      everyMs: ms(MINUTE),
      /** How long one look may delay the others; it continues in the background. */
      longestLookMs: ms(8 * SECOND),
      /** Reading a long list of a period continues in the background, and serves the next look. */
      listWithinMs: ms(10 * SECOND),
      numberGapsEveryMs: ms(HOUR),
      /** How long a number may be missing before an issue reports it. */
      gapUnexplainedForMs: ms(HOUR),
      unreadableEveryMs: ms(10 * MINUTE),
    })
    .prefault({}),
  relations: z
    .strictObject({
      /** Between two readings of all ids, which show what was deleted. */
      allIdsEveryMs: ms(DAY),
      /** Between two looks at a tenant that synchronises none; a change of its settings is noticed at once. */
      offAgainMs: ms(10 * MINUTE),
    })
    .prefault({}),
  payments: z
    .strictObject({
      /** An invoice is looked at again after a tenth of the time for which nothing happened to its payments, at least … */
      shortestLookMs: ms(5 * MINUTE),
      /** … at most. */
      longestLookMs: ms(DAY),
      /** … at most, once nothing is owed any more. */
      settledLookMs: z
        .int()
        .min(1)
        .max(30 * DAY)
        .default(7 * DAY),
      /** Looks are due together at multiples of this, so that many of them take few questions. */
      togetherMs: ms(5 * MINUTE),
      /** Between two looks at a tenant that synchronises no payments; a change of its settings is noticed at once. */
      offAgainMs: ms(10 * MINUTE),
    })
    .prefault({}),
  tieOut: z
    .strictObject({
      /** A step returns its counts after this long, and is asked again. */
      stepMs: ms(MINUTE),
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
      /**
       * A step that takes longer fails for its row, so that the failure is counted; a timeout from outside would not
       * be.
       */
      longestStepMs: ms(80 * SECOND),
    })
    .prefault({}),
  masterData: z
    .strictObject({
      maxAgeMs: ms(10 * MINUTE),
      /** Data read within this time, after the invoice became due, are not read again before it is held. */
      freshMs: ms(SECOND),
    })
    .prefault({}),
  /** The wait after a vendor call without a result. */
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
      /** How often a process looks in the store for outages that others have noted. */
      lookAgainMs: ms(5 * SECOND),
      /** A failure that lasted less is a single failed request, not an outage. */
      shortestMs: ms(10 * SECOND),
    })
    .prefault({}),
  slots: z
    .strictObject({
      leaseMs: ms(15 * SECOND),
      renewMs: ms(5 * SECOND),
      /** A process treats a lease as expired this much before the store does. */
      lapsesEarlyMs: ms(SECOND),
      /** From the beginning of a request; longer than the longest one (a booking, 100 s). */
      longestRequestMs: ms(110 * SECOND),
      /** However often a lease is renewed, it ends this long after its last request began. */
      lifeMs: ms(2 * MINUTE),
      /** The longest wait for a slot inside an activity. */
      patienceMs: ms(2 * SECOND),
      /** A slot that nobody waits for is kept this long for the next request of this process. */
      lingerMs: ms(25),
      /** A process that gave a slot to another does not ask for one during this time. */
      yieldMs: ms(250),
      /** How long the request of another process for a slot is heeded. */
      wantedForMs: ms(2 * SECOND),
      /** Such a request is not repeated sooner. */
      wantAgainMs: ms(200),
      firstGapMs: ms(15),
      longestGapMs: ms(100),
      /**
       * How often the store's answer is confirmed, because a connection that is cut without notice would be detected
       * later.
       */
      askAgainMs: ms(SECOND),
      /** When a silence that could not be stored is stored again. */
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
      /** At least this much between two looks whether that renewal is done. */
      askAgainMs: ms(100),
      /** A token is renewed this much before the vendor's own end. */
      earlyMs: ms(MINUTE),
      /** Credentials that were refused are not tried again within this time, except for a live check. */
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
      /** No invoice waits for a debtor number, so a slow Tribe is asked again later. */
      debtorNumberMs: ms(10 * SECOND),
      /** The same for the phase of an invoice. */
      phaseMs: ms(10 * SECOND),
      /** A longer silence is not waited for, so that slot and worker can serve others. */
      shortSilenceMs: ms(3 * SECOND),
      /** How long one request may wait for short silences. */
      patienceMs: ms(20 * SECOND),
      /** If a vendor asked for silence this recently, the silence is kept before a write as well. */
      paceRememberedMs: ms(MINUTE),
    })
    .prefault({}),
  database: z
    .strictObject({
      /** A suspended process must not keep its row locks: the server ends the transaction after this long. */
      transactionMs: ms(20 * SECOND),
      connectMs: ms(5 * SECOND),
      /** After this long without an answer to a statement, the connection counts as dead. */
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
      /** After a round that could not be finished, for example because Temporal was restarting. */
      againAfterMs: ms(10 * SECOND),
      /** A row that nothing has touched for this long should have a run; starting an existing run has no effect. */
      untouchedMs: ms(30 * SECOND),
    })
    .prefault({}),
  loop: z
    .strictObject({
      /** While a tenant drains, between two counts of what is under way. */
      countAgainMs: ms(5 * SECOND),
      afterErrorMs: ms(MINUTE),
      /** How long an action waits for a worker to accept an update: a second usually; for one that is starting, this time. */
      updateMs: ms(30 * SECOND),
      signalMs: ms(10 * SECOND),
      /** A running cluster answers within this time. */
      answerMs: ms(5 * SECOND),
    })
    .prefault({}),
});

/**
 * Every duration by which the program paces itself, in milliseconds. The time limit of a write, and when it is believed
 * absent, are not included: they are guarantees of the booking protocol (`booking/quiet-period.ts`) and cannot be
 * shortened.
 */
export type Timings = z.output<typeof schema>;

type Rule = readonly [problem: string, holds: (timings: Timings) => boolean];

/** Relations that must hold between the durations. */
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
    'payments.shortestLookMs must not be longer than payments.longestLookMs',
    ({ payments }) => payments.shortestLookMs <= payments.longestLookMs,
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

/**
 * Durations that differ from the defaults, as JSON by group: `{"dispatch":{"lookAgainMs":20}}`. The others keep their
 * defaults.
 */
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
