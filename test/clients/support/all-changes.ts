import type { TribeConnection } from '../../../clients/connection';
import { ok, type Outcome } from '../../../clients/outcome';
import { readChanges, type InvoiceChangesPage } from '../../../clients/tribe';
import type { TribeInvoiceSummary } from '../../../domain/vendors/tribe-records';

/** All that the watch would read in one go: each invoice once, as it was last seen. */
export async function allChanges(
  connection: TribeConnection,
  { since, dateField }: { readonly since: string; readonly dateField: string },
  onPage: (page: InvoiceChangesPage) => void = () => undefined,
): Promise<Outcome<TribeInvoiceSummary[]>> {
  const found = new Map<string, TribeInvoiceSummary>();
  const from = { since, place: null };
  for await (const page of readChanges(connection, {
    touched: from,
    untouched: from,
    settled: null,
    dateField,
  })) {
    if (page.kind !== 'ok') return page;
    for (const invoice of page.value.records) found.set(invoice.id, invoice);
    onPage(page.value);
  }
  return ok([...found.values()]);
}
