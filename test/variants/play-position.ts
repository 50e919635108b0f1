import { createHash } from 'node:crypto';
import { seedTenant, type Stack } from '../support/stack';
import type { ListedBooking } from '../../store/bookings/booking-row';
import type { LedgerEntry } from '../support/twins';
import { expectationOf, needsWrongFolder } from './expectations';
import { BOOKABLE, BY_HAND, HELD, tribeSide, winbooksSide, type ExpectedBooking } from './main-job';
import type { Position } from './positions';

const PATIENCE_MS = 8 * 60_000;
const FINAL = ['booked', 'held', 'skipped'];

export interface PlayedPosition extends Position {
  /** What happened, for people. */
  readonly outcome: string;
  /** What should not have happened; empty when all is well. */
  readonly problems: readonly string[];
  readonly seconds: number;
}

/** Plays the main job for a tenant of its own, with one switch in one position, and judges it by the ledger. */
export async function playPosition(stack: Stack, position: Position): Promise<PlayedPosition> {
  const startedAt = Date.now();
  try {
    const { outcome, problems } = await play(stack, position);
    return { ...position, outcome, problems, seconds: secondsSince(startedAt) };
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    return { ...position, outcome: 'not finished', problems: [words], seconds: secondsSince(startedAt) };
  }
}

const secondsSince = (startedAt: number): number => Math.round((Date.now() - startedAt) / 100) / 10;

interface Played {
  readonly outcome: string;
  readonly problems: readonly string[];
}

async function play(stack: Stack, position: Position): Promise<Played> {
  const expected = expectationOf(position);
  const { id, folder, definition } = await seed(stack, position);
  const wrong = { ...definition, winbooks: { ...definition.winbooks, folder: 'NOWHERE' } };
  const [activation] = await stack.activate([needsWrongFolder(position) ? wrong : definition]);
  if (expected?.kind === 'refused' || activation?.outcome !== 'activated') {
    const codes = activation?.issueCodes.join(', ') ?? '';
    const isExpected = expected?.kind === 'refused' && codes === expected.code;
    const strangers = (await stack.twins.ledger(folder)).filter(
      ({ docNumber }) => docNumber !== BY_HAND.docNumber,
    );
    return {
      outcome: `activation refused: ${codes}`,
      problems: [
        ...(isExpected ? [] : [`activation: ${activation?.outcome ?? 'none'} ${codes}`]),
        ...strangers.map(({ docNumber }) => `${docNumber} was booked without activation`),
      ],
    };
  }

  const count = tribeSide.invoices.length - 1;
  const bookings = await stack.until(
    id,
    (all) => all.length === count && all.every(({ state }) => FINAL.includes(state)),
    PATIENCE_MS,
  );
  const held: Readonly<Record<number, string>> = {
    ...HELD,
    ...(expected?.kind === 'held' ? expected.codes : {}),
  };
  const renumbered = expected?.kind === 'renumbered' ? expected.code : null;
  const booked = BOOKABLE.filter(({ docNumber }) => !(docNumber in held)).map((each) =>
    each.customer === 'C2' && renumbered !== null ? { ...each, customer: renumbered } : each,
  );
  return {
    outcome: inWords(bookings),
    problems: [
      ...ledgerProblems(await stack.twins.ledger(folder), booked),
      ...bookings.flatMap((booking) => bookingProblems(booking, held)),
      ...(await stack.openIssues(id))
        .filter(({ recordKind }) => recordKind === 'tenant' || recordKind === 'connection')
        .map(({ code }) => `open issue ${code}`),
    ],
  };
}

async function seed(stack: Stack, { side, name, position, switches }: Position) {
  const seeded = await seedTenant(stack, {
    invoices: 0,
    id: tenantName(side, name, position),
    tribe: { ...tribeSide, ...(side === 'tribe' ? { switches } : {}) },
    winbooks: winbooksSide,
    // One poll finds everything; many tenants that poll every second would only disturb each other.
    settings: { pollSeconds: 60 },
  });
  await stack.twins.act('winbooks', 'book', { folder: seeded.folder, ...BY_HAND });
  if (side === 'winbooks')
    await stack.twins.act('winbooks', 'switches', { folder: seeded.folder, ...switches });
  return seeded;
}

/** Of at most 40 letters, digits and hyphens, and never that of another position. */
function tenantName(...parts: readonly string[]): string {
  const name = parts.join('-');
  const digest = createHash('sha256').update(name).digest('hex').slice(0, 8);
  return `${name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 30)}-${digest}`;
}

/** What became of the invoices; the reasons to hold those that are always held are not said again. */
function inWords(bookings: readonly ListedBooking[]): string {
  const held = bookings.filter(({ state }) => state === 'held');
  const unusual = held.filter(({ number, issueCode }) => HELD[Number(number)] !== issueCode);
  const codes = unusual.map(({ number, issueCode }) => `${number ?? '?'} ${issueCode ?? '?'}`);
  const booked = bookings.filter(({ state }) => state === 'booked').length;
  return `${booked} booked once, ${held.length} held${codes.length > 0 ? `: ${codes.join(', ')}` : ' as always'}`;
}

/** The ledger holds what was there before, and each expected booking once with its figures; nothing else. */
function ledgerProblems(ledger: readonly LedgerEntry[], expected: readonly ExpectedBooking[]): string[] {
  const byHand = ledger.filter(({ docNumber }) => docNumber === BY_HAND.docNumber);
  const others = ledger.filter(({ docNumber }) => docNumber !== BY_HAND.docNumber);
  const strangers = others.filter(({ docNumber }) => !expected.some((each) => each.docNumber === docNumber));
  return [
    ...(byHand.length === 1 && byHand[0]?.customer === BY_HAND.customer
      ? []
      : ['the booking by hand is not alone']),
    ...strangers.map(({ docNumber }) => `${docNumber} should not be booked`),
    ...expected.flatMap((each) => {
      const found = others.filter(({ docNumber }) => docNumber === each.docNumber);
      const [entry] = found;
      if (found.length !== 1 || entry === undefined)
        return [`${each.docNumber} is booked ${found.length} times`];
      const seen = {
        docNumber: entry.docNumber,
        date: entry.date,
        customer: entry.customer.trimEnd(),
        amounts: entry.lines.map(({ amount }) => amount),
      };
      const { journal = 'VEN', ...rest } = each;
      const isRight = entry.journal.trimEnd() === journal && JSON.stringify(seen) === JSON.stringify(rest);
      return isRight ? [] : [`booked otherwise: ${entry.journal} ${JSON.stringify(seen)}`];
    }),
  ];
}

function bookingProblems(booking: ListedBooking, held: Readonly<Record<number, string>>): string[] {
  const code = held[Number(booking.number)] ?? null;
  const isRight =
    code === null
      ? booking.state === 'booked' && booking.issueCode === null && !booking.linked
      : booking.state === 'held' && booking.issueCode === code;
  return isRight
    ? []
    : [`${booking.number ?? '?'}: ${booking.state} ${booking.issueCode ?? ''}, not ${code ?? 'booked'}`];
}
