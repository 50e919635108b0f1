import { z } from 'zod';
import { seededRandom } from './seeded-random';

/** Every way in which the network or the vendor's front end may misbehave. */
export const faultKinds = {
  'delay-before': 'waits `ms`, then handles and answers',
  'delay-after': 'handles and commits, waits `ms`, then answers',
  'drop-before': 'destroys the socket (after `ms`) without handling',
  'drop-after': 'handles and commits, then (after `ms`) destroys the socket',
  'late-commit': 'destroys the socket at once, handles and commits `ms` later',
  status:
    'answers `status` (default 503, with `retryAfterSeconds`, `body`); handles first only when `handled`',
  'html-200': "answers 200 with a gateway's HTML page; handles first only when `handled`",
  'half-body': 'handles and commits, sends half of the answer and destroys the socket',
  'text-plain': 'handles and commits, answers as text/plain (with `body` when given)',
  'expire-token': "the request's bearer token is dead from now on (its refresh token lives)",
  'revoke-token': "the request's whole grant is dead from now on, refresh token included",
  'rate-limit': '429 above `limit` requests per second, with `retryAfterSeconds`',
  'concurrency-limit': '429 when more than `limit` requests are under way',
} as const;

type FaultKind = keyof typeof faultKinds;
const kindNames = Object.keys(faultKinds) as [FaultKind, ...FaultKind[]];

const faultOrder = z.strictObject({
  kind: z.enum(kindNames),
  method: z.string().optional(),
  path: z.string().optional(),
  requestBody: z.string().optional(),
  ms: z.number().min(0).optional(),
  count: z.number().int().min(1).optional(),
  rate: z.number().min(0).max(1).optional(),
  seed: z.number().int().optional(),
  skip: z.number().int().min(0).optional(),
  status: z.number().int().min(200).max(599).optional(),
  retryAfterSeconds: z.number().min(0).optional(),
  limit: z.number().int().min(0).optional(),
  handled: z.boolean().optional(),
  body: z.string().optional(),
});

type FaultOrder = z.infer<typeof faultOrder>;

/** A fault and its standing: its order, how often it fired, how many matching requests it still lets pass. */
export interface Fault {
  id: string;
  order: FaultOrder;
  fired: number;
  toSkip: number;
  pattern: RegExp | null;
  bodyPattern: RegExp | null;
  random: () => number;
  recent: number[];
}

/** The faults of one twin, in order of arrival. At most one fires per request: the first that matches. */
export class FaultPlan {
  private readonly faults = new Map<string, Fault>();
  private lastId = 0;

  /** Adds a fault; throws a `z.ZodError` or `SyntaxError` on a malformed order. */
  add(order: unknown): string {
    const parsed = faultOrder.parse(order);
    const pattern = parsed.path === undefined ? null : new RegExp(parsed.path);
    const bodyPattern = parsed.requestBody === undefined ? null : new RegExp(parsed.requestBody);
    const id = `fault-${++this.lastId}`;
    const random = seededRandom(parsed.seed ?? 1);
    this.faults.set(id, {
      id,
      order: parsed,
      fired: 0,
      toSkip: parsed.skip ?? 0,
      pattern,
      bodyPattern,
      random,
      recent: [],
    });
    return id;
  }

  list(): object[] {
    return [...this.faults.values()].map(({ id, order, fired }) => ({ id, ...order, fired }));
  }

  remove(id: string): boolean {
    return this.faults.delete(id);
  }

  clear(): void {
    this.faults.clear();
  }

  /** The fault that strikes this request, or null; `underWay` counts the requests now in the twin, this one included. */
  strike(request: StruckRequest, underWay: number, now: number): Fault | null {
    for (const fault of this.faults.values()) {
      if (!matches(fault, request) || !isDue(fault, underWay, now)) continue;
      fault.fired++;
      return fault;
    }
    return null;
  }
}

interface StruckRequest {
  readonly method: string;
  readonly path: string;
  readonly body: string;
}

function matches(fault: Fault, { method, path, body }: StruckRequest): boolean {
  if (fault.order.method !== undefined && fault.order.method.toUpperCase() !== method) return false;
  if (fault.bodyPattern !== null && !fault.bodyPattern.test(body)) return false;
  return fault.pattern === null || fault.pattern.test(path);
}

function isDue(fault: Fault, underWay: number, now: number): boolean {
  const { order } = fault;
  if (order.count !== undefined && fault.fired >= order.count) return false;
  if (order.kind === 'concurrency-limit') return underWay > (order.limit ?? 1);
  if (order.kind === 'rate-limit') {
    fault.recent = fault.recent.filter((moment) => moment > now - 1000);
    if (fault.recent.length >= (order.limit ?? 1)) return true;
    fault.recent.push(now);
    return false;
  }
  if (fault.toSkip > 0) {
    fault.toSkip--;
    return false;
  }
  return order.rate === undefined || fault.random() < order.rate;
}
