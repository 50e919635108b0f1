import { parseArgs } from 'node:util';
import { nameOf, stateInWords } from '../actions/find-invoice';
import { seeInvoiceIssues } from '../actions/see-issues';
import { describeIssue } from '../domain/issues/texts/describe-issue';
import { isSeeable, SEEABLE_CODES, type SeeableCode } from '../domain/issues/seen-issues';
import { BadInput, EXIT } from './bad-input';
import { exitRefused, say, tenantOption, withActions } from './beside-running';

const EXAMPLE = 'seen --tenant acme --invoice 20260012 --reason "credit note booked"';

/** What opens the issue again, to go on after "until". */
const UNTIL: Readonly<Record<SeeableCode, string>> = {
  BOOKED_TWICE: 'yet another document of this invoice is found in WinBooks',
  BOOKING_GONE: 'another document of this invoice is deleted in WinBooks',
  BOOKING_DIFFERS: 'another difference is found',
  INVOICE_GONE: 'the invoice is back in Tribe and deleted again',
  INVOICE_CHANGED: 'the invoice changes again in Tribe',
};

/**
 * `seen --tenant ID --invoice N [--issue CODE] [--reason R]`: what is open on this booked invoice was dealt with, or is accepted.
 * The booking stays as it is.
 */
export async function seenCommand(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      tenant: { type: 'string' },
      invoice: { type: 'string' },
      issue: { type: 'string' },
      reason: { type: 'string' },
    },
  });
  const tenant = tenantOption(values.tenant, EXAMPLE);
  const { invoice, reason = '' } = values;
  if (!invoice) throw new BadInput(`--invoice is missing; example: ${EXAMPLE}`);
  const code = codeOption(values.issue);
  const seen = await withActions((deps) => seeInvoiceIssues(deps, tenant, { invoice, code, reason }));
  if (!seen.ok) return exitRefused(seen);
  say(`${nameOf(seen.booking)} ${stateInWords(seen.booking)}, and stays as it is.`);
  for (const { code, details } of seen.issues) {
    say(`${code} is closed. ${describeIssue(code, details, 'en').cause}`);
    say(`It stays closed until ${UNTIL[code]}.`);
  }
  return EXIT.ok;
}

function codeOption(given: string | undefined): SeeableCode | null {
  if (given === undefined || isSeeable(given)) return given ?? null;
  throw new BadInput(`"${given}" cannot be marked as seen; --issue is one of ${SEEABLE_CODES.join(', ')}.`);
}
