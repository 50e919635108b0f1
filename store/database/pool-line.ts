/** The places of a pool, given out in the order of the requests. */
export interface PoolLine {
  /** Waits for a place; the returned function gives it back. Throws when none was free in time. */
  enter(): Promise<() => void>;
}

interface Waiting {
  answer(leave: () => void): void;
  readonly patience: NodeJS.Timeout;
}

/**
 * @param places how many may be taken at once
 * @param withinMs how long a caller waits at most
 */
export function poolLine(places: number, withinMs: number): PoolLine {
  let free = places;
  const queue: Waiting[] = [];

  return {
    enter: () => {
      if (free > 0) {
        free -= 1;
        return Promise.resolve(placeTaken());
      }
      return new Promise((resolve, reject) => {
        const waiting: Waiting = {
          answer: resolve,
          patience: setTimeout(() => {
            queue.splice(queue.indexOf(waiting), 1);
            reject(new Error(`No connection to the database was free within ${withinMs} ms.`));
          }, withinMs),
        };
        queue.push(waiting);
      });
    },
  };

  function placeTaken(): () => void {
    let isLeft = false;
    return () => {
      if (isLeft) return;
      isLeft = true;
      const next = queue.shift();
      if (next === undefined) {
        free += 1;
        return;
      }
      clearTimeout(next.patience);
      next.answer(placeTaken());
    };
  }
}
