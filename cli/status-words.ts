import { BOOKING_STATES, FINAL_STATES } from '../domain/booking/booking-entry';
import { describeIssue } from '../domain/issues/texts/describe-issue';
import { isIssueCode } from '../domain/issues/issue-catalogue';
import type { TenantStatus } from '../actions/tenant-status';

/** An invoice is normally booked within seconds; one that takes longer than this is waiting for something. Seconds. */
const LONG_OPEN_S = 300;
/** Tribe counts as not being read after three missed polls, plus the time that a poll may take. Seconds. */
const MISSED_POLLS = 3;
const LONGEST_POLL_S = 60;

/**
 * One tenant in words, a line each: its invoices, when Tribe was last read, what waits, what is held, and what prevents
 * progress. It has no history: only what somebody may have to act on.
 */
export function statusInWords(status: TenantStatus, now: Date): string {
  const { id, state, invoices } = status;
  const counts = BOOKING_STATES.filter((each) => invoices[each] > 0).map(
    (each) => `${invoices[each]} ${each}`,
  );
  return [
    `${id}: ${state}; ${counts.join(', ') || 'no invoices'}.`,
    reading(status, now),
    ...waiting(status, now),
    ...needingPeople(status),
    ...inTheWay(status, now),
  ].join('\n  ');
}

function reading({ tribeReadAt, tribeReading, pollSeconds }: TenantStatus, now: Date): string {
  const underWay =
    tribeReading === null
      ? ''
      : ` It is being read completely now, up to ${tribeReading.upTo?.slice(0, 10) ?? 'nothing yet'}.`;
  if (tribeReadAt === null) return `Tribe has never been read completely.${underWay}`;
  return `Tribe was last read ${duration(age(tribeReadAt, now))} ago; it is read every ${duration(pollSeconds)}.${underWay}`;
}

function waiting({ invoices, openSince }: TenantStatus, now: Date): string[] {
  const open = BOOKING_STATES.filter((state) => !FINAL_STATES.includes(state));
  const count = open.reduce((sum, state) => sum + invoices[state], 0);
  if (count === 0 || openSince === null) return ['No invoice waits to be booked.'];
  const oldest = duration(age(openSince, now));
  return [
    count === 1
      ? `1 invoice is not booked yet, found ${oldest} ago.`
      : `${count} invoices are not booked yet, the oldest found ${oldest} ago.`,
  ];
}

function needingPeople({ id, invoices, heldByCode, issues }: TenantStatus): string[] {
  if (issues === 0 && invoices.held === 0) return ['Nothing needs a person.'];
  const codes = Object.entries(heldByCode).map(([code, count]) => (count > 1 ? `${count} × ${code}` : code));
  const because = codes.length === 0 ? '' : ` (${codes.join(', ')})`;
  const held =
    invoices.held === 1 ? '1 invoice is' : `${invoices.held === 0 ? 'no' : invoices.held} invoices are`;
  const open = issues === 1 ? '1 issue is open' : `${issues} issues are open`;
  return [`Needs a person: ${held} held${because}; ${open}. What to do: "issues --tenant ${id}".`];
}

function inTheWay(status: TenantStatus, now: Date): string[] {
  const obstacles = [
    ...ofTenant(status),
    ...whatFails(status, now),
    ...ofReading(status, now),
    ...ofUnknownFates(status),
  ];
  if (obstacles.length === 0 && isLongOpen(status, now))
    obstacles.push(
      'WinBooks or Tribe may not be answering. Temporal UI shows what each invoice waits for; booking continues automatically',
    );
  return obstacles.length === 0
    ? ['Nothing stands in the way.']
    : obstacles.map((obstacle) => `In the way: ${obstacle}.`);
}

