import type { AccountLine } from '../vendors/winbooks-records';
import { allot, inOrder } from './allotment';
import type { Allocation, AllocationKind, PaymentStanding, PaymentState } from './payment-standing';

/**
 * What the ledger says of one booked document (winbooks-api §4.10, §5.d): a matching that balances settles every document in it, one
 * that does not settles none. Which of several documents an unbalanced matching has paid, WinBooks does not say: what came in is
 * allotted to the oldest first, so that their open balances add up to that of the matching.
 *
 * @param own the customer's line of the document
 * @param matching all lines of its matching, with or without `own`; empty when it is in none
 * @param before what was known of it: only that tells a matching that was undone from one that never was
 */
export function judgeMatching(
  own: AccountLine,
  matching: readonly AccountLine[],
  before: PaymentStanding | null,
): PaymentStanding {
  const sign = own.amountCents < 0 ? -1 : 1;
  const grossCents = own.amountCents * sign;
  const others = own.matchId === null ? [] : matching.filter(({ id }) => id !== own.id);
  if (others.length === 0) return unmatched(grossCents, before);

  const documents = inOrder([own, ...others.filter((line) => isDocument(line) && isOfSign(line, sign))]);
  const parts = inOrder(others.filter((line) => !documents.includes(line)));
  const restCents = sum([own, ...others]) * sign;
  const allocations = allot(own, documents, parts, sign).map(({ line, cents }) => ({
    date: line.date,
    cents,
    kind: kindOf(line, sign),
    reference: line.statement ?? line.reference,
  }));
  const openCents = grossCents + allocations.reduce((total, { cents }) => total + cents, 0);
  if (restCents !== 0 && isEvenInItsCurrency(own, others))
    return {
      state: 'paid',
      grossCents,
      openCents: 0,
      allocations: openCents === 0 ? allocations : [...allocations, exchange(openCents)],
    };
  return { state: stateOf(restCents, parts, sign), grossCents, openCents, allocations };
}

/** A matching that was undone is no ordinary open invoice: somebody may have to be told. */
function unmatched(grossCents: number, before: PaymentStanding | null): PaymentStanding {
  const wasAllocated = before !== null && (before.allocations.length > 0 || before.state === 'reversed');
  return {
    state: grossCents === 0 ? 'paid' : wasAllocated ? 'reversed' : 'open',
    grossCents,
    openCents: grossCents,
    allocations: [],
  };
}

/** The state of the whole matching, as its documents with this sign see it. `restCents`: positive while something is owed. */
function stateOf(restCents: number, parts: readonly AccountLine[], sign: number): PaymentState {
  const hasMoney = parts.some((line) => !isDocument(line) && !isDifference(line));
  if (restCents === 0) {
    if (parts.some(isDifference)) return 'written-off';
    return hasMoney || parts.length === 0 ? 'paid' : 'credited';
  }
  if (restCents < 0) return hasMoney ? 'overpaid' : 'credited';
  const receivedCents = -sum(parts) * sign;
  // Money came in, and went back.
  return receivedCents <= 0 && parts.length > 0 ? 'reversed' : 'partly-paid';
}

/**
 * A foreign customer owes nothing when the matching balances in the currency of the invoice. What is left in the folder's currency is
 * an exchange difference that the accountant has yet to book.
 */
function isEvenInItsCurrency(own: AccountLine, others: readonly AccountLine[]): boolean {
  const lines = [own, ...others];
  const isForeign = own.currency !== null && own.currencyAmountCents !== null;
  const isOfOneCurrency = lines.every(
    (line) => line.currency === own.currency && line.currencyAmountCents !== null,
  );
  return (
    isForeign &&
    isOfOneCurrency &&
    lines.some(({ amountCents, currencyAmountCents }) => amountCents !== currencyAmountCents) &&
    lines.reduce((total, line) => total + (line.currencyAmountCents ?? 0), 0) === 0
  );
}

const exchange = (openCents: number): Allocation => ({
  date: null,
  cents: -openCents,
  kind: 'exchange',
  reference: null,
});

function kindOf(line: AccountLine, sign: number): AllocationKind {
  if (isDifference(line)) return 'difference';
  if (isDocument(line)) return line.amountCents < 0 ? 'credit-note' : 'invoice';
  return isOfSign(line, sign) ? 'refund' : 'payment';
}

/** The customer's line of a sales document has order 0; bank and miscellaneous entries count from 1000 (winbooks-api §4.9). */
const isDocument = (line: AccountLine): boolean => line.order === 0 && line.parentId === null;

/** A payment difference names the line whose rest it takes; a correction in a miscellaneous journal does the same by hand. */
const isDifference = (line: AccountLine): boolean =>
  line.parentId !== null || (line.order !== 0 && line.isMoney === false);

const isOfSign = (line: AccountLine, sign: number): boolean => Math.sign(line.amountCents) === sign;

const sum = (lines: readonly AccountLine[]): number =>
  lines.reduce((total, { amountCents }) => total + amountCents, 0);
