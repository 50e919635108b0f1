import type { Stack, TestWorker } from '../support/stack';
import type { WantedInvoice } from './invoices';
import type { OwnServers } from './own-servers';
import type { Wanted } from './relations/judge-relations';
import type { Random } from './seeded-random';

/** What a run is made of; a scenario overrides what it needs, everything else comes from the run's seed. */
export interface RunPlan {
  /** Of each tenant: Sent before it is activated. */
  readonly invoices: number;
  /** Of each tenant: Sent when the scenario says so. */
  readonly later: number;
  /** So many of a tenant's invoices must be held. */
  readonly poisons: number;
  /** False: the first invoice of the second customer creates it in WinBooks. */
  readonly hasSecondCustomer: boolean;
  /** WinBooks takes a second document of the same number: nothing but our protocol stands in the way. */
  readonly acceptsDoubles: boolean;
  /** On one licence, each with a folder and a Tribe organisation of its own. */
  readonly tenants: 1 | 2;
  /** Parties of each tenant that are kept the same on both sides; none: relations are not synchronised. */
  readonly relations: number;
  /** Every organisation has a VAT number, by which it is known whatever WinBooks makes of its code. */
  readonly everyVatNumber: boolean;
  readonly conflictRule: Wanted['conflictRule'];
  readonly workers: 1 | 2;
  /** So many invoices may be held because a fault had WinBooks refuse them. */
  readonly refusals: number;
  readonly quietPeriodSeconds: number;
  readonly winbooksSwitches: Readonly<Record<string, string>>;
  readonly tribeSwitches: Readonly<Record<string, string>>;
  /** False: workers of the suite without the protection, to see that the judge notices. */
  readonly isProtected: boolean;
  readonly servers: 'shared' | 'own-temporal' | 'own-postgres' | 'own-database';
  /** Faults over, everything must be final within this time. */
  readonly finalWithinMs: number;
}

export interface RunTenant {
  readonly id: string;
  readonly folder: string;
  readonly invoices: readonly WantedInvoice[];
  readonly later: readonly WantedInvoice[];
  /** Ids of documents that the scenario booked by hand in WinBooks. */
  readonly byHand: Set<string>;
  /** Document numbers of the invoices that these stand for: held or linked, and never booked by us. */
  readonly keyed: Set<number>;
  readonly relations: Wanted | null;
}

type Side = 'tribe' | 'winbooks';

/** What a scenario may do. Everything that it breaks is mended at its end, if it did not do so itself. */
export interface Run {
  readonly random: Random;
  readonly plan: RunPlan;
  readonly stack: Stack;
  /** The first is the one that a scenario usually strikes. */
  readonly tenants: readonly [RunTenant, ...RunTenant[]];
  /** Only where the plan asks for servers of its own. */
  readonly own: OwnServers | null;
  /** The newest worker. */
  worker(): TestWorker;
  startWorker(): Promise<TestWorker>;
  kill(worker: TestWorker): void;
  suspend(worker: TestWorker): void;
  wake(worker: TestWorker): void;
  /** As the twins' control API takes it. Returns its id. */
  fault(side: Side, order: object): Promise<string>;
  fired(side: Side, fault: string): Promise<number>;
  endFaults(): Promise<void>;
  /** For the report: something outside the twins was broken. */
  struck(what: string): void;
  activate(): Promise<void>;
  /** Sends the later invoices in Tribe. */
  sendLater(): Promise<void>;
  /** Fields of several parties are changed, on either side. */
  typeInBoth(changes: number): Promise<void>;
  /** Every invoice that was sent by now is booked, held or skipped, and the relations are as they must be. */
  isFinal(): Promise<boolean>;
  /** False when it was not so in time. */
  untilFinal(withinMs: number): Promise<boolean>;
}

export interface Scenario {
  readonly name: string;
  /** How many of a deck's cards are this scenario; 1 when absent. */
  readonly weight?: number;
  /** Its faults are so rare that a run may see none. */
  readonly mayBeQuiet?: boolean;
  plan?(random: Random): Partial<RunPlan>;
  /** Activates the tenants, strikes, and returns when its faults are over. */
  play(run: Run): Promise<void>;
}

/** What the twin sees of a booking and of a new customer. */
export const BOOKING_POST = { method: 'POST', path: '/app/GLTransHeader/Folder/' } as const;
export const CUSTOMER_POST = { method: 'POST', path: '/app/Customer/[^/]+/Folder/' } as const;
/** Every call but those for tokens. */
export const WINBOOKS_CALL = { path: '^/app/' } as const;
export const TRIBE_CALL = { path: '/odata/' } as const;
