import type { Dependencies } from '../../activities/dependencies';
import type { TenantId } from '../../domain/ids';
import { tribeId } from '../../domain/ids';
import { retryBooking } from '../../store/bookings/held-bookings';
import { dueNow, listDue, markDispatched } from '../../store/bookings/booking-queue';
import { listBookings, type ListedBooking } from '../../store/bookings/booking-row';
import { listOpenIssues } from '../../store/issues/issues';
import { resumeTenant } from '../../store/tenants/tenants';
import { Schedule } from './schedule';
import type { SampleInvoice } from './memory-tribe';
import { loadBookInvoice, Run } from './temporal-runtime';
import { CONFIGURATION, RING, sampleInvoices, setUpTenant } from './tenant-setup';
import { Vendors } from './vendors';
import { plugInto } from './vendor-wire';
import { judge, type Finding } from './verdict';
import type { VirtualStore } from './virtual-store';
import { actors, liveBy } from './virtual-time';
import { withoutFence, type Weakness } from './weaknesses';
import { Workers } from './workers';

/** Noon, so that no day changes in the middle. */
const STARTS_AT = Date.parse('2026-10-12T10:00:00Z');
const MOST_STEPS = 4_000;
const MOST_ROUNDS = 30;
/**
 * A booking that was confirmed and never carried out does not settle by itself: its run looks for it until somebody ends it, here
 * after so many steps. A person was told, which is all there is to do.
 */
const STEPS_OF_HOPELESS = 60;
const ROUNDS_WITH_HOPELESS = 2;
const JUMPS_MS = [20, 20, 20, 400, 400, 1_500, 6_000, 6_000, 15_000, 130_000];
const NAPS_MS = [3_000, 7_000, 20_000, 130_000, 300_000];

const bookInvoice = loadBookInvoice();

export interface Outcome {
  readonly seed: number;
  readonly findings: readonly Finding[];
  readonly trace: readonly string[];
}

/** Plays one seed to its end on the store. `tenant` must be new to it. */
export async function explore(
  store: VirtualStore,
  seed: number,
  weakness: Weakness | null,
  tenant: string,
): Promise<Outcome> {
  const schedule = new Schedule(seed, STARTS_AT);
  liveBy(schedule.clock);
  try {
    const interleaving = new Interleaving(store, schedule, seed, weakness);
    const findings = await interleaving.play(tenant);
    return { seed, findings, trace: schedule.trace };
  } finally {
    liveBy(null);
  }
}

class Interleaving {
  private readonly vendors: Vendors;
  private readonly workers: Workers;
  private readonly invoices: readonly SampleInvoice[];
  private readonly runs: Run[] = [];
  private tenant = '' as TenantId;

  constructor(
    private readonly store: VirtualStore,
    private readonly schedule: Schedule,
    seed: number,
    private readonly weakness: Weakness | null,
  ) {
    const { random } = schedule;
    const habits = { refusesDoubles: random.chance(0.25), givesOwnCodes: random.chance(0.2) };
    const shareCustomer = random.chance(0.3);
    this.invoices = sampleInvoices(seed, shareCustomer, habits.givesOwnCodes);
    schedule.note(JSON.stringify({ ...habits, shareCustomer, weakness }));
    this.vendors = new Vendors(schedule, this.invoices, habits, weakness);
    const statements = weakness === 'fence' ? withoutFence : undefined;
    const processes: Omit<Dependencies, 'masterData' | 'database'> = {
      keyRing: RING,
      configuration: { ...CONFIGURATION, hasQuietPeriodFloor: weakness !== 'quiet-period' },
      // Nothing that books an invoice asks Temporal for anything.
      temporal: undefined as unknown as Dependencies['temporal'],
      stopping: new AbortController().signal,
      debugPoint: () => Promise.resolve(),
    };
    this.workers = new Workers(schedule, () => ({
      ...processes,
      database: store.ofProcess(schedule, statements),
    }));
    plugInto((request) => this.vendors.receive(request));
  }

  async play(name: string): Promise<readonly Finding[]> {
    const settings = this.weakness === 'quiet-period' ? { quietPeriodSeconds: 1 } : {};
    this.tenant = await setUpTenant(this.store, this.schedule, name, this.invoices, settings);
    await this.startDue();
    await this.turbulence();
    this.vendors.calmDown();
    this.schedule.note('-- calm from here on');
    let rows = await this.finish();
    for (let round = 0; round < this.mostRounds() && rows.some(isOpen); round += 1) {
      await this.nextRound(rows);
      rows = await this.finish();
    }
    const issues = await this.inStore((sql) => listOpenIssues(sql));
    return judge({
      rows,
      invoices: this.invoices,
      runs: this.runs,
      vendors: this.vendors,
      isBlindnessShown: issues.some(({ code }) => code === 'LOOKUP_BLIND'),
    });
  }

  private mostRounds(): number {
    return this.vendors.forgotten.size > 0 ? ROUNDS_WITH_HOPELESS : MOST_ROUNDS;
  }

