import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { join } from 'node:path';

/** Where the sandbox's two servers are, from its first line. */
export interface Twins {
  readonly tribe: { readonly apiUrl: string; readonly authUrl: string };
  readonly winbooks: { readonly apiUrl: string };
  /** One call of a twin's control API. */
  control(twin: 'tribe' | 'winbooks', method: string, path: string, body?: unknown): Promise<unknown>;
  stop(): Promise<void>;
}

/** The sandbox as its own process, without seed: the product meets it over HTTP alone. */
export async function startTwins(): Promise<Twins> {
  const root = join(__dirname, '..', '..', '..');
  const child: ChildProcess = spawn(
    process.execPath,
    ['--require', './tools/typescript.cjs', join(root, 'sandbox', 'main.ts'), '--json', '--seed', 'none'],
    { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  if (!child.stdout) throw new Error('the sandbox has no output');
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  const started = JSON.parse(line) as Pick<Twins, 'tribe' | 'winbooks'>;
  const origins = { tribe: started.tribe.authUrl, winbooks: started.winbooks.apiUrl };
  return {
    ...started,
    async control(twin, method, path, body) {
      const response = await fetch(`${origins[twin]}/_control/${path}`, {
        method,
        headers: { 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
      return text === '' ? null : (JSON.parse(text) as unknown);
    },
    async stop() {
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      await exited;
    },
  };
}
