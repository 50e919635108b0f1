import { type ProcessRole } from './run-file';
import { type RunningProcess } from './running-process';
import type { Texts } from '../../domain/issues/texts/text-types';

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 10_000;
/** After a process has run this long, its next restart begins with the shortest pause again. */
const STEADY_MS = 60_000;

export interface Supervision<P extends RunningProcess> {
  readonly role: ProcessRole;
  /**
   * Starts it and resolves when it is ready. After a death it receives the dead process, so that it can use the same
   * ports.
   */
  readonly start: (dead: P | null) => Promise<P>;
  /** Called after each start, to write the run file again. */
  readonly onRunning: (running: P) => void;
  readonly say: (line: Texts) => void;
}

export interface SupervisedProcess<P extends RunningProcess> {
  /** The newest process, which may be dead at this moment. */
  current(): P;
  /** Ends it (see `RunningProcess.stop`) and does not restart it. */
  stop(): Promise<void>;
}

/**
 * Starts a process and keeps it running: when it dies unexpectedly, it is started again after a pause that grows from
 * 0.5 to 10 s. Throws when the first start fails.
 */
export async function supervise<P extends RunningProcess>(
  supervision: Supervision<P>,
): Promise<SupervisedProcess<P>> {
  const { role, start, onRunning, say } = supervision;
  const stopping = new AbortController();
  let running = await start(null);
  onRunning(running);

  const keepRunning = async (): Promise<void> => {
    let pauseMs = FIRST_PAUSE_MS;
    let startedAt = Date.now();
    for (;;) {
      const { code, signal } = await running.exited;
      if (stopping.signal.aborted) return;
      if (Date.now() - startedAt > STEADY_MS) pauseMs = FIRST_PAUSE_MS;
      const how = signal ?? `exit code ${code}`;
      say({
        nl: `Het proces ${role} is ongevraagd gestopt (${how}); het wordt opnieuw gestart.`,
        fr: `Le processus ${role} s’est arrêté sans qu’on le demande (${how})\u00a0; il est redémarré.`,
        en: `The ${role} ended unasked (${how}); it is started again.`,
      });
      for (let restarted = false; !restarted;) {
        await pause(pauseMs, stopping.signal);
        if (stopping.signal.aborted) return;
        pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
        try {
          running = await start(running);
          restarted = true;
        } catch (error) {
          const cause = error instanceof Error ? error.message : String(error);
          say({
            nl: `Het proces ${role} kon niet opnieuw gestart worden: ${cause}`,
            fr: `Le processus ${role} n’a pas pu être redémarré\u00a0: ${cause}`,
            en: `The ${role} could not be started again: ${cause}`,
          });
        }
      }
      startedAt = Date.now();
      if (stopping.signal.aborted) return;
      onRunning(running);
      say({
        nl: `Het proces ${role} loopt weer.`,
        fr: `Le processus ${role} tourne à nouveau.`,
        en: `The ${role} runs again.`,
      });
    }
  };
  const kept = keepRunning();

  return {
    current: () => running,
    stop: async () => {
      stopping.abort();
      await running.stop();
      await kept;
      await running.stop(); // one that was being started at that moment
    },
  };
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
  });
}
