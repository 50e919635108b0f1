import { BOOKING_STATES, FINAL_STATES } from '../../domain/booking/booking-entry';
import { isIssueCode } from '../../domain/issues/issue-catalogue';
import { describeIssue } from '../../domain/issues/texts/describe-issue';
import { isState, STATE_WORDS } from '../../domain/issues/texts/state-texts';
import type { Language } from '../../domain/issues/texts/text-types';
import type { TenantStatus } from '../../actions/tenant-status';
import { STATUS_SENTENCES, type StatusSentences } from './status-sentences';
import { TABLE_WORDS } from './table-words';

/** An invoice is normally booked within seconds; one that takes longer than this is waiting for something. Seconds. */
const LONG_OPEN_S = 300;
/** Tribe counts as not being read after three missed polls, plus the time that a poll may take. Seconds. */
const MISSED_POLLS = 3;
const LONGEST_POLL_S = 60;

interface Telling {
  readonly status: TenantStatus;
  readonly now: Date;
  readonly language: Language;
  readonly words: StatusSentences;
}

/**
 * One tenant in words, a line each: its invoices, when Tribe was last read, what waits, what is held, and what prevents
 * progress. It has no history: only what somebody may have to act on.
 */
export function statusInWords(status: TenantStatus, now: Date, language: Language): string {
  const telling = { status, now, language, words: STATUS_SENTENCES[language] };
  const { id, state, invoices } = status;
  const counts = BOOKING_STATES.filter((each) => invoices[each] > 0).map(
    (each) => `${invoices[each]} ${TABLE_WORDS[language].states[each]}`,
  );
  const colon = language === 'fr' ? '\u00a0:' : ':';
  const semicolon = language === 'fr' ? '\u00a0;' : ';';
  return [
    `${id}${colon} ${stateIn(state, language)}${semicolon} ${counts.join(', ') || telling.words.noInvoices}.`,
    reading(telling),
    waiting(telling),
    ...needingPeople(telling),
    ...inTheWay(telling),
  ].join('\n  ');
}

const stateIn = (state: string, language: Language): string =>
  isState(state) ? STATE_WORDS[state][language] : state;

function reading({ status, now, words }: Telling): string {
  const { tribeReadAt, tribeReading, pollSeconds } = status;
  const underWay =
    tribeReading === null ? '' : ` ${words.beingRead(tribeReading.upTo?.slice(0, 10) ?? null)}`;
  if (tribeReadAt === null) return `${words.neverRead}${underWay}`;
  const ago = duration(age(tribeReadAt, now), words);
  return `${words.lastRead(ago, duration(pollSeconds, words))}${underWay}`;
}

function waiting({ status: { invoices, openSince }, now, words }: Telling): string {
  const open = BOOKING_STATES.filter((state) => !FINAL_STATES.includes(state));
  const count = open.reduce((sum, state) => sum + invoices[state], 0);
  if (count === 0 || openSince === null) return words.noneWaits;
  return words.notBooked(count, duration(age(openSince, now), words));
}

function needingPeople({ status, words }: Telling): string[] {
  const { id, invoices, heldByCode, issues, relationsToReview } = status;
  const toReview = relationsToReview === 0 ? [] : [words.toReview(relationsToReview, id)];
  if (issues === 0 && invoices.held === 0) return toReview.length === 0 ? [words.noneNeeded] : toReview;
  const codes = Object.entries(heldByCode).map(([code, count]) => (count > 1 ? `${count} × ${code}` : code));
  const because = codes.length === 0 ? '' : ` (${codes.join(', ')})`;
  return [words.needed(invoices.held, because, issues, id), ...toReview];
}

function inTheWay(telling: Telling): string[] {
  const { words } = telling;
  const obstacles = [
    ...ofTenant(telling),
    ...whatFails(telling),
    ...ofReading(telling),
    ...ofUnknownFates(telling),
  ];
  if (obstacles.length === 0 && isLongOpen(telling)) obstacles.push(words.perhapsSilent);
  return obstacles.length === 0
    ? [words.nothingInTheWay]
    : obstacles.map((obstacle) => `${words.inTheWay} ${obstacle}.`);
}

function ofTenant({ status, language, words }: Telling): string[] {
  const { id, state, pauseReason, obstacles } = status;
  // A failing poll is listed with its cause (`whatFails`), so its issue is left out.
  const refused = obstacles
    .filter((code) => code !== 'POLL_FAILS')
    .map((code) => {
      if (code === 'READING_FAILS') return words.manyUnreadable;
      const title = isIssueCode(code) ? `${describeIssue(code, {}, language).title} (${code})` : code;
      return isRefusal(code) ? `${title}${words.reconnect(id)}` : title;
    });
  if (state === 'active') return refused;
  if (state !== 'paused') return [words.notActive(stateIn(state, language)), ...refused];
  const why = pauseReason ?? words.noReason;
  const resume = language === 'en' ? `"resume --tenant ${id}"` : `“resume --tenant ${id}”`;
  return [words.paused(why, isRefusal(why) ? words.connectionWorks : resume), ...refused];
}

const isRefusal = (code: string): boolean => code.startsWith('CONNECTION_REFUSED_');

/** Each failure with vendor, host, cause and duration. A poll that fails because of its vendor is not listed twice. */
function whatFails({ status: { failing }, now, words }: Telling): string[] {
  const isTribeSilent = failing.some(({ what }) => what === 'tribe');
  return failing
    .filter(({ what, vendor }) => !(what === 'poll' && vendor === 'Tribe' && isTribeSilent))
    .map(({ what, vendor, host, cause, since }) => {
      const lasts = duration(age(since, now), words);
      if (what === 'status') return words.statusFails(cause);
      if (what === 'looks') return words.looksFail(lasts, cause);
      if (vendor === null) return words.readingFails(lasts, cause);
      return words.vendorSilent(host === null ? vendor : `${vendor} (${host})`, lasts, cause);
    });
}

/** Tribe is deliberately not read for a tenant whose access it refuses; that has an issue. */
function ofReading({ status, now, words }: Telling): string[] {
  const { state, tribeReadAt, pollSeconds, obstacles, failing, tribeReading } = status;
  // The failure is listed already, or a long reading is in progress.
  if (failing.some(({ what }) => what !== 'winbooks' && what !== 'looks') || tribeReading !== null) return [];
  const isRead =
    (state === 'active' || state === 'paused') && !obstacles.includes('CONNECTION_REFUSED_TRIBE');
  if (!isRead) return [];
  const longest = MISSED_POLLS * pollSeconds + LONGEST_POLL_S;
  return tribeReadAt !== null && age(tribeReadAt, now) <= longest ? [] : [words.notRead(tribeReadAt)];
}

/** From the third unknown fate on, the fence lets nothing new through. */
const ofUnknownFates = ({ status: { invoices }, words }: Telling): string[] =>
  invoices.verifying < 3 ? [] : [words.unknownFates(invoices.verifying)];

const isLongOpen = ({ status: { openSince }, now }: Telling): boolean =>
  openSince !== null && age(openSince, now) > LONG_OPEN_S;

const age = (iso: string, now: Date): number => Math.max(0, (now.getTime() - Date.parse(iso)) / 1000);

/** `12 s`, `5 min`, `3 h`, `4 days`: in the unit that a person would use. */
function duration(seconds: number, words: StatusSentences): string {
  if (seconds < 120) return `${Math.round(seconds)} s`;
  if (seconds < 2 * 3600) return `${Math.round(seconds / 60)} min`;
  if (seconds < 48 * 3600) return `${Math.round(seconds / 3600)} h`;
  return words.days(Math.round(seconds / 86_400));
}
