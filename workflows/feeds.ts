import type { Activities } from '../activities';
import type {
  DispatchResult,
  SyncInput,
  SyncTuning,
  WatchInput,
  WatchResult,
} from '../domain/steps/sync-steps';

/** One thing that a tenant's loop follows: a watch that completes when there is work, and a dispatch that starts the work. */
export interface Feed {
  readonly name: string;
  /** For Temporal UI. */
  readonly summaries: { readonly watch: string; readonly dispatch: string };
  /** Between two looks. Milliseconds. */
  interval(tuning: SyncTuning): number;
  watch(activities: Activities, input: WatchInput): Promise<WatchResult>;
  dispatch(activities: Activities, input: SyncInput): Promise<DispatchResult>;
}

/** Tribe's invoices: those that were changed and those that never were are two lists of one watch. */
const invoices: Feed = {
  name: 'invoices',
  summaries: {
    watch: 'Watch Tribe for invoices (each retry is a poll)',
    dispatch: 'Start a run for each invoice that is due',
  },
  interval: ({ pollSeconds }) => pollSeconds * 1000,
  watch: (activities, input) => activities.watchInvoices(input),
  dispatch: (activities, input) => activities.dispatchInvoices(input),
};

/** Customers and suppliers of both sides. */
const relations: Feed = {
  name: 'relations',
  summaries: {
    watch: 'Watch both sides for relations (each retry is a poll)',
    dispatch: 'Make both sides of each relation agree',
  },
  interval: ({ pollSeconds }) => pollSeconds * 1000,
  watch: (activities, input) => activities.watchRelations(input),
  dispatch: (activities, input) => activities.syncRelations(input),
};

/** What WinBooks' ledger says of the payment of each booked invoice. */
const payments: Feed = {
  name: 'payments',
  summaries: {
    watch: 'Watch WinBooks for payments (each retry is a poll)',
    dispatch: 'Read payments, and move the phases of invoices in Tribe',
  },
  interval: ({ pollSeconds }) => pollSeconds * 1000,
  watch: (activities, input) => activities.watchPayments(input),
  dispatch: (activities, input) => activities.syncPayments(input),
};

/** What the loop of every tenant follows. A new feed is one entry here, with its two activities. */
export const FEEDS: readonly Feed[] = [invoices, relations, payments];
/** A run that an earlier version began follows what it knew, until it continues as new. */
export const FEEDS_BEFORE_PAYMENTS: readonly Feed[] = [invoices, relations];
export const FEEDS_BEFORE_RELATIONS: readonly Feed[] = [invoices];
