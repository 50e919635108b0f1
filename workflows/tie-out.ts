import { proxyActivities } from '@temporalio/workflow';
import type { Activities } from '../activities';
import type { TieOutEnded, TieOutInput } from '../domain/steps/tie-out-steps';
import { PRIORITY } from '../domain/steps/workflow-names';
import { localFirst } from './step-options';
import { beginStory, showState } from './story';

/**
 * Compares Tribe with the ledger, for every month or for one. It only reads. Each step keeps in the store how far it has come and
 * returns counts; it is asked again until it is whole, and goes on where it was after any failure.
 */
export async function tieOut(input: TieOutInput): Promise<TieOutEnded | null> {
  const story = beginStory('Begins');
  const begun = await localFirst('Begin the comparison', (a) => a.beginTieOut(input));
  if (begun.kind === 'off') {
    story.tell(`Nothing is compared: the tenant is ${begun.state}`);
    return null;
  }
  const run = { ...input, run: begun.run };
  const steps = comparing(input.tenant);
  for (let read = { rows: 0, isWhole: false }; !read.isWhole;) {
    story.tell(`Reads Tribe: ${read.rows} invoices`);
    read = await steps('Read invoices of Tribe').readTribeSide(run);
  }
  for (let read = { rows: 0, isWhole: false }; !read.isWhole;) {
    story.tell(`Reads the ledger: ${read.rows} rows`);
    read = await steps('Read the ledger of WinBooks').readLedgerSide(run);
  }
  for (let compared = { months: 0, isWhole: false }; !compared.isWhole;) {
    story.tell(`Compares: ${compared.months} months`);
    compared = await steps('Compare month by month').compareSides(run);
  }
  const ended = await steps('Keep the result').endTieOut(run);
  story.tell(`${ended.differences} differences, ${ended.appeared} of them new; ${ended.resolved} resolved`);
  showState(ended.differences === 0 ? 'agrees' : 'differs');
  return ended;
}

/** A vendor that gives no answer is asked again for as long as the run may last; everything else yields to bookings. */
const comparing =
  (tenant: string) =>
  (summary: string): Activities =>
    proxyActivities<Activities>({
      startToCloseTimeout: '10 minutes',
      heartbeatTimeout: '15 seconds',
      retry: { initialInterval: '2 seconds', backoffCoefficient: 2, maximumInterval: '5 minutes' },
      priority: { priorityKey: PRIORITY.tieOut, fairnessKey: tenant },
      summary,
    });
