import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface SeenRequest {
  readonly method: string;
  /** Path and query as they came. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface ScriptedAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON unless it is text. */
  readonly body?: unknown;
}

/** Answers a request, or takes the socket into its own hands and returns nothing. */
export type Script = (request: SeenRequest, response: ServerResponse) => ScriptedAnswer | undefined;

/** A vendor that does what a test says, over real HTTP. Token endpoints work unless the script answers them itself. */
export class ScriptedVendor {
  readonly seen: SeenRequest[] = [];
  private readonly server = createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const request: SeenRequest = {
        method: incoming.method ?? '',
        url: incoming.url ?? '',
        headers: incoming.headers,
        body: Buffer.concat(chunks).toString('utf8'),
      };
      this.seen.push(request);
      const answer = this.script(request, response);
      if (!answer) return;
      const body = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body ?? null);
      response.writeHead(answer.status ?? 200, { 'content-type': 'application/json', ...answer.headers });
      response.end(answer.status === 204 ? undefined : body);
    });
  });

  private constructor(public script: Script) {}

  static async start(script: Script): Promise<ScriptedVendor> {
    const vendor = new ScriptedVendor(script);
    await new Promise<void>((resolve) => vendor.server.listen(0, '127.0.0.1', resolve));
    return vendor;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** The requests that were not for tokens. */
  get calls(): SeenRequest[] {
    return this.seen.filter((request) => !isTokenRequest(request));
  }

  get tokenCalls(): SeenRequest[] {
    return this.seen.filter(isTokenRequest);
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

export const isTokenRequest = (request: SeenRequest): boolean => /\/token$/i.test(request.url);

let issued = 0;

/** A new token each time, as WinBooks writes it: the lifetime is a string. */
export const freshTokens = (lifetimeSeconds = 900): ScriptedAnswer => ({
  body: {
    access_token: `at-${(issued += 1)}`,
    token_type: 'bearer',
    expires_in: String(lifetimeSeconds),
    refresh_token: `rt-${issued}`,
  },
});

/** Tokens for whoever asks, and the given script for everything else. */
export const withTokens =
  (script: Script): Script =>
  (request, response) =>
    isTokenRequest(request) ? freshTokens() : script(request, response);
