import { ActivityFailure, defineQuery, setHandler, sleep } from '@temporalio/workflow';
import type { BookingEnd, BookingInput, LookUpResult, PostResult } from '../domain/booking-steps';
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
    const next = await localFirst('Read and map the invoice, write the intent', (a) => a.prepareBooking(input));
    switch (next.kind) {
      case 'end':
        return conclude(next.end);
      case 'wait':
        story.tell(`Waiting: ${next.words}`);
        await sleep(next.waitMs);
        break;
      case 'customer':
        story.tell(`Creating customer ${next.code} in WinBooks`);
        await createCustomer(next);
        break;
      case 'verify':
        await verify(() => localFirst('Look for it in WinBooks', (a) => a.lookUpBooking(input)));
        break;
      case 'ready': {
        story.tell(`Posting to ${next.journal} as ${next.docNumber}`);
        const posted = await post(`Look up, post ${next.journal} ${next.docNumber}, read back`);
        if (posted.kind === 'end') return conclude(posted.end);
        if (posted.kind === 'notSent') {
          story.tell(`Not sent, trying again: ${posted.words}`);
          await sleep(posted.waitMs);
        } else if (posted.kind !== 'stale') {
          await verify(() => localFirst('Look for it in WinBooks', (a) => a.lookUpBooking(input)));
        }
      }
    }
  }
  return conclude(await localFirst('Hand back to dispatch', (a) => a.postponeBooking(input)));

  /** A lost worker says nothing about the post's fate: the row says `posting`, so it is verified like any unknown. */
  async function post(summary: string): Promise<PostResult> {
    try {
      return await writeOnce(summary).postBooking(input);
    } catch (error) {
      if (error instanceof ActivityFailure) return { kind: 'unknown' };
      throw error;
    }
  }

  async function createCustomer(customer: { relation: string; code: string }): Promise<void> {
    const which = { tenant: input.tenant, relation: customer.relation };
    const created = await writeOnce(`Create customer ${customer.code}`)
      .createCustomer(which)
      .catch((error: unknown) => {
        if (error instanceof ActivityFailure) return { kind: 'unknown' } as const;
        throw error;
      });
    if (created.kind === 'notSent') await sleep(created.waitMs);
    if (created.kind === 'unknown')
      await verify(() => localFirst(`Look for customer ${customer.code}`, (a) => a.lookUpCustomer(which)));
  }

  /** Of unknown fate: found is believed at once, absent only after the quiet period. The activity moves the row. */
  async function verify(look: () => Promise<LookUpResult>): Promise<void> {
    for (let looks = 0; looks < ROUNDS_PER_RUN; looks += 1) {
      const seen = await look();
      if (seen.kind === 'settled') return;
      story.tell(
        seen.kind === 'absent'
          ? `Verifying: not in WinBooks yet, believed absent from ${seen.untilIso}`
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
