import type { Schedule } from './schedule';
import { tribeAnswer, type SampleInvoice } from './memory-tribe';
import { MemoryWinbooks, type VendorAnswer, type WinbooksHabits } from './memory-winbooks';
import type { WireRequest } from './vendor-wire';
import type { Weakness } from './weaknesses';
import { Attempt } from './workers';

export const TRIBE_URL = 'http://127.0.0.1:1';
export const WINBOOKS_URL = 'http://127.0.0.1:2';
export const TOKEN = 'token';

/** A write that nobody has answered may be carried out for so long after it has left. Just within the quiet period. */
export const LATEST_COMMIT_MS = 119_000;
const LONGEST_HIDDEN_MS = 40_000;

/** What may become of a write, and how often beside the plain outcome. */
const FATES = [
  ['committed, its answer lost', 4],
  ['committed, never answered', 2],
  ['committed, answered with 500', 2],
  ['committed late, its connection lost', 4],
  ['committed late, never answered', 2],
  ['lost on its way', 3],
  ['never committed, never answered', 1],
  ['not committed, answered with 500', 2],
  ['not connected', 2],
  ['told to slow down', 1],
  ['not authorised', 1],
  ['committed, shown later', 3],
  ['confirmed, never committed', 1],
] as const satisfies readonly (readonly [string, number])[];
type Fate = 'committed' | (typeof FATES)[number][0];

/** Both vendors behind the wire: each request waits at a gate, and its fate is the schedule's choice. */
export class Vendors {
  readonly winbooks: MemoryWinbooks;
  /** Numbers of documents that were confirmed and never committed. */
  readonly forgotten = new Set<number>();
  private faultsLeft: number;

  constructor(
    private readonly schedule: Schedule,
    private readonly invoices: readonly SampleInvoice[],
    habits: WinbooksHabits,
    private readonly weakness: Weakness | null,
  ) {
    this.winbooks = new MemoryWinbooks(habits, () => schedule.clock.now);
    this.faultsLeft = schedule.random.between(0, 4);
  }

  /** From now on everything is answered, and at once. */
  calmDown(): void {
    this.faultsLeft = 0;
  }

  receive(request: WireRequest): void {
    const { method, path } = request;
    const isWrite = method === 'POST' && /\/app\/(GLTransHeader|Customer)\//.test(path);
    const label = `${method} ${path.replace(/\?.*/, '')}`;
    const arrive = (): void => (isWrite ? this.write(request) : this.read(request));
    if (isScheduled(path)) this.schedule.hold(request.actor, label, arrive);
    else queueMicrotask(arrive);
  }

  private read(request: WireRequest): void {
    if (!request.leave()) return this.schedule.note('  held back');
    const { path } = request;
    if (isToken(path)) return request.answer(200, { access_token: TOKEN, expires_in: 3600 });
    const { random } = this.schedule;
    if (isScheduled(path) && this.faultsLeft > 0 && random.chance(0.03)) {
      this.faultsLeft -= 1;
      this.schedule.note('  fails');
      return random.chance(0.5) ? request.answer(502, 'bad gateway') : request.fail('ECONNRESET');
    }
    const { status, json } = this.weakened(request) ?? this.answerOf(request);
    request.answer(status, json);
  }

  private answerOf({ path, body }: WireRequest): VendorAnswer {
    if (path.includes('/odata/')) return tribeAnswer(this.invoices, path);
    return this.winbooks.read(path, body === '' ? {} : JSON.parse(String(body)));
  }

