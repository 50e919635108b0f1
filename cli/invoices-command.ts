import { readOptions } from './options';
import { listInvoices } from '../actions/list-invoices';
import { invoiceHistory } from '../actions/invoice-history';
import { eachPage } from '../actions/page';
import { BOOKING_STATES } from '../domain/booking/booking-entry';
import type { Language } from '../domain/issues/texts/text-types';
import { withRunningStore } from '../local/local-environment';
import type { ListedBooking } from '../store/bookings/booking-row';
import type { TenantId } from '../domain/ids';
import { EXIT, notOneOf } from './bad-input';
import { exitRefused, say, tenantOption } from './beside-running';
import { historyListing } from '../contract/history-listing';
import { invoiceListing } from '../contract/invoice-listing';
import { invoiceCells, INVOICE_HEADINGS } from './invoice-sheet';
import { invoiceTable } from './invoice-table';
import { dayOption } from './list-options';
import { csvOutput, formOption, jsonOutput, lineOutput, type ListOutput } from './list-output';
import { historyInWords } from './words/history-words';
import type { Caller } from './caller';

const EXAMPLE = 'invoices --tenant acme --state held --from 2026-01-01';

/**
 * `invoices --tenant ID --invoice N [--json]`: the history of one invoice, with its entry.
 * `invoices --tenant ID [--state S] [--from DAY] [--to DAY] [--customer C] [--json | --csv]`: what became of each invoice of a tenant.
 * Written a page at a time, so that a list of any length needs little memory.
 */
export async function invoicesCommand(args: string[], { language }: Caller): Promise<number> {
  const { values } = readOptions({
    args,
    options: {
      tenant: { type: 'string' },
      invoice: { type: 'string' },
      state: { type: 'string' },
      from: { type: 'string' },
      to: { type: 'string' },
      customer: { type: 'string' },
      json: { type: 'boolean' },
      csv: { type: 'boolean' },
    },
  });
  const tenant = tenantOption(values.tenant, EXAMPLE);
  if (values.invoice !== undefined) return historyOf(tenant, values.invoice, values.json ?? false, language);
  const filter = {
    state: stateOption(values.state),
    from: dayOption('--from', values.from),
    to: dayOption('--to', values.to),
    customer: values.customer,
  };
  const output = outputIn(formOption(values), language);
  const refusal = await withRunningStore(process.env, (database) =>
    eachPage((after) => listInvoices({ database }, tenant, filter, { after }), output.show),
  );
  if (refusal !== null) return exitRefused(refusal, language);
  output.end();
  return EXIT.ok;
}

async function historyOf(
  tenant: TenantId,
  invoice: string,
  isJson: boolean,
  language: Language,
): Promise<number> {
  const history = await withRunningStore(process.env, (database) =>
    invoiceHistory({ database }, tenant, invoice),
  );
  if (!history.ok) return exitRefused(history, language);
  say(isJson ? JSON.stringify(historyListing(history)) : historyInWords(history, language));
  return EXIT.ok;
}

function outputIn(form: 'json' | 'csv' | 'text', language: Language): ListOutput<ListedBooking> {
  if (form === 'json') return jsonOutput(invoiceListing);
  if (form === 'csv')
    return csvOutput(INVOICE_HEADINGS[language], (booking) => [invoiceCells(booking, language)]);
  const { heading, lines } = invoiceTable(language);
  return lineOutput(heading, lines);
}

function stateOption(given: string | undefined) {
  const state = BOOKING_STATES.find((known) => known === given);
  if (given !== undefined && state === undefined) throw notOneOf('--state', given, BOOKING_STATES);
  return state;
}
