import { parseArgs } from 'node:util';
import { nameOf } from '../actions/find-invoice';
import { linkInvoice } from '../actions/link-invoice';
import { relinkInvoice } from '../actions/relink-invoice';
import { BadInput, EXIT } from './bad-input';
import { exitRefused, say, tenantOption, withActions } from './beside-running';
import { counted } from './counted';

/** `link --tenant ID --invoice N --document (ID | JOURNAL/NUMBER) [--force]`: a held invoice is booked as that document. */
export async function linkCommand(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      tenant: { type: 'string' },
      invoice: { type: 'string' },
      document: { type: 'string' },
      reason: { type: 'string' },
      force: { type: 'boolean' },
    },
  });
  const example = 'link --tenant acme --invoice 20260012 --document VEN/20260012';
  const tenant = tenantOption(values.tenant, example);
  const { invoice, document } = values;
  if (!invoice) throw new BadInput(`--invoice is missing; example: ${example}`);
  if (!document) throw new BadInput(`--document is missing; example: ${example}`);
  const wish = { invoice, document, isForced: values.force ?? false };
  const linked = await withActions((deps) => linkInvoice(deps, tenant, wish));
  if (!linked.ok) return exitRefused(linked);
  const despite =
    linked.despite === null ? '' : ` Accepted by force although they differ: ${linked.despite}.`;
  say(
    `${nameOf(linked.booking)} is booked: linked to ${linked.document}; nothing was sent to WinBooks.${despite}`,
  );
  return EXIT.ok;
}

/** `relink --tenant ID --invoice N --customer CODE`: which customer in WinBooks the invoice's customer is. */
export async function relinkCommand(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: { tenant: { type: 'string' }, invoice: { type: 'string' }, customer: { type: 'string' } },
  });
  const example = 'relink --tenant acme --invoice 20260012 --customer C00042';
  const tenant = tenantOption(values.tenant, example);
  const { invoice, customer } = values;
  if (!invoice) throw new BadInput(`--invoice is missing; example: ${example}`);
  if (!customer) throw new BadInput(`--customer is missing; example: ${example}`);
  const relinked = await withActions((deps) => relinkInvoice(deps, tenant, invoice, customer));
  if (!relinked.ok) return exitRefused(relinked);
  const { from, to, reopened, delayedBy } = relinked;
  const before = from === null ? '' : ` (it was ${from})`;
  const later = delayedBy === null ? '' : ` That happens later: ${delayedBy}`;
  say(
    `${tenant}: that customer is ${to} in WinBooks now${before}; ${counted(reopened, 'held invoice is', 'held invoices are')} tried again.${later}`,
  );
  return EXIT.ok;
}
