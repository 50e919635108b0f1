import { parseArgs } from 'node:util';
import { nameOf, stateInWords } from '../actions/find-invoice';
import { rebookInvoice } from '../actions/rebook-invoice';
import { retryHeldWith, retryInvoice, untilSettled, type Retried } from '../actions/retry-invoice';
import { skipInvoice } from '../actions/skip-invoice';
import type { ActionDependencies } from '../actions/action';
import { FINAL_STATES } from '../domain/booking/booking-entry';
import { isIssueCode } from '../domain/issues/issue-catalogue';
import type { TenantId } from '../domain/ids';
import type { ListedBooking } from '../store/bookings/booking-row';
import { BadInput, EXIT } from './bad-input';
import { exitRefused, say, tenantOption, withActions } from './beside-running';

/** How long a retry waits for its outcome. Milliseconds. */
const OUTCOME_WITHIN_MS = 20_000;
const RETRY_EXAMPLE = 'retry --tenant acme --invoice 20260012';

/**
 * `retry --tenant ID (--invoice N | --issue CODE) [--no-wait]`: tries what is held, or was skipped, again. Exit code 3 when it
 * is held again.
 */
export async function retryCommand(args: string[]): Promise<number> {
  const { values } = parseArgs({
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
    throw new BadInput(
      `Say which: --invoice N, or --issue CODE for all held with it; example: ${RETRY_EXAMPLE}`,
    );
  if (issue !== undefined && !isIssueCode(issue))
    throw new BadInput(`"${issue}" is no issue code; "issues --tenant ${tenant}" shows those that are open.`);
  return withActions(async (deps) => {
    const retried =
      issue === undefined
        ? await retryInvoice(deps, tenant, invoice ?? '')
        : await retryHeldWith(deps, tenant, issue);
    if (!retried.ok) return exitRefused(retried);
    if (retried.bookings.length === 0) {
      say(`${tenant}: no invoice is held with ${issue ?? ''}; nothing was changed.`);
      return EXIT.ok;
    }
    return tellOutcome(deps, tenant, retried, values['no-wait'] ?? false);
  });
}

/**
 * `rebook --tenant ID --invoice N [--no-wait]`: a booked invoice whose document was deleted in WinBooks is booked again. Exit code
 * 3 when it is held.
 */
export async function rebookCommand(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: { tenant: { type: 'string' }, invoice: { type: 'string' }, 'no-wait': { type: 'boolean' } },
  });
  const example = 'rebook --tenant acme --invoice 20260012';
  const tenant = tenantOption(values.tenant, example);
  const { invoice } = values;
  if (!invoice) throw new BadInput(`--invoice is missing; example: ${example}`);
  return withActions(async (deps) => {
    const rebooked = await rebookInvoice(deps, tenant, invoice);
    return rebooked.ok
      ? tellOutcome(deps, tenant, rebooked, values['no-wait'] ?? false)
      : exitRefused(rebooked);
  });
}

async function tellOutcome(
  deps: ActionDependencies,
  tenant: TenantId,
  { bookings, delayedBy }: Retried,
  isHurried: boolean,
): Promise<number> {
  if (delayedBy !== null || isHurried) {
    const when = delayedBy === null ? '' : `: ${delayedBy}`;
    for (const booking of bookings) say(`${nameOf(booking)} is tried again${when}.`);
    return EXIT.ok;
  }
  const settled = await untilSettled(deps, tenant, bookings, OUTCOME_WITHIN_MS);
  for (const booking of settled) say(outcomeOf(booking));
  return settled.some(({ state }) => state === 'held') ? EXIT.needsAttention : EXIT.ok;
}

function outcomeOf(booking: ListedBooking): string {
  const words = `${nameOf(booking)} was tried again and ${stateInWords(booking)}`;
  return FINAL_STATES.includes(booking.state) ? `${words}.` : `${words}; it goes on by itself.`;
}

/** `skip --tenant ID --invoice N --reason R`: this invoice is not booked; its number is free. */
export async function skipCommand(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: { tenant: { type: 'string' }, invoice: { type: 'string' }, reason: { type: 'string' } },
  });
  const example = 'skip --tenant acme --invoice 20260012 --reason "booked by hand"';
  const tenant = tenantOption(values.tenant, example);
  if (!values.invoice) throw new BadInput(`--invoice is missing; example: ${example}`);
  if (!values.reason?.trim()) throw new BadInput(`--reason is missing: say why; example: ${example}`);
  const { invoice, reason } = values;
  const skipped = await withActions((deps) => skipInvoice(deps, tenant, invoice, reason));
  if (!skipped.ok) return exitRefused(skipped);
  say(`${nameOf(skipped.booking)} is skipped and is not booked; "retry" undoes that.`);
  return EXIT.ok;
}
