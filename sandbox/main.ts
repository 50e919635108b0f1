import { parseArgs } from 'node:util';
import { startTwin } from './kernel/twin-server';
import { sampleFolders } from './winbooks/sample';
import { createWinbooksTwin } from './winbooks/winbooks-twin';

/** Starts the twins and says where they are; ends on SIGTERM, SIGINT, or with the parent that holds its IPC channel. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      'winbooks-port': { type: 'string', default: '0' },
      host: { type: 'string', default: '127.0.0.1' },
      data: { type: 'string' },
      seed: { type: 'string', default: 'sample' },
      json: { type: 'boolean', default: false },
    },
  });
  const host = values.host;
  const winbooks = createWinbooksTwin(values.data === undefined ? {} : { dataDir: values.data });
  if (values.seed === 'sample') winbooks.seed(sampleFolders);
  const winbooksServer = await startTwin(winbooks, { port: Number(values['winbooks-port']), host });
  const summary = {
    winbooks: { apiUrl: `http://${host}:${winbooksServer.port}`, folders: winbooks.folders() },
  };
  process.stdout.write(
    values.json
      ? `${JSON.stringify(summary)}\n`
      : `WinBooks twin on ${summary.winbooks.apiUrl} with ${summary.winbooks.folders.length} folders. Ctrl+C ends it.\n`,
  );
  const stop = (): void => {
    void winbooksServer.close().then(() => {
      winbooks.close();
      process.exit(0);
    });
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  process.once('disconnect', stop);
}

main().catch((error: unknown) => {
  process.stderr.write(`sandbox: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
