import type { LedgerEntry } from '../support/twins';
import { environment, startProgram, urlsOf, type Program } from './program';
import { twinsAnnouncement, type TwinsAnnouncement } from '../../local/start/sample-tenants';

/** An invoice as the Tribe twin knows it. */
interface InvoiceOfTribe {
  readonly id: string;
  readonly number: string | null;
  readonly phase: string;
}

/** The control API of both twins. */
export interface TwinControl {
  seed(tribe: object, winbooks: object): Promise<void>;
  /** A user of Tribe sends one more invoice. */
  send(tenant: string, invoice: object): Promise<void>;
  /** A user of WinBooks books by hand. */
  book(order: object): Promise<void>;
  invoices(tenant: string): Promise<InvoiceOfTribe[]>;
  tenants(): Promise<readonly { readonly id: string }[]>;
  ledger(folder: string): Promise<LedgerEntry[]>;
  fault(order: object): Promise<string>;
  /** How often a fault of WinBooks fired. */
  fired(id: string): Promise<number>;
  clearFaults(): Promise<void>;
}

export function controlOf(tribeAuthUrl: string, winbooksUrl: string): TwinControl {
  const tribe = (path: string, body?: object): Promise<unknown> =>
    ask(`${tribeAuthUrl}/_control/${path}`, body);
  const winbooks = (path: string, body?: object): Promise<unknown> =>
    ask(`${winbooksUrl}/_control/${path}`, body);
  return {
    seed: async (tribeSeed, winbooksSeed) => {
      await tribe('seed', tribeSeed);
      await winbooks('seed', winbooksSeed);
    },
    send: async (tenant, invoice) => void (await tribe('invoices', { tenant, phase: 'Sent', ...invoice })),
    book: async (order) => void (await winbooks('book', order)),
    invoices: async (tenant) => (await tribe(`invoices?tenant=${tenant}`)) as InvoiceOfTribe[],
    tenants: async () => (await tribe('tenants')) as { id: string }[],
    ledger: async (folder) => (await winbooks(`ledger?folder=${folder}`)) as LedgerEntry[],
    fault: async (order) => ((await winbooks('faults', order)) as { id: string }).id,
    fired: async (id) => {
      const faults = (await winbooks('faults')) as { id: string; fired: number }[];
      return faults.find((fault) => fault.id === id)?.fired ?? 0;
    },
    clearFaults: async () => void (await fetch(`${winbooksUrl}/_control/faults`, { method: 'DELETE' })),
  };
}

/** The twins that a running start has started. */
export function twinsOf(dataDir: string): TwinControl {
  const { tribeTwin = '', winbooksTwin = '' } = urlsOf(dataDir);
  return controlOf(tribeTwin.replace(/\/v1$/, ''), winbooksTwin);
}

/** Twins that a person started: `cli sandbox --json …`. */
export interface SandboxByHand {
  readonly program: Program;
  readonly announced: TwinsAnnouncement;
  readonly control: TwinControl;
}

export async function sandboxByHand(args: readonly string[]): Promise<SandboxByHand> {
  const program = startProgram(['sandbox', '--json', ...args], environment({}));
  await program.until(/\n/, 60_000);
  const announced = twinsAnnouncement.parse(JSON.parse(program.stdout().split('\n')[0] ?? ''));
  return { program, announced, control: controlOf(announced.tribe.authUrl, announced.winbooks.apiUrl) };
}

/** The judge: every invoice that is Sent or Paid in Tribe stands in the ledger once, and nothing else does but the money that came in. */
export async function bookedOnce(twins: TwinControl, tenant: string, folder: string): Promise<void> {
  const wanted = (await twins.invoices(tenant))
    .filter(({ phase }) => phase === 'Sent' || phase === 'Paid')
    .map(({ number }) => Number(number?.replace(/\D/g, '')));
  const entries = (await twins.ledger(folder)).filter(({ journal }) => journal !== 'FIN');
  expect(entries.map(({ docNumber }) => docNumber).sort()).toEqual(wanted.sort());
  expect(new Set(entries.map(({ reference }) => reference)).size).toBe(entries.length);
}

/** The same after a start has stopped its twins: they are started once more on their data. */
export async function bookedOnceOnDisk(
  dataDir: string,
  folders: Readonly<Record<string, string>>,
): Promise<void> {
  const { program, control } = await sandboxByHand(['--seed', 'none', '--data', `${dataDir}/twins`]);
  try {
    for (const [tenant, folder] of Object.entries(folders)) await bookedOnce(control, tenant, folder);
  } finally {
    program.process.kill('SIGTERM');
    await program.ended;
  }
}

async function ask(url: string, body?: object): Promise<unknown> {
  const order = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
  const response = await fetch(url, body === undefined ? {} : order);
  const text = await response.text();
  if (!response.ok) throw new Error(`${url}: ${response.status} ${text}`);
  return JSON.parse(text) as unknown;
}
