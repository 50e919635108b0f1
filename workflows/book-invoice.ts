import { ActivityFailure, defineQuery, setHandler, sleep } from '@temporalio/workflow';
import type { BookingEnd, BookingInput, CustomerResult, LookUpResult } from '../domain/steps/booking-steps';
import { localFirst, writeOnce } from './step-options';
import { beginStory, showState, type Story } from './story';

/** Which step the booking is in, in words. */
export const bookingStory = defineQuery<Story>('story');

/**
 * A run that has not settled after this many rounds, or looks, returns its row to dispatch, so that histories stay
 * short.
 */
const ROUNDS_PER_RUN = 60;
const LOOKS_PER_RUN = 200;
const LONGEST_WAIT_MS = 60_000;

/**
 * Books one Sent invoice exactly once (architecture, "Booking exactly once"). The intent row in the store decides what
 * may be sent; this workflow only asks, so a second run, a reset or a lost history is harmless.
 */
export async function bookInvoice(input: BookingInput): Promise<BookingEnd> {
  const story = beginStory('Reading the invoice');
  setHandler(bookingStory, () => story.now());

  let fruitless = 0;
  let looksLeft = LOOKS_PER_RUN;
  for (let round = 0; round < ROUNDS_PER_RUN && looksLeft > 0; round += 1) {
    const next = await localFirst('Read and map the invoice, write the intent', (a) =>
      a.prepareBooking(input),
    );
    switch (next.kind) {
      case 'end':
        return conclude(next.end);
      case 'wait':
        story.tell(`Waiting: ${next.words}`);
        await sleep(next.waitMs, { summary: 'Wait, then prepare the booking again' });
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
          await tryLater(posted.waitMs);
          break;
        }
        if (posted.kind === 'lost') await tryLater(posted.waitMs);
        await verify(() => localFirst('Look for it in WinBooks', (a) => a.lookUpBooking(input)));
      }
    }
  }
  return conclude(await localFirst('Hand back to dispatch', (a) => a.postponeBooking(input)));

  /** Waits before the next round after a write that did not leave or gave no result, longer each time. */
  async function tryLater(waitMs: number): Promise<void> {
    await sleep(growing(waitMs, fruitless), { summary: 'The write gave no result: wait for the next round' });
    fruitless += 1;
  }

  /** The customer follows the same protocol: an intent of its own, one post, and a look-up if its fate is unknown. */
  async function createCustomer(customer: {
    relation: string;
    code: string;
  }): Promise<CustomerResult | Lost> {
    const which = { ...input, relation: customer.relation };
    const created = await unlessLost(writeOnce(`Create customer ${customer.code}`).createCustomer(which));
    if (created.kind === 'notSent' || created.kind === 'lost') await tryLater(created.waitMs);
    if (created.kind === 'unknown' || created.kind === 'lost')
      await verify(() => localFirst(`Look for customer ${customer.code}`, (a) => a.lookUpCustomer(which)));
    return created;
  }

  /**
   * The fate is unknown. A document that is found is believed at once, its absence only after the quiet period. The
   * activity moves the row.
   */
  async function verify(look: () => Promise<LookUpResult>): Promise<void> {
    for (let missed = 0; looksLeft > 0; looksLeft -= 1) {
      const seen = await look();
      if (seen.kind === 'settled') return;
      if (seen.kind === 'absent') {
        story.tell(
          `Verifying: WinBooks does not show it; believed absent from ${seen.untilIso}, then sent again`,
        );
        await sleep(seen.waitMs, { summary: 'Not found: wait, then look in WinBooks again' });
      } else {
        story.tell(`Verifying: WinBooks gave no answer (${seen.words})`);
        await sleep(growing(seen.waitMs, missed), {
          summary: 'WinBooks gave no answer: wait, then look again',
        });
        missed += 1;
      }
    }
  }

  function conclude(end: BookingEnd): BookingEnd {
    story.tell(`${end.state}: ${end.words}`);
    showState(end.state, end.issueCode);
    return end;
  }
}

/**
 * An outage costs time, not history: each wait in a row is twice the one before, up to a minute, and never less than
 * asked for.
 */
function growing(waitMs: number, before: number): number {
  return Math.max(waitMs, Math.min(waitMs * 2 ** before, LONGEST_WAIT_MS));
}

/** A step that gave no result says nothing about the fate of its write. The row does, and the write is verified. */
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