  /** Deaths, naps, delays and one second start, until all runs have ended or the chances are used up. */
  private async turbulence(): Promise<void> {
    const { random } = this.schedule;
    let [kills, naps] = [random.pick([0, 0, 1, 1, 1, 2]), random.pick([0, 0, 1, 1, 2])];
    const isHopeful = (run: Run): boolean => !this.isHopeless(run);
    let [restarts, jumps] = [random.pick([0, 1, 1]), random.between(0, 4)];
    for (let step = 0; step < MOST_STEPS && this.openRuns().some(isHopeful); step += 1) {
      await this.schedule.settle();
      const dice = random.fraction();
      if (kills > 0 && dice < 0.02) {
        kills -= 1;
        this.workers.kill();
      } else if (naps > 0 && dice < 0.04) {
        naps -= 1;
        this.workers.suspend(random.pick(NAPS_MS));
      } else if (restarts > 0 && dice < 0.06) {
        restarts -= 1;
        this.startAgain();
      } else if (jumps > 0 && dice < 0.09) {
        jumps -= 1;
        await this.jump(random.pick(JUMPS_MS));
      } else if (dice < 0.12 && this.schedule.letOneHappen()) continue;
      else await this.goOn();
    }
  }

  private jump(ms: number): Promise<void> {
    this.schedule.note(`everything takes ${ms} ms longer`);
    return this.schedule.jump(ms);
  }

  private async goOn(): Promise<boolean> {
    if (this.schedule.letOneGoOn()) return true;
    return this.schedule.passTime(Infinity);
  }

  /** The history is lost: another run begins, while what the old one had under way goes on in its worker. */
  private startAgain(): void {
    const { random } = this.schedule;
    const old = random.pick(this.runs);
    old.isForgotten = random.chance(0.6);
    this.schedule.note(`${old.name} is started again${old.isForgotten ? ', its history is lost' : ''}`);
    this.start(this.invoices.find(({ number }) => old.name.startsWith(number)));
  }

  private openRuns(): Run[] {
    return this.runs.filter((run) => run.isOpen());
  }

  private isHopeless({ name }: Run): boolean {
    return [...this.vendors.forgotten].some((number) => name.startsWith(String(number)));
  }

  /** Nothing goes wrong any more; whoever was suspended wakes up. */
  private async finish(): Promise<readonly ListedBooking[]> {
    let patience = STEPS_OF_HOPELESS;
    for (let step = 0; step < MOST_STEPS; step += 1) {
      await this.schedule.settle();
      const open = this.openRuns();
      if (open.length > 0 && open.every((run) => this.isHopeless(run))) patience -= 1;
      if (patience === 0) for (const run of open) run.isForgotten = true;
      const isOver = this.openRuns().length === 0 && !this.workers.areBusy();
      if (isOver && !this.schedule.letOneHappen()) break;
      if (!isOver && !(await this.goOn())) break;
    }
    return this.inStore((sql) => listBookings(sql));
  }

  /** What dispatch and people do: the paused tenant is resumed, the held invoice tried again, what is due gets a run. */
  private async nextRound(rows: readonly ListedBooking[]): Promise<void> {
    const due = rows.map(({ dueAt }) => dueAt?.getTime() ?? 0);
    await this.jump(Math.max(60_000, Math.max(...due) - this.schedule.clock.now));
    await this.inStore(async (sql) => {
      if (await resumeTenant(sql)) {
        this.schedule.note('a person resumes the tenant');
        await dueNow(sql);
      }
      for (const { tribeInvoiceId, state } of rows)
        if (state === 'held') await retryBooking(sql, tribeInvoiceId);
    });
    await this.startDue();
    // As the reconciler does: what no run owns and nothing will make due.
    for (const row of rows.filter(({ state, dueAt }) => isOpen({ state }) && dueAt === null)) {
      const invoice = this.invoices.find(({ id }) => id === row.tribeInvoiceId);
      if (!this.openRuns().some(({ name }) => name.startsWith(invoice?.number ?? '?'))) this.start(invoice);
    }
  }

  private async startDue(): Promise<void> {
    const due = await this.inStore(async (sql) => {
      const rows = [...(await listDue(sql, 10)), ...(await listDue(sql, 10, true))];
      await markDispatched(sql, rows);
      return rows;
    });
    for (const { tribeInvoiceId } of due)
      this.start(this.invoices.find(({ id }) => tribeId(id) === tribeInvoiceId));
  }

  private start(invoice: SampleInvoice | undefined): void {
    if (invoice === undefined) throw new Error('A booking of no invoice');
    const run = new Run(`${invoice.number}/${this.runs.length + 1}`, this.schedule, this.workers);
    this.runs.push(run);
    void actors.run(run, async () => {
      try {
        const end = await bookInvoice({ tenant: this.tenant, invoice: invoice.id });
        run.end = end;
        this.schedule.note(`${run.name} ends: ${end.state}, ${end.words}`);
      } catch (error) {
        run.error = error;
        this.schedule.note(`${run.name} fails: ${String(error)}`);
      }
    });
  }

  private inStore<Result>(work: Parameters<typeof this.store.asTenant<Result>>[2]): Promise<Result> {
    return this.store.asTenant(this.schedule, this.tenant, work);
  }
}

const isOpen = ({ state }: Pick<ListedBooking, 'state'>): boolean => state !== 'booked';
