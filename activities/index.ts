import { activateTenant } from './connection/activate-tenant';
import { checkConnections } from './connection/check-connections';
import { checkSettings } from './connection/check-settings';
import { mapVatGroups } from './connection/map-vat-groups';
import type { Dependencies } from './dependencies';
import { dispatchInvoices } from './invoices/dispatch-invoices';
import { lookUpBooking } from './invoices/look-up-booking';
import { postBooking } from './invoices/post-booking';
import { postponeBooking } from './invoices/postpone-booking';
import { prepareBooking } from './invoices/prepare-booking';
import { keepUp } from './invoices/keep-up';
import { watchInvoices } from './invoices/watch-invoices';
import { createCustomer } from './relations/create-customer';
import { lookUpCustomer } from './relations/look-up-customer';
import {
  closeTenant,
  countUnderWay,
  drainTenant,
  pauseTenant,
  readTuning,
  resumeTenant,
} from './tenants/tenant-states';

/** Every activity that workflows call, bound to one worker's dependencies. */
const all = {
  activateTenant,
  checkConnections,
  checkSettings,
  closeTenant,
  countUnderWay,
  createCustomer,
  dispatchInvoices,
  drainTenant,
  keepUp,
  lookUpBooking,
  lookUpCustomer,
  mapVatGroups,
  pauseTenant,
  postBooking,
  postponeBooking,
  prepareBooking,
  readTuning,
  resumeTenant,
  watchInvoices,
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
