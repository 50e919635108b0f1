import { readOptions, required } from './options';
import { linkInvoice } from '../actions/link-invoice';
import { relinkInvoice } from '../actions/relink-invoice';
import type { LinkDifference } from '../domain/booking/link-comparison';
import type { Language } from '../domain/issues/texts/text-types';
import { EXIT } from './bad-input';
import { exitRefused, say, tenantOption, withActions } from './beside-running';
import { COMMAND_WORDS } from './words/command-words';
import { nameOf } from './words/invoice-words';
import { problemInWords } from './words/problem-words';
import type { Caller } from './caller';

/** `link --tenant ID --invoice N --document (ID | JOURNAL/NUMBER) [--force]`: a held invoice is booked as that document. */
export async function linkCommand(args: string[], { language, actor }: Caller): Promise<number> {
  const { values } = readOptions({
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
  const invoice = required('--invoice', values.invoice, example);
  const document = required('--document', values.document, example);
  const wish = { invoice, document, isForced: values.force ?? false };
  const linked = await withActions(actor, (deps) => linkInvoice(deps, tenant, wish));
  if (!linked.ok) return exitRefused(linked, language);
  const { isLinkedTo } = COMMAND_WORDS[language];
  const despite = linked.despite.length === 0 ? '' : ` ${despiteInWords(linked.despite, language)}`;
  say(`${nameOf(linked.booking, language)} ${isLinkedTo(linked.document)}${despite}`);
  return EXIT.ok;
}

function despiteInWords(differences: readonly LinkDifference[], language: Language): string {
  const words = COMMAND_WORDS[language];
  const each = differences.map(({ what, invoice, document }) =>
    words.differs(what, invoice ?? words.notKnown, document ?? words.notKnown),
  );
  return `${words.despite} ${each.join('; ')}.`;
}

/** `relink --tenant ID --invoice N --customer CODE`: which customer in WinBooks the invoice's customer is. */
export async function relinkCommand(args: string[], { language, actor }: Caller): Promise<number> {
  const { values } = readOptions({
    args,
    options: { tenant: { type: 'string' }, invoice: { type: 'string' }, customer: { type: 'string' } },
  });
  const example = 'relink --tenant acme --invoice 20260012 --customer C00042';
  const tenant = tenantOption(values.tenant, example);
  const invoice = required('--invoice', values.invoice, example);
  const customer = required('--customer', values.customer, example);
  const relinked = await withActions(actor, (deps) => relinkInvoice(deps, tenant, invoice, customer));
  if (!relinked.ok) return exitRefused(relinked, language);
  const { from, to, reopened, delayedBy } = relinked;
  const words = COMMAND_WORDS[language];
  const later = delayedBy === null ? '' : ` ${words.later} ${problemInWords(delayedBy, language)}`;
  say(`${tenant}: ${words.customerIsNow(to, from)} ${words.heldTriedAgain(reopened)}.${later}`);
  return EXIT.ok;
}