function ofTenant({ id, state, pauseReason, obstacles }: TenantStatus): string[] {
  // A failing poll is listed with its cause (`whatFails`), so its issue is left out.
  const refused = obstacles
    .filter((code) => code !== 'POLL_FAILS')
    .map((code) => {
      if (code === 'READING_FAILS') return `many invoices cannot be read (${code})`;
      const title = isIssueCode(code) ? `${describeIssue(code, {}, 'en').title} (${code})` : code;
      return isRefusal(code) ? `${title}: "reconnect --tenant ${id}" checks it live, and resumes` : title;
    });
  if (state === 'active') return refused;
  if (state !== 'paused') return [`it is ${state}: nothing new is booked until it is active`, ...refused];
  const why = pauseReason ?? 'no reason given';
  const until = isRefusal(why) ? 'its connection works' : `"resume --tenant ${id}"`;
  return [`it is paused (${why}): nothing is sent to WinBooks until ${until}`, ...refused];
}

const isRefusal = (code: string): boolean => code.startsWith('CONNECTION_REFUSED_');

/** Each failure with vendor, host, cause and duration. A poll that fails because of its vendor is not listed twice. */
function whatFails({ failing }: TenantStatus, now: Date): string[] {
  const isTribeSilent = failing.some(({ what }) => what === 'tribe');
  return failing
    .filter(({ what, vendor }) => !(what === 'poll' && vendor === 'Tribe' && isTribeSilent))
    .map(({ what, vendor, host, cause, since }) => {
      const forSeconds = `for ${duration(age(since, now))}`;
      const at = host === null ? '' : ` (${host})`;
      if (what === 'status') return `its status cannot be read: ${cause}`;
      if (what === 'looks') return `late looks have failed ${forSeconds}: ${cause}`;
      if (vendor === null) return `reading Tribe has failed ${forSeconds}: ${cause}`;
      return `${vendor}${at} has not answered properly ${forSeconds}: ${cause}`;
    });
}

/** Tribe is deliberately not read for a tenant whose access it refuses; that has an issue. */
function ofReading(status: TenantStatus, now: Date): string[] {
  const { state, tribeReadAt, pollSeconds, obstacles, failing, tribeReading } = status;
  // The failure is listed already, or a long reading is in progress.
  if (failing.some(({ what }) => what !== 'winbooks' && what !== 'looks') || tribeReading !== null) return [];
  const isRead =
    (state === 'active' || state === 'paused') && !obstacles.includes('CONNECTION_REFUSED_TRIBE');
  if (!isRead) return [];
  const longest = MISSED_POLLS * pollSeconds + LONGEST_POLL_S;
  return tribeReadAt !== null && age(tribeReadAt, now) <= longest
    ? []
    : [
        `Tribe is not being read: it was ${tribeReadAt === null ? 'never read' : `last read at ${tribeReadAt}`}. No cause is known, so perhaps no worker is running, or it cannot reach Temporal (see its log)`,
      ];
}

/** From the third unknown fate on, the fence lets nothing new through. */
function ofUnknownFates({ invoices }: TenantStatus): string[] {
  return invoices.verifying < 3
    ? []
    : [
        `the fate of ${invoices.verifying} invoices that were sent is unknown: they are being looked up in WinBooks, and nothing new is sent until one is found, or is certainly absent`,
      ];
}

const isLongOpen = ({ openSince }: TenantStatus, now: Date): boolean =>
  openSince !== null && age(openSince, now) > LONG_OPEN_S;

const age = (iso: string, now: Date): number => Math.max(0, (now.getTime() - Date.parse(iso)) / 1000);

/** `12 s`, `5 min`, `3 h`, `4 days`: in the unit that a person would use. */
function duration(seconds: number): string {
  if (seconds < 120) return `${Math.round(seconds)} s`;
  if (seconds < 2 * 3600) return `${Math.round(seconds / 60)} min`;
  if (seconds < 48 * 3600) return `${Math.round(seconds / 3600)} h`;
  return `${Math.round(seconds / 86_400)} days`;
}
