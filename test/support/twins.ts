import path from 'node:path';
import { twinsAnnouncement } from '../../local/start/sample-tenants';
import { startOurProcess, type OurProcess } from '../../local/supervision/our-process';

/** One document of the WinBooks twin's own ledger: the judge of what was booked. */
export interface LedgerEntry {
  readonly id: string;
  readonly journal: string;
  readonly bookYear: string;
  readonly docNumber: number;
  readonly date: string;
  readonly customer: string;
  readonly reference: string | null;
  readonly lines: readonly {
    readonly id: string;
    readonly order: number;
    readonly account: string;
    readonly vat: string | null;
    readonly amount: number;
    readonly vatBase: number | null;
    readonly comment: string | null;
  }[];
}

/** One request as a twin journalled it. */
export interface JournalledRequest {
  readonly seq: number;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly fault: string | null;
  /** The twin's state was changed by it. */
  readonly committed: boolean;
  /** It has not been handled to its end yet. */
  readonly underWay: boolean;
}

/** Both twins as a process of their own, with what tests ask of their control API. */
export interface Twins {
  readonly tribeUrl: string;
  readonly tribeApiUrl: string;
  readonly winbooksUrl: string;
  seed(tribe: object, winbooks: object): Promise<void>;
  ledger(folder: string): Promise<LedgerEntry[]>;
  fault(side: 'tribe' | 'winbooks', order: object): Promise<string>;
  /** How often a fault fired. */
  fired(side: 'tribe' | 'winbooks', id: string): Promise<number>;
  clearFaults(): Promise<void>;
  journal(side: 'tribe' | 'winbooks', since?: number): Promise<JournalledRequest[]>;
  act(side: 'tribe' | 'winbooks', action: string, body: object): Promise<unknown>;
  /** What a twin's control API tells, e.g. `relations?tenant=t`. */
  look(side: 'tribe' | 'winbooks', what: string): Promise<unknown>;
  stop(): Promise<void>;
}

export async function startTwins(logDirectory: string, seed: 'none' | 'awkward' = 'none'): Promise<Twins> {
  const running: OurProcess = await startOurProcess({
    entry: 'sandbox/main',
    args: ['--json', '--seed', seed],
    env: process.env,
    logFile: path.join(logDirectory, 'twins.log'),
    announces: 'first-line',
    readyWithinMs: 30_000,
    graceMs: 5_000,
  });
  const { tribe, winbooks } = twinsAnnouncement.parse(running.announced);
  const base = { tribe: tribe.authUrl, winbooks: winbooks.apiUrl };
  return {
    tribeUrl: tribe.authUrl,
    tribeApiUrl: tribe.apiUrl,
    winbooksUrl: winbooks.apiUrl,
    seed: async (tribeSeed, winbooksSeed) => {
      await ask(`${base.tribe}/_control/seed`, tribeSeed);
      await ask(`${base.winbooks}/_control/seed`, winbooksSeed);
    },
    ledger: async (folder) =>
      (await ask(`${base.winbooks}/_control/ledger?folder=${folder}`)) as LedgerEntry[],
    fault: async (side, order) => ((await ask(`${base[side]}/_control/faults`, order)) as { id: string }).id,
    fired: async (side, id) => {
      const faults = (await ask(`${base[side]}/_control/faults`)) as { id: string; fired: number }[];
      return faults.find((fault) => fault.id === id)?.fired ?? 0;
    },
    clearFaults: async () => {
      for (const side of ['tribe', 'winbooks'] as const)
        await fetch(`${base[side]}/_control/faults`, { method: 'DELETE' });
    },
    journal: async (side, since = 0) =>
      (await ask(`${base[side]}/_control/journal?since=${since}`)) as JournalledRequest[],
    act: (side, action, body) => ask(`${base[side]}/_control/${action}`, body),
    look: (side, what) => ask(`${base[side]}/_control/${what}`),
    stop: async () => {
      await running.stop();
    },
  };
}

async function ask(url: string, body?: object): Promise<unknown> {
  const response = await fetch(
    url,
    body === undefined
      ? {}
      : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
  );
  const text = await response.text();
  if (!response.ok) throw new Error(`${url}: ${response.status} ${text}`);
  return text === '' ? null : JSON.parse(text);
}
