import type { Scenario } from '../scenario';
import { anyMoment } from './any-moment';
import { changedMinds } from './changed-minds';
import { doubledWork } from './doubled-work';
import { everythingAtOnce } from './everything';
import { feeds } from './feeds';
import { keyedByHand } from './keyed-by-hand';
import { killedInFlight, killedWorkers, suspendedWorkers } from './killed-workers';
import { lostAnswers } from './lost-answers';
import { lostServers } from './lost-servers';
import { operators } from './operators';
import { poisoned } from './poisoned';
import { relations } from './relations';
import { tokens } from './tokens';
import { unwillingVendors } from './unwilling-vendors';

/** Every kind of failure that the suite knows. */
export const scenarios: readonly Scenario[] = [
  ...lostAnswers,
  ...unwillingVendors,
  ...tokens,
  ...killedWorkers,
  ...suspendedWorkers,
  killedInFlight,
  ...anyMoment,
  ...doubledWork,
  ...operators,
  ...lostServers,
  ...changedMinds,
  ...poisoned,
  ...feeds,
  ...keyedByHand,
  ...relations,
  everythingAtOnce,
];
