import { writeFileSync } from 'node:fs';
import { compareBooks } from '../actions/compare-books';
import { tieOutListing } from '../contract/tie-out-listing';
import { EXIT, notOfTheForm } from './bad-input';
import { exitRefused, say, tenantOption, withActions } from './beside-running';
import type { Caller } from './caller';
import { BYTE_ORDER_MARK } from './csv';
import { readOptions } from './options';
import { tieOutPage } from './tie-out-page';
import { tieOutCsv, tieOutInWords } from './tie-out-table';

const EXAMPLE = 'tie-out --tenant acme --month 2026-10';

/**
 * `tie-out --tenant ID [--month YYYY-MM] [--json] [--csv FILE] [--html FILE]`: compares Tribe with the ledger now. Exit code 3 when
 * they differ.
 */
export async function tieOutCommand(args: string[], { language, actor }: Caller): Promise<number> {
  const { values } = readOptions({
    args,
    options: {
      tenant: { type: 'string' },
      month: { type: 'string' },
      json: { type: 'boolean' },
      csv: { type: 'string' },
      html: { type: 'string' },
    },
  });
  const tenant = tenantOption(values.tenant, EXAMPLE);
  const month = monthOption(values.month);
  const compared = await withActions(actor, (deps) => compareBooks(deps, tenant, month));
  if (!compared.ok) return exitRefused(compared, language);
  if (values.csv !== undefined)
    writeFileSync(values.csv, `${BYTE_ORDER_MARK}${tieOutCsv(compared, language)}`);
  if (values.html !== undefined) writeFileSync(values.html, tieOutPage(tenant, compared, language));
  say(values.json ? JSON.stringify(tieOutListing(compared)) : tieOutInWords(compared, language));
  return compared.agrees ? EXIT.ok : EXIT.needsAttention;
}

function monthOption(given: string | undefined): string | null {
  if (given === undefined) return null;
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(given)) throw notOfTheForm(given, 'YYYY-MM', EXAMPLE);
  return given;
}
