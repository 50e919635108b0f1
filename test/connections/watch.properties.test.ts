import fc from 'fast-check';
import { pollInvoices, type Polled } from '../../activities/invoices/poll-invoices';
import type { TenantContext } from '../../activities/connection/tenant-connections';
import { readConfiguration } from '../../configuration/configuration';
import { DEFAULT_SETTINGS } from '../../domain/tenant/settings';
import { getTenant } from '../../store/tenants/tenants';
import { InvoiceList, listedInvoice } from '../clients/support/invoice-list';
import { tribeConnection, winbooksConnection } from '../clients/support/memory-connection';
import {
  ScriptedVendor,
  withTokens,
  type ScriptedAnswer,
  type SeenRequest,
} from '../clients/support/scripted-vendor';
import { newActiveTenant, openStore, type StoreFixture } from '../store/store-fixture';

/** What somebody does in Tribe between two requests of ours. Indices are taken modulo the number of invoices. */
type Deed =
  | { readonly kind: 'create'; readonly count: number }
  | { readonly kind: 'edit'; readonly first: number; readonly count: number }
  /** Stamped long after its time. */
  | { readonly kind: 'ahead'; readonly first: number }
  | { readonly kind: 'delete'; readonly first: number; readonly count: number }
  /** Becomes visible now, with a change date of a while ago: a transaction that took its time. */
  | { readonly kind: 'late'; readonly agoSeconds: number }
  | { readonly kind: 'wait'; readonly seconds: number }
  /** The next request is answered with 500. */
  | { readonly kind: 'outage' };

const few = fc.integer({ min: 1, max: 14 });
const anywhere = fc.nat({ max: 500 });
const deed: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('create' as const), count: few }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('edit' as const), first: anywhere, count: few }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('ahead' as const), first: anywhere }) },
  // An import: many of one moment.
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('create' as const), count: fc.constant(130) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('delete' as const), first: anywhere, count: few }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('late' as const), agoSeconds: fc.nat({ max: 200 }) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('wait' as const), seconds: fc.nat({ max: 3 }) }) },
  { weight: 1, arbitrary: fc.constant<Deed>({ kind: 'outage' }) },
);

/** What people do to Tribe's list of invoices, on a clock of its own. */
class ChangingTribe {
  private readonly list: InvoiceList;
  private now = Date.UTC(2026, 9, 1);
  private made = 0;
  private isOut = false;

  constructor(
    largestPage: number,
    counts: boolean,
    /** The dates of a record that was never changed: one of its making alone, or both. */
    private readonly isUntouchedNull: boolean,
    invoices: number,
  ) {
    this.list = new InvoiceList({ largestPage, counts });
    // Minutes apart: the overlap of the next poll does not make up for a row that paging has passed over.
    for (let n = 0; n < invoices; n += 1, this.now += 120_000) this.do({ kind: 'create', count: 1 });
  }

  do(given: Deed): void {
    switch (given.kind) {
      case 'create':
        for (let n = 0; n < given.count; n += 1) this.make(this.now);
        return;
      case 'edit':
        // Several of one moment, as a batch has them.
        for (const id of this.some(given.first, given.count)) this.edit(id, this.now);
        return;
      case 'ahead':
        for (const id of this.some(given.first, 1)) this.edit(id, Date.UTC(2099, 0, 1));
        return;
      case 'delete':
        for (const id of this.some(given.first, given.count)) this.list.delete(id);
        return;
      case 'late':
        return this.make(this.now - given.agoSeconds * 1000);
      case 'wait':
        this.now += given.seconds * 1000;
        return;
      case 'outage':
        this.isOut = true;
    }
  }

  /** Every invoice that exists, with its change date in epoch ms. */
  all(): ReadonlyMap<string, number> {
    return new Map(
      [...this.list.all()].map(([id, { CreationDate, LastMutationDate }]) => [
        id,
        Date.parse(LastMutationDate ?? CreationDate ?? ''),
      ]),
    );
  }

  answer(request: SeenRequest): ScriptedAnswer {
    if (!this.isOut) return this.list.answer(request, new Date(this.now));
    this.isOut = false;
    return { status: 500 };
  }

