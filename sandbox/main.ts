import { helpText, readCommandLine, type SandboxOrder } from './command-line';
import { startTwin } from './kernel/twin-server';
import { awkwardSeed, createTribeTwin, sampleSeed } from './tribe/tribe-twin';
import { sampleFolders } from './winbooks/seed/sample';
import { createWinbooksTwin } from './winbooks/winbooks-twin';

/** The addresses and credentials of the twins: the one line of `--json`. */
interface SandboxSummary {
  tribe: {
    apiUrl: string;
    authUrl: string;
    tenants: { id: string; clientId: string; clientSecret: string }[];
  };
  winbooks: { apiUrl: string; folders: { folder: string; email: string; exchangeToken: string }[] };
}

async function start(order: SandboxOrder): Promise<{ summary: SandboxSummary; stop: () => Promise<void> }> {
  const options = order.dataDir === undefined ? {} : { dataDir: order.dataDir };
  const tribe = createTribeTwin(options);
  const winbooks = createWinbooksTwin(options);
  if (order.seed === 'sample') {
    tribe.seed(sampleSeed);
    winbooks.seed(sampleFolders);
  }
  if (order.seed === 'awkward') {
    tribe.seed(awkwardSeed);
    winbooks.seedAwkward();
  }
  const { host } = order;
  const tribeServer = await startTwin(tribe, { port: order.tribePort, host });
  const winbooksServer = await startTwin(winbooks, { port: order.winbooksPort, host });
  const authUrl = `http://${host}:${tribeServer.port}`;
  const tenants = tribe.tenants().map(({ id, clientId, clientSecret }) => ({ id, clientId, clientSecret }));
  return {
    summary: {
      tribe: { apiUrl: `${authUrl}/v1`, authUrl, tenants },
      winbooks: { apiUrl: `http://${host}:${winbooksServer.port}`, folders: winbooks.folders() },
    },
    stop: async () => {
      await Promise.all([tribeServer.close(), winbooksServer.close()]);
    },
  };
}

function sentence({ tribe, winbooks }: SandboxSummary): string {
  const names = (items: string[]): string => (items.length === 0 ? 'nothing yet' : items.join(', '));
  return (
    `Tribe twin on ${tribe.apiUrl} (${names(tribe.tenants.map(({ id }) => id))}); ` +
    `WinBooks twin on ${winbooks.apiUrl} (${names(winbooks.folders.map(({ folder }) => folder))}). Ctrl+C ends both.`
  );
}

/**
 * Starts the twins and prints where they are; ends on SIGTERM, SIGINT, or with the parent that holds its IPC channel.
 */
async function main(): Promise<void> {
  const order = readCommandLine(process.argv.slice(2));
  if (order === 'help') return void process.stdout.write(helpText());
  const { summary, stop } = await start(order);
  process.stdout.write(`${order.json ? JSON.stringify(summary) : sentence(summary)}\n`);
  const end = (): void => void stop().then(() => process.exit(0));
  process.once('SIGTERM', end);
  process.once('SIGINT', end);
  process.once('disconnect', end);
}

main().catch((error: unknown) => {
  process.stderr.write(`sandbox: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
