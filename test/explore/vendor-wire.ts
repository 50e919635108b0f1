import { Agent, type Dispatcher } from 'undici';
import { actors, AsyncContext, type Actor } from './virtual-time';

/** One HTTP request of the product, held where its first byte would leave. */
export class WireRequest {
  private isAborted = false;
  private readonly controller: Dispatcher.DispatchController;
  private readonly context = new AsyncContext();

  constructor(
    readonly actor: Actor,
    readonly method: string,
    readonly path: string,
    readonly body: unknown,
    private readonly handler: Dispatcher.DispatchHandler,
  ) {
    const abort = (): void => void (this.isAborted = true);
    this.controller = {
      aborted: false,
      paused: false,
      reason: null,
      pause: () => undefined,
      resume: () => undefined,
      abort,
    };
  }

  /** The first byte leaves, unless the client holds it back at this very moment: then false, and nothing was sent. */
  leave(): boolean {
    this.context.runInAsyncScope(() => this.handler.onRequestStart?.(this.controller, {}));
    return !this.isAborted;
  }

  answer(status: number, json: unknown, headers: Record<string, string> = {}): void {
    if (this.isAborted) return;
    this.context.runInAsyncScope(() => {
      this.handler.onResponseStart?.(this.controller, status, headers, '');
      this.handler.onResponseData?.(this.controller, Buffer.from(json === null ? '' : JSON.stringify(json)));
      this.handler.onResponseEnd?.(this.controller, {});
    });
  }

  /** The connection breaks, or was never made. */
  fail(code: 'ECONNRESET' | 'ECONNREFUSED'): void {
    if (this.isAborted) return;
    const error = Object.assign(new Error(code), { code });
    this.context.runInAsyncScope(() => this.handler.onResponseError?.(this.controller, error));
  }
}

let listener: (request: WireRequest) => void = () => undefined;
let isPlugged = false;

/** From now on undici sends nothing over a network: what would leave is handed to `onRequest`, one process's only network. */
export function plugInto(onRequest: (request: WireRequest) => void): void {
  listener = onRequest;
  if (isPlugged) return;
  isPlugged = true;
  Agent.prototype.dispatch = (options, handler) => {
    const actor = actors.getStore();
    if (actor === undefined) throw new Error('A request left outside of any activity.');
    const { method, path, body } = options;
    const text = typeof body === 'string' ? body : '';
    listener(new WireRequest(actor, method, path, text, handler));
    return true;
  };
}