  private make(at: number): void {
    this.list.put(listedInvoice(`id-${(this.made += 1)}`, at, this.isUntouchedNull ? null : at));
  }

  private edit(id: string, at: number): void {
    const created = this.list.all().get(id)?.CreationDate ?? '';
    this.list.put(listedInvoice(id, Date.parse(created), at));
  }

  private some(first: number, count: number): string[] {
    const ids = [...this.list.all().keys()];
    return ids.length === 0
      ? []
      : Array.from({ length: count }, (_, n) => ids[(first + n) % ids.length] ?? '');
  }
}

describe('the watch while people work in Tribe', () => {
  let store: StoreFixture;
  let vendor: ScriptedVendor;
  beforeAll(async () => {
    store = await openStore();
    vendor = await ScriptedVendor.start(() => undefined);
  });
  afterAll(async () => {
    await vendor.close();
    await store.close();
  });

  const watching = async (): Promise<{
    readonly poll: () => Promise<Polled>;
    readonly rows: () => Promise<Map<string, number>>;
  }> => {
    const id = await newActiveTenant(store.database);
    const tenant = await store.database.asTenant(id, getTenant);
    if (tenant === null) throw new Error('no tenant');
    const context: TenantContext = {
      tenant,
      tribe: tribeConnection(vendor.origin),
      winbooks: winbooksConnection(vendor.origin),
      winbooksConcurrency: 2,
      invoiceDateField: 'InvoiceDate',
      vatMap: [],
      settings: DEFAULT_SETTINGS,
    };
    return {
      poll: () => pollInvoices({ database: store.database, configuration: readConfiguration({}) }, context),
      rows: async () => {
        const { rows } = await store.database.asTenant(id, (sql) =>
          sql.query('select tribe_invoice_id as id, changed_at as at from bookings'),
        );
        return new Map(
          (rows as { id: string; at: Date }[]).map(({ id: invoice, at }) => [invoice, at.getTime()]),
        );
      },
    };
  };

  it('finds every invoice and its last change, and counts none twice', async () => {
    const seed = Number(process.env['WATCH_SEED'] ?? Date.now() % 1_000_000);
    process.stdout.write(`watch.properties: WATCH_SEED=${seed}\n`);
    const page = fc.oneof(
      fc.record({ largest: fc.integer({ min: 12, max: 40 }), counts: fc.constant(true) }),
      fc.record({ largest: fc.constant(100), counts: fc.boolean() }),
    );
    const scripts = fc.array(fc.array(deed, { maxLength: 4 }), { minLength: 3, maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 260 }),
        page,
        fc.boolean(),
        scripts,
        async (atFirst, { largest, counts }, isUntouchedNull, script) => {
          const tribe = new ChangingTribe(largest, counts, isUntouchedNull, atFirst);
          const steps = script[Symbol.iterator]();
          let isOver = false;
          vendor.script = withTokens((request) => {
            const answer = tribe.answer(request);
            const step = steps.next();
            isOver ||= step.done === true;
            if (!step.done) step.value.forEach((one) => tribe.do(one));
            return answer;
          });
          const { poll, rows } = await watching();
          let found = 0;
          let isQuiet = false;
          // A poll that goes on where another was broken off repeats nothing: what showed up late meanwhile is the next one's.
          let wasWhole = false;
          for (let polls = 0; !isQuiet && polls < 120; polls += 1) {
            const wasOver = isOver;
            const seen = await poll();
            found += seen.found;
            isQuiet = wasOver && wasWhole && seen.kind === 'whole';
            wasWhole = wasOver && seen.kind === 'whole';
          }
          const known = await rows();

          expect(isQuiet).toBe(true);
          for (const [id, changed] of tribe.all()) expect([id, known.get(id)]).toEqual([id, changed]);
          expect(found).toBe(known.size);
          expect(await poll()).toEqual({ kind: 'whole', found: 0 });
        },
      ),
      { numRuns: 60, seed },
    );
  }, 240_000);
});
