import { ActivityFailure, defineQuery, setHandler, sleep } from '@temporalio/workflow';
import type { BookingEnd, BookingInput, CustomerResult, LookUpResult } from '../domain/booking-steps';
import { localFirst, writeOnce } from './step-options';
import { beginStory, showState, type Story } from './story';

/** Which step the booking is in, in words. */
export const bookingStory = defineQuery<Story>('story');

/** A run that still has not settled after this many rounds hands its row back to dispatch, to keep histories short. */
const ROUNDS_PER_RUN = 60;

/**
 * Books one Sent invoice exactly once (architecture, "Booking exactly once"). The intent row in the store decides what
 * may be sent; this workflow only asks, so a second run, a reset or a lost history is harmless.
 */
export async function bookInvoice(input: BookingInput): Promise<BookingEnd> {
  const story = beginStory('Reading the invoice');
  setHandler(bookingStory, () => story.now());

  for (let round = 0; round < ROUNDS_PER_RUN; round += 1) {
    const next = await localFirst('Read and map the invoice, write the intent', (a) =>
      a.prepareBooking(input),
    );
    switch (next.kind) {
      case 'end':
        return conclude(next.end);
      case 'wait':
        story.tell(`Waiting: ${next.words}`);
        await sleep(next.waitMs);
        break;
      case 'customer': {
        story.tell(`Creating customer ${next.code} in WinBooks`);
        const created = await createCustomer(next);
        if (created.kind === 'end') return conclude(created.end);
        break;
      }
      case 'verify':
        await verify(() => localFirst('Look for it in WinBooks', (a) => a.lookUpBooking(input)));
        break;
      case 'ready': {
        story.tell(`Posting to ${next.journal} as ${next.docNumber}`);
        const summary = `Look up, post ${next.journal} ${next.docNumber}, read back`;
        const posted = await unlessLost(writeOnce(summary).postBooking(input));
        if (posted.kind === 'end') return conclude(posted.end);
        if (posted.kind === 'stale') break;
        if (posted.kind === 'notSent') {
          story.tell(`Not sent, trying again: ${posted.words}`);
          await sleep(posted.waitMs);
          break;
        }
        if (posted.kind === 'lost') await sleep(Math.min(posted.waitMs * 2 ** round, 60_000));
        await verify(() => localFirst('Look for it in WinBooks', (a) => a.lookUpBooking(input)));
      }
    }
  }
  return conclude(await localFirst('Hand back to dispatch', (a) => a.postponeBooking(input)));

  /** The same protocol for the customer: its own intent, one post, and a look-up when its fate is unknown. */
  async function createCustomer(customer: {
    relation: string;
    code: string;
  }): Promise<CustomerResult | Lost> {
    const which = { ...input, relation: customer.relation };
    const created = await unlessLost(writeOnce(`Create customer ${customer.code}`).createCustomer(which));
    if (created.kind === 'notSent' || created.kind === 'lost') await sleep(created.waitMs);
    if (created.kind === 'unknown' || created.kind === 'lost')
      await verify(() => localFirst(`Look for customer ${customer.code}`, (a) => a.lookUpCustomer(which)));
    return created;
  }

  /** Of unknown fate: found is believed at once, absent only after the quiet period. The activity moves the row. */
  async function verify(look: () => Promise<LookUpResult>): Promise<void> {
    for (let looks = 0; looks < ROUNDS_PER_RUN; looks += 1) {
      const seen = await look();
      if (seen.kind === 'settled') return;
      story.tell(
        seen.kind === 'absent'
          ? `Verifying: WinBooks does not show it; believed absent from ${seen.untilIso}, then sent again`
          : `Verifying: WinBooks gave no answer (${seen.words})`,
      );
      await sleep(seen.waitMs);
    }
  }

  function conclude(end: BookingEnd): BookingEnd {
    story.tell(`${end.state}: ${end.words}`);
    showState(end.state, end.issueCode);
    return end;
  }
}

/** A step that gave no result says nothing about the fate of its write: the row tells, and it is verified. */
interface Lost {
  readonly kind: 'lost';
  readonly waitMs: number;
}

async function unlessLost<Result>(write: Promise<Result>): Promise<Result | Lost> {
  try {
    return await write;
  } catch (error) {
    if (error instanceof ActivityFailure) return { kind: 'lost', waitMs: 2_000 };
    throw error;
  }
}
