import type { Twins } from '../test/support/twins';

/** What the vendors' own journals counted, per invoice that was booked. */
export interface Calls {
  readonly perInvoice: number;
  /** Calls of each kind per invoice, the most frequent first. */
  readonly kinds: Readonly<Record<string, number>>;
  /** Answers that were no success. */
  readonly failed: number;
}

export interface Seqs {
  readonly tribe: number;
  readonly winbooks: number;
}

/** The last request that each twin has seen. */
export async function lastSeqs(twins: Twins): Promise<Seqs> {
  const last = async (side: 'tribe' | 'winbooks'): Promise<number> =>
    (await twins.journal(side)).at(-1)?.seq ?? 0;
  return { tribe: await last('tribe'), winbooks: await last('winbooks') };
}

/**
 * Counts the calls since then that name one of the invoices (Tribe) or its folder (WinBooks). Polls are not among them: they
 * are the watch's, one a minute for all invoices together; master data and tokens are, and show as fractions.
 */
export async function callsOf(
  twins: Twins,
  since: Seqs,
  folder: string,
  invoices: readonly string[],
): Promise<Calls> {
  const ids = new Set(invoices.map((id) => id.toLowerCase()));
  const reads = (await twins.journal('tribe', since.tribe)).filter(({ path }) =>
    ids.has(/Activity_Invoice\(([^)]+)\)/.exec(path)?.[1]?.toLowerCase() ?? ''),
  );
  const inFolder = (await twins.journal('winbooks', since.winbooks)).filter(
    ({ path }) => /\/Folder\/([^/]+)/.exec(path)?.[1] === folder,
  );
  const counts = new Map<string, number>();
  for (const { path, method } of [...reads, ...inFolder]) {
    const kind = `${method} ${/\/(?:odata|app)\/([A-Za-z_]+)/.exec(path)?.[1] ?? path}`;
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  const all = [...reads, ...inFolder];
  return {
    perInvoice: all.length / invoices.length,
    kinds: Object.fromEntries(
      [...counts]
        .sort(([, a], [, b]) => b - a)
        .map(([kind, count]) => [kind, Number((count / invoices.length).toFixed(3))]),
    ),
    failed: all.filter(({ status }) => status >= 400 || status === 0).length,
  };
}
