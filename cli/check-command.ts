import { readOptions, required } from './options';
import { checkInvoice } from '../actions/check-invoice';
import type { Language } from '../domain/issues/texts/text-types';
import { EXIT } from './bad-input';
import { checkListing, type CheckListing } from '../contract/check-listing';
import { exitRefused, say, tenantOption, withActions } from './beside-running';
import { amountInWords } from './words/amounts';
import { ISSUE_WORDS } from './words/issue-words';
import type { Caller } from './caller';

/** `check --tenant ID --invoice N [--lang nl|fr|en] [--json]`: would this book? Exit code 3 when not. Writes nothing. */
export async function checkCommand(args: string[], { language, actor }: Caller): Promise<number> {
  const { values } = readOptions({
    args,
    options: {
      tenant: { type: 'string' },
      invoice: { type: 'string' },
      json: { type: 'boolean' },
    },
  });
  const example = 'check --tenant acme --invoice 20260012 --json';
  const tenant = tenantOption(values.tenant, example);
  const invoice = required('--invoice', values.invoice, example);
  const checked = await withActions(actor, (deps) => checkInvoice(deps, tenant, invoice));
  if (!checked.ok) return exitRefused(checked, language);
  const listing = checkListing(checked, language);
  say(values.json ? JSON.stringify(listing) : inWords(listing, language));
  return listing.wouldBook ? EXIT.ok : EXIT.needsAttention;
}

function inWords(listing: CheckListing, language: Language): string {
  const { invoice, number, outcome, issues, entry, ledger } = listing;
  const words = ISSUE_WORDS[language];
  const lines = [`${words.invoice} ${number ?? invoice} ${outcome}.`];
  for (const { title, cause, fix, owner } of issues)
    lines.push(`  ${title}. ${cause} ${fix} [${words.owners[owner]}]`);
  if (ledger !== null) {
    const { journal, docNumber, date, customer } = ledger;
    const named = `${journal ?? '?'} ${docNumber ?? '?'}, ${date ?? '?'}, ${words.customer} ${customer ?? '?'}`;
    lines.push(`  ${words.inWinbooks} ${named}`, ...ledger.lines.map((line) => lineInWords(line, language)));
  }
  if (entry !== null) {
    const due = entry.dueDate === null ? '' : `, ${words.due} ${entry.dueDate}`;
    const inFolder = `${amountInWords(entry.folderGrossCents, language)} ${entry.folderCurrency}`;
    const own = `${amountInWords(entry.grossCents, language)} ${entry.currency}`;
    const gross = own === inFolder ? own : `${own} (${inFolder})`;
    const named = `${entry.journal} ${entry.docNumber}, ${entry.date}${due}, ${words.customer} ${entry.customer}, ${gross}`;
    lines.push(
      `  ${ledger === null ? '' : `${words.inTribeNow} `}${named}`,
      ...entry.lines.map((line) => lineInWords(line, language)),
    );
  }
  return lines.join('\n');
}

const lineInWords = ({ account, vatCode, amountCents }: CheckedLine, language: Language): string =>
  `  ${(account ?? '?').padEnd(10)} ${(vatCode ?? '').padEnd(6)} ${amountInWords(amountCents, language).padStart(12)}`;

interface CheckedLine {
  readonly account: string | null;
  readonly vatCode: string | null;
  readonly amountCents: number;
}
