import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { type Fault, FaultPlan } from './faults';
import { answerKernelControl } from './kernel-control';
import { type JournalEntry, RequestJournal } from './request-journal';
import { type Twin, type TwinAnswer, type TwinRequest } from './twin';

const largestBodyBytes = 50_000_000;
const gatewayPage =
  '<!DOCTYPE html><html><head><title>Please wait</title></head><body><h1>Back soon</h1></body></html>';

/**
 * Serves a twin over HTTP on `host` (default 127.0.0.1) and `port` (0 means any free port). Requests below `/_control/`
 * are never journalled and never struck by a fault. Rejects when the port is not available.
 */
export async function startTwin(
  twin: Twin,
  options: { port: number; host?: string },
): Promise<{ port: number; close(): Promise<void> }> {
  const desk = new FrontDesk(twin);
  const server = createServer((message, response) => {
    desk.serve(message, response).catch((error: unknown) => {
      process.stderr.write(
        `${twin.name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
      );
      response.destroy();
    });
  });
  server.keepAliveTimeout = 65_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host ?? '127.0.0.1', () => resolve());
  });
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { port: (server.address() as AddressInfo).port, close };
}

/** Accepts requests: control first, then the journal, then the faults, and what they let through goes to the twin. */
class FrontDesk {
  private readonly journal = new RequestJournal();
  private readonly faults = new FaultPlan();
  private readonly deadTokens = new Set<string>();
  private underWay = 0;

  constructor(private readonly twin: Twin) {}

  async serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(message);
    if (body === null) return void response.destroy();
    const [path = '/', ...query] = (message.url ?? '/').split('?');
    const method = message.method ?? 'GET';
    const request: TwinRequest = { method, path, rawQuery: query.join('?'), headers: message.headers, body };
    if (path.startsWith('/_control/')) return send(response, await this.control(request));

    const authorization = message.headers.authorization ?? '';
    const entry = this.journal.open({ ...request, authorization });
    const startedAt = Date.now();
    this.underWay++;
    let isCounted = true;
    const uncount = (): void => {
      if (isCounted) this.underWay--;
      isCounted = false;
    };
    // A client that lost its connection no longer waits, so what is handled later does not count as its open request.
    response.once('close', uncount);
    try {
      const fault = this.faults.strike(request, this.underWay, startedAt);
      entry.fault = fault?.order.kind ?? null;
      await this.answer(request, response, entry, fault);
    } finally {
      uncount();
      entry.underWay = false;
      entry.durationMs = Date.now() - startedAt;
    }
  }

  private async control(request: TwinRequest): Promise<TwinAnswer> {
    const answer =
      answerKernelControl(request, this.journal, this.faults) ?? (await this.twin.control(request));
    return answer ?? { status: 404, body: { error: `no control ${request.method} ${request.path}` } };
  }

  private async answer(
    request: TwinRequest,
    response: ServerResponse,
    entry: JournalEntry,
    fault: Fault | null,
  ) {
    if (fault === null) return send(response, await this.handle(request, entry));
    const { kind, ms = 0 } = fault.order;
    switch (kind) {
      case 'delay-before':
        await sleep(ms);
        return send(response, await this.handle(request, entry));
      case 'delay-after': {
        const answer = await this.handle(request, entry);
        await sleep(ms);
        return send(response, answer);
      }
      case 'drop-before':
        await sleep(ms);
        return void response.destroy();
      case 'drop-after':
        await this.handle(request, entry);
        await sleep(ms);
        return void response.destroy();
      case 'late-commit':
        response.destroy();
        await sleep(ms);
        return void (await this.handle(request, entry));
      case 'status':
      case 'html-200':
        if (fault.order.handled === true) await this.handle(request, entry);
        await sleep(ms);
        return this.sendInstead(response, entry, fault);
      case 'half-body':
        return sendHalf(response, await this.handle(request, entry));
      case 'text-plain': {
        const answer = await this.handle(request, entry);
        return send(response, {
          ...answer,
          body: fault.order.body ?? encode(answer.body),
          contentType: 'text/plain',
        });
      }
      case 'expire-token':
        this.deadTokens.add(bearerOf(request));
        return send(response, await this.handle(request, entry));
      case 'revoke-token':
        this.deadTokens.add(bearerOf(request));
        this.twin.revokeGrant?.(bearerOf(request));
        return send(response, await this.handle(request, entry));
      case 'rate-limit':
      case 'concurrency-limit':
        return this.sendInstead(response, entry, fault);
    }
  }

  /**
   * Passes the request to the twin. A dead token is presented as one that it never issued, so that the twin answers in
   * its own words.
   */
  private async handle(request: TwinRequest, entry: JournalEntry): Promise<TwinAnswer> {
    const isDead = this.deadTokens.has(bearerOf(request));
    const headers = isDead
      ? { ...request.headers, authorization: 'Bearer expired-by-fault' }
      : request.headers;
    const answer = await this.twin.handle({ ...request, headers });
    entry.status = answer.status;
    entry.committed = answer.committed ?? (request.method !== 'GET' && answer.status < 400);
    return answer;
  }

  private sendInstead(response: ServerResponse, entry: JournalEntry, fault: Fault): void {
    const { kind, status = 503, retryAfterSeconds, body } = fault.order;
    const isLimit = kind === 'rate-limit' || kind === 'concurrency-limit';
    entry.status = isLimit ? 429 : kind === 'html-200' ? 200 : status;
    const headers = retryAfterSeconds === undefined ? {} : { 'Retry-After': String(retryAfterSeconds) };
    if (kind === 'html-200') {
      return send(response, {
        status: 200,
        headers,
        body: body ?? gatewayPage,
        contentType: 'text/html; charset=utf-8',
      });
    }
    send(response, { status: entry.status, headers, body: body ?? { Message: `fault: ${kind}` } });
  }
}

function bearerOf(request: TwinRequest): string {
  return /^bearer\s+(.+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
}

/** The whole body as text, or null when the sender disconnected or sends more than any vendor would accept. */
async function readBody(message: IncomingMessage): Promise<string | null> {
  const parts: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const part of message as AsyncIterable<Buffer>) {
      parts.push(part);
      bytes += part.length;
      if (bytes > largestBodyBytes) return null;
    }
  } catch {
    return null;
  }
  return Buffer.concat(parts).toString('utf8');
}

/** Bytes and text unchanged, everything else as JSON. */
function encode(body: unknown): string | Uint8Array {
  if (body === undefined) return '';
  return typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body);
}

function send(response: ServerResponse, answer: TwinAnswer): void {
  if (response.destroyed) return;
  response.writeHead(answer.status, headersOf(answer));
  response.end(encode(answer.body));
}

function sendHalf(response: ServerResponse, answer: TwinAnswer): void {
  const whole = Buffer.from(encode(answer.body));
  response.writeHead(answer.status, {
    ...headersOf(answer),
    'Content-Length': String(Math.max(whole.length, 2)),
  });
  response.write(whole.subarray(0, Math.floor(whole.length / 2)), () => response.destroy());
}

function headersOf(answer: TwinAnswer): Record<string, string> {
  if (answer.body === undefined) return { ...answer.headers };
  return { 'Content-Type': answer.contentType ?? 'application/json; charset=utf-8', ...answer.headers };
}

/** Does not keep a stopped process alive. */
function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}
