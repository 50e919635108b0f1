import { addDays } from '../brussels-day';
import type { Day } from '../ids';
import { issue, type Issue } from '../issues/issue-catalogue';
import type { TenantSettings } from '../tenant/settings';

/** The settings that turn a tenant's numbers into WinBooks' (`settings.ts`). */
export type NumberPolicy = Pick<TenantSettings, 'documentNumber' | 'numberPrefix'>;

export type NumberChoice =
  { readonly ok: true; readonly docNumber: number } | { readonly ok: false; readonly issue: Issue };

/** Length of a document number in WinBooks' own imports, N12 (winbooks-api §7.7). */
const MOST_DIGITS = 12;
/**
 * Sequence numbers are padded to this length, so that `F26/17` becomes 20260017, just as its neighbour `F26/0018`
 * becomes 20260018.
 */
const SEQUENCE_DIGITS = 4;

const DIGITS: NumberPolicy = { documentNumber: 'digits', numberPrefix: null };

/**
 * WinBooks' DocNumber for an invoice by the tenant's policy (winbooks-api §4.9): all digits of Tribe's number, the
 * digits after a prefix, or its year and sequence number. Invoices are never renumbered, so that both systems use one
 * number for a document. An invoice whose number does not have the policy's form is held.
 *
 * @param on the invoice date: digits are read as a year only if they are near it (`17/26` is not invoice 26 of 2017)
 */
export function documentNumber(
  tribeNumber: string,
  policy: NumberPolicy = DIGITS,
  on: Day | null = null,
): NumberChoice {
  const number = tribeNumber.trim();
  switch (policy.documentNumber) {
    case 'digits':
      return ofDigits(number, number);
    case 'after-prefix': {
      const prefix = policy.numberPrefix ?? '';
      if (prefix === '' || !number.toLowerCase().startsWith(prefix.toLowerCase()))
        return held(issue('NUMBER_WITHOUT_PREFIX', { number, prefix }));
      return ofDigits(number, number.slice(prefix.length));
    }
    case 'year-sequence':
      return ofYearAndSequence(number, on);
  }
}

function ofDigits(number: string, part: string): NumberChoice {
  const digits = part.replaceAll(/[^0-9]/g, '');
  if (Number(digits) === 0) return held(issue('NUMBER_WITHOUT_DIGITS', { number }));
  if (digits.length > MOST_DIGITS) return held(issue('NUMBER_TOO_LONG', { number, digits: MOST_DIGITS }));
  return { ok: true, docNumber: Number(digits) };
}

/**
 * Reads a number that has two groups of digits, year and sequence, or one group that begins with the year and has at
 * least four more digits. Anything else between the two (a month, a second series) could give two invoices the same
 * number.
 */
function ofYearAndSequence(number: string, on: Day | null): NumberChoice {
  const groups = number.match(/\d+/g) ?? [];
  const [, wholeYear, wholeSequence] = /^(20\d\d)(\d{4,})$/.exec(groups[0] ?? '') ?? [];
  const [first, second] =
    groups.length === 1 ? [wholeYear, wholeSequence] : groups.length === 2 ? groups : [];
  const year = yearOf(first);
  if (year === null || second === undefined || !isNear(year, on) || Number(second) === 0)
    return held(issue('NUMBER_NOT_YEAR_SEQUENCE', { number }));
  const sequence = second.replace(/^0+/, '').padStart(SEQUENCE_DIGITS, '0');
  return ofDigits(number, `${year}${sequence}`);
}

/** `2026` or `26`. */
function yearOf(digits: string | undefined): number | null {
  if (digits === undefined || !/^(20)?\d\d$/.test(digits)) return null;
  return 2000 + (Number(digits) % 100);
}

/** Numbers follow a book year, which may begin in the calendar year before the invoice or end in the one after it. */
function isNear(year: number, on: Day | null): boolean {
  if (on === null) return true;
  const years = [addDays(on, -365), on, addDays(on, 365)].map((near) => Number(near.slice(0, 4)));
  return years.includes(year);
}

function held(problem: Issue): NumberChoice {
  return { ok: false, issue: problem };
}
