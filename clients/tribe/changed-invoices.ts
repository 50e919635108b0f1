import type { TribeInvoiceSummary } from '../../domain/vendors/tribe-records';
import type { TribeConnection } from '../connection';
import type { Outcome } from '../outcome';
import { readChangedRecords, type ChangesPage, type ChangesQuestion } from './changed-records';
import { invoiceSummaryOf } from './invoice-records';

export type InvoiceChangesPage = ChangesPage<TribeInvoiceSummary>;

/**
 * Every invoice created or changed since a moment, in any phase, page by page as `readChangedRecords` does.
 *
 * @param question with the date field that `resolveInvoiceDateField` found
 */
export const readChanges = (
  connection: TribeConnection,
  { dateField, ...question }: ChangesQuestion & { readonly dateField: string },
): AsyncGenerator<Outcome<InvoiceChangesPage>, void> =>
  readChangedRecords(
    connection,
    {
      set: 'Activity_Invoice',
      expands: ['Phase', ''],
      parse: (record) => invoiceSummaryOf(record, dateField),
    },
    question,
  );