  private write(request: WireRequest): void {
    const fate = this.chooseFate();
    this.schedule.note(`  ${fate}`);
    if (fate === 'not connected') return request.fail('ECONNREFUSED');
    if (!request.leave()) return this.schedule.note('  held back');
    const { actor } = request;
    if (actor instanceof Attempt) actor.hasSent = true;
    const { random, clock } = this.schedule;
    const commit = (hiddenMs = 0): VendorAnswer => this.commit(request, hiddenMs);
    const answer = ({ status, json }: VendorAnswer): void => request.answer(status, json);
    switch (fate) {
      case 'committed':
        return answer(commit());
      case 'committed, shown later':
        return answer(commit(random.between(500, LONGEST_HIDDEN_MS)));
      case 'confirmed, never committed':
        return answer(this.forget(request));
      case 'committed, its answer lost':
        commit();
        return request.fail('ECONNRESET');
      case 'committed, never answered':
        commit();
        return;
      case 'committed, answered with 500':
        commit();
        return request.answer(500, 'sorry');
      case 'committed late, its connection lost':
      case 'committed late, never answered': {
        const by = clock.now + random.between(1, LATEST_COMMIT_MS);
        this.schedule.later(`  commits now what ${actor.name} sent`, by, () => void commit());
        return fate === 'committed late, never answered' ? undefined : request.fail('ECONNRESET');
      }
      case 'lost on its way':
        return request.fail('ECONNRESET');
      case 'never committed, never answered':
        return;
      case 'not committed, answered with 500':
        return request.answer(500, 'sorry');
      case 'told to slow down':
        return request.answer(429, null);
      case 'not authorised':
        return request.answer(401, null);
    }
  }

  private chooseFate(): Fate {
    const { random } = this.schedule;
    if (this.faultsLeft === 0 || random.chance(0.4)) return 'committed';
    this.faultsLeft -= 1;
    return random.pick(FATES.flatMap(([fate, weight]) => Array.from({ length: weight }, () => fate)));
  }

  private commit(request: WireRequest, hiddenMs: number): VendorAnswer {
    const body = JSON.parse(String(request.body)) as Readonly<Record<string, unknown>>;
    const answer = this.winbooks.write(request.path, body, hiddenMs);
    this.remember(request, body, answer);
    return answer;
  }

  private forget(request: WireRequest): VendorAnswer {
    const body = JSON.parse(String(request.body)) as Readonly<Record<string, unknown>>;
    if (typeof body['DocNumber'] === 'number') this.forgotten.add(body['DocNumber']);
    const answer = this.winbooks.promise(request.path);
    this.remember(request, body, answer);
    return answer;
  }

  /** What a read-back that looks at nothing would believe. */
  private remember(
    { actor }: WireRequest,
    body: Readonly<Record<string, unknown>>,
    { status, json }: VendorAnswer,
  ): void {
    if (!(actor instanceof Attempt) || status !== 200 || actor.activity !== 'postBooking') return;
    const [, id] = /\/GLTransHeader\/([^/]+)/.exec((json as { Href: string }).Href) ?? [];
    const lines = body['GLTransactions'] as readonly object[];
    const withIds = lines.map((line, index) => ({ ...line, Id: `${id}-${index}` }));
    actor.confirmed = { ...body, Id: id, GLTransactions: withIds };
  }

  /** What is answered where a protection was taken away. */
  private weakened({ actor, path }: WireRequest): VendorAnswer | null {
    if (!(actor instanceof Attempt)) return null;
    const isQuestion = /\/app\/(GLTransHeaders|GLTranss|Customers|Thirds|Third)\//.test(path);
    if (this.weakness === 'look-up' && isQuestion && !actor.hasSent) return NOTHING[kindOf(path)];
    if (this.weakness === 'read-back' && path.includes('/GLTransHeaders/') && actor.confirmed !== null)
      return { status: 200, json: [actor.confirmed] };
    return null;
  }
}

const NOTHING = {
  list: { status: 200, json: [] },
  object: { status: 404, json: null },
} as const satisfies Record<string, VendorAnswer>;
const kindOf = (path: string): keyof typeof NOTHING => (path.includes('ExecuteCriteria') ? 'list' : 'object');

const isToken = (path: string): boolean => /\/(OAuth20\/Token|oauth2\/token)$/.test(path);

/** What never changes is answered at once; so is each further spelling of a VAT number. */
const isScheduled = (path: string): boolean =>
  /\/app\/(GLTransHeaders?|GLTranss|Customers?|Third)\/|\/odata\//.test(path);
