import { approveActivation } from './activation/activate-tenant';
import { checkConnections } from './activation/check-connections';
import { checkSettings } from './activation/check-settings';
import { mapVatGroups } from './activation/map-vat-groups';
import type { Dependencies } from './dependencies';
import { dispatchInvoices } from './tenant-sync/dispatch-invoices';
import { lookUpBooking } from './invoices/look-up-booking';
import { postBooking } from './invoices/post-booking';
import { handBackBooking } from './invoices/booking-ends';
import { prepareBooking } from './invoices/prepare-booking';
import { keepUp } from './tenant-sync/keep-up';
import { watchInvoices } from './tenant-sync/watch-invoices';
import { syncPayments } from './payments/sync-payments';
import { watchPayments } from './payments/watch-payments';
import { syncRelations } from './relation-sync/sync-relations';
import { watchRelations } from './relation-sync/watch-relations';
import { beginTieOut, endTieOut } from './tie-out/begin-tie-out';
import { compareSides } from './tie-out/compare-sides';
import { readLedgerSide } from './tie-out/read-ledger-side';
import { readTribeSide } from './tie-out/read-tribe-side';
import { createCustomerOfBooking, lookUpCustomerOfBooking } from './invoices/customer-of-booking';
import {
  closeSync,
  countOpenBookings,
  drainSync,
  pauseSync,
  readTuning,
  resumeSync,
} from './tenant-sync/tenant-states';

/** Every activity that workflows call, bound to one worker's dependencies. The names are in recorded histories, and stay. */
const all = {
  activateTenant: approveActivation,
  beginTieOut,
  checkConnections,
  checkSettings,
  closeTenant: closeSync,
  compareSides,
  countUnderWay: countOpenBookings,
  createCustomer: createCustomerOfBooking,
  dispatchInvoices,
  drainTenant: drainSync,
  endTieOut,
  keepUp,
  lookUpBooking,
  lookUpCustomer: lookUpCustomerOfBooking,
  mapVatGroups,
  pauseTenant: pauseSync,
  postBooking,
  postponeBooking: handBackBooking,
  prepareBooking,
  readLedgerSide,
  readTribeSide,
  readTuning,
  resumeTenant: resumeSync,
  syncPayments,
  syncRelations,
  watchInvoices,
  watchPayments,
  watchRelations,
};

type Bound<Step> = Step extends (deps: Dependencies, ...args: infer Args) => infer Result
  ? (...args: Args) => Result
  : never;
export type Activities = { [Name in keyof typeof all]: Bound<(typeof all)[Name]> };

export function createActivities(deps: Dependencies): Activities {
  const bound = Object.entries(all).map(([name, step]) => [
    name,
    (...args: unknown[]) => (step as (...all: unknown[]) => unknown)(deps, ...args),
  ]);
  return Object.fromEntries(bound) as Activities;
}
