import type { Scenario } from '../scenario';
import { killedInFlight, killedWorkers, suspendedWorkers } from './killed-workers';
import { lostAnswers } from './lost-answers';

/** Every kind of failure that the suite knows. */
export const scenarios: readonly Scenario[] = [
  ...lostAnswers,
  ...killedWorkers,
  ...suspendedWorkers,
  killedInFlight,
];
