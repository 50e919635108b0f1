import { Agent, type Dispatcher } from 'undici';
import { TIMINGS } from '../../domain/timings';
import { guardedConnector } from './guarded-connector';

const DEFAULT_MAX_BYTES = 32 * 1024 * 1024;

/** Plain HTTP/1.1 with keep-alive: no retrying, no redirects, no pipelining, no HTTP/2 (it starts requests differently). */
const HTTP: Agent.Options = {
  connections: 64,
  pipelining: 1,
  allowH2: false,
  keepAliveTimeout: 4_000,
  headersTimeout: 0,
  bodyTimeout: 0,
};
const agent = new Agent({ ...HTTP, connect: { timeout: TIMINGS.vendors.connectMs } });
/** Has connections of its own, so that each of them was made with the guard. */
const guardedAgent = new Agent({
  ...HTTP,
  connect: guardedConnector({ timeoutMs: TIMINGS.vendors.connectMs }),
});

export interface VendorRequest {
  /** Absolute, query included. */
  readonly url: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** For the whole exchange, including connecting and reading the answer. */
  readonly timeoutMs: number;
  /** Epoch ms: a request that has not started on a socket by then never does. */
  readonly leaveBy?: number;
  /** Called in the moment in which the request would leave; false holds it back. */
  readonly mayLeave?: () => boolean;
  /** A longer answer is cut off and counts as no answer. */
  readonly maxBytes?: number;
  /**
   * For addresses that a user supplied: connects to the public internet only, otherwise the answer is `unavailable`.
   */
  readonly guardedAddress?: boolean;
}

export interface VendorResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/**
 * `unavailable`: certainly not executed, because the request never started on a socket. `heldBack`: the same, because
 * `mayLeave` returned false. `unknown`: everything after the start.
 */
export interface VendorSilence {
  readonly failed: 'unavailable' | 'heldBack' | 'unknown';
  readonly reason: string;
  /** How long a request is held back, if that is known. Milliseconds. */
  readonly waitMs?: number;
}

/**
 * One HTTP exchange, never repeated and never redirected. Certainty rests on one fact: undici calls `onRequestStart`
 * synchronously right before the first byte is written, and an abort inside it writes nothing.
 */
export function sendRequest(request: VendorRequest): Promise<VendorResponse | VendorSilence> {
  if (!URL.canParse(request.url)) {
    return Promise.resolve({ failed: 'unavailable', reason: 'the address is not a URL' });
  }
  const url = new URL(request.url);
  return new Promise((resolve) => {
    const exchange = new Exchange(request, resolve);
    try {
      (request.guardedAddress === true ? guardedAgent : agent).dispatch(
        {
          origin: url.origin,
          path: `${url.pathname}${url.search}`,
          method: request.method,
          headers: { ...request.headers },
          body: request.body ?? null,
        },
        exchange,
      );
    } catch (error) {
      exchange.failed(error);
    }
  });
}

class Exchange implements Dispatcher.DispatchHandler {
  private controller: Dispatcher.DispatchController | null = null;
  private settled = false;
  private status = 0;
  private headers: Record<string, string> = {};
  private readonly chunks: Buffer[] = [];
  private bytes = 0;
  private readonly deadline: NodeJS.Timeout;
  private readonly lastCall: NodeJS.Timeout | null;

  constructor(
    private readonly request: VendorRequest,
    private readonly resolve: (result: VendorResponse | VendorSilence) => void,
  ) {
    this.deadline = setTimeout(
      () => this.giveUp(`no complete answer within ${request.timeoutMs} ms`),
      request.timeoutMs,
    );
    this.lastCall =
      request.leaveBy === undefined
        ? null
        : setTimeout(
            () => {
              if (!this.controller) this.giveUp('the request had not left in time');
            },
            Math.max(0, request.leaveBy - Date.now()),
          );
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    if (this.controller) {
      // undici would send the request again after a lost connection, but a request may be sent only once.
      controller.abort(new Error('a request is sent once'));
      return this.giveUp('the connection was lost after the request had started');
    }
    const tooLate = this.request.leaveBy !== undefined && Date.now() > this.request.leaveBy;
    if (this.settled || tooLate)
      return this.keepBack(controller, 'unavailable', 'the request had not left in time');
    if (this.request.mayLeave?.() === false)
      return this.keepBack(controller, 'heldBack', 'the request was held back');
    this.controller = controller;
  }

  onResponseStart(_: Dispatcher.DispatchController, status: number, headers: HeaderBag): void {
    if (status < 200) return;
    this.status = status;
    this.headers = flat(headers);
  }

  onResponseData(_: Dispatcher.DispatchController, chunk: Buffer): void {
    this.bytes += chunk.length;
    if (this.bytes > (this.request.maxBytes ?? DEFAULT_MAX_BYTES))
      return this.giveUp('the answer is too long');
    this.chunks.push(chunk);
  }

  onResponseEnd(): void {
    this.settle({
      status: this.status,
      headers: this.headers,
      text: Buffer.concat(this.chunks).toString('utf8'),
    });
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    this.failed(error);
  }

  failed(error: unknown): void {
    this.settle({ failed: this.controller ? 'unknown' : 'unavailable', reason: reasonOf(error) });
  }

  private keepBack(
    controller: Dispatcher.DispatchController,
    failed: 'unavailable' | 'heldBack',
    reason: string,
  ): void {
    this.settle({ failed, reason });
    controller.abort(new Error(reason));
  }

  private giveUp(reason: string): void {
    this.settle({ failed: this.controller ? 'unknown' : 'unavailable', reason });
    this.controller?.abort(new Error(reason));
  }

  private settle(result: VendorResponse | VendorSilence): void {
    if (this.settled) return;
    this.settled = true;
    clearTimeout(this.deadline);
    if (this.lastCall) clearTimeout(this.lastCall);
    this.resolve(result);
  }
}

type HeaderBag = Readonly<Record<string, string | string[] | undefined>>;

function flat(headers: HeaderBag): Record<string, string> {
  const result: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) result[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : value;
  }
  return result;
}

function reasonOf(error: unknown): string {
  const { code, message } =
    typeof error === 'object' && error !== null ? (error as NodeJS.ErrnoException) : {};
  const said = [code, message].filter((text) => typeof text === 'string' && text !== '');
  return said.length > 0 ? said.join(': ') : 'the connection failed';
}
