import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Connection } from '@temporalio/client';
import { cacheDirectory } from '../../local/provision/cache-directory';
import { projectRoot } from '../../local/supervision/project-root';
import { findTemporalBinary } from '../../local/provision/temporal-binary';
import { freePort } from '../../local/supervision/ports';
import { spawnForeign, type RunningProcess } from '../../local/supervision/running-process';

/** A Temporal server as anybody else's: nothing of ours is registered on it. In memory. */
export interface BareTemporal {
  readonly address: string;
  /** Stops it and starts it on the same port; it has forgotten everything. */
  wipe(): Promise<void>;
  stop(): Promise<void>;
}

export async function startBareTemporal(): Promise<BareTemporal> {
  const directory = mkdtempSync(path.join(tmpdir(), 'bare-temporal-'));
  const port = await freePort('127.0.0.1');
  const address = `127.0.0.1:${port}`;
  const binary = await findTemporalBinary({
    cacheDir: cacheDirectory(path.join(projectRoot(), '.data')),
    say: () => undefined,
  });
  const start = async (): Promise<RunningProcess> => {
    const running = await spawnForeign({
      file: binary,
      args: [
        'server',
        'start-dev',
        '--headless',
        '--ip',
        '127.0.0.1',
        '--port',
        String(port),
        '--log-level',
        'warn',
      ],
      logFile: path.join(directory, 'temporal.log'),
      stopSignal: 'SIGTERM',
      graceMs: 10_000,
    });
    await untilReady(address);
    return running;
  };
  let running = await start();
  return {
    address,
    wipe: async () => {
      await running.stop();
      running = await start();
    },
    stop: async () => {
      await running.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

async function untilReady(address: string): Promise<void> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    try {
      const connection = await Connection.connect({ address, connectTimeout: 1_000 });
      try {
        return void (await connection.workflowService.describeNamespace({ namespace: 'default' }));
      } finally {
        await connection.close();
      }
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await sleep(100);
    }
  }
}
