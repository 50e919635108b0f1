import { readOptions, required } from './options';
import { rebookInvoice } from '../actions/rebook-invoice';
import { retryHeldWith, retryInvoice, untilSettled, type Retried } from '../actions/retry-invoice';
import { skipInvoice } from '../actions/skip-invoice';
import type { ActionDependencies } from '../actions/action';
import { FINAL_STATES } from '../domain/booking/booking-entry';
import { isIssueCode } from '../domain/issues/issue-catalogue';
import type { TenantId } from '../domain/ids';
import type { ListedBooking } from '../store/bookings/booking-row';
import type { Language } from '../domain/issues/texts/text-types';
import { BadInput, EXIT, unknownIssueCode } from './bad-input';
import { exitRefused, say, tenantOption, withActions } from './beside-running';
import { COMMAND_WORDS } from './words/command-words';
import { nameOf, stateInWords } from './words/invoice-words';
import { problemInWords } from './words/problem-words';
import type { Caller } from './caller';

/** How long a retry waits for its outcome. Milliseconds. */
const OUTCOME_WITHIN_MS = 20_000;
const RETRY_EXAMPLE = 'retry --tenant acme --invoice 20260012';

/**
 * `retry --tenant ID (--invoice N | --issue CODE) [--no-wait]`: tries what is held, or was skipped, again. Exit code 3 when it
 * is held again.
 */
export async function retryCommand(args: string[], { language, actor }: Caller): Promise<number> {
  const { values } = readOptions({
    args,
    options: {
      tenant: { type: 'string' },
      invoice: { type: 'string' },
      issue: { type: 'string' },
      reason: { type: 'string' },
      'no-wait': { type: 'boolean' },
    },
  });
  const tenant = tenantOption(values.tenant, RETRY_EXAMPLE);
  const { invoice, issue } = values;
  if ((invoice === undefined) === (issue === undefined))
    throw new BadInput({
      nl: `Zeg welke: --invoice N, of --issue CODE voor alles wat ermee tegengehouden is; voorbeeld: ${RETRY_EXAMPLE}`,
      fr: `Dites laquelle\u00a0: --invoice N, ou --issue CODE pour tout ce qui est retenu avec ce code\u00a0; exemple\u00a0: ${RETRY_EXAMPLE}`,
      en: `Say which: --invoice N, or --issue CODE for all held with it; example: ${RETRY_EXAMPLE}`,
    });
  if (issue !== undefined && !isIssueCode(issue)) throw unknownIssueCode(issue, tenant);
  return withActions(actor, async (deps) => {
    const retried =
      issue === undefined
        ? await retryInvoice(deps, tenant, invoice ?? '')
        : await retryHeldWith(deps, tenant, issue);
    if (!retried.ok) return exitRefused(retried, language);
    if (retried.bookings.length === 0) {
      say(`${tenant}: ${COMMAND_WORDS[language].noneHeldWith(issue ?? '')}`);
      return EXIT.ok;
    }
    return tellOutcome(deps, tenant, retried, values['no-wait'] ?? false, language);
  });
}

/**
 * `rebook --tenant ID --invoice N [--no-wait]`: a booked invoice whose document was deleted in WinBooks is booked again. Exit code
 * 3 when it is held.
 */
export async function rebookCommand(args: string[], { language, actor }: Caller): Promise<number> {
  const { values } = readOptions({
    args,
    options: { tenant: { type: 'string' }, invoice: { type: 'string' }, 'no-wait': { type: 'boolean' } },
  });
  const example = 'rebook --tenant acme --invoice 20260012';
  const tenant = tenantOption(values.tenant, example);
  const invoice = required('--invoice', values.invoice, example);
  return withActions(actor, async (deps) => {
    const rebooked = await rebookInvoice(deps, tenant, invoice);
    return rebooked.ok
      ? tellOutcome(deps, tenant, rebooked, values['no-wait'] ?? false, language)
      : exitRefused(rebooked, language);
  });
}

async function tellOutcome(
  deps: ActionDependencies,
  tenant: TenantId,
  { bookings, delayedBy }: Retried,
  isHurried: boolean,
  language: Language,
): Promise<number> {
  if (delayedBy !== null || isHurried) {
    const { isTriedAgain } = COMMAND_WORDS[language];
    for (const booking of bookings) say(`${nameOf(booking, language)} ${isTriedAgain}`);
    if (delayedBy !== null) say(problemInWords(delayedBy, language));
    return EXIT.ok;
  }
  const settled = await untilSettled(deps, tenant, bookings, OUTCOME_WITHIN_MS);
  for (const booking of settled) say(outcomeOf(booking, language));
  return settled.some(({ state }) => state === 'held') ? EXIT.needsAttention : EXIT.ok;
}

function outcomeOf(booking: ListedBooking, language: Language): string {
  const { wasTriedAgainAnd, goesOnByItself } = COMMAND_WORDS[language];
  const words = `${nameOf(booking, language)} ${wasTriedAgainAnd} ${stateInWords(booking, language)}`;
  return FINAL_STATES.includes(booking.state) ? `${words}.` : `${words}${goesOnByItself}`;
}

/** `skip --tenant ID --invoice N --reason R`: this invoice is not booked; its number is free. */
export async function skipCommand(args: string[], { language, actor }: Caller): Promise<number> {
  const { values } = readOptions({
    args,
    options: { tenant: { type: 'string' }, invoice: { type: 'string' }, reason: { type: 'string' } },
  });
  const example = 'skip --tenant acme --invoice 20260012 --reason "booked by hand"';
  const tenant = tenantOption(values.tenant, example);
  const invoice = required('--invoice', values.invoice, example);
  const reason = required('--reason', values.reason?.trim(), example);
  const skipped = await withActions(actor, (deps) => skipInvoice(deps, tenant, invoice, reason));
  if (!skipped.ok) return exitRefused(skipped, language);
  say(`${nameOf(skipped.booking, language)} ${COMMAND_WORDS[language].isSkipped}`);
  return EXIT.ok;
}
