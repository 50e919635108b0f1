import { readOptions, required } from './options';
import { seeInvoiceIssues } from '../actions/see-issues';
import { describeIssue } from '../domain/issues/texts/describe-issue';
import { isSeeable, SEEABLE_CODES, type SeeableCode } from '../domain/issues/seen-issues';
import { EXIT, notOneOf } from './bad-input';
import { exitRefused, say, tenantOption, withActions } from './beside-running';
import { COMMAND_WORDS } from './words/command-words';
import { nameOf, stateInWords } from './words/invoice-words';
import type { Caller } from './caller';

const EXAMPLE = 'seen --tenant acme --invoice 20260012 --reason "credit note booked"';

/**
 * `seen --tenant ID --invoice N [--issue CODE] [--reason R]`: what is open on this booked invoice was dealt with, or is accepted.
 * The booking stays as it is.
 */
export async function seenCommand(args: string[], { language, actor }: Caller): Promise<number> {
  const { values } = readOptions({
    args,
    options: {
      tenant: { type: 'string' },
      invoice: { type: 'string' },
      issue: { type: 'string' },
      reason: { type: 'string' },
    },
  });
  const tenant = tenantOption(values.tenant, EXAMPLE);
  const { reason = '' } = values;
  const invoice = required('--invoice', values.invoice, EXAMPLE);
  const code = codeOption(values.issue);
  const seen = await withActions(actor, (deps) => seeInvoiceIssues(deps, tenant, { invoice, code, reason }));
  if (!seen.ok) return exitRefused(seen, language);
  const words = COMMAND_WORDS[language];
  say(`${nameOf(seen.booking, language)} ${stateInWords(seen.booking, language)}${words.staysAsItIs}`);
  for (const { code, details } of seen.issues) {
    say(`${words.isClosed(code)} ${describeIssue(code, details, language).cause}`);
    say(words.staysClosedUntil[code]);
  }
  return EXIT.ok;
}

function codeOption(given: string | undefined): SeeableCode | null {
  if (given === undefined || isSeeable(given)) return given ?? null;
  throw notOneOf('--issue', given, SEEABLE_CODES);
}
