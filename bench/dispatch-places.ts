import { TIMINGS } from '../domain/timings';

/**
 * How much of a vendor's limit is reached with two, three or four open runs for each slot. Time is virtual, so a busy machine does
 * not distort it. A run takes `getsGoingMs` until it needs WinBooks, then makes four requests of `roundTripMs`, each with one of
 * `slots`. Also says how long a request waits for its slot at most: after 2 s it is given up.
 */
interface Case {
  readonly slots: number;
  readonly roundTripMs: number;
  readonly getsGoingMs: number;
}

const RUNS = 400;
const REQUESTS = 4;

function play({ slots, roundTripMs, getsGoingMs }: Case, runsPerSlot: number) {
  let [now, left, open, free, longestWaitMs, order] = [0, RUNS, 0, slots, 0, 0];
  const events: { readonly at: number; readonly order: number; readonly happen: () => void }[] = [];
  const queue: { readonly since: number; readonly serve: () => void }[] = [];
  const after = (ms: number, happen: () => void): void =>
    void events.push({ at: now + ms, order: order++, happen });
  const request = (answered: () => void): void => {
    const serve = (): void => {
      free -= 1;
      after(roundTripMs, () => {
        free += 1;
        const next = queue.shift();
        if (next) longestWaitMs = Math.max(longestWaitMs, now - next.since);
        next?.serve();
        answered();
      });
    };
    if (free > 0) serve();
    else queue.push({ since: now, serve });
  };
  const step = (toGo: number): void => {
    if (toGo === 0) open -= 1;
    else request(() => step(toGo - 1));
  };
  const dispatch = (): void => {
    const most = runsPerSlot * slots;
    for (; open < most && left > 0; left -= 1, open += 1) after(getsGoingMs, () => step(REQUESTS));
    if (left > 0) after(TIMINGS.dispatch.lookAgainMs, dispatch);
  };
  dispatch();
  while (events.length > 0) {
    events.sort((one, other) => one.at - other.at || one.order - other.order);
    const next = events.shift();
    if (next) now = next.at;
    next?.happen();
  }
  return { share: (RUNS * REQUESTS * roundTripMs) / slots / now, longestWaitMs };
}

for (const slots of [2, 8])
  for (const roundTripMs of [20, 150, 1_000])
    for (const getsGoingMs of [50, 100, 200, 500]) {
      const cells = [2, 3, 4].map((runsPerSlot) => {
        const { share, longestWaitMs } = play({ slots, roundTripMs, getsGoingMs }, runsPerSlot);
        return `${runsPerSlot} per slot: ${share.toFixed(2)} of the limit, waits ${longestWaitMs} ms`;
      });
      process.stdout.write(
        `${slots} slots, ${roundTripMs} ms, starts in ${getsGoingMs} ms | ${cells.join(' | ')}\n`,
      );
    }
